"""A trainer who means harm gets nothing done in the browser of an administrator who looks at everything (T25, T29, T30).

Every payload stands as it is in every field that the studio lets a trainer fill, by files and by forms. Whoever looks
runs scripts, so the live preview is drawn too.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from app.core.access.rights import Role
from tests.journeys import rogue_files
from tests.journeys.academy import Academy
from tests.journeys.conftest import running
from tests.journeys.foreign import harmless
from tests.journeys.hostile import entities
from tests.journeys.payload_variants import CORPUS
from tests.journeys.rogue import LESSON, Rogue
from tests.journeys.rogue_forms import KINDS, question, send, settings
from tests.journeys.visitor import Visitor
from tests.support.factories import make_person
from tests.support.media import document, film, picture

TOGETHER = 75
GROUPS = [CORPUS[place : place + TOGETHER] for place in range(0, len(CORPUS), TOGETHER)]
NUMBERS = range(len(GROUPS))
KEPT, REFUSED = 200, 422
EITHER = (KEPT, REFUSED)
UNLIKE = ("single", "short-text", "matching", "gaps", "open")
ADDING, TAKING = "main form[action$='/lessons']", "main form[action$='/take']"
BROUGHT = (
    ("gift", "txt", rogue_files.gift),
    ("aiken", "txt", rogue_files.aiken),
    ("sheet", "csv", rogue_files.sheet),
    ("moodle-xml", "xml", rogue_files.moodle_xml),
)


@pytest.fixture(scope="module")
def academy(tmp_path_factory) -> Iterator[Academy]:
    """An Academy of its own: the other journeys see nothing of these texts."""
    yield from running(tmp_path_factory.mktemp("rogue") / "data")


@pytest.fixture(scope="module")
def rogue(academy) -> Rogue:
    with academy.at_work() as now:
        return Rogue(GROUPS, now)


@pytest.fixture
def admin(academy, rogue, visit) -> Visitor:
    with academy.at_work() as now:
        cookie = academy.open_session(make_person(now=now, roles=(Role.ADMIN,)), now)
    visitor: Visitor = visit()
    visitor.context.add_cookies([cookie])
    return visitor


def look_at(visitor: Visitor, endpoint: str, **values: Any) -> None:
    visitor.open(endpoint, **values)
    harmless(visitor)


def test_the_corpus_is_large_and_each_payload_is_another_one():
    assert len({one.strip() for one in CORPUS}) == len(CORPUS) >= 200
    assert [one for group in GROUPS for one in group] == list(CORPUS)


@pytest.mark.parametrize("number", NUMBERS)
def test_what_stands_in_files_stays_text_where_it_is_written_and_shown(admin, rogue, number):
    here = {"module": rogue.modules[number]}
    for file in ("module.md", "01-first.md", "quiz.md"):
        look_at(admin, "studio_files.edit", **here, language="en", file=file)
    look_at(admin, "studio_previews.show", **here, language="en", file="02-asked.md")
    for place, kind in enumerate((*rogue_files.IN_LESSON, *rogue_files.IN_QUIZ)):
        file = "02-asked.md" if kind in rogue_files.IN_LESSON else "quiz.md"
        asked = {"language": "en", "file": file, "question": f"{kind}-{place}"}
        look_at(admin, "studio_questions.edit", **here, **asked)
    for endpoint in ("studio_questions.index", "studio_media.index", "studio_files.lessons"):
        look_at(admin, endpoint, **here)


@pytest.mark.parametrize("number", NUMBERS)
def test_lists_reports_and_comparisons_show_texts_as_texts(admin, rogue, number):
    here = {"module": rogue.modules[number]}
    for endpoint in (
        "studio_modules.show",
        "studio_modules.people",
        "studio_modules.copy",
        "studio_settings.edit",
        "studio_exchange.index",
        "studio_translations.index",
        "studio_comments.index",
        "studio_publication.show",
        "studio_publication.editions",
        "studio_publication.differences",
    ):
        look_at(admin, endpoint, **here)
    for file in ("01-first.md", "quiz.md"):
        look_at(admin, "studio_translations.edit", **here, language="ru", file=file)
        look_at(admin, "studio_review.show", **here, file=f"en/{file}")
    look_at(admin, "studio_publication.differences", **here, before="1", after="2", language="en")
    if number == 0:
        for endpoint in (
            "studio_modules.index",
            "studio_modules.new",
            "studio_translations.catalogue",
            "studio_archives.new",
            "studio_moodle.new",
            "teach_modules.index",
        ):
            look_at(admin, endpoint)


@pytest.mark.parametrize("number", NUMBERS)
def test_what_people_say_to_each_other_stays_text(academy, admin, rogue, visit, number):
    module = rogue.modules[number]
    with academy.at_work() as now:
        message, asked = rogue.message(module), rogue.asked(module)
        learner = rogue.learners[number]
        cookie = academy.open_session(learner, now)
        learner = learner.id
    for endpoint, values in (
        ("teach_modules.show", {}),
        ("teach_learners.index", {}),
        ("teach_learners.show", {"learner": learner}),
        ("teach_messages.index", {}),
        ("teach_messages.show", {"message": message}),
        ("teach_messages.new", {"learner": learner}),
        ("teach_conversations.index", {}),
        ("teach_conversations.show", {"asked": asked}),
        ("learn_lessons.show", {"lesson": LESSON}),
        ("learn_lessons.answers", {"lesson": LESSON}),
    ):
        look_at(admin, endpoint, module=module, **values)
    reading = visit()
    reading.context.add_cookies([cookie])
    for endpoint, values in (
        ("learn_lessons.show", {"module": module, "lesson": LESSON}),
        ("learn_asking.new", {"module": module, "lesson": LESSON}),
        ("learn_editions.show", {"module": module}),
        ("learn_mine.index", {}),
    ):
        look_at(reading, endpoint, **values)


@pytest.fixture(scope="module")
def forms(academy, rogue) -> list[str]:
    """A sound module for each group, which is filled through the forms."""
    with academy.at_work():
        return rogue.begin_anew()


@pytest.mark.parametrize("number", NUMBERS)
def test_the_live_preview_draws_what_is_typed_as_text(admin, forms, number):
    """The script puts the page, the problems and the weight into the document after each pause."""
    page = admin.page
    address = {"language": "en", "file": "01-lesson-1.md"}
    admin.open("studio_files.edit", module=forms[number], **address)
    typed = "\n\n".join(
        f"{one}\n\n## {one}\n\n[{one}]({one}) ![{one}]({one})" for one in GROUPS[number]
    )
    with (
        page.expect_response(lambda answer: "/preview/" in answer.url) as drawn,
        page.expect_response(lambda answer: "/check/" in answer.url) as checked,
    ):
        page.locator("#words").fill(f"---\ntitle: x\nminutes: 5\n---\n{typed}\n")
    assert (drawn.value.status, checked.value.status) == (200, 200)
    page.wait_for_function(
        "said => document.getElementById('state').textContent.startsWith(said)",
        arg=admin.say("Saved at %(time)s", time=""),
    )
    page.wait_for_function(
        "() => document.getElementById('frame').contentDocument.querySelectorAll('#page h2').length > 50"
    )
    harmless(admin)


@pytest.mark.parametrize("number", NUMBERS)
def test_forms_keep_or_refuse_and_show_again_as_text(admin, forms, number):
    here, group = {"module": forms[number]}, GROUPS[number]
    disguised = [entities(rogue_files.in_one_line(one)) for one in group]
    kept = []
    for kind in KINDS:
        admin.open("studio_questions.new", **here, file="quiz.md", type=kind)
        send(admin, question(kind, group), statuses=EITHER)
        # The other kinds have no parts of their own.
        if kind in UNLIKE and send(admin, question(kind, disguised), statuses=EITHER) == KEPT:
            kept.append(kind)
    admin.open("studio_settings.edit", **here)
    send(admin, settings(group), statuses=EITHER)
    admin.open("studio_files.lessons", **here)
    titles = {f"title-{code}": " ".join(group) for code in ("en", "ru")}
    send(admin, {**titles, "id": group[0]}, form=ADDING, statuses=(REFUSED,))
    send(admin, {**titles, "id": f"typed-{number}"}, form=ADDING)
    admin.open("studio_translations.edit", **here, language="ru", file="01-lesson-1.md")
    names = admin.page.locator("main textarea[name^='words.']").evaluate_all(
        "all => all.map(one => one.name)"
    )
    send(
        admin,
        {name: "\n".join(group[place :: len(names)]) for place, name in enumerate(names)},
        statuses=EITHER,
    )
    admin.open("studio_review.show", **here, file="en/module.md")
    comment = admin.page.locator("main a[href*='/comments/new']").first.get_attribute("href")
    admin.open(f"{admin.academy.base_url}{comment}")
    send(admin, {"words": "\n\n".join(map(rogue_files.in_one_line, group))})
    admin.open("studio_comments.index", **here)
    send(admin, {"words": "\n\n".join(map(rogue_files.in_one_line, group))}, statuses=EITHER)
    for endpoint in ("studio_questions.index", "studio_settings.edit", "studio_comments.index"):
        look_at(admin, endpoint, **here)
    look_at(admin, "studio_previews.show", **here, language="en", file="quiz.md")
    assert {"single", "short-text", "open"} <= set(kept)


@pytest.mark.parametrize("number", NUMBERS)
def test_files_that_come_from_outside_are_told_of_as_text(admin, forms, number):
    """Their names and their words, in the look, in the report that is kept and in the lists of reports."""
    here, group = {"module": forms[number]}, GROUPS[number]
    for place, (kind, ending, made) in enumerate(BROUGHT):
        admin.open("studio_exchange.index", **here)
        name = f"{group[place]}.{ending}"
        sent = {"kind": kind, "page": "quiz.md"}
        if send(admin, sent, [("file", name, made(group))], statuses=EITHER) == KEPT:
            send(admin, {}, form=TAKING, statuses=EITHER)
    admin.open("studio_moodle.new")
    asked = {"module_id": f"moodle-{number}", "language": "en"}
    backup = ("file", f"{group[5]}.mbz", rogue_files.backup(group))
    send(admin, asked, [backup])
    send(admin, {}, form="main form[action$='/take']")
    for page in ("module.md", "quiz.md"):
        look_at(admin, "studio_files.edit", module=asked["module_id"], language="en", file=page)
    admin.open("studio_archives.new")
    archive = ("file", f"{group[6]}.zip", rogue_files.archive(group))
    send(admin, {"module_id": f"zip-{number}"}, [archive])
    look_at(admin, "studio_exchange.index", **here)


@pytest.mark.parametrize("number", NUMBERS)
def test_media_stay_text_by_name_description_table_and_captions(admin, forms, number):
    here, group = {"module": forms[number]}, GROUPS[number]
    whole = "\n".join(group)
    captions = f"WEBVTT\n\n00:00.000 --> 00:01.000\n{' '.join(group)}\n".encode()
    files = (
        (group[0], picture()),
        (f"{group[1]}.png", picture()),
        (f"{group[2]}.csv", rogue_files.cells(group[:8])),
        (f"{group[3]}.pdf", document()),
        (f"{group[4]}.mp4", film()),
        (f"{group[5]}.svg", f"<svg xmlns='http://www.w3.org/2000/svg'>{whole}</svg>".encode()),
        (f"{group[6]}.html", whole.encode()),
        (f"{group[7]}.png", whole.encode()),
    )
    for place, (name, content) in enumerate(files):
        admin.open("studio_media.index", **here)
        words = {"words": " ".join(group[place :: len(files)])[:300], "page": "en/02-lesson-2.md"}
        send(
            admin,
            words,
            [("file", name, content), ("captions", f"{name}.vtt", captions)],
            statuses=EITHER,
        )
    look_at(admin, "studio_previews.show", **here, language="en", file="02-lesson-2.md")


@pytest.mark.parametrize("number", NUMBERS)
def test_reasons_for_sending_back_and_withdrawing_are_shown_as_text(academy, admin, rogue, number):
    """After everything else: the text becomes a sound one that can be submitted, and the module is withdrawn."""
    module = rogue.modules[number]
    with academy.at_work():
        rogue.send_back(module, GROUPS[number])
        rogue.withdraw(module, GROUPS[number])
        cookie = academy.open_session(rogue.learners[number], rogue.now)
    for endpoint in (
        "studio_review.show",
        "studio_publication.show",
        "studio_publication.editions",
    ):
        look_at(admin, endpoint, module=module)
    look_at(admin, "learn_modules.show", module=module)
    admin.context.clear_cookies()
    admin.context.add_cookies([cookie])
    look_at(admin, "learn_modules.show", module=module)
