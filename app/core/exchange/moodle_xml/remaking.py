"""Whether a file from outside may become media of a module, and what it looks like there."""

from app.core.courses.media import HANDOUT
from app.core.exchange.intake.refusals import MediaRefused

Made = tuple[bytes, str] | str
"""The bytes with the letters that its name ends in, or the code of why it was left out."""
_SIGNS = (
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpg"),
    (8, b"WEBP", "webp"),
    (0, b"%PDF-", HANDOUT),
)


def remade(content: bytes) -> Made:
    """A picture drawn anew, or a PDF that does nothing; told by its bytes, since names of other systems lie."""
    return _made(content, is_look=False)


def looked_at(content: bytes) -> Made:
    """The same for a look: pictures stay as they are, since drawing takes a second each, so they must not be kept."""
    return _made(content, is_look=True)


def _made(content: bytes, *, is_look: bool) -> Made:
    from app.core.exchange.intake.documents import check_handout  # noqa: PLC0415 -- slow, needed here alone
    from app.core.exchange.intake.handed_in import check_kind  # noqa: PLC0415 -- slow, needed here alone
    from app.core.exchange.intake.pictures import redrawn  # noqa: PLC0415 -- slow, needed here alone

    kind = next((kind for at, sign, kind in _SIGNS if content[at:].startswith(sign)), None)
    if kind is None:
        return "file-svg" if b"<svg" in content[:4096].lower() else "file-kind"
    try:
        check_kind(kind, content)
        if kind == HANDOUT:
            check_handout(content)
            return content, kind
        if is_look:
            return content, kind
        picture = redrawn(content, kind)
    except MediaRefused as refused:
        return f"file-{refused.code}"
    return picture.content, picture.kind
