"""Translations written: new words go where they belong, and not a byte beside them changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.courses.fitting import misfit, misfits
from app.core.courses.reading import read_module
from app.core.courses.revisions import source_hash
from app.core.courses.rewriting import named_source, naming, rewritten
from app.core.courses.staleness import State, compare
from app.core.courses.units import units_of
from tests.core.courses.test_staleness import SOURCE, WORDS
from tests.support.courses import module_files


def unit(words, text=SOURCE):
    return next(one for one in units_of(text) if one.words.startswith(words))


def put(words, source=SOURCE, translation=WORDS, before=SOURCE, removed=()):
    pairs = compare(source, translation, before)
    named = {unit(start, source).id: text for start, text in words.items()}
    return rewritten(source, translation, pairs, named, removed)


def test_one_unit_changes_and_no_other_byte():
    assert put({"Second": "Другой."}) == WORDS.replace("Второй.", "Другой.")
    assert put({"One": "Раз"}) == WORDS.replace("## Один", "## Раз")
    assert put({"Lesson": "Урок: первый"}) == WORDS.replace("title: Урок", 'title: "Урок: первый"')
    assert put({"What now": "Что?\n\n- А.\n- Б."}) == WORDS.replace(
        "Что теперь?\n\n- Это.\n- То.", "Что?\n\n- А.\n- Б."
    )


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(end, mark):
    words = mark + WORDS.replace("\n", end)

    found = put({"Second": "Один\nдва.", "Lesson": "Тема"}, translation=words)

    assert found == words.replace("Второй.", f"Один{end}два.").replace("title: Урок", "title: Тема")


def test_nothing_new_gives_the_file_again():
    assert put({}) == WORDS


@given(
    st.text("абв\n ", max_size=30),
    st.sets(st.sampled_from(["First", "Second", "Last"])),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=60)
def test_what_is_not_named_is_the_same_byte_for_byte(words, chosen, end):
    words = " ".join(words.split()) or "слово"
    before = WORDS.replace("\n", end)

    after = put(dict.fromkeys(chosen, words), translation=before)

    told = {"First": "Первый, 15 дней.", "Second": "Второй.", "Last": "Последний."}
    for name in chosen:
        before = before.replace(told[name], words)
    assert after == before


def test_a_missing_unit_goes_where_the_source_has_it():
    longer = SOURCE.replace("Second.", "Second.\n\n## Two\n\nNew.")

    found = put({"Two": "Два", "New": "Новое."}, source=longer)

    assert found == WORDS.replace("Второй.", "Второй.\n\n## Два\n\nНовое.")


def test_a_missing_unit_at_the_top_and_at_the_end_of_a_file():
    longer = SOURCE.replace("## One", "Top.\n\n## One") + "\nEnd.\n"

    found = put({"Top": "Верх.", "End": "Низ."}, source=longer)

    assert found == WORDS.replace("## Один", "Верх.\n\n## Один") + "\nНиз.\n"


def test_a_file_without_a_line_end_gets_one_before_what_comes_behind():
    found = put({"End": "Низ."}, source=SOURCE + "\nEnd.\n", translation=WORDS.rstrip())

    assert found == WORDS + "\nНиз.\n"


def test_what_is_no_longer_in_the_source_is_taken_out_when_somebody_says_so():
    shorter = SOURCE.replace("Second.\n\n", "")
    extra = next(one for one in compare(shorter, WORDS, SOURCE) if one.state is State.EXTRA)

    assert put({}, source=shorter) == WORDS
    assert put({}, source=shorter, removed=[extra.told.id]) == WORDS.replace("Второй.\n\n", "")


def test_a_new_file_is_begun_with_what_there_are_words_for():
    found = put({"Lesson": "Урок", "First": "Первый."}, translation=None, before=None)

    assert found == "---\ntitle: Урок\nminutes: 5\n---\nПервый.\n"


def test_a_whole_translation_from_nothing_makes_a_module():
    files = module_files(practice=True)
    words = {path: content for path, content in files.items() if not path.startswith("ru/")}
    for path, content in files.items():
        if path.startswith("en/"):
            source = content.decode()
            pairs = compare(source, None, None)
            told = {one.id: one.words for one in units_of(source)}
            words["ru/" + path[3:]] = rewritten(source, None, pairs, told).encode()

    module, problems = read_module("m", words)

    assert [str(one) for one in problems if one.is_error] == []
    assert module.languages == ("en", "ru")


def test_a_translation_names_its_source_and_nothing_else_changes():
    content = SOURCE.replace("\n", "\r\n").encode()

    named = naming(WORDS, content)

    assert named_source(WORDS) is None
    assert named_source(named) == source_hash(content) == source_hash(SOURCE.encode())
    assert named.replace(f"translates: {source_hash(content)}\n", "") == WORDS
    assert naming(named, b"other").count("translates") == 1


def test_words_about_translates_in_the_body_name_nothing():
    assert named_source(WORDS + f"\ntranslates: {'a' * 64}\n") is None


@pytest.mark.parametrize(
    ("start", "words", "code"),
    [
        ("Second", "", "empty"),
        ("Second", "  \n", "empty"),
        ("Second", "Один.\n\nДва.", "several-blocks"),
        ("Second", "## Другое", "other-block"),
        ("Second", "::: question x\nЧто?\n\n= да\n:::", "other-block"),
        ("Second", "---", "other-block"),
        ("- a", "- а", "items"),
        ("- a", "1. а\n2. б\n3. в", "items"),
        ("What now", "Что?\n\n- А\n- Б\n:::\n\n::: note\nх", "several-blocks"),
        ("Lesson", " ", "empty"),
    ],
)
def test_words_that_do_not_fit_are_told_apart(start, words, code):
    assert misfit(unit(start), words).code == code


@pytest.mark.parametrize(
    ("start", "words"),
    [("Second", "Один,\nдва."), ("- a", "- а\n- б"), ("- a", "* а\n\n* б"), ("One", "Раз\nдва")],
)
def test_words_of_the_same_shape_fit(start, words):
    assert misfit(unit(start), words) is None


TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("| а | б |\n|---|---|\n| 1 | 2 |", True),
        ("| а |\n|---|\n| 1 |", False),
        ("| а | б |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", False),
    ],
)
def test_a_table_keeps_its_rows_and_columns(words, fits):
    assert (misfit(units_of(TABLE)[0], words) is None) is fits


def checked(name, words):
    """The module with other words for one practice question, and what is held against them."""
    files = module_files(practice=True)
    source, told = (files[f"{code}/01-lesson-1.md"].decode() for code in ("en", "ru"))
    pairs = compare(source, told, source)
    changed = {f"question.{name}": words}
    files["ru/01-lesson-1.md"] = rewritten(source, told, pairs, changed).encode()
    return misfits(files, "en", "ru", {"01-lesson-1.md": changed})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("first-look", "Что?\n\n- (x) А\n- ( ) Б\n- ( ) В\n\n?? х\n!! х"),
        ("first-look", "Что?\n\n- А\n- Б\n\n?? х\n!! х"),
        ("first-look", "Что?\n\n- А\n- Б\n- В"),
        ("worn-signs", "Что?\n\n- [x] А\n- Б\n- В"),
        ("worn-true", "Что?\n\n= true"),
        ("length-page", "Сколько?\n\n= 125"),
        ("gap-fill", "Начало [[да]] и [[ можно | (нужно) ]]."),
        ("gap-fill", "Начало [[да]]."),
        ("open-case", "Опишите.\n\n____\n\n| к | б |\n|---|---|\n| х | 2 |\n| у | 2 |"),
        ("word-nonref", "Назовите."),
        ("match-parts", "Соотнесите.\n\n- а => б\n- в => г"),
        ("worn-true", "Что <b>это</b>?"),
    ],
)
def test_a_mark_a_point_or_another_number_of_options_is_an_error(name, words):
    found = checked(name, words)

    assert found
    assert {(one.unit, one.code) for one in found} == {(f"question.{name}", "problem")}


def test_good_words_have_nothing_held_against_them():
    assert checked("worn-true", "Всегда ли?") == ()


def test_an_error_elsewhere_is_not_the_fault_of_these_words():
    files = module_files(practice=True)
    files["ru/02-lesson-2.md"] = b"broken"
    files["ru/01-lesson-1.md"] += "\n[нигде](nowhere.md)\n".encode()

    assert misfits(files, "en", "ru", {"01-lesson-1.md": {"title": "Урок 1"}}) == ()
