"""Promises of the printed words: right dates and plurals, every case said, nobody's sex told."""

from datetime import date
from decimal import Decimal

import pytest

from app.core.certificates.snapshot import ACTIVITIES
from app.core.certificates.typesetting.runs import unprintable
from app.core.certificates.wording import WORDINGS, Wording

EN, RU = WORDINGS["en"], WORDINGS["ru"]
EVERY = pytest.mark.parametrize("wording", WORDINGS.values(), ids=WORDINGS.keys())


def _all_texts(wording: Wording) -> list[str]:
    labels = [str(value) for value in vars(wording.labels).values()]
    fixed = [wording.intro, wording.funding, wording.note, wording.code_picture, wording.seal_field]
    tables = [*wording.kinds.values(), *wording.statements.values()]
    return [*wording.issuer, *labels, *fixed, *wording.body, *tables]


@pytest.mark.parametrize(
    ("hours", "english", "russian"),
    [
        ("1", "1 hour", "1 академический час"),
        ("2", "2 hours", "2 академических часа"),
        ("3", "3 hours", "3 академических часа"),
        ("4", "4 hours", "4 академических часа"),
        ("5", "5 hours", "5 академических часов"),
        ("10", "10 hours", "10 академических часов"),
        ("11", "11 hours", "11 академических часов"),
        ("12", "12 hours", "12 академических часов"),
        ("14", "14 hours", "14 академических часов"),
        ("20", "20 hours", "20 академических часов"),
        ("21", "21 hours", "21 академический час"),
        ("22", "22 hours", "22 академических часа"),
        ("24", "24 hours", "24 академических часа"),
        ("25", "25 hours", "25 академических часов"),
        ("101", "101 hours", "101 академический час"),
        ("111", "111 hours", "111 академических часов"),
        ("112", "112 hours", "112 академических часов"),
        ("122", "122 hours", "122 академических часа"),
        ("0.5", "0.5 hours", "0,5 академического часа"),
        ("1.5", "1.5 hours", "1,5 академического часа"),
        ("1.50", "1.5 hours", "1,5 академического часа"),
        ("2.0", "2 hours", "2 академических часа"),
        ("12.25", "12.25 hours", "12,25 академического часа"),
        ("1E+1", "10 hours", "10 академических часов"),
    ],
)
def test_hours_take_the_right_form(hours: str, english: str, russian: str) -> None:
    assert EN.hours(Decimal(hours)) == english
    assert RU.hours(Decimal(hours)) == russian


@pytest.mark.parametrize(
    ("first", "last", "english", "russian"),
    [
        ((2026, 3, 20), (2026, 3, 20), "20 March 2026", "20 марта 2026 г."),
        ((2026, 11, 1), (2026, 11, 1), "1 November 2026", "1 ноября 2026 г."),
        ((2026, 3, 11), (2026, 3, 13), "11–13 March 2026", "11–13 марта 2026 г."),
        (
            (2026, 9, 28),
            (2026, 10, 2),
            "28 September – 2 October 2026",
            "28 сентября — 2 октября 2026 г.",
        ),
        (
            (2026, 12, 30),
            (2027, 1, 2),
            "30 December 2026 – 2 January 2027",
            "30 декабря 2026 г. — 2 января 2027 г.",
        ),
        (
            (2026, 5, 4),
            (2027, 5, 4),
            "4 May 2026 – 4 May 2027",
            "4 мая 2026 г. — 4 мая 2027 г.",
        ),
    ],
)
def test_a_period_says_once_what_its_days_share(
    first: tuple[int, int, int], last: tuple[int, int, int], english: str, russian: str
) -> None:
    assert EN.period(date(*first), date(*last)) == english
    assert RU.period(date(*first), date(*last)) == russian


@pytest.mark.parametrize(
    ("month", "english", "russian"),
    [
        (1, "January", "января"),
        (2, "February", "февраля"),
        (3, "March", "марта"),
        (4, "April", "апреля"),
        (5, "May", "мая"),
        (6, "June", "июня"),
        (7, "July", "июля"),
        (8, "August", "августа"),
        (9, "September", "сентября"),
        (10, "October", "октября"),
        (11, "November", "ноября"),
        (12, "December", "декабря"),
    ],
)
def test_months_stand_in_the_form_that_a_date_needs(month: int, english: str, russian: str) -> None:
    assert EN.day(date(2026, month, 9)) == f"9 {english} 2026"
    assert RU.day(date(2026, month, 9)) == f"9 {russian} 2026 г."


def test_a_result_names_the_pass_mark_where_there_is_one() -> None:
    assert EN.score(92, 70) == "92 of 100 (pass mark 70)"
    assert EN.score(92, None) == "92 of 100"
    assert RU.score(92, 70) == "92 из 100 (проходной балл 70)"
    assert RU.score(92, None) == "92 из 100"


@EVERY
def test_every_kind_of_certificate_can_be_said_for_each_of_its_activities(wording: Wording) -> None:
    assert wording.kinds.keys() == ACTIVITIES.keys()
    pairs = {(kind, activity) for kind, all_of in ACTIVITIES.items() for activity in all_of}
    assert wording.statements.keys() == pairs
    assert len(set(wording.statements.values())) == len(pairs)


@EVERY
def test_the_fonts_have_every_letter_of_the_printed_words(wording: Wording) -> None:
    for face in ("serif", "italic", "sans"):
        assert [text for text in _all_texts(wording) if unprintable(text, face)] == []


def test_the_two_languages_share_no_text() -> None:
    assert set(_all_texts(EN)).isdisjoint(_all_texts(RU))


def test_nothing_in_the_russian_words_tells_the_sex_of_the_holder() -> None:
    gendered = [
        "прошёл",
        "прошел",
        "прошла",
        "завершил",
        "участвовал",
        "получил",
        "сдал",
        "(а)",
        "(-а)",
    ]
    gendered += ["слушатель", "участник", "выпускник", "г-н", "г-жа"]
    everything = " ".join(_all_texts(RU)).lower()
    assert [word for word in gendered if word in everything] == []
