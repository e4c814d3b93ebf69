"""A window of a quiz whose line fails, and the person who sits before it."""

from uuid import UUID, uuid4

from playwright.sync_api import ConsoleMessage, Dialog, Response
from sqlalchemy import func, select, update

from app.extensions import db
from app.models.people import Person
from app.models.quizzes import Attempt
from tests.journeys.academy import Academy
from tests.journeys.answering import stored_fields
from tests.journeys.learner import MODULE
from tests.journeys.visitor import Visitor
from tests.support import learning
from tests.support.factories import make_person

TYPED = "main input:not([type]), main textarea"
KEPT = "Object.entries(localStorage).filter(([name]) => name.startsWith('quiz:'))"
NOTHING_WAITS = f"() => !{KEPT}.length"
SAYS = "words => document.querySelector('#state [data-said]').textContent.trim().startsWith(words)"


class Window(Visitor):
    """A window of a quiz whose line fails: that is no problem of the page."""

    def _hear(self, message: ConsoleMessage) -> None:
        if "net::ERR" not in message.text:
            super()._hear(message)

    def _judge(self, response: Response) -> None:
        if not response.url.endswith("/answers"):
            super()._judge(response)

    def _dismiss(self, dialog: Dialog) -> None:
        assert dialog.type == "beforeunload"
        dialog.accept()

    def offline(self) -> None:
        self.context.set_offline(True)

    def online(self) -> None:
        self.context.set_offline(False)

    def until(self, condition: str, *values: object) -> None:
        self.page.wait_for_function(condition, arg=values[0] if values else None)

    def until_saved(self) -> None:
        self.until(NOTHING_WAITS)

    def says(self, words: str, **values: object) -> None:
        """The region that screen readers follow comes to say this."""
        self.until(SAYS, self.say(words, **values))

    def kept(self) -> list[list[str]]:
        return list(self.page.evaluate(KEPT))


class Sitter:
    """Somebody with an open attempt, and windows on it."""

    def __init__(self, academy: Academy, seed: bytes) -> None:
        self.academy = academy
        with academy.at_work() as now:
            self.person: Person = make_person(
                address=f"sitter{uuid4().hex[:12]}@mia.gov.ge", family_name="Kvaratskhelia", now=now
            )
            lessons = [lesson.id for lesson in academy.modules[MODULE].lessons]
            learning.read(self.person, lessons, MODULE, now)
            self.attempt: UUID = learning.start(self.person, MODULE, seed, now)

    def sign_in(self, window: Window) -> None:
        with self.academy.at_work() as now:
            window.context.add_cookies([self.academy.open_session(self.person, now)])

    def at_quiz(self, window: Window) -> Window:
        self.sign_in(window)
        window.open("learn_attempts.show", attempt=self.attempt)
        return window

    def stored(self) -> dict[str, list[str]]:
        """What the server holds, as the form's fields."""
        with self.academy.at_work():
            sitting = learning.sitting(self.person, self.attempt)
            return stored_fields(sitting)

    def change(self, **facts: object) -> None:
        with self.academy.at_work():
            db.session.execute(update(Attempt).where(Attempt.id == self.attempt).values(**facts))

    def count(self, table: type) -> int:
        with self.academy.at_work():
            query = select(func.count()).where(table.attempt_id == self.attempt)
            return db.session.scalar(query) or 0


def filled(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """Without the fields that hold nothing: a list not chosen and one never shown are the same."""
    return {name: texts for name, texts in fields.items() if any(texts)}


def opened_anew(window: Window, person: Sitter) -> None:
    """The window is closed without a line; when it is back, the attempt is opened in another one."""
    window.page.close()
    window.online()
    window.page = window.context.new_page()
    window._listen()
    window.page.goto(window.academy.url("learn_attempts.show", lang="en", attempt=person.attempt))
