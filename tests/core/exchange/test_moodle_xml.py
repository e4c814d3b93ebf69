"""Moodle XML from others: every type that we have, every other by name, and nothing hostile."""

import base64

import pytest

from app.core.courses.content import QuestionType, Rule
from app.core.courses.keys import ChoiceKey, GapKey, GapsKey, MatchingKey, NumberKey, TrueFalseKey
from app.core.errors import ExchangeRefused
from app.core.exchange.moodle_xml import read_moodle_xml
from app.core.exchange.reports import UNSAID
from tests.support.moodle_backups import png


def question(kind: str, inner: str, text: str = "Why?") -> bytes:
    return (
        f'<quiz><question type="{kind}"><name><text>One</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>{inner}</question></quiz>'
    ).encode()


def answer(text: str, fraction: str, more: str = "") -> str:
    return f'<answer fraction="{fraction}"><text>{text}</text>{more}</answer>'


def read(kind: str, inner: str, text: str = "Why?"):
    """The one question, its words, and the codes of its report."""
    imported = read_moodle_xml(question(kind, inner, text))
    codes = {item.code for item in imported.report.items if item.kind != "taken"}
    if not imported.questions:
        return None, None, codes
    (found,) = imported.questions
    return found, found.texts[UNSAID], codes


def test_one_answer_and_several():
    both = answer("a", "100") + answer("b", "0", "<feedback><text>No</text></feedback>")

    single, words, _ = read("multichoice", f"<single>true</single>{both}")
    several, _, codes = read(
        "multichoice",
        f"<single>false</single>{answer('a', '50')}{answer('c', '50')}{answer('b', '-100')}",
    )
    all_, _, _ = read(
        "multichoiceset", f"{answer('a', '100')}{answer('c', '100')}{answer('b', '0')}"
    )

    assert (single.type, single.key) == (QuestionType.SINGLE, ChoiceKey(frozenset({0})))
    assert [option.feedback for option in words.options] == [None, "No"]
    assert (several.type, several.key, codes) == (
        QuestionType.MULTIPLE,
        ChoiceKey(frozenset({0, 1})),
        set(),
    )
    assert all_.rule is Rule.ALL


def test_true_or_false_words_and_numbers():
    truth, _, _ = read("truefalse", answer("true", "0") + answer("false", "100"))
    short, words, codes = read("shortanswer", answer("refuge", "100") + answer("shelter", "50"))
    units = "<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units>"
    number, _, _ = read("numerical", answer("1,5", "100", "<tolerance>0.5</tolerance>") + units)

    assert truth.key == TrueFalseKey(False)
    assert (words.accepted, codes) == (("refuge",), {"answer"})
    assert number.key == NumberKey(1, 2, "km")


def test_pairs_order_and_open_answers():
    pair = "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>"
    matching, sides, _ = read(
        "matching", pair.format("a", "1") + pair.format("b", "2") + pair.format("", "3")
    )
    order, steps, _ = read("ordering", answer("first", "1") + answer("then", "2"))
    essay, rubric, codes = read(
        "essay", '<graderinfo format="html"><text>Three steps</text></graderinfo>'
    )

    assert (matching.key, sides.lefts) == (MatchingKey(2, 3), ("a", "b"))
    assert [option.text for option in steps.options] == ["first", "then"]
    assert order.type is QuestionType.ORDER
    assert (essay.type, rubric.criteria, codes) == (QuestionType.OPEN, ("Three steps",), {"rubric"})


def test_gaps_embedded_chosen_and_dragged():
    text = "It is {1:SHORTANSWER:=so~%50%thus#half} and {2:MULTICHOICE:no~=yes\\}} here."
    cloze, words, codes = read("cloze", "", text)
    boxes = "".join(
        f"<selectoption><text>{word}</text><group>1</group></selectoption>"
        for word in ("may", "must")
    )
    chosen, offered, _ = read("gapselect", boxes, "It [[2]] be.")

    assert cloze.key == GapsKey((GapKey(None), GapKey(1)))
    assert words.prompt == "It is \ufffc and \ufffc here."
    assert words.gaps == (("so",), ("no", "yes}"))
    assert codes == {"gap-weights", "answer", "feedback"}
    assert (chosen.key, offered.gaps) == (GapsKey((GapKey(1),)), (("may", "must"),))


@pytest.mark.parametrize(
    "kind", ["calculated", "calculatedmulti", "ddmarker", "randomsamatch", "coderunner"]
)
def test_types_that_we_do_not_have_are_named_with_their_words(kind):
    imported = read_moodle_xml(question(kind, ""))

    (item,) = imported.report.of("left-out")
    assert (item.code, item.what, item.facts) == (
        "type-foreign",
        "One",
        {"type": kind, "prompt": "Why?"},
    )


def test_pictures_in_the_file_become_media():
    body = base64.b64encode(png()).decode()
    text = f'<questiontext format="html"><text><![CDATA[<img src="@@PLUGINFILE@@/my%20room.png" alt="A room">]]></text><file name="my room.png" path="/" encoding="base64">{body}</file></questiontext>'
    content = f'<quiz><question type="truefalse"><name><text>R</text></name>{text}{answer("true", "100")}{answer("false", "0")}</question></quiz>'

    imported = read_moodle_xml(content.encode())

    (path,) = imported.media
    assert imported.questions[0].texts[UNSAID].prompt == f"![A room]({path})"
    assert imported.media[path].startswith(b"\x89PNG")


def test_a_picture_without_a_description_is_named_after_its_file_and_that_is_told():
    body = base64.b64encode(png()).decode()
    text = f'<questiontext format="html"><text><![CDATA[<img src="@@PLUGINFILE@@/room-2.png">]]></text><file name="room-2.png" path="/" encoding="base64">{body}</file></questiontext>'
    content = f'<quiz><question type="truefalse"><name><text>R</text></name>{text}{answer("true", "100")}{answer("false", "0")}</question></quiz>'

    imported = read_moodle_xml(content.encode())

    assert imported.questions[0].texts[UNSAID].prompt.startswith("![room 2](media/room-2-")
    assert [item.code for item in imported.report.of("guessed")] == ["alt-from-name"]


def test_what_every_question_carries_is_told_once_with_its_number():
    one = question(
        "truefalse", answer("true", "100") + answer("false", "0") + "<penalty>0.3333333</penalty>"
    )
    two = one.replace(b"</quiz>", b"") + one.removeprefix(b"<quiz>")

    items = read_moodle_xml(two).report.of("left-out")

    assert [(item.code, item.facts["count"]) for item in items] == [("penalty", "2")]


BOMB = (
    b'<!DOCTYPE q [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><quiz>&b;</quiz>'
)
OUTSIDE = b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "xml-entities"),
        (OUTSIDE, "xml-entities"),
        (b'<!DOCTYPE q SYSTEM "http://127.0.0.1/x.dtd"><quiz/>', "xml-entities"),
        (b"<quiz>" + b"<a>" * 100_000, "xml-too-deep"),
        (b"<quiz>" + b"<a/>" * 500_000 + b"</quiz>", "xml-too-many"),
        (b"<quiz><question>", "not-xml"),
        (b"plain words", "not-xml"),
        (b"\xff\xfe\x00", "not-xml"),
        (b'<?xml version="1.0" encoding="no-such"?><quiz/>', "not-xml"),
        (b"<quiz/>", "no-questions"),
        (b"<html/>", "no-questions"),
        (b" " * (20 * 1024 * 1024 + 1), "too-large"),
    ],
)
def test_hostile_and_foreign_files_are_refused(content, code):
    with pytest.raises(ExchangeRefused) as refused:
        read_moodle_xml(content)

    assert refused.value.code == code
