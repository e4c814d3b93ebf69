"""One page of a draft in the editor: opened, saved over what was seen, and who else has it open."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select

from app.core.access.authorship import Doing
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE, lesson_id
from app.core.courses.written_text import LARGEST_WRITTEN, written
from app.core.errors import BadPath, NotFound, TextTooLong
from app.database import runs_again
from app.extensions import db
from app.models.drafts import Draft, DraftPresence
from app.models.people import Person
from app.services import draft_saving, drafts
from app.services.authorship import authored
from app.services.drafts import WorkingText
from app.services.sessions import SignedIn

HERE = timedelta(seconds=90)
"""How long after its last word an editor is taken for open; it speaks up every half minute."""
FORGOTTEN = timedelta(hours=1)


def save_page(
    *,
    module_id: str,
    language: str,
    file: str,
    words: str,
    seen: str | None,
    who: SignedIn,
    now: datetime,
) -> str:
    """Save what a form holds over the version that was seen; gives the new version.

    Line ends and a byte order mark stay as the file had them. Raises TextTooLong, and what save_file raises.
    """
    path = _path(language, file)
    text = drafts.working_text(module_id, who, Doing.WRITE)
    if seen is None and path not in text.entries and language not in _languages(text):
        raise NotFound(path)
    before = drafts.content(text, path) if path in text.entries else None
    content = written(words, before)
    if len(content) > LARGEST_WRITTEN:
        raise TextTooLong(len(content), LARGEST_WRITTEN)
    return draft_saving.save_file(
        module_id=module_id, path=path, content=content, seen=seen, who=who, now=now
    )


def _path(language: str, file: str) -> str:
    if file not in (MODULE_PAGE, QUIZ_PAGE) and lesson_id(file) is None:
        raise NotFound(file)
    if not language.isalpha():
        raise BadPath(language)
    return f"{language}/{file}"


def _languages(text: WorkingText) -> set[str]:
    return {path.partition("/")[0] for path in text.entries if path.endswith(f"/{MODULE_PAGE}")}


@runs_again(db.session)
def note_presence(
    *, module_id: str, language: str, file: str, who: SignedIn, now: datetime
) -> tuple[str, ...]:
    """Say that this page is open here; gives the names of the others who have it open, by name.

    While nobody has begun a draft of a published module there is nothing to share, and nobody is named.
    """
    authored(module_id, who, Doing.WRITE)
    path = _path(language, file)
    if db.session.get(Draft, module_id) is None:
        return ()
    here = DraftPresence.module_id == module_id, DraftPresence.path == path
    db.session.execute(delete(DraftPresence).where(*here, DraftPresence.seen_at < now - FORGOTTEN))
    db.session.merge(
        DraftPresence(module_id=module_id, path=path, person_id=who.person_id, seen_at=now)
    )
    others = _others(module_id, path, who.person_id, now)
    db.session.commit()
    return others


def others_at(
    *, module_id: str, language: str, file: str, who: SignedIn, now: datetime
) -> tuple[str, ...]:
    """The names of the others who have this page open, for somebody who may write in it. One query."""
    return _others(module_id, _path(language, file), who.person_id, now)


def _others(module_id: str, path: str, own: UUID, now: datetime) -> tuple[str, ...]:
    rows = db.session.execute(
        select(Person.given_name, Person.family_name)
        .join(DraftPresence, DraftPresence.person_id == Person.id)
        .where(
            DraftPresence.module_id == module_id,
            DraftPresence.path == path,
            DraftPresence.person_id != own,
            DraftPresence.seen_at >= now - HERE,
        )
        .order_by(Person.family_name, Person.given_name)
    )
    return tuple(f"{row.given_name} {row.family_name}" for row in rows)
