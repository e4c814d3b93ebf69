"""A rogue trainer at work, past the forms that would refuse some of it: drafts, editions, remarks, reasons, messages, answers."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select

from app.core.access.authorship import Part
from app.core.access.rights import Role
from app.core.courses.comment_places import block_name, quotation
from app.core.courses.passages import passages
from app.core.courses.stages import Step
from app.core.errors import BadPath
from app.core.progress.messages import LONGEST_SUBJECT, ONE
from app.extensions import db
from app.models.conversations import LessonQuestion, TrainerMessage
from app.models.drafts import BlockComment
from app.models.people import Person
from app.services import (
    conversations,
    draft_saving,
    drafts,
    lesson_questions,
    publishing,
    trainer_messages,
    withdrawal,
)
from app.services.trainer_messages import Words
from tests.journeys.hostile import PICTURE
from tests.journeys.rogue_files import as_it_stands, in_disguise, in_one_line
from tests.support import learning, review
from tests.support.courses import course_files, module_files
from tests.support.factories import make_person
from tests.support.open_exam import as_trainer
from tests.support.readers import reader
from tests.support.studio import begin_module, give_part

LESSON, PAGE = "first", "en/01-first.md"
A_DAY = 5
"""Questions that a learner may ask in a day."""


class Rogue:
    """One trainer with a module for each group of payloads, and learners in them; made within `at_work`."""

    def __init__(self, groups: Sequence[Sequence[str]], now: datetime) -> None:
        self.groups, self.now = groups, now
        self.modules = [f"rogue-{number}" for number in range(len(groups))]
        self.person = make_person(
            now=now,
            roles=(Role.TRAINER,),
            given_name=groups[0][3][:70],
            family_name=groups[0][-1][:70],
        )
        self.trainer = as_trainer(self.person)
        self.learners = [make_person(now=now, given_name=group[4][:70]) for group in groups]
        self._publish(0)
        for module, group, learner in zip(self.modules, groups, self.learners, strict=True):
            give_part(self.trainer, Part.OWNER, module)
            learning.begin(learner, module, now)
            self._talk(module, group, learner)
        # What was true of the first edition is turned round in the second, so that every word is new somewhere.
        self._publish(1)
        for module, group in zip(self.modules, groups, strict=True):
            self._write(module, group)
            self._remark(module, group)
            self._give_reasons(module, group)

    def _publish(self, turn: int) -> None:
        """An edition of every module, which holds each payload in another place than the edition before."""
        turned = [[*group[turn:], *group[:turn]] for group in self.groups]
        modules = {
            module: in_disguise(group) for module, group in zip(self.modules, turned, strict=True)
        }
        files = course_files(modules, {"rogue": self.modules})
        publishing.publish(files, by="a rogue trainer", now=self.now)

    def _talk(self, module: str, group: Sequence[str], learner: Person) -> None:
        for part in _parts(group, A_DAY):
            words = "\n\n".join(part)
            lesson_questions.ask(
                who=reader(learner),
                module_id=module,
                lesson_id=LESSON,
                language="en",
                words=words,
                now=self.now,
            )
        asked = db.session.scalars(
            select(LessonQuestion).where(LessonQuestion.module_id == module)
        ).all()
        # The last one waits, so that its form is seen too.
        for one in asked[:-1]:
            conversations.answer(
                module_id=module,
                question_id=one.id,
                who=self.trainer,
                words="\n\n".join(group)[:2000],
                is_public=True,
                seen=None,
                now=self.now,
            )
        self._send(module, learner, group[0], "\n\n".join(group)[:3000])
        for part in _parts(group, trainer_messages.LATELY - 1):
            said = dict.fromkeys(("en", "ru"), " ".join(part))
            facts = {"group": ONE, "recipients": 1, "sent_by_id": self.person.id}
            sent = TrainerMessage(module_id=module, subjects=said, texts=said, **facts)
            sent.sent_at = self.now
            db.session.add(sent)
        db.session.commit()

    def _send(self, module: str, learner: Person, subject: str, text: str) -> None:
        to = trainer_messages.readers(
            module_id=module,
            who=self.trainer,
            group=None,
            person_id=learner.id,
            languages=("en", "ru"),
            now=self.now,
        )
        visible = "".join(sign for sign in in_one_line(subject) if sign.isprintable())
        words = Words(visible[:LONGEST_SUBJECT], text)
        trainer_messages.send(
            message_id=uuid4(),
            to=to,
            who=self.trainer,
            words={"en": words, "ru": words},
            now=self.now,
        )

    def _write(self, module: str, group: Sequence[str]) -> None:
        """Everything as it stands, past the forms; and every payload as the name of a file, where one may have it."""
        review.write(self.trainer, dict(as_it_stands(group)), module=module, now=self.now)
        for one in group:
            for path in (f"en/04-{one}.md", f"media/{one}", one):
                try:
                    draft_saving.save_file(
                        module_id=module,
                        path=path,
                        content=PICTURE if path.endswith(".png") else b"x",
                        seen=None,
                        who=self.trainer,
                        now=self.now,
                    )
                except BadPath:
                    continue
                assert not set(path) & set("<>\"'&\\\0"), path

    def _remark(self, module: str, group: Sequence[str]) -> None:
        text = drafts.content(drafts.working_text(module, self.trainer), PAGE).decode()
        blocks = [one for one in passages(text) if one.text.strip()]
        for number, one in enumerate(group):
            passage = blocks[number % len(blocks)]
            place = {"module_id": module, "path": PAGE, "block": block_name(passage)}
            said = {"words": one, "written_at": self.now, "written_by_id": self.person.id}
            remark = BlockComment(id=uuid4(), quote=quotation(passage), **place, **said)
            db.session.add(remark)
            db.session.flush()
            db.session.add(BlockComment(quote="", answers_id=remark.id, **place, **said))
        db.session.commit()

    def _give_reasons(self, module: str, group: Sequence[str]) -> None:
        """For withdrawing the first edition."""
        withdrawal.withdraw_revision(
            module_id=module,
            number=1,
            reason="\n".join(group)[:2000],
            who=self.trainer,
            now=self.now,
        )

    def send_back(self, module: str, group: Sequence[str]) -> None:
        """In place of what no review takes: a text in disguise, submitted and taken back with a reason."""
        write = dict.fromkeys(drafts.working_text(module, self.trainer).entries)
        review.write(
            self.trainer,
            {**write, **in_disguise([*group[2:], *group[:2]])},
            module=module,
            now=self.now,
        )
        review.go(Step.SUBMIT, self.trainer, module=module, now=self.now)
        reason = "\n".join(group)[:2000]
        review.go(Step.SEND_BACK, self.trainer, module=module, reason=reason, now=self.now)

    def withdraw(self, module: str, group: Sequence[str]) -> None:
        withdrawal.withdraw_module(
            module_id=module, reason="\n".join(group)[-2000:], who=self.trainer, now=self.now
        )

    def begin_anew(self) -> list[str]:
        """Sound modules to be filled through forms."""
        made = [f"form-{number}" for number in range(len(self.groups))]
        for module in made:
            begin_module(self.trainer, module, module_files(title=module))
        return made

    def message(self, module: str) -> str:
        _, found = trainer_messages.messages(module_id=module, who=self.trainer)
        return str(found[0].id)

    def asked(self, module: str) -> str:
        """The question that waits."""
        return str(
            db.session.scalars(
                select(LessonQuestion.id).where(
                    LessonQuestion.module_id == module, LessonQuestion.answered_at.is_(None)
                )
            ).one()
        )


def _parts(group: Sequence[str], count: int) -> Iterator[Sequence[str]]:
    """The group in so many parts at most."""
    size = -(-len(group) // count)
    for place in range(0, len(group), size):
        yield group[place : place + size]
