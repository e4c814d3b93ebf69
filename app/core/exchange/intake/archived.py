"""Files out of a module's zip file: as safe as those that are sent one by one, and unchanged wherever that is possible."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256

from app.core.courses.layout import MEDIA_FOLDER
from app.core.courses.media import CAPTIONS, CHART, HANDOUT, VIDEO, kind_of
from app.core.courses.sources import LARGEST_TEXT
from app.core.exchange.intake.documents import check_handout
from app.core.exchange.intake.films import check_captions, without_notes
from app.core.exchange.intake.handed_in import check_kind
from app.core.exchange.intake.limits import FORMATS
from app.core.exchange.intake.pictures import redrawn
from app.core.exchange.intake.refusals import MediaRefused, MemberRefused
from app.core.exchange.reports import Item


@dataclass(frozen=True, slots=True)
class Taken:
    """The files as they are kept, and what became of each."""

    files: Mapping[str, bytes]
    items: tuple[Item, ...]


def taken(files: Mapping[str, bytes], known: Collection[str]) -> Taken:
    """Every file, checked by its kind; those whose SHA-256 is `known` were checked when they first came.

    Raises MemberRefused for the first file that must not come in: then none does.
    """
    kept: dict[str, bytes] = {}
    items = []
    for path, content in files.items():
        is_media = path.startswith(MEDIA_FOLDER + "/")
        if not is_media and len(content) > LARGEST_TEXT:
            raise MemberRefused(path, MediaRefused("too-large", most=str(LARGEST_TEXT)))
        is_known = not is_media or sha256(content).hexdigest() in known
        kept[path] = content if is_known else _checked(path, content)
        code = "file" if kept[path] == content else "file-cleaned"
        items.append(Item("taken" if code == "file" else "guessed", code, path, path))
    return Taken(kept, tuple(items))


def _checked(path: str, content: bytes) -> bytes:
    kind = kind_of(path)
    try:
        if kind == CAPTIONS:
            check_captions(content)
            return content
        check_kind(kind, content)
        if kind in FORMATS:
            return redrawn(content, kind, keeps_kind=True).content
        if kind == HANDOUT:
            check_handout(content)
        if kind == CHART and b"\0" in content:
            raise MediaRefused("not-text")
        return without_notes(content) if kind == VIDEO else content
    except MediaRefused as why:
        raise MemberRefused(path, why) from None
