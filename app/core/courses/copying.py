"""A module under another id: the same files, with the links that name the module by its id led to the copy."""

import re
from collections.abc import Mapping

from app.core.courses.revisions import source_hash
from app.core.courses.rewriting import named_source, naming
from app.core.courses.written_text import shown_text

_LINK = r"(\]\(\s*<?|^[ ]{0,3}\[[^\]\n]+\]:\s*<?)((?:\.\./)+)%s(?=[/#)>\s]|$)"


def copied_files(files: Mapping[str, bytes], old_id: str, new_id: str) -> dict[str, bytes]:
    """The files of a copy; a translation that named its source's present text names the copy's, too.

    A translation that was behind its source stays behind.
    """
    copied = {path: _renamed(path, content, old_id, new_id) for path, content in files.items()}
    for path, content in copied.items():
        words = shown_text(content) if path.endswith(".md") else None
        named = named_source(words) if words else None
        for other, source in files.items() if named else ():
            is_its_source = other != path and other.rpartition("/")[2] == path.rpartition("/")[2]
            changed = copied[other] != source
            if is_its_source and changed and source_hash(source) == named:
                text = content.decode("utf-8")
                copied[path] = naming(text, copied[other]).encode()
    return copied


def _renamed(path: str, content: bytes, old_id: str, new_id: str) -> bytes:
    if not path.endswith(".md"):
        return content
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content
    link = re.compile(_LINK % re.escape(old_id), re.MULTILINE)
    return link.sub(rf"\g<1>\g<2>{new_id}", text).encode()
