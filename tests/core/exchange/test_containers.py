"""Zip and tar.gz files from outside are read exactly, or refused as a whole."""

import gzip
import io
import tarfile
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.exchange.containers import (
    ContainerRefused,
    Limits,
    open_container,
    open_tar,
    open_zip,
)
from app.core.exchange.member_names import is_plain
from tests.core.exchange.bad_paths import BAD_PATHS
from tests.support.containers import MB, Writer, deflated, tar_of, tarred, zipped

FILES = {
    "module.yaml": b"source: en\n",
    "en/module.md": "Слова и words\n".encode() * 50,
    "media/empty.csv": b"",
    "media/Снимок экрана.png": bytes(range(256)) * 40,
}


def refused(content: bytes, **how: bool) -> ContainerRefused:
    with pytest.raises(ContainerRefused) as told:
        open_container(content, **how)
    return told.value


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_file_gives_its_files_byte_for_byte(method):
    assert dict(open_zip(zipped(FILES, method))) == FILES


@pytest.mark.parametrize(
    "form",
    [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT],
    ids=["ustar", "gnu", "pax"],
)
def test_a_tar_file_gives_its_files_byte_for_byte(form):
    deep = {"a/" * 12 + "a-name-that-is-rather-long-" * 3 + ".md": b"deep"}

    assert dict(open_tar(tarred(FILES | deep, form))) == FILES | deep


def test_a_tar_file_packed_from_inside_its_folder_is_read():
    top, page = tarfile.TarInfo("./"), tarfile.TarInfo("./en/module.md")
    top.type, page.size = tarfile.DIRTYPE, 5

    assert dict(open_tar(tar_of([(top, b""), (page, b"words")]))) == {"en/module.md": b"words"}


def test_a_stream_whose_sizes_follow_is_read():
    made = io.BytesIO()

    class Pipe(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return made.write(data)

    with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in FILES.items():
            box.writestr(name, content)

    assert dict(open_zip(made.getvalue())) == FILES


@settings(deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?\.md", fullmatch=True), st.binary(max_size=3000)
    )
)
def test_whatever_was_put_in_comes_out(files):
    for made in (zipped(files), tarred(files)):
        assert dict(open_container(made, keeps_archives=True)) == files


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_bytes_that_are_no_container_are_refused_and_nothing_else_happens(content):
    for begin in (b"", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\x00"):
        with pytest.raises(ContainerRefused):
            open_container(begin + content)


@settings(deadline=None)
@given(st.data())
def test_a_file_with_any_byte_changed_gives_what_it_held_or_is_refused(data):
    content = bytearray(data.draw(st.sampled_from([zipped(FILES), tarred(FILES)])))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))

    try:
        found = dict(open_container(bytes(content)))
    except ContainerRefused:
        return
    assert sorted(found.values()) == sorted(FILES.values())


@settings(deadline=None)
@given(st.data())
def test_a_file_that_was_cut_off_is_refused(data):
    content = data.draw(st.sampled_from([zipped(FILES), tarred(FILES)]))

    refused(content[: data.draw(st.integers(0, len(content) - 1))])


def test_there_are_at_least_sixty_bad_paths():
    assert len(set(BAD_PATHS)) >= 60


@pytest.mark.parametrize("path", BAD_PATHS)
def test_a_bad_path_is_refused_with_all_that_stands_beside_it(path):
    writer = Writer()
    writer.add(b"good.md", b"words")
    writer.add(path.encode(), b"words", flags=0x800)

    told = refused(writer.finish())

    # A name that ends in a slash is a folder's, and a folder with bytes in it is a lie.
    assert told.code == ("lying" if path.endswith("/") else "name")
    assert told.member.isprintable()


@pytest.mark.parametrize("path", [path for path in BAD_PATHS if "\x00" not in path])
def test_a_bad_path_in_a_tar_file_is_refused(path):
    bad = tarfile.TarInfo(path)
    bad.size = 5
    form = tarfile.GNU_FORMAT if len(path) > 100 else tarfile.PAX_FORMAT

    assert refused(tar_of([(tarfile.TarInfo("good.md"), b""), (bad, b"words")], form)).code in (
        "name",
        "lying",
    )


@pytest.mark.parametrize(
    "name", [*FILES, "en/01-act.md", ".ARCHIVE_INDEX", "files/ab/ab12", "a b.md"]
)
def test_names_as_people_and_programs_write_them_are_taken(name):
    assert is_plain(name)


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        (0o120777, "link"),
        (0o020666, "device"),
        (0o060666, "device"),
        (0o010644, "device"),
        (0o140755, "device"),
    ],
)
def test_what_is_no_file_and_no_folder_is_refused_in_a_zip_file(mode, code):
    writer = Writer()
    writer.add(b"media/x.png", b"/etc/passwd", mode=mode)

    assert refused(writer.finish()).code == code


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (tarfile.SYMTYPE, "link"),
        (tarfile.LNKTYPE, "link"),
        (tarfile.CHRTYPE, "device"),
        (tarfile.BLKTYPE, "device"),
        (tarfile.FIFOTYPE, "device"),
        (tarfile.GNUTYPE_SPARSE, "device"),
        (b"V", "device"),
    ],
)
def test_what_is_no_file_and_no_folder_is_refused_in_a_tar_file(kind, code):
    info = tarfile.TarInfo("media/x.png")
    info.type, info.linkname = kind, "/etc/passwd"

    assert refused(tar_of([(info, b"")])).code == code


@pytest.mark.parametrize("flag", [0x1, 0x40, 0x2000])
def test_an_encrypted_member_is_refused(flag):
    writer = Writer()
    writer.add(b"x.md", b"words", flags=flag)

    assert refused(writer.finish()).code == "encrypted"


@pytest.mark.parametrize("method", [1, 9, 12, 14, 93, 97])
def test_a_way_of_packing_that_is_not_known_is_refused(method):
    writer = Writer()
    at = writer.local(b"x.md", b"words", 5, 0, method=method)
    writer.entry(b"x.md", at, 5, 5, 0, method=method)

    assert refused(writer.finish()).code == "method"


@pytest.mark.parametrize(
    "pair",
    [
        ("x.md", "x.md"),
        ("x.md", "X.MD"),
        ("\u00e9.md", "e\u0301.md"),
        ("stra\u00dfe.md", "STRASSE.md"),
        ("x", "x/y.md"),
        ("x/y.md", "X"),
    ],
)
def test_two_names_that_are_one_file_somewhere_are_refused(pair):
    writer = Writer()
    for name in pair:
        writer.add(name.encode(), b"words", flags=0x800)

    assert refused(writer.finish()).code == "duplicate"
    infos = [tarfile.TarInfo(name) for name in pair]
    assert refused(tar_of([(info, b"") for info in infos])).code == "duplicate"


def test_a_header_that_says_something_else_than_the_directory_is_refused():
    packed, crc = deflated(b"words"), zlib.crc32(b"words")
    lies = []
    for local, entry in [
        ((b"y.md", packed, 5, crc), (len(packed), 5, crc)),
        ((b"x.md", packed, 6, crc), (len(packed), 5, crc)),
        ((b"x.md", packed, 5, crc + 1), (len(packed), 5, crc)),
        ((b"x.md", packed, 5, crc), (len(packed), 4, zlib.crc32(b"word"))),
        ((b"x.md", packed + b"more", 5, crc), (len(packed) + 4, 5, crc)),
    ]:
        writer = Writer()
        writer.entry(b"x.md", writer.local(*local), *entry)
        lies.append(refused(writer.finish()).code)

    assert lies == ["lying"] * 5


def test_a_container_in_a_container_is_refused_or_kept_unopened():
    inner = zipped({"x.md": b"words"})

    for outer in (zipped({"inner.docx": inner}), tarred({"inner.docx": inner})):
        assert refused(outer).code == "nested"
        assert open_container(outer, keeps_archives=True)["inner.docx"] == inner
    assert refused(zipped({"x.bin": gzip.decompress(tarred({"a": b"b"}))})).code == "nested"


def test_limits_are_those_that_were_decided():
    assert (Limits().entries, Limits().file, Limits().total, Limits().ratio) == (
        2000,
        50 * MB,
        200 * MB,
        100,
    )


def test_a_hostile_name_is_told_in_one_short_line():
    told = ContainerRefused("name", "x\n\x1b[31m" + "y" * 500).member

    assert told.isprintable()
    assert len(told) < 130
