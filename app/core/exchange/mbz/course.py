"""Reads a Moodle backup into the files of a new module and a report; everything in it is words, nothing a setting.

Of people nothing is read: no member that lists them is opened, and of files only those of the course are looked at.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.exchange.containers import open_container
from app.core.exchange.html_text import words_of
from app.core.exchange.mbz.activities import Reading, read_section
from app.core.exchange.mbz.backup import Backup, members_of, read_outline
from app.core.exchange.mbz.lessons import Lesson, Shelf, link_to, minutes, quoted
from app.core.exchange.mbz.members import member_items
from app.core.exchange.mbz.quizzes import FORMAT, Pool, read_pool
from app.core.exchange.mbz.stored import read_files
from app.core.exchange.moodle_xml.remaking import Made, remade
from app.core.exchange.placing import Place, Placed, placed
from app.core.exchange.reports import Item, Report

_SUMMARY = 300
_QUIZZES = ("quiz", "qbank")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the module is to be; the words are in its language and say what a backup does not."""

    language: str
    title: str
    today: date
    section: str
    quiz_title: str
    outcome: str
    criterion: str
    audience: str


@dataclass(frozen=True, slots=True)
class Course:
    """The files of the module by path, and the report; `title` is what the module is called."""

    title: str
    files: Mapping[str, bytes]
    report: Report


def read_backup(
    content: bytes, wanted: Wanted, *, remake: Callable[[bytes], Made] = remade
) -> Course:
    """The module that a backup becomes; `remake` is called for each file that its texts show.

    Raises ContainerRefused or ExchangeRefused, with the member, for a file that cannot be read.
    """
    members = members_of(open_container(content, keeps_archives=True))
    backup = read_outline(members)
    reading = Reading(members, read_files(members), Shelf())
    reading.files.pictures.remake = remake
    _read_lessons(backup, reading, wanted)
    pool = read_pool([one for one in backup.activities if one.kind in _QUIZZES], reading)
    place = Place(wanted.language, (), (), wanted.criterion)
    questions = placed(pool.imported, place)
    title = wanted.title or backup.title or wanted.quiz_title
    module_page = _module_page(title, backup, reading, wanted)
    pages = {
        "module.md": module_page,
        "quiz.md": _quiz_page(questions, wanted),
        **reading.shelf.files(),
    }
    texts = {f"{wanted.language}/{name}": text.encode() for name, text in pages.items()}
    facts = _facts(pages, pool, len(questions.blocks), wanted)
    items = [*reading.items, *questions.report.items, *_guesses(facts), *reading.files.rest()]
    items += member_items(members)
    files = {"module.yaml": _yaml(facts).encode(), **texts, **reading.files.pictures.media}
    return Course(title, files, Report(FORMAT, tuple(items)))


def _read_lessons(backup: Backup, reading: Reading, wanted: Wanted) -> None:
    """A section is a lesson, a book in it another one; links between activities lead to the lessons they became."""
    lessons: list[Lesson] = []
    books: dict[str, Lesson] = {}
    links: dict[str, str] = {}
    for section in backup.sections:
        lesson = reading.shelf.begin(section.title or f"{wanted.section} {section.number}")
        lessons.append(lesson)
        for activity in section.activities:
            if activity.kind == "book":
                books[activity.id] = reading.shelf.begin(activity.title or lesson.title)
            is_quiz = activity.kind in _QUIZZES
            links[activity.id] = "quiz.md" if is_quiz else link_to(books.get(activity.id, lesson))
    reading.files.links = links
    for section, lesson in zip(backup.sections, lessons, strict=True):
        read_section(section, lesson, books, reading)
    reading.shelf.cut()


def _module_page(title: str, backup: Backup, reading: Reading, wanted: Wanted) -> str:
    files = reading.files
    places = [place for place in files.by_place if place[1:3] == ("course", "summary")]
    words = words_of(backup.summary)
    summary = words[:_SUMMARY].rpartition(" ")[0] + " …" if len(words) > _SUMMARY else words
    body = reading.text(backup.summary, 2, files.addresses(*places), "course", title)
    return (
        f"---\ntitle: {quoted(title)}\nsummary: {quoted(summary or title)}\n"
        f"outcomes:\n  course: {quoted(wanted.outcome)}\n---\n{body}\n"
    )


def _quiz_page(questions: Placed, wanted: Wanted) -> str:
    return f"---\ntitle: {quoted(wanted.quiz_title)}\n---\n" + "\n".join(questions.blocks)


def _facts(pages: Mapping[str, str], pool: Pool, blocks: int, wanted: Wanted) -> dict[str, str]:
    """What module.yaml says: what is nowhere in a backup is set so that it opens no door too wide."""
    halves = -(-sum(map(minutes, pages.values())) // 30)
    drawn = pool.drawn if pool.drawn is not None and pool.drawn < blocks else None
    return {
        "level": "introductory",
        "hours": f"{max(halves, 1) / 2:g}",
        "audience": wanted.audience,
        "access": "restricted",
        "pass": "80",
        "attempts": "3",
        "every": "24h",
        "draw": "null" if drawn is None else str(drawn),
        "reviewed": wanted.today.isoformat(),
        "licence": "All rights reserved",
        "language": wanted.language,
    }


def _yaml(facts: Mapping[str, str]) -> str:
    return (
        "source: {language}\nlanguages: [{language}]\nlevel: {level}\nhours: {hours}\n"
        "audience: [{audience}]\naccess: {access}\nprerequisites: []\nquiz:\n  pass: {pass}\n"
        "  attempts: {attempts}\n  every: {every}\n  draw: {draw}\n  shuffle: true\n"
        "  minutes: null\nauthors: [Training Academy]\nreviewed: {reviewed}\nlicence: {licence}\n"
    ).format_map(facts)


def _guesses(facts: Mapping[str, str]) -> list[Item]:
    """What was set because a module needs it and a backup does not say it."""
    named = ("level", "hours", "audience", "access", "pass", "attempts", "draw", "licence")
    settings = [Item("guessed", "fact", "module.yaml", key, {"value": facts[key]}) for key in named]
    return [*settings, Item("guessed", "outcome-to-write", "module.md", "course")]
