"""Russian: the printed words, dates and hours of a certificate; nothing in them tells the holder's sex."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

from app.core.certificates.wording.shape import Labels, Wording, plain_number

_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


def _day_and_month(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def day(when: date) -> str:
    """20 марта 2026 г."""
    return f"{_day_and_month(when)} {when.year} г."


def period(first: date, last: date) -> str:
    """11–13 марта 2026 г., 28 сентября — 2 октября 2026 г."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{_day_and_month(first)} — {day(last)}"
    return f"{day(first)} — {day(last)}"


def hours(number: Decimal) -> str:
    """1 академический час, 3 академических часа, 12 академических часов, 1,5 академического часа."""
    return f"{plain_number(number, ',')} {_hour_form(number)}"


def _hour_form(number: Decimal) -> str:
    if number != number.to_integral_value():
        return "академического часа"
    tens, ones = int(number) // 10 % 10, int(number) % 10
    if tens != 1 and ones == 1:
        return "академический час"
    if tens != 1 and ones in (2, 3, 4):
        return "академических часа"
    return "академических часов"


def score(points: int, pass_mark: int | None) -> str:
    """92 из 100 (проходной балл 70)."""
    return f"{points} из 100" + ("" if pass_mark is None else f" (проходной балл {pass_mark})")


RUSSIAN = Wording(
    language="ru",
    issuer=("Пражский процесс", "Учебная академия"),
    kinds=MappingProxyType(
        {
            "completion": "Сертификат о прохождении обучения",
            "achievement": "Сертификат об успешном обучении",
            "attendance": "Сертификат об участии",
        }
    ),
    intro="Настоящий сертификат выдан",
    statements=MappingProxyType(
        {
            ("completion", "module"): "в подтверждение прохождения учебного модуля",
            ("completion", "track"): (
                "в подтверждение прохождения всех модулей тематического блока"
            ),
            ("completion", "training"): "в подтверждение прохождения тренинга",
            ("achievement", "module"): (
                "в подтверждение успешного прохождения итоговой проверки знаний по учебному модулю"
            ),
            ("achievement", "track"): (
                "в подтверждение успешного прохождения всех модулей тематического блока"
            ),
            ("achievement", "training"): (
                "в подтверждение успешного прохождения итоговой проверки знаний "
                "по программе тренинга"
            ),
            ("attendance", "study_visit"): "в подтверждение участия в ознакомительном визите",
            ("attendance", "training"): "в подтверждение участия в тренинге",
            ("attendance", "webinar"): "в подтверждение участия в вебинаре",
            ("attendance", "simulation"): "в подтверждение участия в имитационных учениях",
        }
    ),
    labels=Labels(
        hours="Объём",
        date="Дата",
        dates="Даты",
        score="Результат",
        place="Место проведения",
        issued="Дата выдачи",
        verify="Проверка подлинности",
        serial="№",
    ),
    funding="Финансируется Европейским союзом",
    body=(
        "Выдан Секретариатом Пражского процесса",
        "при Международном центре по развитию миграционной политики (МЦРМП)",
    ),
    note=(
        "Сертификат подтверждает неформальное обучение и не является документом об образовании "
        "или о квалификации. Действительность сертификата можно проверить по адресу, "
        "указанному под печатью."
    ),
    code_picture="QR-код с адресом для проверки",
    seal_field="Электронная печать организации, выдавшей сертификат",
    weak_words=frozenset(
        [
            "а",
            "без",
            "в",
            "во",
            "для",
            "до",
            "за",
            "и",
            "из",
            "или",
            "к",
            "ко",
            "на",
            "над",
            "не",
            "о",
            "об",
            "от",
            "по",
            "под",
            "при",
            "с",
            "со",
            "у",
            "через",
        ]
    ),
    day=day,
    period=period,
    hours=hours,
    score=score,
)
