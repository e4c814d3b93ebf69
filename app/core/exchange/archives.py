"""A whole module as a zip file: the folder as it lies in Git, byte for byte, and the same bytes each time."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from app.core.courses.fields import ID
from app.core.courses.layout import FACTS_FILE, MEDIA_FOLDER, is_safe
from app.core.exchange.containers import open_zip
from app.core.exchange.refusals import ContainerRefused
from app.core.exchange.reports import Item

FORMAT = "zip"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""A zip file knows no earlier day; that of the export would make the same module look different."""
PLAIN_FILE, UNIX = 0o100644, 3
SMALLEST_TO_PACK = 64
PACKED_ALREADY = ("png", "jpg", "jpeg", "webp", "mp4", "pdf")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
# What systems put beside the files of people.
_LEFT_BY_SYSTEMS = re.compile(
    r"(?:\A|/)(?:__MACOSX/|\._|\.DS_Store\Z|Thumbs\.db\Z|desktop\.ini\Z|\.git/)"
)


@dataclass(frozen=True, slots=True)
class Archive:
    """What a zip file holds of a module: `id` is its folder's name, empty where there is none."""

    id: str
    files: Mapping[str, bytes]
    left_out: tuple[Item, ...]


def module_zip(module_id: str, files: Mapping[str, bytes]) -> bytes:
    """The files of a module in a folder of its name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as box:
        for path in sorted(files):
            info = zipfile.ZipInfo(f"{module_id}/{path}", FIRST_DAY)
            info.create_system, info.external_attr = UNIX, PLAIN_FILE << 16
            is_packed = path.rpartition(".")[2].lower() in PACKED_ALREADY
            is_small = len(files[path]) < SMALLEST_TO_PACK
            info.compress_type = (
                zipfile.ZIP_STORED if is_packed or is_small else zipfile.ZIP_DEFLATED
            )
            box.writestr(info, files[path])
    return made.getvalue()


def read_module_zip(content: bytes) -> Archive:
    """The files of one module, in a folder or at the top. Raises ContainerRefused, also where there is no module."""
    found = open_zip(content)
    names = [name for name in found if not _LEFT_BY_SYSTEMS.search(name)]
    facts = sorted(
        (name for name in names if name.rpartition("/")[2] == FACTS_FILE),
        key=lambda one: one.count("/"),
    )
    if not facts:
        raise ContainerRefused("no-module")
    folder = facts[0].removesuffix(FACTS_FILE)
    if any(other.count("/") == facts[0].count("/") for other in facts[1:]):
        raise ContainerRefused("several-modules", facts[1])
    files: dict[str, bytes] = {}
    left_out = []
    for name in found:
        path = name.removeprefix(folder)
        if name.startswith(folder) and name in names and _belongs(path):
            files[path] = found[name]
        else:
            left_out.append(Item("left-out", "no-part-of-a-module", name, path))
    own = folder.rstrip("/").rpartition("/")[2]
    return Archive(own if ID.match(own) else "", files, tuple(left_out))


def _belongs(path: str) -> bool:
    """The facts, a language's pages, a file of the media folder; anything else a module has no place for."""
    folder, _, name = path.partition("/")
    if not is_safe(path):
        return False
    if folder == MEDIA_FOLDER:
        return bool(name)
    return path == FACTS_FILE or bool(_LANGUAGE.match(folder) and re.match(r"[^/]+\.md\Z", name))
