"""Whoever stands around the studio: writers, a reviewer, texts at every stage, editions with people inside."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select

from app.core.access.authorship import Part
from app.core.access.rights import Role
from app.core.courses.comment_places import block_name
from app.core.courses.passages import passages
from app.core.courses.stages import Stage
from app.core.exchange.reports import Item, Report
from app.extensions import db
from app.models.conversations import LessonQuestion
from app.models.people import Person
from app.services import (
    comments,
    conversations,
    draft_saving,
    import_jobs,
    lesson_questions,
    trainer_messages,
    withdrawal,
)
from app.services.course_folders import read_folder
from app.services.drafts import content, working_text
from app.services.import_reports import Brought, note_import
from app.services.publishing import publish
from app.services.trainer_messages import Words
from tests.journeys.trainers import TIMED
from tests.support import learning, review
from tests.support.courses import module_files
from tests.support.exam import exam_files
from tests.support.imports import long_wish
from tests.support.media import picture
from tests.support.open_exam import as_trainer
from tests.support.readers import reader
from tests.support.standings import FAILED, make_learner
from tests.support.studio import give_part

TEXT = "writing"
"""The module that its people write, with something of everything in it."""
EDITIONS, GONE, SHELVED = "editions", "gone", "shelved"
STAGES = (Stage.REVIEW, Stage.LANGUAGE_CHECK, Stage.APPROVAL, Stage.APPROVED)
PAGE = "en/01-lesson-1.md"
# A line that no field of the form could hold.
ODD = b"\n::: question odd\nWhich?\n\n- ( ) this\n(x) that\n- (x) these\n:::\n"
PICTURE = "media/desk-1a2b3c4d.png"


def staged(stage: Stage) -> str:
    """The id of the module that stands at this stage."""
    return f"at-{stage.value}"


class Writers:
    """`reports`, `messages` and `questions` by what they are, for the addresses that name them."""

    def __init__(
        self, people: dict[str, Person], add: Callable[..., Person], now: datetime
    ) -> None:
        self.people = people | {
            who: add(who, now, roles=(Role.TRAINER,)) for who in ("writer", "reviewer")
        }
        self.people |= {who: add(who, now) for who in ("insider", "finisher", "curious")}
        self.writer = as_trainer(self.people["writer"])
        self.reviewer = as_trainer(self.people["reviewer"])
        self._write(now)
        self._move_on(now)
        self.questions = self._ask(now)
        wish = long_wish(self.writer)
        import_jobs.ask(asked=wish, who=self.writer, now=now)
        import_jobs.stop(job_id=wish.id, who=self.writer, now=now)
        self.job = wish.id
        self.message = self._send_a_message(now)

    def entry(self, path: str) -> str:
        """The version of a file of TEXT."""
        return working_text(TEXT, self.writer).entries[path].sha256

    def bytes_of(self, path: str) -> bytes:
        return content(working_text(TEXT, self.writer), path)

    def publish_editions(self, courses: Path, now: datetime) -> None:
        """Two editions of one module with people inside the first; one module withdrawn."""
        kept = read_folder(courses)
        first = {EDITIONS: module_files(title="editions"), GONE: module_files(title="gone")}
        publish(kept | _below(first), by="journeys", now=now)
        for who in ("insider", "finisher"):
            learning.begin(self.people[who], EDITIONS, now - timedelta(days=2))
            learning.begin(self.people[who], GONE, now - timedelta(days=2))
        learning.finish(self.people["finisher"], EDITIONS, now - timedelta(days=1))
        second = module_files(title="editions", lessons=4)
        publish(kept | _below({**first, EDITIONS: second}), by="journeys", now=now)
        for module in (EDITIONS, GONE):
            give_part(self.writer, Part.OWNER, module)
            give_part(self.reviewer, Part.REVIEWER, module)
        withdrawal.withdraw_module(
            module_id=GONE, reason="The law has changed.", who=self.writer, now=now
        )

    def _write(self, now: datetime) -> None:
        files = {**exam_files(), PICTURE: picture(), "media/figures.csv": b"year,people\n2025,3\n"}
        self._begin(TEXT, files, now)
        text = content(working_text(TEXT, self.writer), PAGE).decode()
        block = block_name([one for one in passages(text) if one.text.strip()][-1])
        words = "Is this still so since the new law?"
        place = {"module_id": TEXT, "path": PAGE, "block": block, "now": now}
        self.comment = comments.comment(words=words, who=self.reviewer, **place)
        self.block = block
        brought = Brought(
            "questions.txt",
            Report(
                "gift",
                (
                    Item("taken", "question", "line 1", "safe-talk", {}),
                    Item("left-out", "category", "line 9", "Border checks", {}),
                ),
            ),
        )
        note_import(module_id=TEXT, brought=brought, by=self.writer.person_id, now=now)
        db.session.commit()
        self.report = brought.id

    def _begin(self, module: str, files: dict[str, bytes], now: datetime) -> None:
        draft_saving.create_module(module_id=module, files=files, who=self.writer, now=now)
        give_part(self.reviewer, Part.REVIEWER, module)

    def _move_on(self, now: datetime) -> None:
        """A module at each stage between writing and publication, and one never published that is shelved."""
        for place, stage in enumerate(STAGES, 1):
            module = staged(stage)
            self._begin(module, module_files(title=stage.value), now)
            for step in review.WAY[:place]:
                who = self.writer if step is review.WAY[0] else self.reviewer
                review.go(step, who, module=module, now=now)
        broken = {
            **module_files(title="shelved"),
            PAGE: b"---\ntitle: x\nminutes: 5\n---\n<b>x</b>\n",
        }
        broken["en/02-lesson-2.md"] += ODD
        self._begin(SHELVED, broken, now)

    def _ask(self, now: datetime) -> dict[str, UUID]:
        asked = {}
        trainer = as_trainer(self.people["trainer"])
        learner = make_learner(
            TIMED, read=1, attempts=(FAILED, FAILED), person=self.people["curious"], now=now
        )
        for name, public in (("waiting", None), ("public", True), ("private", False)):
            lesson_questions.ask(
                who=reader(learner),
                module_id=TIMED,
                lesson_id="lesson-1",
                language="en",
                words=f"What does the law say here, in the {name} case?",
                now=now,
            )
            asked[name] = db.session.scalars(
                select(LessonQuestion.id).where(LessonQuestion.words.contains(name))
            ).one()
            if public is not None:
                conversations.answer(
                    module_id=TIMED,
                    question_id=asked[name],
                    who=trainer,
                    words="It says what the convention says.\n\nRead Article 33.",
                    is_public=public,
                    seen=None,
                    now=now,
                )
        return asked

    def _send_a_message(self, now: datetime) -> UUID:
        trainer, message_id = as_trainer(self.people["trainer"]), uuid4()
        to = trainer_messages.readers(
            module_id=TIMED,
            who=trainer,
            group=None,
            person_id=self.people["curious"].id,
            languages=("en", "ru"),
            now=now,
        )
        words = {
            "en": Words("A new lesson", "The second lesson is new.\n\nHave a look."),
            "ru": Words("Новый урок", "Второй урок переписан."),
        }
        trainer_messages.send(message_id=message_id, to=to, who=trainer, words=words, now=now)
        return message_id


def _below(modules: dict[str, dict[str, bytes]]) -> dict[str, bytes]:
    return {
        f"{module}/{path}": body
        for module, files in modules.items()
        for path, body in files.items()
    }
