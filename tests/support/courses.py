"""Courses for tests: small valid modules in one or both languages, published by our own publishing service."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from textwrap import dedent

from app.services import library, publishing
from tests.support.moments import NOW

Files = dict[str, bytes]
TITLES = {"en": "Module", "ru": "Модуль"}
LESSON_TITLES = {"en": "Lesson", "ru": "Урок"}

# Every type of question, as practice, in both languages; the keys stand in the source alone.
PRACTICE = {
    "en": """\
        ::: question first-look
        What do you look at first?

        - ( ) The visa.
          > The visa comes after the holder.
        - (x) The person.
          > Right: the person comes first.
        - ( ) The stamps.

        ?? Who is in front of you?
        !! The person comes first, the paper second.
        :::

        ::: question worn-signs points=2
        Which are signs of wear?

        - [x] A faded cover.
        - [x] A bent corner.
        - [ ] A second photograph.
        :::

        ::: question worn-true
        A worn document is always false.

        = false
        :::

        ::: question word-nonref
        Name the principle that forbids return to danger.

        = non-refoulement | principle of non-refoulement
        :::

        ::: question length-page
        How long is the data page, in millimetres?

        = 125 +- 1 mm
        :::

        ::: question match-parts points=2
        Match the part with what you look for.

        - cover => wear and repairs
        - data page => photograph and print
        - => the colour of the uniform
        :::

        ::: question order-steps type=order
        Put the steps in order.

        1. Go to a quiet place.
        2. Listen.
        3. Refer.
        :::

        ::: question gap-fill
        A referral starts with [[safety|security]] and you [[ may | (must) ]] separate companions.
        :::

        ::: question open-case points=4
        Describe how you would start.

        ____

        | criterion | points |
        |---|---|
        | The place is safe | 2 |
        | No proof is demanded | 2 |
        :::
        """,
    "ru": """\
        ::: question first-look
        На что вы смотрите сначала?

        - На визу.
          > Виза — после её владельца.
        - На человека.
          > Верно: сначала человек.
        - На штампы.

        ?? Кто перед вами?
        !! Сначала человек, потом бумага.
        :::

        ::: question worn-signs
        Что говорит об износе?

        - Выцветшая обложка.
        - Загнутый угол.
        - Вторая фотография.
        :::

        ::: question worn-true
        Потрёпанный документ всегда поддельный.
        :::

        ::: question word-nonref
        Назовите принцип, запрещающий возвращать человека туда, где ему грозит опасность.

        = невозвращение | принцип невозвращения
        :::

        ::: question length-page
        Какова длина страницы с данными в миллиметрах?
        :::

        ::: question match-parts
        Соотнесите часть и то, что вы проверяете.

        - обложка => износ и ремонт
        - страница данных => фотография и печать
        - => цвет формы
        :::

        ::: question order-steps
        Расставьте шаги по порядку.

        1. Перейти в тихое место.
        2. Выслушать.
        3. Направить.
        :::

        ::: question gap-fill
        Направление начинается с [[безопасности|защиты]], и вы [[ можете | должны ]] развести спутников.
        :::

        ::: question open-case
        Опишите, с чего вы начнёте.

        ____

        | критерий |
        |---|
        | Место безопасно |
        | Доказательств не требуют |
        :::
        """,
}
QUIZ = {
    "en": "---\ntitle: Quiz\n---\n"
    "::: question graded-one outcome=first\nWhich one?\n\n- (x) This one.\n- ( ) That one.\n"
    "- ( ) Another one.\n- ( ) None of them.\n:::\n",
    "ru": "---\ntitle: Тест\n---\n"
    "::: question graded-one\nКакой?\n\n- Вот этот.\n- Вон тот.\n- Другой.\n- Никакой из них.\n:::\n",
}


def module_files(
    *,
    languages: Sequence[str] = ("en", "ru"),
    lessons: int = 3,
    title: str = "",
    practice: bool = False,
    extra: Mapping[str, bytes] | None = None,
    words: str = "Words.",
    **facts: str,
) -> Files:
    """The files of a module; `facts` overrule lines of module.yaml, `practice` adds every type of question."""
    lines = {
        "source": languages[0],
        "languages": f"[{', '.join(languages)}]",
        "level": "introductory",
        "hours": "2",
        "audience": "[border guards]",
        "access": "public",
        "prerequisites": "[]",
        "quiz": "{pass: 80, attempts: 3, every: 24h, draw: null, shuffle: true, minutes: null}",
        "authors": "[Training Academy]",
        "reviewed": "2026-11-01",
        "licence": "CC-BY-4.0",
    } | facts
    files = {
        "module.yaml": "".join(f"{key}: {value}\n" for key, value in lines.items()),
        **{
            path: content
            for code in languages
            for path, content in _texts(code, lessons, title, practice, words).items()
        },
    }
    return {path: content.encode() for path, content in files.items()} | dict(extra or {})


def _texts(code: str, lessons: int, title: str, practice: bool, words: str) -> dict[str, str]:
    name = f"{TITLES[code]} {title}".strip()
    module = f"---\ntitle: {name}\nsummary: {name}.\noutcomes:\n  first: {name}.\n---\n{name}.\n"
    files = {f"{code}/module.md": module, f"{code}/quiz.md": QUIZ[code]}
    for number in range(1, lessons + 1):
        body = f"## {LESSON_TITLES[code]} {number}\n\n{words}\n"
        if practice and number == 1:
            body += "\n" + dedent(PRACTICE[code])
        files[f"{code}/0{number}-lesson-{number}.md"] = (
            f"---\ntitle: {LESSON_TITLES[code]} {number}\nminutes: {number * 5}\n---\n{body}"
        )
    return files


def course_files(
    modules: Mapping[str, Files], tracks: Mapping[str, Sequence[str]] | None = None, **facts: str
) -> Files:
    """A courses folder; without `tracks` all modules stand in one track of area 1 and component TC1."""
    tracks = {"first": list(modules)} if tracks is None else tracks
    listed = "".join(
        f"- id: {id_}\n  title: {{en: Track {id_}, ru: Направление {id_}}}\n"
        f"  summary: {{en: About {id_}., ru: О {id_}.}}\n"
        f"  area: {facts.get('area', place)}\n  component: {facts.get('component', f'TC{place}')}\n"
        f"  modules: [{', '.join(names)}]\n"
        for place, (id_, names) in enumerate(tracks.items(), 1)
    )
    return {
        "tracks.yaml": listed.encode(),
        **{
            f"{id_}/{path}": content
            for id_, files in modules.items()
            for path, content in files.items()
        },
    }


def publish(
    modules: Mapping[str, Files],
    tracks: Mapping[str, Sequence[str]] | None = None,
    now: datetime = NOW,
) -> None:
    """Publish these modules, and nothing else, with a library that remembers nothing."""
    library.forget()
    publishing.publish(course_files(modules, tracks), by="tests", now=now)
