"""From an empty studio to a module that people learn from, and what happens to them when it is changed."""

from uuid import uuid4

import pytest

from app.core.access.rights import Role
from tests.journeys import first_talk
from tests.journeys.first_talk import LATER, LESSONS, QUESTIONS, in_russian, russian_question
from tests.journeys.keyboard import Keyboard
from tests.journeys.pupil import Pupil
from tests.journeys.studio_desk import Desk
from tests.journeys.writing import Writer
from tests.support.factories import make_person

EXAMPLES = (
    "begin-with",
    "lesson-signs",
    "show-how",
    "chart-file",
    "write-order",
    "options-in-choice",
)
WORDS_AT_ONCE = (
    "%(num)d person inside gets the new words at once.",
    "%(num)d people inside get the new words at once.",
)
STAYS = (
    "%(num)d person inside stays on version %(number)s and may move over.",
    "%(num)d people inside stay on version %(number)s and may move over.",
)
ATTEMPT_GOES_ON = (
    "%(num)d open attempt goes on with the questions with which it began.",
    "%(num)d open attempts go on with the questions with which they began.",
)


@pytest.fixture
def address(academy):
    """Make somebody, and give the address with which they sign in."""

    def make(given_name: str, *roles: Role, language: str = "en") -> str:
        name = f"{given_name.lower()}.{uuid4().hex[:6]}@mia.gov.ge"
        with academy.at_work() as now:
            make_person(
                roles=roles, address=name, given_name=given_name, language=language, now=now
            )
        return name

    return make


def test_a_trainer_writes_translates_and_publishes_a_module_and_changes_it_around_a_learner(
    academy, visit, address
):
    reviewer = Desk(visit(), address("Dana", Role.TRAINER))
    writer = Writer(visit(), address("Nino", Role.TRAINER))
    write_a_module(writer)
    writer.invite(reviewer.address)
    writer.translate()
    writer.is_content()
    writer.step("Submit for review")

    reviewer.comes_by_mail()
    reviewer.open_page(f"en/01-{LESSONS[0][1]}.md")
    reviewer.comment(first_talk.ADVICE, "How long is that, as a rule?")
    writer.settle_comment("About an hour: the quiz asks for it.")
    reviewer.open_review()
    reviewer.review()
    writer.publish()

    pupil = Pupil(visit(), address("Ana"), writer.module, first_talk.TITLE)
    pupil.begin()
    assert first_talk.MISPRINT in pupil.visitor.told()
    pupil.visitor.press("Mark as read and continue", "main")
    asked = pupil.start()
    assert len(asked) == len(QUESTIONS)

    writer.correct(first_talk.MISPRINT, first_talk.MENDED)
    carry_through(writer, reviewer)
    writer.publish(WORDS_AT_ONCE)
    pupil.go_to("learn_lessons.show", lesson=LESSONS[0][1])
    assert first_talk.MENDED in pupil.visitor.told()

    writer.open_module()
    writer.add_question(LATER)
    writer.translate()
    carry_through(writer, reviewer)
    writer.publish(STAYS, ATTEMPT_GOES_ON)
    pupil.has_read(1)
    pupil.finish(asked)
    pupil.has_read(1)
    pupil.move_over(3)
    pupil.has_read(1)
    pupil.go_to("learn_lessons.show", lesson=LESSONS[1][1])
    pupil.visitor.press("Mark as read and continue", "main")
    pupil.has_read(2)


def carry_through(writer: Writer, reviewer: Desk) -> None:
    """From the finished draft to the button that publishes it."""
    writer.step("Submit for review")
    reviewer.comes_by_mail()
    reviewer.review()


def write_a_module(writer: Writer) -> None:
    """Everything but its translation."""
    writer.sign_in()
    writer.begin(en=first_talk.TITLE, ru=in_russian(first_talk.TITLE))
    writer.set_facts()
    writer.name_lessons()
    kept = writer.bring_in_a_picture()
    writer.edit(0)
    writer.write_over(first_talk.INTRODUCTION)
    writer.save()
    writer.edit(1)
    writer.write_lesson()
    writer.show_the_picture(kept)
    writer.save()
    writer.edit(2)
    writer.write_over(first_talk.FIGURES)
    writer.save()
    writer.bring_in_a_chart()
    for question in QUESTIONS:
        writer.add_question(question)
    writer.remove_questions(*EXAMPLES)


def test_by_keyboard_alone_a_module_is_written_up_to_its_submission(visit, address):
    writer = Writer(visit(hands=Keyboard), address("Levan", Role.TRAINER))
    writer.sign_in()
    writer.begin(en="A talk by keyboard")
    writer.set_facts()
    writer.name_lessons()
    writer.edit(1)
    writer.write_lesson()
    writer.save()
    for question in QUESTIONS[1:3]:
        writer.add_question(question)
    writer.remove_questions("write-order", "options-in-choice")
    writer.is_content()
    writer.step("Submit for review")

    writer.visitor.reads(
        "Submitted. The text stands still now; those who review it are told by mail."
    )


def test_on_a_phone_without_javascript_a_module_goes_from_its_first_word_to_its_first_reader(
    visit, address
):
    phone = {"lang": "ru", "width": 320, "javascript": False}
    reviewer = Desk(visit(**phone), address("Aziz", Role.TRAINER, language="ru"))
    writer = Writer(visit(**phone), address("Olena", Role.TRAINER, language="ru"))
    title = f"{in_russian(first_talk.TITLE)} с телефона"
    writer.sign_in()
    writer.begin(ru=title)
    writer.edit(1, "ru")
    words = writer.area.input_value().replace("## ", f"{in_russian(first_talk.OPENING)}\n\n## ", 1)
    writer.visitor.hands.write(writer.area, words)
    writer.save()
    outcome = "Написать урок, который удобно читать с телефона."
    writer.add_question(russian_question(QUESTIONS[1], outcome))
    writer.is_content()
    writer.invite(reviewer.address)
    carry_through(writer, reviewer)
    writer.publish()

    pupil = Pupil(visit(**phone), address("Dilshod", language="ru"), writer.module, title)
    pupil.begin()
    assert in_russian(first_talk.OPENING) in pupil.visitor.told()
    pupil.visitor.press("Mark as read and continue", "main")
    pupil.has_read(1)
