"""Lessons added, renamed, moved and removed: what that changes in the files of every language at once.

Each function takes the files of a module (without its media) and gives the changes to save: new bytes by path, None
for a path that goes. Links from page to page follow a lesson to its new name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.courses.fields import ID, LONGEST_ID
from app.core.courses.layout import lesson_files
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE, RESERVED, lesson_id
from app.core.courses.previews import titled

TITLE_KEY = re.compile(rb"^title:[ \t]*[^\r\n]*", re.MULTILINE)
_LINK = re.compile(
    rb"(?P<before>\]\([ \t]*<?(?:[^)\s<>#]*/)?|^\[[^\]\n]+\]:[ \t]*<?(?:[^\s<>#]*/)?)"
    rb"(?P<file>[0-9]{2,3}-[a-z0-9-]+\.md)",
    re.MULTILINE,
)

Files = Mapping[str, bytes]
Changes = dict[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Listed:
    """A lesson of the module: its titles by language, in the languages that have it."""

    id: str
    file: str
    titles: Mapping[str, str]


def listed(files: Files, languages: Sequence[str]) -> tuple[Listed, ...]:
    """The lessons in their order, with those too that a language has and the others have not."""
    return tuple(
        Listed(
            id=(lesson_id(file) or (0, file))[1],
            file=file,
            titles={
                language: titled(files[f"{language}/{file}"], file, language).title
                for language in languages
                if f"{language}/{file}" in files
            },
        )
        for file in _lessons(files, languages)
    )


def _lessons(files: Files, languages: Sequence[str]) -> list[str]:
    pages = {path.partition("/")[2]: b"" for path in files if path.partition("/")[0] in languages}
    return lesson_files(pages)


def is_free(id_: str, files: Files, languages: Sequence[str]) -> bool:
    """Whether a lesson can have this id: well written, no word that is an address already, not another lesson's."""
    taken = {found[1] for file in _lessons(files, languages) if (found := lesson_id(file))}
    well_written = ID.match(id_) is not None and len(id_) <= LONGEST_ID
    return well_written and id_ not in RESERVED and id_ not in taken


def added(files: Files, id_: str, titles: Mapping[str, str], minutes: int) -> Changes:
    """A lesson at the end, in each language of `titles`, with the structure that a lesson needs."""
    file = _name(len(_lessons(files, tuple(titles))) + 1, id_)
    last = [lesson_id(name) or (0, "") for name in _lessons(files, tuple(titles))]
    if last and int(file.partition("-")[0]) <= last[-1][0]:
        file = _name(last[-1][0] + 1, id_)
    return {
        f"{language}/{file}": f"---\ntitle: {yaml_text(title)}\nminutes: {minutes}\n---\n".encode()
        for language, title in titles.items()
    }


def renamed(
    files: Files, languages: Sequence[str], file: str, id_: str, titles: Mapping[str, str]
) -> Changes:
    """The lesson under another id, with other titles; the rest of its text stays as it is."""
    number = (lesson_id(file) or (1, ""))[0]
    new = file if (lesson_id(file) or (0, ""))[1] == id_ else _name(number, id_)
    changed = dict(files)
    for language, title in titles.items():
        path = f"{language}/{file}"
        if path in files and titled(files[path], file, language).title != title:
            changed[path] = retitled(files[path], title)
    return _moved(files, changed, languages, {file: new})


def retitled(content: bytes, title: str) -> bytes:
    """The same page under another title; a page without one is given back as it is."""
    end = content.find(b"\n---", 3)
    line = b"title: " + yaml_text(title).encode()
    head = TITLE_KEY.sub(lambda _match: line, content[: max(end, 0)], count=1)
    return head + content[max(end, 0) :]


def moved(files: Files, languages: Sequence[str], file: str, steps: int) -> Changes:
    """The lesson some places further down (or up); all files get the numbers of their places."""
    order = _lessons(files, languages)
    if file not in order:
        return {}
    place = order.index(file)
    order.insert(min(max(place + steps, 0), len(order) - 1), order.pop(place))
    names = {
        name: _name(number, (lesson_id(name) or (0, name))[1])
        for number, name in enumerate(order, 1)
    }
    return _moved(files, files, languages, names)


def removed(files: Files, languages: Sequence[str], file: str) -> Changes:
    """The lesson gone in every language; links to it stay, and the checker names them."""
    return {f"{code}/{file}": None for code in languages if f"{code}/{file}" in files}


def _moved(
    files: Files, changed: Files, languages: Sequence[str], names: Mapping[str, str]
) -> Changes:
    """The files under their new names, with every link between pages led to them."""
    after: dict[str, bytes] = {}
    for path, content in changed.items():
        folder, _, name = path.partition("/")
        if folder not in languages:
            continue
        is_page = name in (MODULE_PAGE, QUIZ_PAGE) or lesson_id(name) is not None
        body = _LINK.sub(lambda match: _led(match, names), content) if is_page else content
        after[f"{folder}/{names.get(name, name)}"] = body
    gone = {path for path in files if path.partition("/")[0] in languages and path not in after}
    return {
        **dict.fromkeys(sorted(gone)),
        **{path: body for path, body in sorted(after.items()) if files.get(path) != body},
    }


def _led(match: re.Match[bytes], names: Mapping[str, str]) -> bytes:
    file = match["file"].decode()
    # A path that goes up beyond the languages leads to another module, whose lessons keep their names.
    if match["before"].count(b"../") > 1:
        return match[0]
    return match["before"] + names.get(file, file).encode()


def _name(number: int, id_: str) -> str:
    return f"{number:02d}-{id_}.md"


def yaml_text(text: str) -> str:
    """A text as one line of YAML: plain where it cannot be read as anything else, else in quotes."""
    text = " ".join(text.split())
    if re.fullmatch(r"[^\W\d_](?:[^:#\"'\\{}\[\]&*!|>%@`]|:(?=\S))*", text) and not re.fullmatch(
        r"(?i)true|false|null|yes|no|on|off|y|n", text
    ):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
