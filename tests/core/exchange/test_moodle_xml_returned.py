"""Questions that go out as Moodle XML come back as they were, but for what the report names."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.courses.content import Question, QuestionText, QuestionType, Rule
from app.core.courses.keys import OpenKey
from app.core.courses.questions.writing import Unwritable, as_written, question_block
from app.core.exchange.html_text import words_of
from app.core.exchange.moodle_xml import moodle_xml, read_moodle_xml
from app.core.exchange.moodle_xml.rendering import Page
from app.core.exchange.placing import Place, placed
from tests.core.courses.questions.made import by_hand, questions

REFUSED = {
    *("unwritable", "gap-words", "option-twice", "pair-twice", "no-prompt", "order-items"),
    *("too-few-pairs", "too-few-options", "no-accepted", "same-right-side", "html-image"),
}
PLACE_THERE = Place("en", (), (), "The answer as a whole")
# Lists and quotations without anything in them show nothing, and do not come back.
_EMPTY = re.compile(
    r"<(ul|ol|li|blockquote)[^>]*></\1>"
)  # white space is gone by then, in tags too
_PARAGRAPH = re.compile(r"</?(?:p|thead|tbody)>")


def shown(markdown: str, *, is_line: bool = False) -> str:
    """What a text shows: its HTML without the marks that make no difference to a reader."""
    page = Page("en", {})
    html = _PARAGRAPH.sub("", page.line(markdown) if is_line else page.block(markdown))
    plain = "".join(html.replace("<br />", "").split())
    while (fuller := _EMPTY.sub("", plain)) != plain:
        plain = fuller
    return plain.strip()


def sent_and_returned(question: Question, language: str = "en"):
    """The question that came back, and the codes of the report on both ways."""
    exported = moodle_xml([question], language)
    brought = read_moodle_xml(exported.content)
    back = placed(brought, PLACE_THERE)
    items = [*exported.report.items, *back.report.items]
    codes = {item.code for item in items if item.kind != "taken"}
    return (back.questions[0] if back.questions else None), codes


def facts_of(question: Question, codes: set[str]) -> Question:
    """The question without words, and without what the report names."""
    key = question.key
    if "out-outcomes" in codes:
        question = replace(question, outcomes=())
    if "out-shuffle" in codes:
        question = replace(question, shuffle=True)
    if "out-rule" in codes:
        question = replace(question, rule=Rule.BALANCED)
    if "out-rubric" in codes:
        key = OpenKey((question.points,))
    return replace(question, texts={}, key=key)


@pytest.mark.parametrize("kind", QuestionType)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_question_comes_back_but_for_what_the_report_names(kind, data):
    question = data.draw(questions(kind))
    try:
        question_block(question, "en", is_source=True)
    except Unwritable:
        return
    question = as_written(question)

    back, codes = sent_and_returned(question)

    if back is None:
        assert codes & REFUSED, codes
        return
    if codes & {"gap-as-options", "gap-as-text"}:
        assert back.type is not question.type
        return
    same_words(question, back, codes)


@pytest.mark.parametrize("pair", by_hand(), ids=lambda pair: pair[0].id)
def test_every_question_that_ships_comes_back_in_every_language(pair):
    question, _source = pair
    for language, text in question.texts.items():
        exported = moodle_xml([question], language)
        back = placed(read_moodle_xml(exported.content), PLACE_THERE)
        codes = {item.code for item in (*exported.report.items, *back.report.items)}
        (returned,) = back.questions
        same_words(replace(question, texts={"en": text}), returned, codes)


def test_the_same_questions_give_the_same_bytes():
    questions_ = [question for question, _ in by_hand()]

    assert moodle_xml(questions_, "en").content == moodle_xml(questions_, "en").content


def same_words(question: Question, back: Question, codes: set[str]) -> None:
    before, after = question.texts["en"], back.texts["en"]
    assert facts_of(back, codes) == facts_of(question, codes)
    for one, two in zip(parts_of(after, codes), parts_of(before, codes), strict=True):
        assert one == two


def parts_of(text: QuestionText, codes: set[str]) -> list[str]:
    """Every part as it shows, or its words where the report names something that these had."""
    plain = codes & {"out-file", "html-image", "html-link"}
    lines = [
        *(option.text for option in text.options),
        *text.lefts,
        *(() if "out-rubric" in codes else text.criteria),
    ]
    blocks = [text.prompt, text.hint or "", text.explanation or ""]
    blocks += [option.feedback or "" for option in text.options]
    parts = [shown(block) for block in blocks] + [shown(line, is_line=True) for line in lines]
    if plain or "out-plain-right-side" in codes:
        parts = ["".join(words_of(part).split()) for part in parts]
    words = [*text.accepted, *(word for gap in text.gaps for word in gap)]
    if codes & {"answer", "wildcard"}:
        # Stars stand for any words there, so the report names them.
        words = [plain for word in words if (plain := " ".join(word.replace("*", " ").split()))]
    return [*parts, *(word.replace("\\|", "|") for word in words)]
