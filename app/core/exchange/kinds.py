"""The kinds of files that bring questions, told apart by their names and by how they begin."""

import re
from enum import StrEnum


class Kind(StrEnum):
    GIFT = "gift"
    AIKEN = "aiken"
    SHEET = "sheet"
    MOODLE_XML = "moodle-xml"


_SPREADSHEETS = (".xlsx", ".csv", ".xlsm", ".xls", ".ods")
_CONTAINERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|quiz\b)")
_AIKEN = re.compile(
    rb"(?m)^[ \t]*(?:ANSWER|\xd0\x9e\xd0\xa2\xd0\x92\xd0\x95\xd0\xa2|\xce\xd2\xc2\xc5\xd2)[ \t]*:"
)
_BRACE = re.compile(rb"(?<!\\)[{}]")


def kind_of(file_name: str, content: bytes) -> Kind:
    """What a file most likely is; the reader of that kind says what is wrong, if it is not."""
    name = file_name.casefold()
    if name.endswith(_SPREADSHEETS) or content.startswith(_CONTAINERS):
        return Kind.SHEET
    if name.endswith(".xml") or _XML.match(content):
        return Kind.MOODLE_XML
    if name.endswith(".gift"):
        return Kind.GIFT
    if _AIKEN.search(content) and not _BRACE.search(content):
        return Kind.AIKEN
    return Kind.GIFT
