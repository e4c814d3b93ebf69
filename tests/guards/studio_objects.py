"""What the studio's and the trainer's later addresses may stand for in the role matrix: there, foreign, missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from werkzeug.routing import Rule

from app.core.access.rights import Role
from app.core.courses.comment_places import block_name
from app.core.courses.passages import passages
from app.extensions import db
from app.models.conversations import LessonQuestion, TrainerMessage
from app.models.drafts import ImportReport
from app.models.people import Person
from app.services import comments, draft_saving, import_jobs
from app.services.drafts import content, working_text
from app.services.sessions import SignedIn
from tests.support.courses import module_files
from tests.support.imports import long_wish
from tests.support.open_exam import as_trainer

WRITING = "in-writing"
"""A module that an administrator writes and nobody has published."""
PAGE, LESSON = "en/01-lesson-1.md", "01-lesson-1.md"
CHART = "media/numbers.csv"


@dataclass
class StudioObjects:
    """One of each: in the trainer's module, unless it stands in the module in writing."""

    module: str
    comment: UUID = field(default_factory=uuid4)
    report: UUID = field(default_factory=uuid4)
    message: UUID = field(default_factory=uuid4)
    question: UUID = field(default_factory=uuid4)
    member: UUID = field(default_factory=uuid4)
    job: UUID = field(default_factory=uuid4)


def make_studio_objects(
    module: str, trainer: UUID, admin: UUID, learner: UUID, now: datetime
) -> StudioObjects:
    """Made by our own services where they decide anything, as rows where they only count."""
    made = StudioObjects(module)
    who = as_trainer(db.session.get_one(Person, trainer))
    boss = as_trainer(db.session.get_one(Person, admin), Role.ADMIN)
    files = {**module_files(), CHART: b"year,people\n2025,3\n"}
    draft_saving.create_module(module_id=WRITING, files=files, who=boss, now=now)
    draft_saving.save_file(
        module_id=module, path=CHART, content=b"a,b\n1,2\n", seen=None, who=who, now=now
    )
    made.comment = comments.comment(
        module_id=module,
        path=PAGE,
        block=_last_block(module, who),
        words="Is this so?",
        who=who,
        now=now,
    )
    made.member = trainer
    wish = long_wish(who)
    import_jobs.ask(asked=wish, who=who, now=now)
    made.job = wish.id
    report = {"format": "gift", "items": []}
    db.session.add_all(
        (
            ImportReport(
                id=made.report,
                module_id=module,
                format="gift",
                file_name="questions.txt",
                report=report,
                imported_at=now,
                imported_by_id=trainer,
            ),
            TrainerMessage(
                id=made.message,
                module_id=module,
                group="everybody",
                subjects={"en": "News"},
                texts={"en": "The second lesson is new."},
                recipients=1,
                sent_at=now,
                sent_by_id=trainer,
            ),
            LessonQuestion(
                id=made.question,
                module_id=module,
                lesson_id="lesson-1",
                person_id=learner,
                language="en",
                words="Why is it so?",
                asked_at=now,
            ),
        )
    )
    db.session.commit()
    return made


def _last_block(module: str, who: SignedIn) -> str:
    text = content(working_text(module, who), PAGE).decode()
    return block_name([one for one in passages(text) if one.text.strip()][-1])


def studio_values(
    rule: Rule, given: list[str], made: StudioObjects, closed: str
) -> Mapping[str, dict[str, Any]] | None:
    """The values for an address of the studio, or None where it is none of them."""
    blueprint = rule.endpoint.partition(".")[0]
    if not blueprint.startswith("studio_"):
        return None
    more = [name for name in given if name != "module"]
    if given == ["job"]:
        return {"": {"job": made.job}, "missing": {"job": uuid4()}}
    if "module" not in given:
        return {"": dict.fromkeys(more, "csv")}
    there = {name: _one(name, rule, made) for name in more}
    found: dict[str, dict[str, Any]] = {
        made.module: {**there, "module": made.module},
        closed: {**there, "module": closed},
        WRITING: {**there, "module": WRITING},
        "missing": {**there, "module": "missing"},
    }
    for name in ("comment", "report", "member", "file", "question", "name"):
        if name in there:
            missing = uuid4() if isinstance(there[name], UUID) else f"nowhere-{there[name]}"
            found[f"missing {name}"] = {**found[made.module], name: missing}
    return found


def _one(name: str, rule: Rule, made: StudioObjects) -> Any:
    match name:
        case "comment" | "report" | "member":
            return getattr(made, name)
        case "language":
            return "ru" if "translations" in rule.rule or "settings" in rule.rule else "en"
        case "file":
            return "quiz.md" if "studio_questions" in rule.endpoint else LESSON
        case "question":
            return "try-one" if "studio_previews" in rule.endpoint else "one"
        case "name":
            return CHART.partition("/")[2]
        case "number":
            return 1
        case "form":
            return "xliff"
        case "how":
            return "resolve" if "comments" in rule.rule else "withdraw"
    raise AssertionError(f"{rule.rule} takes {name}: say in studio_objects.py what it may be.")
