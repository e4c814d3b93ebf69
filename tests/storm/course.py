"""The module of the storm: a question of every type, open ones and certainty too, and attempts without end."""

from pathlib import Path

from tests.support.courses import course_files
from tests.support.exam import QUESTIONS, exam_files

MODULE = "storm"
OPEN = "account"
ASKED = (*QUESTIONS, OPEN)
WRITTEN = {
    "en": """
::: question account points=2 outcome=second
Write down what you have heard.

____

| criterion | points |
|---|---|
| It names the place | 2 |
:::
""",
    "ru": """
::: question account
Запишите, что вы услышали.

____

| критерий |
|---|
| Названо место |
:::
""",
}


def write_courses(folder: Path) -> None:
    """A courses folder with this one module, for the server to publish at its start."""
    module = exam_files(quiz="attempts: null, certainty: yes")
    for language, question in WRITTEN.items():
        module[f"{language}/quiz.md"] += question.encode()
    for path, content in course_files({MODULE: module}).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
