"""Promises of the check of a name: every name of our people passes, every trick and every box is told."""

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.certificates.codes import derive_code
from app.core.certificates.names import (
    Complaint,
    NameProblem,
    check_name,
    check_title,
    mixed_script_words,
    tidy_name,
)
from app.core.certificates.pdf import make_pdf
from tests.support.certificates import ACHIEVEMENT, LONG_TITLES, make_snapshot

ACCEPTED: list[tuple[str, str | None]] = [
    ("Aizada", None),
    ("Ng", None),
    ("O", None),
    ("Suharto", "Сухарто"),
    ("Anna Petrova", "Анна Петрова"),
    ("Semyon Yolkin", "Семён Ёлкин"),
    ("Nataliia Yizhak", "Наталія Їжак"),
    ("Zoriana Vʼiun", "Зоряна Вʼюн"),
    ("Zoriana V'iun", "Зоряна В’юн"),
    ("Yevheniia Gava", "Євгенія Ґава"),
    ("Uladzimir Škuratau", "Уладзімір Шкуратаў"),
    ("Ğalymjan Öteūly", "Ғалымжан Өтеуұлы"),
    ("Ūlpan Qūnanbaiqyzy", "Ұлпан Құнанбайқызы"),
    ("Haidar Ǵabit", "Һайдар Ғабит"),
    ("Muhammad Jumʼazoda", "Муҳаммад Ҷумъазода"),
    ("Īso Qosimī", "Ӣсо Қосимӣ Ӯрунов"),
    ("Ghayrat Oʻgʻli", "Ғайрат Ўғли"),
    ("Gʻayrat O‘g‘li", "G‘ayrat O‘g‘li"),
    ("Öztürk Örgün", "Өзтүрк Өргүн"),
    ("Gurbanguly Ýazmyradow", "Gurbanguly Ýazmyradow"),
    ("Oğuz Şaňly", None),
    ("İlqar Əliyev", "İlqar Əliyev"),
    ("ılgaz Işık", None),
    ("Lətifə Ağabəyli-Şükürova", "Лятифа Агабейли"),
    ("Giorgi Kvirikashvili", "გიორგი კვირიკაშვილი"),
    ("Ketevan Tsqaltubeli", "ქეთევან წყალტუბელი"),
    ("Giorgi", "ᲒᲘᲝᲠᲒᲘ"),
    ("Hayk Ter-Petrosyan", "Հայկ Տեր-Պետրոսյան"),
    ("Yevgenya Ohanyan", "Եւգենյա և Օհանյան"),
    ("Đorđe Njegoš", "Ђорђе Његош"),
    ("Gjorgji Kjurkchiev", "Ѓорѓи Ќурчиев"),
    ("Łukasz Żółć", None),
    ("Ģirts Ķēniņš-Ļaudis", None),
    ("Žygimantė Ąžuolaitė", None),
    ("Őrsi Űrhajós", None),
    ("Ștefan Țurcanu", None),
    ("Ştefan Ţurcanu", None),
    ("Þórður Öðinsson", None),
    ("Jiří Řehoř", None),
    ("Siobhán O'Brien", None),
    ("Seán O’Donnell", None),
    ("Anne-Marie d'Ávila", None),
    ("J. R. Smith Jr.", None),
    ("Smith, John", None),
    ("Georgios", "Γεώργιος Παπαδόπουλος"),
    ("Nguyễn Thị Đặng", None),
    ("Z\u030cane\u0301ta", "И\u0306ордан"),
    ("X\u030cena", "М\u0301арк"),
    ("Anna\u00a0Maria", None),
    ("  Anna   Petrova ", "  Анна  Петрова "),
    ("Anna", ""),
    ("Anna", "   "),
    ("M" * 80, "Щ" * 80),
    ("A" + " b" * 39, None),
    ("Mkrtich " * 9 + "Mkrtich", "Մկրտիչ " * 9 + "Մկրտիչ"),
    ("Jose\u0301 " * 15, None),
]

E, L, T, F, G, N = (
    Complaint.EMPTY,
    Complaint.NO_LETTER,
    Complaint.TOO_LONG,
    Complaint.FORBIDDEN,
    Complaint.NO_GLYPH,
    Complaint.NOT_LATIN,
)
REFUSED: list[tuple[str, str | None, set[tuple[str, Complaint]]]] = [
    ("", None, {("latin", E)}),
    ("   ", "Анна", {("latin", E)}),
    ("\u00a0", None, {("latin", E)}),
    ("-", None, {("latin", L)}),
    ("12345", None, {("latin", L)}),
    ("...", "!", {("latin", L), ("own", L)}),
    ("M" * 81, None, {("latin", T)}),
    ("Anna", "Щ" * 81, {("own", T)}),
    ("Anna\nPetrova", None, {("latin", F)}),
    ("Anna\tPetrova", None, {("latin", F)}),
    ("Anna\x00", None, {("latin", F)}),
    ("Anna\x1b[31m", None, {("latin", F)}),
    ("Anna\x7f", None, {("latin", F)}),
    ("Anna\x85", None, {("latin", F)}),
    ("Anna\u2028Petrova", None, {("latin", F)}),
    ("Anna\u2029Petrova", None, {("latin", F)}),
    ("Anna\u200bPetrova", None, {("latin", F)}),
    ("Anna\u200cPetrova", None, {("latin", F)}),
    ("Anna\u200dPetrova", None, {("latin", F)}),
    ("Anna\u2060Petrova", None, {("latin", F)}),
    ("\ufeffAnna", None, {("latin", F)}),
    ("An\u00adna", None, {("latin", F)}),
    ("Anna\u200e", None, {("latin", F)}),
    ("Anna\u200f", None, {("latin", F)}),
    ("\u202aAnna\u202c", None, {("latin", F)}),
    ("\u202eavorteP annA", None, {("latin", F)}),
    ("Anna", "\u202eавортеП", {("own", F)}),
    ("\u2066Anna\u2069", None, {("latin", F)}),
    ("Anna\u061c", None, {("latin", F)}),
    ("Anna\U000e0041", None, {("latin", F)}),
    ("Anna\ue000", None, {("latin", F)}),
    ("Anna\ud800", None, {("latin", F)}),
    ("Anna\u0378", None, {("latin", F)}),
    ("Anna\ufdd0", None, {("latin", F)}),
    ("\u0301Anna", None, {("latin", F)}),
    ("Anna \u0301Petrova", None, {("latin", F)}),
    ("X\u030c\u0301\u0302\u0303", None, {("latin", F)}),
    ("Anna", "李小龍", {("own", G)}),
    ("Mohammad", "محمد", {("own", G)}),
    ("David", "דוד", {("own", G)}),
    ("Anna \U0001f600", None, {("latin", G)}),
    ("Anna\ufe0f", None, {("latin", G)}),
    ("Anna\u034f", None, {("latin", G)}),
    ("Anna\u3164", None, {("latin", G), ("latin", N)}),
    ("Анна Петрова", None, {("latin", N)}),
    ("Аnna", None, {("latin", N)}),
    ("გიორგი", "გიორგი", {("latin", N)}),
    ("Հայկ", None, {("latin", N)}),
    ("李", None, {("latin", N), ("latin", G)}),
    ("Анна\u200b", "M" * 81, {("latin", N), ("latin", F), ("own", T)}),
]


@pytest.mark.parametrize(("latin", "own"), ACCEPTED)
def test_a_name_that_people_bear_is_accepted(latin: str, own: str | None) -> None:
    assert check_name(latin, own) == ()


@pytest.mark.parametrize(("latin", "own", "expected"), REFUSED)
def test_a_name_that_cannot_or_must_not_be_printed_is_refused_with_its_reason(
    latin: str, own: str | None, expected: set[tuple[str, Complaint]]
) -> None:
    problems = check_name(latin, own)
    assert {(one.field, one.complaint) for one in problems} == expected


def test_the_tables_hold_a_hundred_verdicts_and_more() -> None:
    assert len(ACCEPTED) + len(REFUSED) >= 100


def test_the_characters_that_are_meant_are_named_once_in_their_order() -> None:
    problems = check_name("Anna 李小李", None)
    assert NameProblem("latin", Complaint.NO_GLYPH, ("李", "小")) in problems
    assert check_name("Anna", "А\u202e\u200bА\u202e") == (
        NameProblem("own", Complaint.FORBIDDEN, ("\u202e", "\u200b")),
    )


def test_a_stored_name_is_composed_with_single_spaces() -> None:
    assert tidy_name("  Z\u030cane\u0301ta \u00a0 R\u030ci\u0301hova\u0301 ") == "Žanéta Říhová"
    assert tidy_name("Anna\u2003Maria") == "Anna Maria"


@settings(deadline=None)
@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy_name(tidy_name(text)) == tidy_name(text)


@settings(deadline=None)
@given(
    st.text(st.characters(categories=["L", "Mn", "Zs", "Pd", "Po", "Nd"]), max_size=85),
    st.text(st.characters(max_codepoint=0x590), max_size=85),
)
def test_a_name_that_passed_always_prints(latin: str, own: str) -> None:
    latin, own = tidy_name(latin), tidy_name(own)
    if not check_name(latin, own):
        snapshot = make_snapshot(
            name=latin, own_name=own or None, **ACHIEVEMENT | {"titles": LONG_TITLES}
        )
        for languages in (("ru",), ("en", "ru")):
            assert make_pdf(snapshot, derive_code(b"", b""), languages).startswith(b"%PDF")


def test_every_single_character_of_unicode_gets_a_verdict_and_no_control_passes() -> None:
    for code in range(sys.maxunicode + 1):
        if code % 7 and code > 0x3000:  # every seventh beyond the scripts that we print
            continue
        character = chr(code)
        problems = check_name(f"Anna{character}a", None)
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            assert problems, f"U+{code:04X}"


def test_words_of_two_scripts_are_shown_to_the_staff_but_not_refused() -> None:
    assert mixed_script_words("Анна Пeтрова") == ("Пeтрова",)
    assert mixed_script_words("Anna-Мария O'Brien") == ()
    assert mixed_script_words("Зоряна Вʼюн") == ()
    assert mixed_script_words("გიorgi") == ("გიorgi",)
    assert check_name("Anna", "Анна Пeтрова") == ()


@pytest.mark.parametrize("title", [*LONG_TITLES.values(), "Visa Policy", "«Тересполь» № 2"])
def test_a_title_that_fits_is_accepted(title: str) -> None:
    assert check_title(title) == ()


@pytest.mark.parametrize(
    ("title", "complaint"),
    [
        ("  ", Complaint.EMPTY),
        ("Visa 李 Policy", Complaint.NO_GLYPH),
        ("Управление миграцией " * 40, Complaint.DOES_NOT_FIT),
    ],
)
def test_a_title_that_cannot_be_printed_is_told_before_anything_is_issued(
    title: str, complaint: Complaint
) -> None:
    assert [one.complaint for one in check_title(title)] == [complaint]
