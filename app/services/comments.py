"""Comments on blocks: made, answered, resolved, and found again after the text around them has moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from app.core.access.authorship import Doing
from app.core.access.names import whole_name
from app.core.courses.comment_places import Place, block_name, place_of, quotation
from app.core.courses.passages import passages
from app.core.errors import NotFound, ReasonNeeded
from app.database import runs_again
from app.extensions import db
from app.models.drafts import BlockComment, Draft
from app.models.people import Person
from app.services.authorship import Authored, authored
from app.services.draft_saving import open_draft
from app.services.drafts import content, working_text
from app.services.reviewing import content_of, hashes_of
from app.services.sessions import SignedIn

LONGEST_COMMENT = 4_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody replied to a remark."""

    by: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a block; `place` is where the block stands now, with what is left of it."""

    id: UUID
    path: str
    block: str
    quote: str
    words: str
    by: str
    at: datetime
    is_own: bool
    resolved_at: datetime | None
    resolved_by: str
    answers: tuple[Answer, ...]
    place: Place


def comments_of(module_id: str, who: SignedIn, path: str | None = None) -> list[Comment]:
    """All remarks on a draft, or on one of its files, in the order of the files and of their making.

    For people with a part in the module. Five queries, however many remarks there are.
    """
    _may_comment(module_id, who)
    if db.session.get(Draft, module_id) is None:
        return []
    rows = _rows(module_id, path)
    wanted = {row.BlockComment.path for row in rows}
    hashes = {at: sha for at, sha in hashes_of(module_id).items() if at in wanted}
    texts = {at: body.decode("utf-8", "replace") for at, body in content_of(hashes).items()}
    answers = _answers(rows)
    return [
        _comment(row, answers, texts.get(row.BlockComment.path, ""), who)
        for row in rows
        if row.BlockComment.answers_id is None
    ]


def _rows(module_id: str, path: str | None) -> Sequence[Row[*tuple[Any, ...]]]:
    resolver = aliased(Person)
    query = (
        select(
            BlockComment,
            Person.given_name,
            Person.family_name,
            resolver.given_name.label("resolver_given"),
            resolver.family_name.label("resolver_family"),
        )
        .join(Person, Person.id == BlockComment.written_by_id, isouter=True)
        .join(resolver, resolver.id == BlockComment.resolved_by_id, isouter=True)
        .where(BlockComment.module_id == module_id)
        .order_by(BlockComment.path, BlockComment.written_at, BlockComment.id)
    )
    if path is not None:
        query = query.where(BlockComment.path == path)
    return db.session.execute(query).all()


def _answers(rows: Sequence[Row[*tuple[Any, ...]]]) -> dict[UUID, list[Answer]]:
    answers: dict[UUID, list[Answer]] = {}
    for row in rows:
        one: BlockComment = row.BlockComment
        if one.answers_id is not None:
            by = whole_name(row.given_name or "", row.family_name or "")
            answers.setdefault(one.answers_id, []).append(Answer(by, one.written_at, one.words))
    return answers


def _comment(
    row: Row[*tuple[Any, ...]], answers: Mapping[UUID, list[Answer]], text: str, who: SignedIn
) -> Comment:
    one: BlockComment = row.BlockComment
    return Comment(
        id=one.id,
        path=one.path,
        block=one.block,
        quote=one.quote,
        words=one.words,
        by=whole_name(row.given_name or "", row.family_name or ""),
        at=one.written_at,
        is_own=one.written_by_id == who.person_id,
        resolved_at=one.resolved_at,
        resolved_by=whole_name(row.resolver_given or "", row.resolver_family or ""),
        answers=tuple(answers.get(one.id, ())),
        place=place_of(one.block, one.quote, passages(text)),
    )


@runs_again(db.session)
def comment(
    *, module_id: str, path: str, block: str, words: str, who: SignedIn, now: datetime
) -> UUID:
    """Remark on a block of the draft; the first remark on a published module opens its draft.

    NotFound where the file or the block is not there (any more).
    """
    _may_comment(module_id, who)
    if db.session.get(Draft, module_id) is None:
        open_draft(module_id, now)
    quote = find_block(module_id, path, block)
    row = BlockComment(
        id=uuid4(),
        module_id=module_id,
        path=path,
        block=block,
        quote=quote,
        words=_said(words),
        written_at=now,
        written_by_id=who.person_id,
    )
    db.session.add(row)
    db.session.commit()
    return row.id


def find_block(module_id: str, path: str, block: str) -> str:
    """The words of a block of the draft, within the current transaction. Two queries."""
    hashes = hashes_of(module_id)
    if path not in hashes or not path.endswith(".md"):
        raise NotFound(path)
    text = content_of({path: hashes[path]})[path].decode("utf-8", "replace")
    for passage in passages(text):
        if block_name(passage) == block:
            return quotation(passage)
    raise NotFound(block)


def quoted(module_id: str, path: str, block: str, who: SignedIn) -> str:
    """The block that somebody is about to remark on; of a module without a draft, as it is published."""
    found = _may_comment(module_id, who)
    if found.stage is not None:
        return find_block(module_id, path, block)
    text = content(working_text(module_id, who), path).decode("utf-8", "replace")
    for passage in passages(text):
        if block_name(passage) == block:
            return quotation(passage)
    raise NotFound(block)


@runs_again(db.session)
def answer(*, module_id: str, comment_id: UUID, words: str, who: SignedIn, now: datetime) -> None:
    """Reply to a remark."""
    _may_comment(module_id, who)
    first = _first(module_id, comment_id)
    db.session.add(
        BlockComment(
            module_id=module_id,
            path=first.path,
            block=first.block,
            quote="",
            words=_said(words),
            answers_id=first.id,
            written_at=now,
            written_by_id=who.person_id,
        )
    )
    db.session.commit()


@runs_again(db.session)
def resolve(
    *, module_id: str, comment_id: UUID, is_resolved: bool, who: SignedIn, now: datetime
) -> None:
    """Settle a remark, or open it again; sent twice it changes nothing."""
    _may_comment(module_id, who)
    first = _first(module_id, comment_id)
    if is_resolved and first.resolved_at is None:
        first.resolved_at, first.resolved_by_id = now, who.person_id
    elif not is_resolved:
        first.resolved_at = first.resolved_by_id = None
    db.session.commit()


def _first(module_id: str, comment_id: UUID) -> BlockComment:
    row = db.session.scalar(
        select(BlockComment)
        .where(BlockComment.id == comment_id, BlockComment.module_id == module_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None or row.answers_id is not None:
        raise NotFound(comment_id)
    return row


def _may_comment(module_id: str, who: SignedIn) -> Authored:
    """Remarks are for people with a part: for others the draft is not there at all."""
    return authored(module_id, who, Doing.COMMENT)


def _said(words: str) -> str:
    said = words.strip()[:LONGEST_COMMENT]
    if not said:
        raise ReasonNeeded("comment")
    return said
