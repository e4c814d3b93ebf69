"""What lists show of a module without reading its files: the facts kept beside each revision."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from app.core.courses.content import REVIEW_EVERY, Access, Level, Module
from app.core.exact import as_text


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """A lesson in a list: `titles` and `minutes` per language."""

    id: str
    titles: dict[str, str]
    minutes: dict[str, int]


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """A module in a list; `pool` counts the graded questions, `asked` how many of them one attempt has."""

    titles: dict[str, str]
    summaries: dict[str, str]
    languages: tuple[str, ...]
    source: str
    level: Level
    hours: Fraction
    access: Access
    audience: tuple[str, ...]
    reviewed: date
    lessons: tuple[LessonFacts, ...]
    pool: int
    asked: int
    pass_mark: int
    review_every: timedelta = REVIEW_EVERY

    @property
    def review_due(self) -> date:
        """The day from which somebody should look again whether the module is still true."""
        try:
            return self.reviewed + self.review_every
        except OverflowError:
            return date.max

    def is_overdue(self, today: date) -> bool:
        """Whether that day has come."""
        return self.review_due <= today

    def language_for(self, wanted: str) -> str:
        """The language in which the module can be shown to a reader of `wanted`: that, or its source."""
        return wanted if wanted in self.languages else self.source

    def title(self, wanted: str) -> str:
        return self.titles[self.language_for(wanted)]

    def summary(self, wanted: str) -> str:
        return self.summaries[self.language_for(wanted)]

    def to_json(self) -> dict[str, Any]:
        """Plain values for a JSON column."""
        plain = asdict(self)
        plain["hours"] = as_text(self.hours)
        plain["reviewed"] = self.reviewed.isoformat()
        plain["review_every"] = round(self.review_every.total_seconds())
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "ModuleFacts":
        """The inverse of to_json."""
        return cls(
            titles=plain["titles"],
            summaries=plain["summaries"],
            languages=tuple(plain["languages"]),
            source=plain["source"],
            level=Level(plain["level"]),
            hours=Fraction(plain["hours"]),
            access=Access(plain["access"]),
            audience=tuple(plain["audience"]),
            reviewed=date.fromisoformat(plain["reviewed"]),
            lessons=tuple(LessonFacts(**lesson) for lesson in plain["lessons"]),
            pool=plain["pool"],
            asked=plain["asked"],
            pass_mark=plain["pass_mark"],
            # Revisions published before the key was there do not say it.
            review_every=timedelta(seconds=plain["review_every"])
            if "review_every" in plain
            else REVIEW_EVERY,
        )


def facts_of(module: Module) -> ModuleFacts:
    """Draw the facts from a module as read."""
    pool = len(module.questions)
    return ModuleFacts(
        titles={code: text.title for code, text in module.texts.items()},
        summaries={code: text.summary for code, text in module.texts.items()},
        languages=module.languages,
        source=module.source,
        level=module.level,
        hours=module.hours,
        access=module.access,
        audience=module.audience,
        reviewed=module.reviewed,
        lessons=tuple(
            LessonFacts(
                id=lesson.id,
                titles={code: text.title for code, text in lesson.texts.items()},
                minutes={code: text.minutes for code, text in lesson.texts.items()},
            )
            for lesson in module.lessons
        ),
        pool=pool,
        asked=min(pool, module.quiz.draw or pool),
        pass_mark=module.quiz.pass_mark,
        review_every=module.review_every,
    )
