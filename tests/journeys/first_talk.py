"""The module that a trainer writes in the journeys: its words in English, and the same in Russian."""

from dataclasses import dataclass, replace

TITLE = "The first talk with an applicant"
ADDRESS = "the-first-talk-with-an-applicant"
SUMMARY = "How to begin the first talk so that people can tell their story."
OUTCOMES = ("Prepare a room for a first talk.", "Choose who takes part in a talk.")
LESSONS = (("Before the talk", "before-the-talk"), ("Talks in figures", "talks-in-figures"))
INTRODUCTION = "This module is for officers who speak with applicants first."

OPENING = "Most people tell their story for the first time at your desk."
HEADING = "Listen before you ask"
THINGS = ("a quiet room", "an interpreter", "enough time")
ADVICE = "Say at the beginning how long the talk takes."
MISPRINT = "What is said here stays hre."
MENDED = "What is said here stays here."
LINKED = "See the figures"
SEEN = "A desk with two chairs, one dark and one light"
FIGURES = "Two out of three applicants need an interpreter."
CHARTED = "Talks with and without an interpreter, by year"
CHART = b"year,with interpreter,without\n2023,40,20\n2024,60,30\n"


@dataclass(frozen=True)
class Line:
    """A line of answers: an option, a step, or a pair with its `left` side."""

    text: str
    is_right: bool = False
    feedback: str = ""
    left: str = ""


@dataclass(frozen=True)
class Asked:
    """A question as somebody writes it into the form; `kind` is the name of its type there."""

    kind: str
    prompt: str
    outcome: str
    lines: tuple[Line, ...] = ()
    truth: bool | None = None
    number: str = ""
    hint: str = ""
    explanation: str = ""


ROOM, WHO = OUTCOMES
QUESTIONS = (
    Asked(
        "One right answer",
        "Who interprets a first talk?",
        WHO,
        (
            Line(
                "A cousin who speaks both languages", feedback="A cousin may be part of the story."
            ),
            Line("A sworn interpreter from a list", True, "Right: nobody depends on them."),
            Line("Another applicant from the same town"),
        ),
        explanation="Privacy comes first.",
    ),
    Asked(
        "Several right answers",
        "What belongs in the room?",
        ROOM,
        (
            Line("Water and a glass", True),
            Line("A clock that both can see", True),
            Line("A poster about prison terms"),
        ),
    ),
    Asked(
        "True or false",
        "A talk begins with the question about the route.",
        ROOM,
        truth=False,
        hint="What did you say at the door?",
    ),
    Asked(
        "Matching",
        "Who does what in the talk?",
        WHO,
        (
            Line("repeats what was said", left="The interpreter"),
            Line("asks and writes down", left="The officer"),
            Line("decides about the visa"),
        ),
    ),
    Asked(
        "Putting in order",
        "In which order does the talk begin?",
        ROOM,
        (Line("Greet the person"), Line("Explain the talk"), Line("Ask the first question")),
    ),
)
LATER = Asked(
    "A number",
    "How many minutes may pass before the first break?",
    ROOM,
    number="60",
    explanation="After an hour nobody listens well.",
)

RUSSIAN = {
    TITLE: "Первая беседа с заявителем",
    SUMMARY: "Как начать первую беседу, чтобы человек смог рассказать свою историю.",
    ROOM: "Подготовить помещение для первой беседы.",
    WHO: "Выбрать участников беседы.",
    "Before the talk": "Перед беседой",
    "Talks in figures": "Беседы в цифрах",
    INTRODUCTION: "Этот модуль предназначен для сотрудников, которые беседуют с заявителями первыми.",
    OPENING: "Большинство людей впервые рассказывают свою историю именно вам.",
    HEADING: "Сначала слушайте, потом спрашивайте",
    "a quiet room": "тихая комната",
    "an interpreter": "переводчик",
    "enough time": "достаточно времени",
    ADVICE: "Скажите в начале, сколько продлится беседа.",
    MISPRINT: "Сказанное здесь не выходит за эти стены.",
    MENDED: "Сказанное здесь не выходит за эти стены.",
    LINKED: "Смотрите цифры",
    SEEN: "Стол и два стула, тёмный и светлый",
    FIGURES: "Двум из трёх заявителей нужен переводчик.",
    CHARTED: "Беседы с переводчиком и без него по годам",
    "Final quiz": "Итоговый тест",
    "Who interprets a first talk?": "Кто переводит первую беседу?",
    "A cousin who speaks both languages": "Родственник, владеющий обоими языками",
    "A cousin may be part of the story.": "Родственник может быть причастен к делу.",
    "A sworn interpreter from a list": "Присяжный переводчик из списка",
    "Right: nobody depends on them.": "Верно: от него никто не зависит.",
    "Another applicant from the same town": "Другой заявитель из того же города",
    "Privacy comes first.": "Тайна беседы важнее всего.",
    "What belongs in the room?": "Что должно быть в комнате?",
    "Water and a glass": "Вода и стакан",
    "A clock that both can see": "Часы, которые видны обоим",
    "A poster about prison terms": "Плакат о сроках лишения свободы",
    "A talk begins with the question about the route.": "Беседа начинается с вопроса о маршруте.",
    "What did you say at the door?": "Что вы сказали у двери?",
    "Who does what in the talk?": "Кто что делает во время беседы?",
    "repeats what was said": "повторяет сказанное",
    "The interpreter": "Переводчик",
    "asks and writes down": "спрашивает и записывает",
    "The officer": "Сотрудник",
    "decides about the visa": "решает вопрос о визе",
    "In which order does the talk begin?": "В каком порядке начинается беседа?",
    "Greet the person": "Поприветствовать человека",
    "Explain the talk": "Объяснить ход беседы",
    "Ask the first question": "Задать первый вопрос",
    LATER.prompt: "Через сколько минут нужен первый перерыв?",
    LATER.explanation: "Через час внимание пропадает.",
}


def in_russian(words: str) -> str:
    """The same text with every sentence in Russian; marks and addresses stay."""
    for english in sorted(RUSSIAN, key=len, reverse=True):
        words = words.replace(english, RUSSIAN[english])
    return words


def russian_question(asked: Asked, outcome: str) -> Asked:
    """The same question in Russian, for another outcome."""
    lines = tuple(
        replace(
            line,
            text=in_russian(line.text),
            left=in_russian(line.left),
            feedback=in_russian(line.feedback),
        )
        for line in asked.lines
    )
    return replace(
        asked,
        prompt=in_russian(asked.prompt),
        hint=in_russian(asked.hint),
        explanation=in_russian(asked.explanation),
        lines=lines,
        outcome=outcome,
    )
