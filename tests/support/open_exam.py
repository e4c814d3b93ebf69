"""A module whose quiz has two open questions beside one of choice, learners who answered it, and its trainers."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.access.rights import Grant, Role
from app.extensions import db
from app.models.people import Person
from app.models.teaching import ModuleTrainer
from app.services.sessions import SignedIn
from tests.support.courses import module_files, publish
from tests.support.factories import make_person
from tests.support.learning import begin, start, submit
from tests.support.moments import NOW
from tests.support.readers import reader

MODULE, OTHER = "interviews", "elsewhere"
CASE, LETTER, CHOICE = "case", "letter", "graded-one"
QUESTIONS = {
    "en": """\
---
title: Quiz
---
::: question graded-one outcome=first
Which one?

- (x) This one.
- ( ) That one.
- ( ) Another one.
- ( ) None of them.
:::

::: question case points=4 outcome=first
Describe how you would start.

____

| criterion | points |
|---|---|
| The place is **safe** | 3 |
| No proof is demanded | 1 |

!! EXPLAINED-case
:::

::: question letter points=1 outcome=first
Write the first line of the letter.

____

| criterion | points |
|---|---|
| It greets the reader | 1 |
:::
""",
    "ru": """\
---
title: Тест
---
::: question graded-one
Какой?

- Вот этот.
- Вон тот.
- Другой.
- Никакой из них.
:::

::: question case
Опишите, с чего вы начнёте.

____

| критерий |
|---|
| Место **безопасно** |
| Доказательств не требуют |

!! ПОЯСНЕНО-case
:::

::: question letter
Напишите первую строку письма.

____

| критерий |
|---|
| Она обращается к читателю |
:::
""",
}


def open_files(**facts: str) -> dict[str, bytes]:
    """Its files: six points in all, of which five hang on the open answers."""
    extra = {f"{code}/quiz.md": text.encode() for code, text in QUESTIONS.items()}
    return module_files(lessons=1, extra=extra, **facts)


def publish_open_exam(*others: str, **facts: str) -> None:
    """The module, and others of the same kind."""
    publish({name: open_files(title=name, **facts) for name in (MODULE, *others)})


def make_trainer(*modules: str, roles: tuple[Role, ...] = (Role.TRAINER,), **values: Any) -> Person:
    """A trainer to whom these modules are given."""
    person = make_person(roles=roles, **values)
    for module in modules:
        db.session.add(
            ModuleTrainer(module_id=module, person_id=person.id, added_at=NOW, added_by="tests")
        )
    db.session.commit()
    return person


def as_trainer(person: Person, role: Role = Role.TRAINER) -> SignedIn:
    """This person behind a session, with their role."""
    return replace(reader(person), grants=(Grant(role),))


def sit(
    person: Person, *, module: str = MODULE, now: datetime = NOW, language: str = "en", **texts: str
) -> UUID:
    """Answer the open questions named, the choice rightly, and submit; gives back the attempt."""
    begin(person, module, now)
    attempt = start(person, module, now=now)
    submit(person, attempt, {CHOICE: 0, **texts}, now, language)
    return attempt
