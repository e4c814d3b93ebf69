"""Staleness: what changed in the source makes exactly its translation stale, wherever it stands."""

from pathlib import Path

import pytest

from app.core.courses.passages import passages
from app.core.courses.staleness import OPEN, State, compare, progress_of, total
from app.core.courses.units import units_of

COURSES = Path(__file__).parents[3] / "courses"
FILES = sorted(path for path in COURSES.rglob("*.md") if path.parent.name == "en")
SOURCE = (
    "---\ntitle: Lesson\nminutes: 5\n---\n## One\n\nFirst, 15 days.\n\nSecond.\n\n- a\n- b\n\n"
    "::: question what-now\nWhat now?\n\n- (x) This.\n- ( ) That.\n:::\n\nLast.\n"
)
WORDS = (
    "---\ntitle: Урок\nminutes: 5\n---\n## Один\n\nПервый, 15 дней.\n\nВторой.\n\n- а\n- б\n\n"
    "::: question what-now\nЧто теперь?\n\n- Это.\n- То.\n:::\n\nПоследний.\n"
)


def told_of(path):
    return (path.parents[1] / "ru" / path.name).read_text("utf-8")


def states(pairs, *wanted):
    return {
        pair.unit.words: pair.told.words if pair.told else None
        for pair in pairs
        if pair.state in wanted
    }


def not_current(pairs):
    return [(pair.state, pair.unit.words) for pair in pairs if pair.state is not State.CURRENT]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parents[1].name}/{path.name}")
def test_a_whole_translation_of_a_real_page_is_current(path):
    source = path.read_text("utf-8")

    pairs = compare(source, told_of(path), source)

    assert not_current(pairs) == []
    assert progress_of(pairs).percent == 100
    assert progress_of(pairs).words == 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parents[1].name}/{path.name}")
def test_one_changed_passage_makes_exactly_its_translation_stale(path):
    source, translation = path.read_text("utf-8"), told_of(path)
    true = {pair.source.id: pair.told for pair in compare(source, translation, source)}
    for unit in units_of(source):
        if unit.kind not in ("text", "heading", "box", "title"):
            continue
        changed = "".join(
            one.text.replace(unit.words, f"{unit.words} Now 77 more", 1)
            if place == (unit.place or 0)
            else one.text
            for place, one in enumerate(passages(source))
        )
        if len(units_of(changed)) != len(units_of(source)):
            continue

        stale = [one for one in compare(changed, translation, source) if one.state in OPEN]

        assert [one.state for one in stale] == [State.STALE]
        assert (stale[0].told, stale[0].before) == (true[unit.id], unit)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parents[1].name}/{path.name}")
def test_a_passage_taken_out_of_the_source_is_extra_and_nothing_else_changes(path):
    source, translation = path.read_text("utf-8"), told_of(path)
    for pair in compare(source, translation, source):
        if pair.source.kind not in ("text", "table", "box") or pair.source.words.startswith("[^"):
            continue
        gone = source.replace(passages(source)[pair.source.place].text, "", 1)
        if len(units_of(gone)) != len(units_of(source)) - 1:
            continue

        found = compare(gone, translation, source)

        assert not_current(found) == [(State.EXTRA, pair.told.words)]


def test_a_new_passage_is_missing_and_the_others_stay_current():
    longer = SOURCE.replace("Second.", "Second.\n\nNew words.")

    assert not_current(compare(longer, WORDS, SOURCE)) == [(State.MISSING, "New words.")]


def test_a_passage_that_was_told_since_is_current_and_so_are_its_neighbours():
    longer = SOURCE.replace("Second.", "Second.\n\nNew words.")
    told = WORDS.replace("Второй.", "Второй.\n\nНовые слова.")
    digest = next(unit.digest for unit in units_of(longer) if unit.words == "New words.")

    pairs = compare(longer, told, SOURCE, {digest})

    assert not_current(pairs) == []
    assert states(pairs, State.CURRENT)["New words."] == "Новые слова."


def test_a_passage_that_moved_takes_its_translation_along():
    moved = SOURCE.replace("First, 15 days.\n\n", "").replace("Last.", "Last.\n\nFirst, 15 days.")

    pairs = compare(moved, WORDS, SOURCE)

    assert not_current(pairs) == []
    assert states(pairs, State.CURRENT)["First, 15 days."] == "Первый, 15 дней."


def test_a_key_that_changes_leaves_the_words_true():
    changed = SOURCE.replace("- (x) This.\n- ( ) That.", "- ( ) This.\n- (x) That.")

    assert not_current(compare(changed, WORDS, SOURCE)) == []


def test_a_question_is_found_by_its_id_wherever_it_stands():
    question = SOURCE[SOURCE.index("::: question") : SOURCE.index("Last.")]
    moved = SOURCE.replace(question, "").replace("## One", f"{question}## One")

    assert not_current(compare(moved, WORDS, SOURCE)) == []


def test_meaning_unchanged_settles_one_unit_and_no_other():
    changed = SOURCE.replace("First,", "Firstly,").replace("Last.", "Finally.")
    stale = [pair for pair in compare(changed, WORDS, SOURCE) if pair.state is State.STALE]

    rest = compare(changed, WORDS, SOURCE, {stale[0].source.digest})

    assert [pair.source.words for pair in stale] == ["Firstly, 15 days.", "Finally."]
    assert not_current(rest) == [(State.STALE, "Finally.")]


def test_where_nobody_knows_the_source_of_then_nothing_is_guessed():
    pairs = compare(SOURCE, WORDS, None)

    assert {pair.state for pair in pairs} == {State.UNSURE}
    assert all(pair.told is not None and pair.before is None for pair in pairs)


def test_without_a_translation_everything_is_missing():
    progress = progress_of(compare(SOURCE, None, None))

    assert progress.counts == {State.MISSING: 7}
    assert progress.words == sum(unit.count for unit in units_of(SOURCE))
    assert progress.percent == 0


def test_a_hundred_per_cent_is_said_of_what_is_whole_alone():
    many = "".join(f"Words {number}.\n\n" for number in range(300))
    told = many.replace("Words 7.\n\n", "")

    progress = progress_of(compare(many, told, many))

    assert progress.counts[State.MISSING] == 1
    assert progress.percent == 99


def test_parts_add_up():
    one, other = (
        progress_of(compare(SOURCE, None, None)),
        progress_of(compare(SOURCE, WORDS, SOURCE)),
    )

    both = total([one, other])

    assert both.counts == {State.MISSING: 7, State.CURRENT: 7}
    assert (both.all, both.percent, both.words) == (14, 50, one.words)


def test_pages_too_long_to_compare_cell_by_cell_are_compared_all_the_same():
    long = "".join(f"Words {number}.\n\n" for number in range(3000))

    pairs = compare(long.replace("Words 5.", "Words five."), long, long)

    assert not_current(pairs) == [(State.STALE, "Words five.")]
