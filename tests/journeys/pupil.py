"""Somebody who learns from a module while its writers change it."""

from app.core.courses.content import Module
from app.extensions import db
from app.models.courses import Module as ModuleRow
from app.services.library import module_at
from tests.journeys.answering import answer_rightly, paper_of, questions_shown
from tests.journeys.studio_desk import Desk
from tests.journeys.visitor import Visitor


class Pupil(Desk):
    """A learner of one module of the studio; `title` is how it is called in their language."""

    def __init__(self, visitor: Visitor, address: str, module: str, title: str) -> None:
        super().__init__(visitor, address, module)
        self.title = title

    def published(self) -> Module:
        """The module as those who begin now get it, keys included."""
        with self.visitor.academy.at_work():
            row = db.session.get(ModuleRow, self.module)
            assert row is not None
            assert row.current_revision_id is not None
            return module_at(row.current_revision_id)

    def begin(self) -> None:
        """Find the module in the catalogue, and begin it."""
        visitor = self.visitor
        self.sign_in()
        self.menu("Catalogue")
        with visitor.arriving():
            visitor.hands.activate(self.main.get_by_role("link", name=self.title))
        self.taken = self.published()
        visitor.press("Begin this module", "main")

    def go_to(self, endpoint: str, **values: object) -> None:
        self.visitor.open(endpoint, 200, module=self.module, **values)

    def has_read(self, number: int) -> None:
        """So many lessons are counted as read."""
        self.go_to("learn_modules.show")
        visitor, of = self.visitor, len(self.published().lessons)
        one, many = "%(read)s of %(num)s lesson read.", "%(read)s of %(num)s lessons read."
        assert visitor.academy.say_number(visitor.lang, one, many, of, read=number) in (
            visitor.told()
        )

    def start(self) -> list[str]:
        """Begin an attempt and save a first answer; gives the questions that are asked."""
        visitor = self.visitor
        self.go_to("learn_quizzes.show")
        visitor.press("Start the quiz", "main")
        answer_rightly(visitor, paper_of(visitor, self.taken)[0])
        asked = questions_shown(visitor)
        visitor.press("Save and leave", "form#quiz")
        return asked

    def finish(self, asked: list[str]) -> None:
        """Go on with the attempt: these very questions, answered rightly."""
        visitor = self.visitor
        self.go_to("learn_quizzes.show")
        visitor.follow("Continue the attempt", "main")
        assert questions_shown(visitor) == asked
        for question in paper_of(visitor, self.taken):
            answer_rightly(visitor, question)
        visitor.press("Submit", "form#quiz")
        visitor.reads("You have passed the quiz")

    def move_over(self, number: int) -> None:
        """See what has changed, and go on with this version."""
        visitor = self.visitor
        self.go_to("learn_modules.show")
        visitor.reads("A newer version of this module is published")
        visitor.follow("See what has changed, and move over if you like", "main")
        visitor.reads("The quiz is passed, and stays passed.")
        visitor.press("Move over to version %(number)s", "main", number=number)
