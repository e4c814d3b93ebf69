"""The catalogue's own lists in words, translated once: levels, areas, components, access, lengths, audiences."""

from datetime import timedelta
from fractions import Fraction

from flask_babel import format_decimal, gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.courses.content import Access, Level
from app.web.languages import language_in

LEVELS: dict[Level, LazyString] = {
    Level.INTRODUCTORY: _l("Introductory"),
    Level.INTERMEDIATE: _l("Intermediate"),
    Level.ADVANCED: _l("Advanced"),
}
AREAS: dict[int, LazyString] = {
    1: _l("Preventing and fighting illegal migration"),
    2: _l("Readmission, voluntary return and sustainable reintegration"),
    3: _l("Legal migration with a special emphasis on labour migration"),
    4: _l("Integration of legally residing migrants"),
    5: _l("Migration, mobility and development"),
    6: _l("Strengthening capacities in asylum and international protection"),
}
COMPONENTS: dict[str, LazyString] = {
    "TC1": _l("Preventing and combating irregular migration"),
    "TC2": _l("Readmission, voluntary return and sustainable reintegration"),
    "TC3": _l("Legal and labour migration"),
    "TC4": _l("Strengthening capacities in the area of asylum and international protection"),
}
ACCESS: dict[Access, LazyString] = {
    Access.PUBLIC: _l("Open to everyone"),
    Access.MEMBERS: _l("For people with an account"),
    Access.RESTRICTED: _l("For approved officials"),
}
LENGTHS: dict[str, LazyString] = {
    "short": _l("Up to 1 hour"),
    "medium": _l("More than 1 and up to 3 hours"),
    "long": _l("More than 3 hours"),
}
AUDIENCES: dict[str, LazyString] = {
    "asylum officers": _l("asylum officers"),
    "border guards": _l("border guards"),
    "consular officers": _l("consular officers"),
    "contact points": _l("contact points"),
    "investigators": _l("investigators"),
    "labour officers": _l("labour officers"),
    "local authorities": _l("local authorities"),
    "migration officers": _l("migration officers"),
    "policy officers": _l("policy officers"),
    "prosecutors": _l("prosecutors"),
    "reintegration officers": _l("reintegration officers"),
    "return counsellors": _l("return counsellors"),
    "return officers": _l("return officers"),
    "social workers": _l("social workers"),
    "statisticians": _l("statisticians"),
    "trainers": _l("trainers"),
}


def audience(value: str) -> str:
    """A target group in the page's language; one that the list does not know stays as written."""
    return str(AUDIENCES.get(value, value))


def language(code: str) -> str:
    """A language's name in the page's language."""
    return language_in(code)


def hours(value: Fraction) -> str:
    """A length in hours: “1 hour”, “1.5 hours”, “4 hours”."""
    figure = format_decimal(float(value))
    if value.denominator == 1:
        return ngettext("%(figure)s hour", "%(figure)s hours", value.numerator, figure=figure)
    # A broken number takes the genitive singular in Russian, which no plural form gives.
    return gettext("%(figure)s hours", figure=figure)


def span(value: timedelta) -> str:
    """A stretch of time in whole days, hours or minutes: “24 hours”, “7 days”, “90 minutes”."""
    whole_hours, rest = divmod(int(value.total_seconds()), 3600)
    if rest:
        return ngettext("%(num)d minute", "%(num)d minutes", int(value.total_seconds()) // 60)
    if whole_hours % 24 == 0 and whole_hours > 24:
        return ngettext("%(num)s day", "%(num)s days", whole_hours // 24)
    return ngettext("%(figure)s hour", "%(figure)s hours", whole_hours, figure=whole_hours)
