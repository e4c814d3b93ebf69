"""Any edits: whatever is published, withdrawn and restored, nobody loses what they have, and the preview comes true."""

import itertools
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from app.core.courses.revisions import revision_hash
from app.core.errors import AlreadyFinished, LastEdition, NotFound
from app.core.quizzes.paper import Paper
from app.extensions import db
from app.models.certificates import Certificate
from app.models.courses import Module, Revision
from app.models.enrolments import Enrolment
from app.models.people import Person
from app.models.quizzes import Attempt, Grade
from app.services import drafts, editions, enrolments, library, publishing, withdrawal
from app.services.draft_saving import create_module
from tests.support import learning
from tests.support.courses import course_files
from tests.support.exam import exam_files
from tests.support.factories import make_person
from tests.support.moments import NOW
from tests.support.readers import reader
from tests.support.review import make_reviewer, release
from tests.support.studio import make_writer

EXAMPLES, STEPS = 14, 14
MODULES = itertools.count(1)
SEEN: Counter[str] = Counter()
TOLD = ("followed", "stayed", "meant the same", "moved over", "finished", "sitting", "withdrawn")
EDITS = st.fixed_dictionaries(
    {
        "words": st.integers(0, 2),
        "meaning": st.integers(0, 1),
        "flipped": st.booleans(),
        "mark": st.sampled_from([70, 80]),
        "more": st.booleans(),
    }
)
FEW = st.sampled_from([{"words": n} for n in range(3)] + [{"meaning": 0}, {"meaning": 1}])


def text(words=0, meaning=0, flipped=False, mark=80, more=False):
    """A module by what distinguishes it: its words, a reworded question, its keys, its pass mark, a lesson more."""
    files = exam_files(flipped=flipped, quiz=f"pass: {mark}")
    for code in ("en", "ru"):
        files[f"{code}/02-lesson-2.md"] += f"\nSaid {words} times.\n".encode()
        if more:
            files[f"{code}/03-more.md"] = b"---\ntitle: More\nminutes: 5\n---\nMore words.\n"
    files["en/quiz.md"] = files["en/quiz.md"].replace(
        b"The report.", f"The report {meaning}.".encode()
    )
    return files


@dataclass
class Learner:
    """What is remembered of somebody inside, to be compared after every step."""

    person: Person
    revision_id: UUID
    progress: float = 0.0
    is_finished: bool = False
    is_passed: bool = False
    certificate: UUID | None = None
    read: set[str] = field(default_factory=set)


class AnyEdits(RuleBasedStateMachine):
    """One module with its owner and a reviewer, a folder that publishes too, and people inside."""

    @initialize()
    def begin(self) -> None:
        self.module = f"edited-{next(MODULES)}"
        self.owner = make_writer()
        self.variant = {"words": 0, "meaning": 0, "flipped": False, "mark": 80, "more": False}
        create_module(module_id=self.module, files=text(), who=self.owner, now=NOW)
        self.reviewer = make_reviewer(self.module)
        self.learners: list[Learner] = []
        release(self.owner, self.reviewer, module=self.module)
        self.join(0)

    def teardown(self) -> None:
        """The next example's courses are not checked together with this one's."""
        if hasattr(self, "module"):
            db.session.rollback()
            db.session.get_one(Module, self.module).current_revision_id = None
            db.session.commit()

    @precondition(lambda self: len(self.learners) < 4)
    @rule(_number=st.integers(0, 3))
    def join(self, _number: int) -> None:
        person = make_person()
        db.session.expunge(person)
        learning.begin(person, self.module)
        row = self.row(person)
        self.learners.append(Learner(person, row.revision_id))

    def row(self, person: Person) -> Enrolment:
        return db.session.scalars(
            select(Enrolment)
            .where(Enrolment.person_id == person.id, Enrolment.module_id == self.module)
            .execution_options(populate_existing=True)
        ).one()

    def standing(self, one: Learner) -> enrolments.Standing:
        found = enrolments.standing_in(self.module, one.person.id)
        assert found is not None
        return found

    @rule(which=st.integers(0, 3), how=st.sampled_from(["read", "pass", "sit", "finish", "take"]))
    def learn(self, which: int, how: str) -> None:
        one = self.learners[which % len(self.learners)]
        standing = self.standing(one)
        if how == "sit":
            learning.start(one.person, self.module)
            SEEN["sitting"] += 1
            return
        if how in ("read", "finish", "take"):
            lessons = [lesson.id for lesson in standing.facts.lessons]
            learning.read(one.person, lessons if how != "read" else lessons[:1], self.module)
        if how in ("pass", "finish", "take") and not standing.is_passed:
            learning.take(one.person, module_id=self.module)
        if how == "take":
            learning.issue(one.person, self.module, nonce=one.person.id.bytes)

    @rule(edits=FEW | EDITS, same=st.booleans())
    def publish_in_the_studio(self, edits: dict[str, object], same: bool) -> None:
        self.variant = self.variant | edits
        before = {one.person.id: self.row(one.person).revision_id for one in self.learners}
        files = text(**self.variant)
        stands = drafts.working_text(self.module, self.owner).entries
        changes = {path: files.get(path) for path in {*files, *stands}}
        foreseen, done = release(
            self.owner, self.reviewer, changes, module=self.module, means_the_same=same
        )
        assert (foreseen.next_number, foreseen.hash) == (done.number, revision_hash(files))
        follows = {one.inside.revision_id for one in foreseen.touched if one.follows}
        after = {one.person.id: self.row(one.person).revision_id for one in self.learners}
        assert after == {
            name: done.revision_id if was in follows else was for name, was in before.items()
        }
        assert done.moved_learners == sum(after[name] != was for name, was in before.items())
        self.check_counts(foreseen)
        SEEN["followed"] += done.moved_learners
        SEEN["stayed"] += sum(one.under_way for one in foreseen.staying)
        SEEN["meant the same"] += bool(same and foreseen.has_meaning and done.moved_learners)

    def check_counts(self, foreseen) -> None:
        """The figures of the preview are those of the people themselves."""
        standings = [self.standing(one) for one in self.learners]
        assert foreseen.finished == sum(one.is_finished for one in standings)
        assert foreseen.certificates == sum(one.certificate_id is not None for one in standings)
        under_way = sum(one.under_way for one in foreseen.staying) + foreseen.following
        assert under_way == sum(not one.is_finished for one in standings)

    @rule(edits=FEW | EDITS)
    def publish_a_folder(self, edits: dict[str, object]) -> None:
        files = text(**(self.variant | edits))
        publishing.publish(course_files({self.module: files}), by="tests", now=NOW)

    @rule(number=st.integers(1, 6), back=st.booleans())
    def withdraw(self, number: int, back: bool) -> None:
        numbers = self.editions(withdrawn=back)
        if not numbers:
            return
        which = numbers[number % len(numbers)]
        try:
            if back:
                withdrawal.restore_revision(module_id=self.module, number=which, who=self.owner)
            else:
                withdrawal.withdraw_revision(
                    module_id=self.module, number=which, reason="Old.", who=self.owner, now=NOW
                )
                SEEN["withdrawn"] += 1
        except LastEdition:
            assert len(numbers) == 1

    def editions(self, *, withdrawn: bool) -> list[int]:
        is_there = (
            Revision.withdrawn_at.is_not(None) if withdrawn else Revision.withdrawn_at.is_(None)
        )
        query = select(Revision.number).where(Revision.module_id == self.module, is_there)
        return list(db.session.scalars(query.order_by(Revision.number)))

    @rule(which=st.integers(0, 3))
    def move_over(self, which: int) -> None:
        one = self.learners[which % len(self.learners)]
        who = reader(one.person)
        try:
            over = editions.crossing(self.module, who, NOW)
        except NotFound:
            return
        try:
            editions.move_over(module_id=self.module, to=over.to_id, who=who, now=NOW)
        except AlreadyFinished:
            assert one.is_finished
            return
        assert not one.is_finished
        standing = self.standing(one)
        assert standing.revision_id == over.to_id
        assert standing.lessons_read == len(over.kept)
        assert standing.is_passed == one.is_passed
        one.progress = standing.lessons_read / len(standing.facts.lessons)
        SEEN["moved over"] += 1

    @invariant()
    def nobody_loses_anything(self) -> None:
        db.session.rollback()
        db.session.expire_all()
        current = db.session.get_one(Module, self.module).current_revision_id
        assert db.session.get_one(Revision, current).withdrawn_at is None
        for one in self.learners:
            self.check(one)
        SEEN["steps"] += 1
        db.session.commit()

    def check(self, one: Learner) -> None:
        standing = self.standing(one)
        progress = standing.lessons_read / len(standing.facts.lessons)
        assert progress >= one.progress
        assert standing.read >= one.read
        assert standing.is_finished >= one.is_finished
        assert standing.is_passed >= one.is_passed
        if one.certificate is not None:
            assert standing.certificate_id == one.certificate
            self.check_basis(one.certificate)
        SEEN["finished"] += standing.is_finished
        one.progress, one.read = progress, set(standing.read)
        one.is_finished, one.is_passed = standing.is_finished, standing.is_passed
        one.certificate = standing.certificate_id

    def check_basis(self, certificate: UUID) -> None:
        """The attempt, its pass and every question that it asked are still there."""
        attempt = db.session.get_one(
            Attempt, db.session.get_one(Certificate, certificate).attempt_id
        )
        assert db.session.get_one(Grade, attempt.id).passed
        asked = {item.question_id for item in Paper.from_json(attempt.paper)}
        assert asked <= library.module_at(attempt.revision_id).questions_by_id.keys()


def test_whatever_is_published_nobody_loses_anything_and_the_preview_comes_true(db_session):
    SEEN.clear()
    run_state_machine_as_test(
        AnyEdits,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert SEEN["steps"] >= EXAMPLES * STEPS / 2
    assert [name for name in TOLD if not SEEN[name]] == []
