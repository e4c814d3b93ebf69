"""What the writer of questions promises: reading the block again gives the same question, whatever its words."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, event, example, given, settings
from hypothesis import strategies as st

from app.core.courses.checking import check_module
from app.core.courses.content import OptionText, Question, QuestionText, QuestionType, Rule
from app.core.courses.keys import ChoiceKey, NumberKey, OpenKey, TextKey
from app.core.courses.modules import read_manuscript
from app.core.courses.problems import Findings
from app.core.courses.questions.escaping import literal, same_view
from app.core.courses.questions.writing import Unwritable, as_written, question_block
from tests.core.courses.questions.made import by_hand, questions

PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
FACTS = b"""source: en
languages: [en, ru]
level: introductory
hours: 1
audience: [border guards]
access: public
quiz: {pass: 50}
authors: [A]
reviewed: 2026-11-01
licence: CC-BY-4.0
"""
SIMPLE = Question(
    id="a",
    type=QuestionType.SINGLE,
    points=Fraction(1),
    outcomes=(),
    rule=Rule.BALANCED,
    shuffle=True,
    key=ChoiceKey(frozenset({0})),
    texts={"en": QuestionText("What?", (OptionText("one"), OptionText("two")))},
)


def module_with(blocks: Mapping[str, str]) -> dict[str, bytes]:
    """A whole module whose quiz holds these blocks, by language."""
    front = "---\ntitle: T\nsummary: S\noutcomes: {one: One., two: Two.}\n---\nWords.\n"
    files = {"module.yaml": FACTS}
    for language, block in blocks.items():
        files[f"{language}/module.md"] = front.encode()
        files[f"{language}/01-one.md"] = b"---\ntitle: T\nminutes: 5\n---\nWords.\n"
        files[f"{language}/quiz.md"] = f"---\ntitle: Q\n---\n\n{block}".encode()
    return files


def read_again(question: Question) -> Question:
    """The question as a module that holds it gives it, in English and the same words as Russian."""
    blocks = {
        "en": question_block(question, "en", is_source=True),
        "ru": question_block(question, "ru", is_source=False),
    }
    files = module_with(blocks)
    errors = [
        problem
        for problem in check_module("m", files)
        if problem.is_error and problem.code != "outcome-untested"
    ]
    assert not errors, (blocks, errors)
    module = read_manuscript("m", files, "", Findings()).module
    assert module is not None
    return module.questions[0]


@pytest.mark.parametrize("kind", QuestionType)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(data=st.data())
def test_a_question_of_any_words_reads_back_as_it_was_written(
    kind: QuestionType, data: st.DataObject
) -> None:
    question = data.draw(questions(kind))
    question = replace(question, texts={"en": question.texts["en"], "ru": question.texts["en"]})
    try:
        kept = as_written(question)
        found = read_again(question)
    except Unwritable as refused:
        event(f"refused: {refused.field.split('.')[0]} {refused.code}")
        return
    event("written")
    assert found == kept
    assert as_written(kept) == kept


@pytest.mark.parametrize("kind", QuestionType)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(data=st.data())
def test_what_is_escaped_shows_the_same(kind: QuestionType, data: st.DataObject) -> None:
    question = data.draw(questions(kind))
    try:
        kept = as_written(question)
    except Unwritable:
        return
    before, after = question.texts["en"], kept.texts["en"]
    if kind is not QuestionType.GAPS:
        assert same_view(before.prompt, after.prompt, "en", inline=False)
    for first, second in zip(before.options, after.options, strict=True):
        assert same_view(first.text, second.text, "en", inline=True)


def test_every_question_that_ships_is_written_and_read_unchanged() -> None:
    found = by_hand()
    assert len(found) > 20
    for question, source in found:
        assert as_written(question) == question
        for language in question.texts:
            assert question_block(question, language, is_source=language == source)


@settings(max_examples=150, deadline=None)
@example("see [^1] and {#here} and {.x} <img/src=x> <b>bold</b>")
@example("# no heading\n1. no list\n- none\n| no | table |\n---\n[a][b] ![c](d)")
@example("&amp; &lt; ```\n~~~ :::\n::note [[x]] \\[ \\\\ **a**")
@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=60))
def test_plain_words_of_any_kind_make_a_prompt_that_shows_them(text: str) -> None:
    if not text.strip() or "\ufffc" in text or "\u2028" in text or "\u2029" in text:
        return
    question = replace(SIMPLE, texts={"en": replace(SIMPLE.texts["en"], prompt=literal(text))})
    assert question_block(question, "en", is_source=True)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("id", {"id": "Not An Id"}),
        ("points", {"points": Fraction(1, 3)}),
        ("points", {"points": Fraction(101)}),
        ("rule", {"rule": Rule.ALL}),
        ("key", {"key": TextKey()}),
        ("key", {"key": ChoiceKey(frozenset())}),
        ("for_everyone", {"for_everyone": True}),
        ("key", {"type": QuestionType.NUMBER, "key": NumberKey(Fraction(1, 3), Fraction(1, 3))}),
        ("prompt", {"texts": {"en": replace(SIMPLE.texts["en"], prompt="<b>x</b>")}}),
        ("prompt", {"texts": {"en": replace(SIMPLE.texts["en"], prompt="```\nopen")}}),
        ("prompt", {"texts": {"en": replace(SIMPLE.texts["en"], prompt="`code [[x]]`")}}),
        ("prompt", {"texts": {"en": replace(SIMPLE.texts["en"], prompt="## Title")}}),
        ("prompt", {"texts": {"en": replace(SIMPLE.texts["en"], prompt="a \x07 bell")}}),
        (
            "options.1",
            {"texts": {"en": QuestionText("What?", (OptionText("one"), OptionText("ONE ")))}},
        ),
        (
            "options.1",
            {"texts": {"en": QuestionText("What?", (OptionText("one"), OptionText(" ")))}},
        ),
        (
            "options.0.feedback",
            {
                "texts": {
                    "en": QuestionText("What?", (OptionText("one", "<i>x"), OptionText("two")))
                }
            },
        ),
        ("explanation", {"texts": {"en": replace(SIMPLE.texts["en"], explanation="<script>")}}),
        (
            "criteria.1",
            {
                "type": QuestionType.OPEN,
                "key": OpenKey((Fraction(1, 2), Fraction(1, 3))),
                "texts": {"en": QuestionText("What?", criteria=("a", "b"))},
            },
        ),
    ],
)
def test_what_a_block_cannot_hold_is_refused_by_the_name_of_its_field(
    field: str, change: dict[str, object]
) -> None:
    with pytest.raises(Unwritable) as refused:
        question_block(replace(SIMPLE, **change), "en", is_source=True)  # type: ignore[arg-type]
    assert refused.value.field == field
