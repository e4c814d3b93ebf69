"""The pages of the studio in every state, and what trainers and learners see of conversations and editions."""

import re
from collections.abc import Callable
from typing import Any

from app.core.courses.stages import Stage
from app.services import draft_saving
from tests.journeys.cast import Cast
from tests.journeys.states import State, send_empty
from tests.journeys.trainers import FLAWED
from tests.journeys.visitor import Visitor
from tests.journeys.writers import EDITIONS, GONE, PAGE, SHELVED, TEXT, staged
from tests.support.moodle_backups import as_tar, members

GIFT = b"One {=yes ~no}\n\nTwo {~%50%a ~%50%b ~c}\n\n$CATEGORY: Border checks\n"
FILE = {"module": TEXT, "language": "en", "file": "01-lesson-1.md"}
QUESTION = {"module": TEXT, "language": "en", "file": "quiz.md"}
TYPES = [
    "single",
    "multiple",
    "true-false",
    "short-text",
    "number",
    "matching",
    "order",
    "gaps",
    "open",
]


def of(module: str, **values: str) -> dict[str, str]:
    return {"module": module, **values}


def submit(form: str, status: int) -> Callable[[Visitor, Cast], None]:
    """Send a form as it stands, past the script that would send it."""

    def send(visitor: Visitor, _cast: Cast) -> None:
        with visitor.arriving(status):
            visitor.page.evaluate("name => document.querySelector(name).submit()", form)

    return send


def overtaken(visitor: Visitor, cast: Cast) -> None:
    """Somebody else saves the lesson while it is open here."""
    words = f"\n\nAnother sentence, {visitor.lang}, {visitor.page.viewport_size}.\n"
    with cast.academy.at_work() as now:
        entry = cast.writers.entry(PAGE)
        body = cast.writers.bytes_of(PAGE) + words.encode()
        draft_saving.save_file(
            module_id=TEXT, path=PAGE, content=body, seen=entry, who=cast.writers.writer, now=now
        )
    submit("form#editor", 409)(visitor, cast)


def bring(name: str, content: bytes, button: str, **fields: str) -> Callable[[Visitor, Cast], None]:
    """Choose this file, fill in these fields by name, and press the button."""

    def choose(visitor: Visitor, _cast: Cast) -> None:
        chosen: Any = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        visitor.page.locator("main input[type=file]").first.set_input_files(chosen)
        for field, value in fields.items():
            place = visitor.page.locator(f"main [name={field}]").first
            if place.evaluate("one => one.tagName") == "SELECT":
                place.select_option(value)
            else:
                place.fill(value)
        visitor.press(button, "main")

    return choose


def bring_back_a_translation(visitor: Visitor, cast: Cast) -> None:
    """Take the translator's file away, change its first sentence, and bring it back."""
    url = cast.academy.url(
        "studio_translations.hand_out", lang="en", module=TEXT, language="ru", form="xliff"
    )
    handed = visitor.context.request.get(url).text()
    changed = re.sub(r"(<target[^>]*>)[^<]+", rf"\1Другие слова, {visitor.lang}", handed, count=1)
    visitor.page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
    bring("writing-ru.xlf", changed.encode(), "Look at what it changes")(visitor, cast)


def chosen_block(cast: Cast) -> dict[str, str]:
    return {"module": TEXT, "file": PAGE, "block": cast.writers.block}


S = "studio/"
STUDIO_STATES = (
    State("studio_modules.index", f"{S}modules/index.html", "nothing of one's own", "idle"),
    State("studio_modules.index", f"{S}modules/index.html", "some", "writer"),
    State("studio_modules.index", f"{S}modules/index.html", "administrator", "admin"),
    State("studio_modules.new", f"{S}modules/new.html", "", "writer"),
    State(
        "studio_modules.new",
        f"{S}modules/new.html",
        "with errors",
        "writer",
        {},
        422,
        send_empty("Begin the module"),
    ),
    State("studio_modules.show", f"{S}modules/show.html", "owner", "writer", of(TEXT)),
    State("studio_modules.show", f"{S}modules/show.html", "with errors", "writer", of(SHELVED)),
    State("studio_modules.show", f"{S}modules/show.html", "reader", "idle", of(EDITIONS)),
    State("studio_modules.show", f"{S}modules/show.html", "withdrawn", "writer", of(GONE)),
    *(
        State(
            "studio_modules.show",
            f"{S}modules/show.html",
            stage.value,
            "reviewer",
            of(staged(stage)),
        )
        for stage in (Stage.REVIEW, Stage.APPROVAL, Stage.APPROVED)
    ),
    State("studio_modules.copy", f"{S}modules/copy.html", "", "idle", of(EDITIONS)),
    State("studio_modules.people", f"{S}modules/people.html", "owner", "writer", of(TEXT)),
    State("studio_modules.people", f"{S}modules/people.html", "reviewer", "reviewer", of(TEXT)),
    State("studio_settings.edit", f"{S}settings/edit.html", "owner", "writer", of(TEXT)),
    State("studio_settings.edit", f"{S}settings/edit.html", "reader", "idle", of(EDITIONS)),
    State(
        "studio_settings.remove_language",
        f"{S}settings/remove.html",
        "",
        "writer",
        of(TEXT, language="ru"),
    ),
    # Writing
    State("studio_files.edit", f"{S}files/edit.html", "owner", "writer", FILE),
    State(
        "studio_files.edit", f"{S}files/edit.html", "quiz", "writer", {**FILE, "file": "quiz.md"}
    ),
    State(
        "studio_files.edit",
        f"{S}files/edit.html",
        "with errors",
        "writer",
        {**FILE, "module": SHELVED},
    ),
    State(
        "studio_files.edit",
        f"{S}files/edit.html",
        "in review",
        "writer",
        {**FILE, "module": staged(Stage.REVIEW)},
    ),
    State(
        "studio_files.edit", f"{S}files/conflict.html", "overtaken", "writer", FILE, 409, overtaken
    ),
    State("studio_files.lessons", f"{S}files/lessons.html", "owner", "writer", of(TEXT)),
    State("studio_files.lessons", f"{S}files/lessons.html", "reader", "idle", of(EDITIONS)),
    State("studio_previews.show", f"{S}previews/show.html", "lesson", "writer", FILE),
    *(
        State(
            "studio_previews.show", f"{S}previews/show.html", name, "writer", {**FILE, "file": name}
        )
        for name in ("module.md", "quiz.md")
    ),
    # Questions
    State("studio_questions.index", f"{S}questions/index.html", "owner", "writer", of(TEXT)),
    State("studio_questions.index", f"{S}questions/index.html", "figures", "trainer", of(FLAWED)),
    State("studio_questions.index", f"{S}questions/index.html", "reader", "idle", of(EDITIONS)),
    State("studio_questions.new", f"{S}questions/types.html", "types", "writer", of(TEXT)),
    *(
        State(
            "studio_questions.new",
            f"{S}questions/edit.html",
            name,
            "writer",
            of(TEXT, file="quiz.md", type=name),
        )
        for name in TYPES
    ),
    State(
        "studio_questions.edit",
        f"{S}questions/edit.html",
        "source",
        "writer",
        {**QUESTION, "question": "one"},
    ),
    State(
        "studio_questions.edit",
        f"{S}questions/edit.html",
        "translation",
        "writer",
        {**QUESTION, "language": "ru", "question": "several"},
    ),
    State(
        "studio_questions.edit",
        f"{S}questions/text.html",
        "no fields",
        "writer",
        {"module": SHELVED, "language": "en", "file": "02-lesson-2.md", "question": "odd"},
    ),
    State(
        "studio_questions.remove",
        f"{S}questions/remove.html",
        "",
        "writer",
        of(TEXT, question="one"),
    ),
    # Media, archives, exchange
    State("studio_media.index", f"{S}media/index.html", "some", "writer", of(TEXT)),
    State("studio_media.index", f"{S}media/index.html", "reader", "idle", of(EDITIONS)),
    State("studio_archives.new", f"{S}archives/new.html", "new", "writer"),
    State("studio_archives.new", f"{S}archives/new.html", "over a draft", "writer", of(TEXT)),
    State("studio_exchange.index", f"{S}exchange/index.html", "owner", "writer", of(TEXT)),
    State("studio_exchange.index", f"{S}exchange/index.html", "reader", "idle", of(EDITIONS)),
    State(
        "studio_exchange.index",
        f"{S}exchange/look.html",
        "looked at",
        "writer",
        of(TEXT),
        then=bring("questions.txt", GIFT, "Look what is in the file", kind="gift"),
    ),
    State(
        "studio_exchange.report",
        f"{S}exchange/report.html",
        "",
        "writer",
        lambda cast: {"module": TEXT, "report": cast.writers.report},
    ),
    State(
        "studio_exchange.export",
        f"{S}exchange/export.html",
        "",
        "writer",
        of(TEXT, format="gift", language="en", questions=""),
    ),
    State("studio_moodle.new", f"{S}moodle/new.html", "", "writer"),
    State(
        "studio_moodle.new",
        f"{S}moodle/look.html",
        "looked at",
        "writer",
        {},
        then=bring(
            "talks.mbz", as_tar(members(four=True)), "Look what is in the backup", module_id="talks"
        ),
    ),
    State(
        "studio_moodle.progress",
        f"{S}moodle/progress.html",
        "stopped",
        "writer",
        lambda cast: {"job": cast.writers.job},
    ),
    # Two languages
    State("studio_translations.catalogue", f"{S}translations/catalogue.html", "", "writer"),
    State("studio_translations.index", f"{S}translations/index.html", "", "writer", of(TEXT)),
    State(
        "studio_translations.edit",
        f"{S}translations/edit.html",
        "writer",
        "writer",
        {**FILE, "language": "ru"},
    ),
    State(
        "studio_translations.edit",
        f"{S}translations/edit.html",
        "reader",
        "reviewer",
        {**FILE, "language": "ru"},
    ),
    State(
        "studio_translations.index",
        f"{S}translations/look.html",
        "looked at",
        "writer",
        of(TEXT),
        then=bring_back_a_translation,
    ),
    # Review and publication
    State("studio_comments.index", f"{S}comments/index.html", "open", "writer", of(TEXT)),
    State("studio_comments.index", f"{S}comments/index.html", "none", "writer", of(SHELVED)),
    State("studio_comments.new", f"{S}comments/new.html", "", "reviewer", chosen_block),
    *(
        State(
            "studio_review.show",
            f"{S}review/show.html",
            f"{stage.value} {who}",
            who,
            of(staged(stage)),
        )
        for stage in (Stage.REVIEW, Stage.LANGUAGE_CHECK, Stage.APPROVAL, Stage.APPROVED)
        for who in ("writer", "reviewer")
    ),
    State("studio_review.show", f"{S}review/show.html", "draft", "writer", of(TEXT)),
    State(
        "studio_publication.show", f"{S}publication/show.html", "no draft", "writer", of(EDITIONS)
    ),
    State(
        "studio_publication.show",
        f"{S}publication/show.html",
        "approved",
        "writer",
        of(staged(Stage.APPROVED)),
    ),
    State(
        "studio_publication.show", f"{S}publication/show.html", "not approved", "writer", of(TEXT)
    ),
    State(
        "studio_publication.editions",
        f"{S}publication/editions.html",
        "two",
        "writer",
        of(EDITIONS),
    ),
    State(
        "studio_publication.editions",
        f"{S}publication/editions.html",
        "withdrawn",
        "writer",
        of(GONE),
    ),
    State(
        "studio_publication.differences",
        f"{S}publication/differences.html",
        "editions",
        "writer",
        of(EDITIONS, before="1", after="2"),
    ),
)
STUDIO_WITHOUT_PAGE = {
    "studio_archives.download": "a zip file",
    "studio_exchange.download": "a file",
    "studio_exchange.template": "a file",
    "studio_files.token": "JSON",
    "studio_media.file": "a file",
    "studio_moodle.state": "JSON",
    "studio_translations.hand_out": "a file",
    "teach_learners.export": "a file",
}
