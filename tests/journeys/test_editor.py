"""The editor in a real browser: two people at one page, a line that fails, the keyboard alone, and no script at all."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import ConsoleMessage, Dialog, Response
from sqlalchemy import delete

from app.core.access.authorship import Part
from app.core.access.rights import Role
from app.extensions import db
from app.models.people import Person
from app.models.sessions import LoginSession
from app.services import draft_saving, drafts
from tests.journeys.conftest import opening
from tests.journeys.keyboard import Keyboard
from tests.journeys.visitor import Visitor
from tests.support.courses import module_files
from tests.support.factories import make_person
from tests.support.open_exam import as_trainer
from tests.support.studio import give_part

FILE = "01-lesson-1.md"
PATH = f"en/{FILE}"
LINE = "\n\n## Typed just now\n\nWords."
RETURN = "document.dispatchEvent(new Event('visibilitychange'))"


class Desk(Visitor):
    """A window of the editor; what the server refuses is read by its script, and leaving is asked about."""

    asked = 0

    def _hear(self, message: ConsoleMessage) -> None:
        if "net::ERR" not in message.text:
            super()._hear(message)

    def _judge(self, response: Response) -> None:
        if response.status not in (401, 409):
            super()._judge(response)

    def _dismiss(self, dialog: Dialog) -> None:
        assert dialog.type == "beforeunload"
        self.asked += 1
        dialog.accept()

    def sit(self, person: Person, module: str, file: str = FILE) -> "Desk":
        with self.academy.at_work() as now:
            cookie = self.academy.open_session(person, now)
        self.context.add_cookies([cookie])
        self.open("studio_files.edit", module=module, language="en", file=file)
        return self

    @property
    def area(self):
        return self.page.locator("#words")

    @property
    def frame(self):
        return self.page.frame_locator("#frame")

    def type_at_end(self, words: str) -> None:
        self.area.focus()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(words)

    def says(self, words: str, where: str = "#state", **values: object) -> None:
        told = self.say(words, **values).partition("{")[0].strip()
        self.page.locator(where, has_text=told).wait_for()


@pytest.fixture
def desk(academy, chromium):
    yield from opening(Desk, academy, chromium)


@pytest.fixture
def owner(academy) -> Person:
    return _person(academy)


def _person(academy, **facts) -> Person:
    with academy.at_work():
        return make_person(roles=(Role.TRAINER,), address=f"{uuid4().hex[:8]}@mia.gov.ge", **facts)


@pytest.fixture
def module(academy, owner) -> str:
    name = f"draft-{uuid4().hex[:8]}"
    with academy.at_work() as now:
        draft_saving.create_module(
            module_id=name, files=module_files(practice=True), who=as_trainer(owner), now=now
        )
    return name


@pytest.fixture
def kept(academy, owner, module) -> Callable[..., str]:
    """What the draft holds."""

    def read(path: str = PATH) -> str:
        with academy.at_work():
            return drafts.content(drafts.working_text(module, as_trainer(owner)), path).decode()

    return read


def test_what_is_typed_is_shown_checked_and_saved_by_itself(desk, owner, module, kept):
    window = desk().sit(owner, module)

    window.type_at_end(LINE + "\n\n#### Far\n")

    window.frame.get_by_text("Typed just now").wait_for()
    window.says("Saved at %(time)s", time="{t}")
    assert kept().endswith("#### Far\n")
    finding = window.page.locator("#problems a[data-line]").first
    finding.click()
    start, picked = window.area.evaluate(
        "area => [area.value.slice(0, area.selectionStart).split('\\n').length,"
        " area.value.slice(area.selectionStart, area.selectionEnd)]"
    )
    assert (start, picked) == (int(finding.get_attribute("data-line")), "#### Far")
    window.look()
    window.page.reload()
    assert window.asked == 0


def test_what_the_checker_says_stands_beside_its_line(desk, owner, module):
    """Also where lines are broken by the width of the window, and after scrolling."""
    window = desk().sit(owner, module)
    window.type_at_end(
        "\n\n" + "A long line that is broken by the window. " * 12 + "\n\n#### Far\n\nEnd.\n"
    )
    mark = window.page.locator("#margin .mark").first
    mark.wait_for(state="attached")

    line = int(mark.get_attribute("data-of-line"))
    rows = window.area.input_value().split("\n")
    assert rows[line - 1] == "#### Far"
    said = window.page.locator("#problems .found li").first.inner_text().split()
    assert mark.get_attribute("title").split("\n")[0].split()[:2] == said[:2]
    # The last three lines of the text end above the area's lower padding: its mark stands three lines up.
    window.area.evaluate("area => { area.scrollTop = area.scrollHeight; }")
    below, height = mark.evaluate(
        """one => {
            const area = document.getElementById('words'), style = getComputedStyle(area);
            const end = area.scrollHeight - parseFloat(style.paddingBottom);
            return [end - parseFloat(one.style.top), parseFloat(style.lineHeight)];
        }"""
    )
    assert round(below / height) == len(rows) - line + 1
    mark.click()
    assert window.page.evaluate("document.activeElement.dataset.line") == str(line)
    window.look()


def test_nothing_in_the_frame_runs_or_sends_anything(desk, owner, module):
    window = desk().sit(owner, module)

    window.frame.get_by_role("button", name="Check the answer").first.click()
    window.says("Questions are tried out on the preview’s own page.")

    assert window.frame.locator("form").count() == 9
    assert (
        window.page.locator("#frame").evaluate("frame => frame.contentDocument.scripts.length") == 0
    )
    window.look()


def test_two_at_one_page_are_told_of_each_other_and_nobody_is_overwritten(
    academy, desk, owner, module, kept
):
    other = _person(academy, given_name="Nino", family_name="Beridze")
    with academy.at_work():
        give_part(as_trainer(other), Part.AUTHOR, module)
    first, second = desk().sit(owner, module), desk(lang="ru", width=320).sit(other, module)
    first.page.evaluate(RETURN)
    first.page.locator("#others", has_text="Nino Beridze").wait_for()

    second.type_at_end("\n\nTheirs.")
    second.says("Saved at %(time)s", time="{t}")
    first.type_at_end("\n\nMine.")
    first.says("Not saved: somebody else has saved this page. Choose below.")

    assert kept().endswith("Theirs.")
    assert "Theirs" in first.told("#meanwhile del")
    first.button("Save mine over theirs").click()
    first.says("Saved at %(time)s", time="{t}")
    assert kept().endswith("Mine.")

    second.type_at_end(" More.")
    second.button("Take theirs").click()
    assert second.area.input_value().rstrip().endswith("Mine.")
    second.page.keyboard.press("Control+Z")
    assert second.area.input_value().endswith("Theirs. More.")
    assert kept().endswith("Mine.")


def test_a_line_that_fails_loses_nothing(desk, owner, module, kept):
    window = desk().sit(owner, module)
    window.context.set_offline(True)
    window.type_at_end(LINE)
    window.says("Not saved: no connection. Keep this page open; it tries again by itself.")
    assert "Typed" not in kept()

    window.context.set_offline(False)

    window.says("Saved at %(time)s", time="{t}")
    assert kept().endswith("Words.")


def test_whoever_leaves_before_it_is_saved_is_asked(desk, owner, module):
    window = desk().sit(owner, module)
    window.context.set_offline(True)
    window.type_at_end(LINE)
    window.context.set_offline(False)

    window.page.reload()

    assert window.asked == 1


def test_an_ended_session_loses_nothing(academy, desk, owner, module, kept):
    window = desk().sit(owner, module)
    with academy.at_work():
        db.session.execute(delete(LoginSession).where(LoginSession.person_id == owner.id))
    window.type_at_end(LINE)
    window.says(
        "You are signed out. Your text is on this page: sign in in another window, then come back."
    )
    assert "Typed" not in kept()

    with academy.at_work() as now:
        cookie = academy.open_session(owner, now)
    window.context.add_cookies([cookie])
    window.page.evaluate(RETURN)

    window.says("Saved at %(time)s", time="{t}")
    assert kept().endswith("Words.")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_by_keyboard_alone_a_text_gets_its_marks(desk, owner, module, kept, lang):
    window = desk(hands=Keyboard, lang=lang).sit(owner, module)
    keys = window.page.keyboard
    window.hands.reach(window.area)
    keys.press("Control+End")
    keys.type("\n\nstrong", delay=5)
    keys.press("Control+Shift+ArrowLeft")
    keys.press("Control+b")
    keys.press("Control+End")
    keys.type("\n\nTitle", delay=5)
    bar = window.page.locator("[data-tool=h2]")
    window.hands.reach(bar)
    keys.press("Enter")
    keys.press("Control+End")
    window.hands.reach(window.page.locator("[data-tool][tabindex='0']"))
    keys.press("End")
    keys.press("ArrowLeft")
    keys.press("Enter")
    window.page.locator("dialog[open]").wait_for()
    keys.press("Enter")
    window.page.locator("dialog[open]").wait_for(state="detached")
    keys.press("Control+s")

    window.says("Saved at %(time)s", time="{t}")
    assert "\n\n**strong**\n\n## Title\n\n::: note\n" in kept()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_without_a_script_buttons_preview_and_save(desk, owner, module, kept, lang):
    window = desk(javascript=False, lang=lang, width=320).sit(owner, module)
    text = window.area.input_value() + LINE

    window.area.fill(text)
    window.press("Preview", within="#editor")
    assert window.area.input_value() == text
    assert window.frame.get_by_text("Typed just now").count() == 1
    assert kept() != text
    window.press("Save", within="#editor")

    assert kept() == text
    assert window.area.input_value() == text
