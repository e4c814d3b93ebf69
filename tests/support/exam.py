"""A module with a quiz of every type that is graded at once, and the same module with every key flipped.

Flipped means: all that is shown before grading reads alike, and no answer that was right is right any more.
"""

from collections.abc import Callable, Sequence

from tests.support.courses import Files, module_files

EXAM = "exam"
LESSONS = ("lesson-1", "lesson-2")
QUESTIONS = ("one", "several", "truth", "word", "length", "pairs", "steps", "holes")
MARKS = {False: {"a": "x", "b": " "}, True: {"a": " ", "b": "x"}}

CHOICES = """\
::: question {p}one outcome=first
Which paper do you read first?

- ({a}) The letter.
  > SAID-OF-LETTER {a}
- ({b}) The report.
- ( ) The map.
- ( ) The list.

?? Think of the post.
!! EXPLAINED-one {a}
:::

::: question {p}several points=2 outcome=first
Which of these are kept in the file?

- [{a}] The photograph.
- [{a}] The transcript.
- [{b}] The envelope.
- [{b}] The stamp.

!! EXPLAINED-several {a}
:::
"""
CHOICES_RU = """\
::: question {p}one
Какой документ вы читаете первым?

- Письмо.
  > СКАЗАНО-О-ПИСЬМЕ {a}
- Отчёт.
- Карту.
- Список.

?? Подумайте о почте.
!! ПОЯСНЕНО-one {a}
:::

::: question {p}several
Что хранится в деле?

- Фотография.
- Расшифровка.
- Конверт.
- Марка.

!! ПОЯСНЕНО-several {a}
:::
"""
KEYS = {
    False: {"truth": "true", "word": "KEYWORD | KEYTERM", "length": "125 +- 1 mm"},
    True: {"truth": "false", "word": "OTHERWORD | OTHERTERM", "length": "4700..4800 mm"},
}
TYPED = """\
::: question {p}truth outcome=second
A file is closed on the day of the decision.

= {truth}

!! EXPLAINED-truth {truth}
:::

::: question {p}word outcome=second
Name the principle.

= {word}
:::

::: question {p}length outcome=second
How long is the page?

= {length}
:::
"""
TYPED_RU = """\
::: question {p}truth
Дело закрывают в день решения.

!! ПОЯСНЕНО-truth {truth}
:::

::: question {p}word
Назовите принцип.

= {word}
:::

::: question {p}length
Какова длина страницы?
:::
"""
PAIRS = [("cover", "wear"), ("page", "print"), ("chip", "signature")]
PAIRS_RU = [("обложка", "износ"), ("страница", "печать"), ("чип", "подпись")]
STEPS = ["Listen.", "Note down.", "Refer.", "Report."]
STEPS_RU = ["Выслушать.", "Записать.", "Направить.", "Доложить."]
GAPS = {
    False: {"fill": "safety|security", "choose": "may | (must) | could"},
    True: {"fill": "silence|quiet", "choose": "(may) | must | could"},
}
GAPS_RU = {
    False: {"fill": "безопасности|защиты", "choose": "можете | должны | могли бы"},
    True: {"fill": "тишины|покоя", "choose": "можете | должны | могли бы"},
}
HOLES = """\
::: question {p}holes points=2 outcome=second
It starts with [[{fill}]] and you [[ {choose} ]] write it down.
:::
"""
HOLES_RU = """\
::: question {p}holes
Начинается с [[{fill}]], и вы [[ {choose} ]] это записать.
:::
"""


def _paired(pairs: list[tuple[str, str]], extra: str, head: str, *, flipped: bool) -> str:
    """Re-paired when flipped: each left side with the right side of the next."""
    lefts = [left for left, _ in pairs]
    rights = [right for _, right in pairs]
    if flipped:
        rights = rights[1:] + rights[:1]
    lines = "".join(f"- {left} => {right}\n" for left, right in zip(lefts, rights, strict=True))
    return f"{head}\n\n{lines}- => {extra}\n:::\n"


def _ordered(steps: list[str], head: str, *, flipped: bool) -> str:
    """In another order when flipped: no step keeps its place."""
    written = steps[1:] + steps[:1] if flipped else steps
    lines = "".join(f"{number}. {step}\n" for number, step in enumerate(written, 1))
    return f"{head}\n\n{lines}:::\n"


def _blocks(p: str, *, flipped: bool) -> str:
    facts = {"p": p, **MARKS[flipped], **KEYS[flipped], **GAPS[flipped]}
    pairs = f"::: question {p}pairs points=2 outcome=first\nMatch part and sign."
    steps = f"::: question {p}steps type=order outcome=first\nPut the steps in order."
    return "\n".join(
        (
            CHOICES.format(**facts),
            TYPED.format(**facts),
            _paired(PAIRS, "the colour", pairs, flipped=flipped),
            _ordered(STEPS, steps, flipped=flipped),
            HOLES.format(**facts),
        )
    )


def _blocks_ru(p: str, *, flipped: bool) -> str:
    facts = {"p": p, **MARKS[flipped], **KEYS[flipped], **GAPS_RU[flipped]}
    pairs = f"::: question {p}pairs\nСоотнесите часть и признак."
    steps = f"::: question {p}steps\nРасставьте шаги."
    return "\n".join(
        (
            CHOICES_RU.format(**facts),
            TYPED_RU.format(**facts),
            _paired(PAIRS_RU, "цвет", pairs, flipped=flipped),
            _ordered(STEPS_RU, steps, flipped=flipped),
            HOLES_RU.format(**facts),
        )
    )


OPEN = """\
::: question {p}case points=2 outcome=second
Describe how you would begin.

____

| criterion | points |
|---|---|
| The place is safe | 1 |
| Nobody is pressed | 1 |

?? Think of the room.
!! EXPLAINED-case
:::
"""
OPEN_RU = """\
::: question {p}case
Опишите, с чего вы начнёте.

____

| критерий |
|---|
| Место безопасно |
| Никого не торопят |

?? Вспомните о комнате.
!! ПОЯСНЕНО-case
:::
"""
OPENS = {"en": OPEN, "ru": OPEN_RU}
BLOCKS: dict[str, Callable[..., str]] = {"en": _blocks, "ru": _blocks_ru}
OUTCOMES = {
    "en": ("Read a file.", "Keep a file."),
    "ru": ("Читать дело.", "Вести дело."),
}
TITLES = {"en": "Files and papers", "ru": "Дела и бумаги"}
LESSON_TITLES = {"en": "Lesson", "ru": "Урок"}


def exam_files(
    *,
    flipped: bool = False,
    practice_flipped: bool | None = None,
    open: bool = False,
    quiz: str = "",
    languages: Sequence[str] = ("en", "ru"),
    **facts: str,
) -> Files:
    """Two lessons, the first with practice of every type, and the quiz; `quiz` overrules its rules.

    `open` adds an open question to both; `practice_flipped` is as `flipped` where it is not given.
    """
    flips = (flipped, flipped if practice_flipped is None else practice_flipped)
    rules = "pass: 80, attempts: 3, every: 24h, draw: null, shuffle: true, minutes: null"
    changed = dict(pair.split(": ") for pair in rules.split(", "))
    changed |= dict(pair.split(": ") for pair in quiz.split(", ") if pair)
    facts.setdefault("quiz", "{" + ", ".join(f"{k}: {v}" for k, v in changed.items()) + "}")
    texts = {
        path: content for code in languages for path, content in _texts(code, flips, open).items()
    }
    extra = {path: text.encode() for path, text in texts.items()}
    return module_files(lessons=2, languages=languages, extra=extra, **facts)


def _questions(code: str, p: str, flipped: bool, with_open: bool) -> str:
    blocks = BLOCKS[code](p, flipped=flipped)
    return f"{blocks}\n{OPENS[code].format(p=p)}" if with_open else blocks


def _texts(code: str, flips: tuple[bool, bool], with_open: bool) -> dict[str, str]:
    quiz, practice = (
        _questions(code, p, flipped, with_open)
        for p, flipped in zip(("", "try-"), flips, strict=True)
    )
    first, second = OUTCOMES[code]
    title = TITLES[code]
    lesson = LESSON_TITLES[code]
    quiz_title = "Quiz" if code == "en" else "Тест"
    return {
        f"{code}/module.md": f"---\ntitle: {title}\nsummary: {title}.\noutcomes:\n"
        f"  first: {first}\n  second: {second}\n---\n{title}.\n",
        f"{code}/quiz.md": f"---\ntitle: {quiz_title}\n---\n{quiz}",
        f"{code}/01-lesson-1.md": f"---\ntitle: {lesson} 1\nminutes: 5\n---\n## {lesson}\n\n"
        f"{practice}",
        f"{code}/02-lesson-2.md": f"---\ntitle: {lesson} 2\nminutes: 5\n---\n## {lesson}\n\n{title}.\n",
    }
