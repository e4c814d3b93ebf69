"""Promises of the typesetting: nothing is lost, nothing runs over, lines break where a person would."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.certificates.typesetting.fitting import (
    DoesNotFit,
    NameSizes,
    fit_line,
    fit_name,
    fit_text,
)
from app.core.certificates.typesetting.fonts import FACES, FOLDER, SERIF
from app.core.certificates.typesetting.runs import (
    MissingGlyph,
    clean,
    natural_width,
    runs,
    unprintable,
)
from app.core.certificates.typesetting.wrapping import wrap
from app.core.certificates.wording import WORDINGS

SIZES = NameSizes((44, 28), (32, 15))
LINE = 535.0
printable = st.text(
    st.sampled_from(sorted(one for one in SERIF.glyphs if clean(one) and not unprintable(one))),
    max_size=60,
)
english, russian = (WORDINGS[language].weak_words for language in ("en", "ru"))


@pytest.mark.parametrize(
    ("given_text", "printed"),
    [
        ("Z\u030cane\u0301ta", "Žanéta"),
        ("Li\u200bla\ufeff", "Lila"),
        ("Анна\u200e \u202bПетрова\u202c", "Анна Петрова"),
        ("soft\u00adhyphen", "softhyphen"),
        ("No\u00a0Break\u202fSpace", "No Break Space"),
        ("Non\u2011breaking", "Non-breaking"),
        ("ᲒᲘᲝᲠᲒᲘ", "გიორგი"),
        ("Ჽ Ჾ Ჿ", "ჽ ჾ ჿ"),
        ("Ə ə Ҷ Ӣ Ӯ Қ ҳ", "Ə ə Ҷ Ӣ Ӯ Қ ҳ"),
    ],
)
def test_text_is_printed_composed_visible_and_never_in_other_case(
    given_text: str, printed: str
) -> None:
    assert clean(given_text) == printed


def test_every_letter_of_the_region_has_a_glyph() -> None:
    letters = "ə Ə Ғ Қ Ң Ө Ұ Ү Һ І Ҷ Ӣ Ӯ ҳ Ў Ґ Є Ї Ё Ђ Љ Њ Ћ Џ Ѓ Ќ Ѕ Ј ı İ ğ ş ʻ ʼ ’ Ł ż ő ű ț ș ņ ķ ģ ė ų"
    georgian = "".join(map(chr, range(0x10D0, 0x10F1)))
    armenian = "".join(map(chr, (*range(0x531, 0x557), *range(0x561, 0x588))))
    assert unprintable(letters + georgian + armenian) == ()


def test_missing_letters_are_all_named_before_anything_is_drawn() -> None:
    assert unprintable("Ли 李 محمد 李") == ("李", "م", "ح", "د")
    with pytest.raises(MissingGlyph, match="U\\+674E CJK UNIFIED IDEOGRAPH-674E, U\\+0645"):
        runs("李 م", "serif")


def test_each_script_is_drawn_by_its_own_font_and_spaces_stay_with_the_word() -> None:
    cut = runs("Giorgi გიორგი Հայկ", "serif")
    assert [run.text for run in cut] == ["Giorgi ", "გიორგი ", "Հայկ"]
    assert [run.scale for run in cut] == [companion.scale for companion in FACES["serif"]]


def test_f_and_i_are_joined_so_that_no_hole_gapes_between_them() -> None:
    assert [run.text for run in runs("Ruffini Afflick", "serif")] == ["Ru\ufb03ni A\ufb04ick"]
    assert [run.text for run in runs("Office", "sans")] == ["Office"]


def test_kerning_brings_sloping_letters_together() -> None:
    assert natural_width("AV", "serif") < natural_width("A", "serif") + natural_width("V", "serif")


@settings(deadline=None)
@given(printable)
def test_what_the_serif_can_draw_is_drawn_whole(text: str) -> None:
    drawn = "".join(run.text for run in runs(text, "serif"))
    for letters, ligature in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ")):
        drawn = drawn.replace(ligature, letters)
    expected = clean(text)
    for letters, ligature in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ")):
        expected = expected.replace(ligature, letters)
    assert drawn == expected


@settings(deadline=None)
@given(st.lists(st.text("abcdefghМинистерство", min_size=1, max_size=12), max_size=40))
def test_wrapping_loses_no_word_and_no_line_runs_over(words: list[str]) -> None:
    lines = wrap(" ".join(words), "serif", 12, 200)
    assert " ".join(lines).split() == words
    assert all(natural_width(line, "serif") * 12 <= 200 for line in lines)


@pytest.mark.parametrize(
    ("title", "weak", "line"),
    [
        ("Labour Migration Governance from Policy Design to Implementation", english, 230),
        ("Управление трудовой миграцией от политики до её реализации", russian, 220),
        ("Procedures for the Return of Migrants in an Irregular Situation", english, 215),
    ],
)
def test_no_line_ends_on_a_preposition_or_an_article(
    title: str, weak: frozenset[str], line: float
) -> None:
    lines = wrap(title, "serif", 15, line, weak)
    assert len(lines) > 1
    assert [one.split()[-1] for one in lines[:-1] if one.split()[-1].lower() in weak] == []


def test_a_line_rather_ends_after_a_colon() -> None:
    title = "Labour Migration Governance: from Policy Design to Implementation"
    assert wrap(title, "serif", 20, LINE, english)[0].endswith("Governance:")


def test_no_enumeration_leaves_its_lone_first_word_behind() -> None:
    title = "Устойчивая реинтеграция: планирование, взаимодействие ведомств, мониторинг"
    lines = wrap(title, "serif", 15, 400, russian)
    assert [one for one in lines if one.endswith("планирование,")] == []


def test_a_short_name_is_large_and_a_long_one_is_never_cut() -> None:
    assert fit_name("Aizada", LINE, SIZES).size == 44
    long = fit_name("Muhammadsharifjon Abdurahmonzoda-Khudoinazarbekov Rustamjonovich", LINE, SIZES)
    assert len(long.lines) == 2
    assert " ".join(long.lines).startswith("Muhammadsharifjon Abdurahmonzoda")


@settings(deadline=None)
@given(st.text("MWЩabcé -", min_size=1, max_size=80).filter(lambda text: text.strip() != ""))
def test_every_name_of_eighty_letters_has_room(name: str) -> None:
    fitted = fit_name(name, LINE, SIZES)
    assert "".join("".join(fitted.lines).split()) == "".join(clean(name).split())
    assert len(fitted.lines) <= 3
    assert all(natural_width(one, "serif") * fitted.size <= LINE + 1 for one in fitted.lines)


def test_a_word_that_is_broken_leaves_lines_of_about_equal_length() -> None:
    lengths = [len(line) for line in fit_name("M" * 80, LINE, SIZES).lines]
    assert max(lengths) - min(lengths) <= 3


def test_what_has_no_room_is_an_error_and_not_an_overprint() -> None:
    with pytest.raises(DoesNotFit):
        fit_name("M" * 200, LINE, SIZES)
    with pytest.raises(DoesNotFit):
        fit_text("word " * 200, LINE, (20, 13), 2)
    with pytest.raises(DoesNotFit):
        fit_line("a much too long line", "sans", 20, (7, 6))


def test_every_font_is_shipped_with_its_licence() -> None:
    licences = "".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("OFL-*.txt"))
    assert licences.count("SIL OPEN FONT LICENSE Version 1.1") == 3
    for owner in ("EB Garamond Project Authors", "Noto Sans", "Noto Serif Georgian", "Armenian"):
        assert owner in licences
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [file.name for file in FOLDER.iterdir() if file.name not in listed + "README.md"] == []
