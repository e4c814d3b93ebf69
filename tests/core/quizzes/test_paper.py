"""Papers: drawn evenly, shown the same whatever the key says, and stored without loss."""

import json
from collections import Counter
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.courses.content import OptionText, Question, QuestionType
from app.core.courses.keys import GapsKey
from app.core.quizzes.paper import GapKind, Paper, draw_paper, field_name, lay_out, present
from tests.core.quizzes import any_question as make
from tests.core.quizzes.any_question import LANGUAGES, RULES, any_pool, any_question, rekeyed

SEEDS = st.binary(min_size=1, max_size=32)


def shown(questions: list[Question], paper: Paper) -> bytes:
    """Everything that a page could print of a paper, in both languages, with all its field names."""
    by_id = {question.id: question for question in questions}
    sheets = [
        present(by_id[item.question_id], item, language) for language in LANGUAGES for item in paper
    ]
    fields = [[sheet.field(), sheet.field(0)] for sheet in sheets]
    return json.dumps([[asdict(sheet) for sheet in sheets], fields], default=str).encode()


@given(st.data(), SEEDS, st.booleans())
def test_flipping_every_key_changes_no_byte_of_what_is_drawn_and_shown(
    data: st.DataObject, seed: bytes, shuffle: bool
) -> None:
    pool = data.draw(any_pool(min_size=1, max_size=8))
    flipped = [data.draw(rekeyed(question)) for question in pool]
    rules = replace(RULES, shuffle=shuffle, draw=data.draw(st.integers(1, len(pool))))
    unseen = data.draw(st.sets(st.sampled_from([question.id for question in pool])))
    papers = [draw_paper(questions, rules, seed, unseen) for questions in (pool, flipped)]
    assert [item.question_id for item in papers[0]] == [item.question_id for item in papers[1]]
    assert shown(pool, papers[0]) == shown(flipped, papers[1])


@pytest.mark.parametrize("type_", [QuestionType.MATCHING, QuestionType.ORDER])
def test_another_written_order_is_another_key_and_yet_shown_the_same(type_: QuestionType) -> None:
    asked = make.matching(4, 5) if type_ is QuestionType.MATCHING else make.order(5)
    words = {
        language: replace(text, options=text.options[::-1], lefts=text.lefts[::-1])
        for language, text in asked.texts.items()
    }
    rewritten = replace(asked, texts=words)
    for seed in (b"a", b"b", b"c"):
        one, other = (lay_out(each, seed, shuffle=False) for each in (asked, rewritten))
        assert one.order != other.order
        assert shown([asked], Paper((one,))) == shown([rewritten], Paper((other,)))


@given(any_question(), SEEDS)
def test_what_is_read_only_after_grading_is_on_no_sheet(asked: Question, seed: bytes) -> None:
    printed = shown([asked], draw_paper([asked], RULES, seed)).decode()
    assert "Explanation" not in printed
    assert "Feedback" not in printed
    assert "Hint en" in printed
    text = asked.texts["en"]
    hidden = list(text.accepted)
    if isinstance(asked.key, GapsKey):
        for key, words in zip(asked.key.gaps, text.gaps, strict=True):
            hidden += words if key.right is None else ()
    assert not [word for word in hidden if word in printed]


@given(any_pool(min_size=1, max_size=6), SEEDS)
def test_a_paper_comes_back_from_its_stored_form(pool: list[Question], seed: bytes) -> None:
    paper = draw_paper(pool, RULES, seed)
    assert Paper.from_json(json.loads(json.dumps(paper.to_json()))) == paper


@given(any_pool(min_size=1, max_size=6), SEEDS)
def test_the_same_seed_makes_the_same_paper_and_every_part_is_shown_once(
    pool: list[Question], seed: bytes
) -> None:
    paper = draw_paper(pool, RULES, seed)
    assert paper == draw_paper(pool, RULES, seed)
    for item in paper:
        asked = next(question for question in pool if question.id == item.question_id)
        text = asked.texts["en"]
        assert sorted(item.order) == list(range(len(text.options)))
        assert sorted(item.lefts) == list(range(len(text.lefts)))


def test_a_quiz_or_a_question_that_forbids_shuffling_shows_its_options_as_written() -> None:
    asked = make.choice(QuestionType.SINGLE, {0}, 6)
    still = replace(asked, shuffle=False)
    seeds = [bytes([number]) for number in range(30)]
    written = tuple(range(6))
    assert {lay_out(still, seed, shuffle=True).order for seed in seeds} == {written}
    assert {lay_out(asked, seed, shuffle=False).order for seed in seeds} == {written}
    assert len({lay_out(asked, seed, shuffle=True).order for seed in seeds}) > 10
    pool = [make.order(3, id=name) for name in "abcdefgh"]
    fixed = draw_paper(pool, replace(RULES, shuffle=False), b"seed")
    assert [item.question_id for item in fixed] == list("abcdefgh")


def test_every_place_is_equally_likely_for_the_right_option() -> None:
    asked = make.choice(QuestionType.SINGLE, {0}, 4)
    places = Counter(
        lay_out(asked, number.to_bytes(4, "big"), shuffle=True).order.index(0)
        for number in range(4000)
    )
    assert all(850 < places[place] < 1150 for place in range(4))


def test_options_that_read_alike_are_still_all_shown() -> None:
    asked = make.order(3)
    same = tuple(OptionText("the same") for _ in range(3))
    asked = replace(
        asked, texts={name: replace(text, options=same) for name, text in asked.texts.items()}
    )
    assert lay_out(asked, b"seed", shuffle=True).order == (0, 1, 2)


def test_a_question_that_one_language_lacks_parts_of_is_never_laid_out_by_half() -> None:
    asked = make.order(3)
    short = replace(asked.texts["ru"], options=asked.texts["ru"].options[:2])
    with pytest.raises(ValueError, match="zip"):
        lay_out(replace(asked, texts={**asked.texts, "ru": short}), b"seed", shuffle=True)


# The draw


@given(st.data(), SEEDS)
def test_outcomes_are_drawn_as_evenly_as_the_pool_allows(data: st.DataObject, seed: bytes) -> None:
    sizes = {name: data.draw(st.integers(0, 6)) for name in "xyz"}
    pool = [
        make.true_false(True, id=f"{name}{number}", outcomes=(name,))
        for name, size in sizes.items()
        for number in range(size)
    ]
    wanted = data.draw(st.integers(0, len(pool)))
    drawn = Counter(
        item.question_id[0] for item in draw_paper(pool, replace(RULES, draw=wanted), seed)
    )
    assert drawn.total() == wanted
    for name, size in sizes.items():
        if drawn[name] < size:
            assert all(drawn[other] <= drawn[name] + 1 for other in sizes)


@given(any_pool(min_size=1, max_size=10), SEEDS, st.integers(1, 12))
def test_a_draw_holds_as_many_different_questions_as_the_rules_say(
    pool: list[Question], seed: bytes, wanted: int
) -> None:
    drawn = [item.question_id for item in draw_paper(pool, replace(RULES, draw=wanted), seed)]
    assert len(set(drawn)) == len(drawn) == min(wanted, len(pool))
    assert set(drawn) <= {question.id for question in pool}


def test_without_a_number_all_questions_are_drawn() -> None:
    pool = [make.true_false(True, id=name) for name in "abc"]
    assert sorted(item.question_id for item in draw_paper(pool, RULES, b"seed")) == list("abc")


@given(SEEDS, st.sets(st.integers(0, 19), max_size=8))
def test_questions_that_nobody_has_shown_yet_come_first(seed: bytes, unseen: set[int]) -> None:
    pool = [make.true_false(True, id=f"n{number}") for number in range(20)]
    names = {f"n{number}" for number in unseen}
    drawn = draw_paper(pool, replace(RULES, draw=8), seed, names)
    assert names <= {item.question_id for item in drawn}


def test_every_question_of_a_pool_is_drawn_about_equally_often() -> None:
    pool = [
        make.true_false(True, id=f"n{number}", outcomes=("xy"[number % 2],)) for number in range(12)
    ]
    rules = replace(RULES, draw=4)
    seeds = (number.to_bytes(4, "big") for number in range(3000))
    drawn = Counter(item.question_id for seed in seeds for item in draw_paper(pool, rules, seed))
    assert all(850 < drawn[question.id] < 1150 for question in pool)


# The sheet


def test_a_gap_to_fill_offers_nothing_and_a_gap_to_choose_its_words_as_written() -> None:
    asked = make.gaps([None, 2])
    sheet = present(asked, lay_out(asked, b"seed", shuffle=True), "ru")
    assert [gap.kind for gap in sheet.gaps] == [GapKind.TYPED, GapKind.CHOOSE]
    assert sheet.gaps[0].words == ()
    assert [item.text for item in sheet.gaps[1].words] == list(asked.texts["ru"].gaps[1])


def test_a_prompt_is_cut_at_its_gaps() -> None:
    asked = make.gaps([None, 0, 1])
    sheet = present(asked, lay_out(asked, b"seed", shuffle=True), "en")
    assert sheet.segments == ("Prompt en ", "", "", "")


def test_a_sheet_names_the_unit_the_points_and_whether_several_may_be_ticked() -> None:
    length = make.number(124, 126, "mm")
    sheet = present(length, lay_out(length, b"seed", shuffle=True), "en")
    assert (sheet.unit, sheet.points, sheet.multiple) == ("mm", 1, False)
    several = make.choice(QuestionType.MULTIPLE, {0}, 3)
    assert present(several, lay_out(several, b"seed", shuffle=True), "en").multiple


def test_positions_on_a_sheet_count_from_zero_in_shown_order() -> None:
    asked = make.matching(3, 4)
    item = lay_out(asked, b"seed", shuffle=True)
    sheet = present(asked, item, "en")
    assert [right.position for right in sheet.rights] == [0, 1, 2, 3]
    assert [left.text for left in sheet.lefts] == [f"left {index} en" for index in item.lefts]
    assert not sheet.options
    assert not sheet.items


@given(make.IDS, make.IDS, st.integers(0, 30))
def test_no_field_of_one_question_has_the_name_of_another_ones(
    one: str, other: str, part: int
) -> None:
    assert field_name(one, part) != field_name(other)
