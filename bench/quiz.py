"""The quiz of the full cycle: ten questions of all kinds, and an answer to each as its form sends it."""

MODULE = "bench-quiz"
_HEAD = "---\ntitle: Quiz\n---\n"
_CHOICES = """
::: question one-{n} outcome=first
Which of these comes first, and why does it matter to the people concerned?

- (x) The interview in a quiet room.
- ( ) The report to the head of the office.
- ( ) The letter to the ministry.
- ( ) The list of documents.
:::

::: question several-{n} points=2 outcome=first
What is kept in the file of the person?

- [x] The photograph.
- [x] The transcript.
- [ ] The envelope.
- [ ] The stamp.
:::

::: question truth-{n} outcome=first
A file is closed on the day of the decision.

= true
:::
"""
_TYPED = """
::: question word outcome=first
Name the principle.

= proportionality | necessity
:::

::: question pairs outcome=first
What belongs together?

- cover => wear
- page => print
- chip => signature
:::

::: question steps type=order outcome=first
In which order do you proceed?

1. Listen.
2. Note down.
3. Refer.
:::

::: question holes points=2 outcome=first
It starts with [[safety]] and you [[ may | (must) | could ]] write it down.
:::
"""
ANSWERS: dict[str, dict[str, list[str]]] = {
    **{f"one-{n}": {f"q-one-{n}": ["2"]} for n in (1, 2)},
    **{f"several-{n}": {f"q-several-{n}": ["0", "3"]} for n in (1, 2)},
    **{f"truth-{n}": {f"q-truth-{n}": ["true"]} for n in (1, 2)},
    "word": {"q-word": ["proportionality"]},
    "pairs": {f"q-pairs.{part}": [str(part)] for part in range(3)},
    "steps": {f"q-steps.{part}": [str(part + 1)] for part in range(3)},
    "holes": {"q-holes.0": ["safety"], "q-holes.1": ["1"]},
}
_FACTS = """source: en
languages: [en]
level: introductory
hours: 1
audience: [border guards]
access: public
prerequisites: []
quiz: {pass: 80, attempts: null, every: 24h, draw: null, shuffle: true, minutes: null}
authors: [Training Academy]
reviewed: 2026-11-01
licence: CC-BY-4.0
"""
_TRACK = """
- id: bench-track
  title: {en: Measures, ru: Замеры}
  summary: {en: For measures., ru: Для замеров.}
  area: 1
  component: TC1
  modules: [bench-quiz]
"""


def with_quiz(files: dict[str, bytes]) -> dict[str, bytes]:
    """A courses folder with this module beside the others."""
    quiz = _HEAD + "".join(_CHOICES.format(n=n) for n in (1, 2)) + _TYPED
    texts = {
        "module.yaml": _FACTS,
        "en/module.md": "---\ntitle: Measures\nsummary: A quiz.\noutcomes:\n  first: Answer\n---\nA quiz.\n",
        "en/01-lesson.md": "---\ntitle: Lesson\nminutes: 5\n---\n## Before\n\nNothing to read.\n",
        "en/quiz.md": quiz,
    }
    own = {f"{MODULE}/{path}": text.encode() for path, text in texts.items()}
    return {**files, **own, "tracks.yaml": files["tracks.yaml"] + _TRACK.encode()}
