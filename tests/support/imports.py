"""Courses on their way in, for tests: a backup that is kept, a wish for it, and a worker that can be killed."""

from uuid import uuid4

from app.core.exchange.moodle_xml.remaking import remade
from app.services import import_work, moodle_import
from app.services.moodle_import import Asked
from app.services.sessions import SignedIn
from tests.support.moodle_backups import as_tar, members

NEW = "border-talks"
FILES, TAKEN = 5, 4
"""How many files the texts of the backup show, and how many of them may come in."""


class Killed(BaseException):
    """What a worker does not catch: its process is gone."""


def long_wish(who: SignedIn, module_id: str = NEW, content: bytes | None = None) -> Asked:
    body = as_tar(members(four=True)) if content is None else content
    return Asked(
        id=uuid4(),
        module_id=module_id,
        title="",
        language="en",
        file_name="talks.mbz",
        sha256=moodle_import.keep_backup(content=body, who=who),
        section="Section",
        quiz_title="Quiz",
        outcome="Listen well.",
        criterion="All of it",
        files=FILES,
        is_long=True,
    )


class Drawing:
    """Stands in the place of the drawing: counts what is drawn, and at one of them something happens first."""

    def __init__(self, monkeypatch, at=None, happens=None):
        self.drawn = []
        self._at, self._happens = at, happens
        monkeypatch.setattr(import_work, "remade", self)

    def __call__(self, content):
        if len(self.drawn) == self._at:
            self._at = None
            self._happens()
        self.drawn.append(content)
        return remade(content)


def killed():
    raise Killed
