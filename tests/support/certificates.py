"""Snapshots to print in tests: one ordinary certificate, and whatever a test changes in it."""

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.certificates.codes import grouped
from app.core.certificates.snapshot import Signatory, Snapshot
from app.core.certificates.wording import WORDINGS, Wording

MODULE_TITLES = {
    "en": "Labour Migration Governance: from Policy Design to Implementation",
    "ru": "Управление трудовой миграцией: от разработки политики до её практической реализации",
}
VISIT_TITLES = {
    "en": "Integrated Border Management and the Asylum Procedure at the Terespol Border Crossing",
    "ru": "Интегрированное управление границами и процедура предоставления убежища в пункте "
    "пропуска «Тересполь»",
}
LONG_TITLES = {
    "en": "Information Campaigns, Return Counselling and Sustainable Reintegration: Planning, "
    "Cooperation with Diplomatic Missions, Monitoring and Evaluation",
    "ru": "Информационные кампании, консультирование по вопросам возвращения и устойчивая "
    "реинтеграция: планирование, взаимодействие с дипломатическими представительствами, "
    "мониторинг и оценка",
}
ACHIEVEMENT: dict[str, Any] = {"kind": "achievement", "score": 92, "pass_mark": 70}
ATTENDANCE: dict[str, Any] = {
    "kind": "attendance",
    "activity": "study_visit",
    "titles": VISIT_TITLES,
    "hours": Decimal(24),
    "places": {"en": "Terespol and Warsaw, Poland", "ru": "Тересполь и Варшава, Польша"},
}


def make_snapshot(**changes: Any) -> Snapshot:
    """A certificate of completion of a module over three days, with the given facts changed."""
    facts: dict[str, Any] = {
        "kind": "completion",
        "activity": "module",
        "activity_id": "labour-migration",
        "activity_version": "7",
        "name": "Giorgi Kvirikashvili",
        "own_name": "გიორგი კვირიკაშვილი",
        "own_language": "ka",
        "titles": MODULE_TITLES,
        "hours": Decimal(12),
        "first_day": date(2026, 3, 11),
        "last_day": date(2026, 3, 13),
        "score": None,
        "pass_mark": None,
        "places": None,
        "issued": date(2026, 3, 20),
        "serial": "PPTA-2026-004217",
        "signatories": {
            "en": Signatory("Radoslava Černá-Wolański", "Head of the Secretariat, ICMPD"),
            "ru": Signatory("Радослава Черна-Воланьская", "Руководитель Секретариата, МЦРМП"),
        },
        "verify_pages": {
            "en": "https://academy.example/en/verify",
            "ru": "https://academy.example/ru/verify",
        },
        "languages": ("en", "ru"),
    }
    return Snapshot(**{**facts, **changes})


def printed_words(snapshot: Snapshot, code: str, languages: tuple[str, ...]) -> list[str]:
    """Every text of the sheet in reading order, said again from the facts and not from the layout."""
    lead = WORDINGS[languages[0]]
    pages = [WORDINGS[language] for language in languages]
    words: list[str] = []
    for one in pages:
        words += one.issuer
    for one in pages:
        words += [one.kinds[snapshot.kind], one.intro]
    words += [snapshot.name, snapshot.own_name or ""]
    for one in pages:
        words += [
            one.statements[snapshot.kind, snapshot.activity],
            snapshot.titles[one.language],
        ]
    for one in pages:
        words += _facts(snapshot, one)
    for one in pages:
        signatory = snapshot.signatories[one.language]
        words += [signatory.name, signatory.function, one.funding, *one.body, one.note]
    words += [" / ".join(one.labels.verify for one in pages)]
    words += [snapshot.verify_pages[lead.language].removeprefix("https://"), grouped(code)]
    return [*words, " / ".join(one.labels.serial for one in pages), snapshot.serial]


def _facts(snapshot: Snapshot, wording: Wording) -> list[str]:
    labels, (first, last) = wording.labels, snapshot.period
    facts = [] if snapshot.hours is None else [labels.hours, wording.hours(snapshot.hours)]
    facts += [labels.date if first == last else labels.dates, wording.period(first, last)]
    if snapshot.score is not None:
        facts += [labels.score, wording.score(snapshot.score, snapshot.pass_mark)]
    if snapshot.places is not None:
        facts += [labels.place, snapshot.places[wording.language]]
    return [*facts, labels.issued, wording.day(snapshot.issued)]


def without_spaces(text: str) -> str:
    """Text as it can be compared across line ends: composed, with no white space at all."""
    return "".join(unicodedata.normalize("NFC", text).split())
