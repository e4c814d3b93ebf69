"""A quiz of many plain questions, and people of different ability who answer it, drawn from a fixed seed."""

from collections.abc import Mapping
from math import exp
from random import Random

from tests.support.courses import Files, module_files
from tests.support.first_attempts import Sat

POOL = "pool"
OPTIONS = 4

ESSAY = """
::: question essay points=4 outcome=first
Tell.

____

| criterion | points |
|---|---|
| One | 3 |
| Two | 1 |
:::
"""
ESSAY_RU = """
::: question essay
Расскажите.

____

| критерий |
|---|
| Первый |
| Второй |
:::
"""


def pool_files(questions: int = 20, extra: str = "", extra_ru: str = "", **facts: str) -> Files:
    """Single choice, the first option right, in both languages; `extra` are further question blocks."""
    blocks = {
        "en": "\n".join(
            f"::: question q{number} outcome=first\nWhich is number {number}?\n\n- (x) The first.\n"
            "- ( ) The second.\n- ( ) The third.\n- ( ) The fourth.\n:::\n"
            for number in range(1, questions + 1)
        )
        + extra,
        "ru": "\n".join(
            f"::: question q{number}\nКоторый номер {number}?\n\n- Первый.\n- Второй.\n- Третий.\n"
            "- Четвёртый.\n:::\n"
            for number in range(1, questions + 1)
        )
        + extra_ru,
    }
    titles = {"en": "Quiz", "ru": "Тест"}
    quizzes = {
        f"{code}/quiz.md": f"---\ntitle: {titles[code]}\n---\n{blocks[code]}".encode()
        for code in ("en", "ru")
    }
    return module_files(lessons=1, extra=quizzes, **facts)


def people(
    number: int,
    *,
    questions: int = 20,
    language: str = "en",
    seed: int = 1,
    harder: Mapping[str, float] | None = None,
) -> list[Sat]:
    """So many people whose chance to be right follows their ability; `harder` shifts questions, in logits."""
    chance = Random(f"{seed}-{language}")
    taken = []
    for _ in range(number):
        ability = chance.gauss(0.5, 1)
        answers = {}
        for place in range(1, questions + 1):
            name = f"q{place}"
            difficulty = (place - questions / 2) / questions * 2 + (harder or {}).get(name, 0.0)
            is_right = chance.random() < 1 / (1 + exp(difficulty - ability))
            answers[name] = 0 if is_right else chance.randrange(1, OPTIONS)
        taken.append(Sat(answers, language))
    return taken


def flawed(number: int, language: str = "en", seed: int = 1) -> list[Sat]:
    """People of whom more choose the third option in `q2` than the right one, the able ones first of all."""
    found = []
    for place, sat in enumerate(people(number, questions=4, language=language, seed=seed)):
        able = sum(sat.answers[name] == 0 for name in ("q1", "q3", "q4")) >= 2
        answers = dict(sat.answers) | {"q2": 2 if able else place % 2}
        found.append(Sat(answers, language))
    return found
