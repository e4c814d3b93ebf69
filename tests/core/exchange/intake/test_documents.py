"""Handouts show something and do nothing."""

import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from app.core.exchange.intake.documents import check_handout
from app.core.exchange.intake.refusals import MediaRefused
from tests.support.media import document


def refused(content: bytes) -> str:
    with pytest.raises(MediaRefused) as told:
        check_handout(content)
    return told.value.code


def action(kind: str, **values: object) -> Dictionary:
    return Dictionary(S=Name("/" + kind), **values)


def with_page(**entries: object) -> bytes:
    """A document with entries on its page."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for key, value in entries.items():
        pdf.pages[0].obj["/" + key] = value
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


def test_an_ordinary_document_is_taken():
    check_handout(document())
    check_handout(document(OpenAction=Array([0, Name("/Fit")]), PageMode=Name("/UseOutlines")))
    link = Dictionary(
        Type=Name("/Annot"),
        Subtype=Name("/Link"),
        A=action("URI", URI=String("https://example.org/")),
    )
    check_handout(with_page(Annots=Array([link])))


@pytest.mark.parametrize(
    "root",
    [
        {"OpenAction": action("JavaScript", JS=String("app.alert(1)"))},
        {"OpenAction": action("Launch", F=String("cmd.exe"))},
        {"OpenAction": action("GoTo", Next=action("JavaScript", JS=String("1")))},
        {"OpenAction": action("SubmitForm", F=String("https://example.org"))},
        {"OpenAction": action("GoToR", F=String("other.pdf"))},
        {"Names": Dictionary(JavaScript=Dictionary(Names=Array([])))},
        {"Names": Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))},
        {"AA": Dictionary(WC=action("JavaScript", JS=String("1")))},
        {"AcroForm": Dictionary(XFA=String("<xdp/>"), Fields=Array([]))},
        {"PieceInfo": Dictionary(Deep=Array([Array([Dictionary(JS=String("1"))])]))},
    ],
)
def test_what_could_run_open_send_or_carry_something_is_refused(root):
    assert refused(document(**root)) == "pdf-active"


@pytest.mark.parametrize("kind", ["FileAttachment", "RichMedia", "Screen", "Movie", "Sound", "3D"])
def test_a_page_with_something_that_plays_or_carries_is_refused(kind):
    note = Dictionary(Type=Name("/Annot"), Subtype=Name("/" + kind))

    assert refused(with_page(Annots=Array([note]))) == "pdf-active"


def test_an_embedded_file_is_refused():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["payload.exe"] = b"MZ"
    made = io.BytesIO()
    pdf.save(made)

    assert refused(made.getvalue()) == "pdf-active"


def test_a_name_that_is_hidden_letter_by_letter_is_refused():
    plain = with_page(AA=Dictionary())
    assert b"/AA" in plain

    assert refused(plain.replace(b"/AA", b"/#41A")) == "pdf-active"


def test_a_locked_document_is_refused():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for user in ("", "secret"):
        made = io.BytesIO()
        pdf.save(made, encryption=pikepdf.Encryption(owner="owner", user=user))
        assert refused(made.getvalue()) == "pdf-locked"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"\n" + document(), document()[:-40]]
)
def test_what_is_no_whole_document_is_refused(content):
    assert refused(content) == "damaged"


def test_streams_that_would_fill_a_memory_are_refused_before_the_document_is_opened():
    bomb = zlib.compress(bytes(30 * 1024 * 1024), 9)
    pdf = b"%PDF-1.7\n"
    for number in range(1, 5):
        pdf += b"%d 0 obj<</Length %d/Filter/FlateDecode/Type/ObjStm>>stream\n" % (
            number,
            len(bomb),
        )
        pdf += bomb + b"\nendstream endobj\n"

    assert refused(pdf + b"%%EOF") == "too-large"
    twice = b"%PDF-1.7\n1 0 obj<</Filter [ /FlateDecode /FlateDecode ]>>stream\n"
    assert refused(twice + zlib.compress(bomb) + b"\nendstream endobj\n%%EOF") == "too-large"
