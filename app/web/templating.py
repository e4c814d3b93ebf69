"""What every template may use: languages, names in the reader's language, dates, numbers, and the menu."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from flask import Flask, request, url_for
from flask_babel import (
    format_date,
    format_datetime,
    format_decimal,
    format_timedelta,
    get_locale,
    ngettext,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.web import languages
from app.web.identity import visitor

DAY = {"en": "d MMMM y", "ru": "d MMMM y 'г.'"}
"""Where we write days otherwise than the long form of the language's own tables."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the main menu; `blueprints` are the pages for which it is the current one."""

    words: LazyString
    endpoint: str
    blueprints: tuple[str, ...]
    right: str | None = None
    needs_session: bool = False


MENU = (
    Link(_l("Catalogue"), "learn_catalogue.index", ("learn_catalogue", "learn_tracks")),
    Link(_l("My learning"), "learn_mine.index", ("learn_mine",), needs_session=True),
    Link(
        _l("Certificates"), "learn_certificates.index", ("learn_certificates",), needs_session=True
    ),
    Link(_l("Check a certificate"), "verify_certificates.new", ("verify_certificates",)),
    Link(
        _l("Teaching"),
        "teach_modules.index",
        (
            "teach_modules",
            "teach_marking",
            "teach_requests",
            "teach_extra_time",
            "teach_questions",
            "teach_corrections",
            "teach_learners",
            "teach_messages",
            "teach_conversations",
        ),
        right="teach",
    ),
    Link(
        _l("Studio"),
        "studio_modules.index",
        (
            "studio_modules",
            "studio_settings",
            "studio_files",
            "studio_previews",
            "studio_questions",
            "studio_media",
            "studio_archives",
            "studio_exchange",
            "studio_moodle",
            "studio_translations",
            "studio_comments",
            "studio_review",
            "studio_publication",
        ),
        right="teach",
    ),
    Link(_l("Outbox"), "admin_outbox.index", ("admin_outbox",), right="read-outbox"),
)


def menu() -> list[Link]:
    """The entries that this visitor sees."""
    who = visitor()
    return [
        link
        for link in MENU
        if (who is not None or not (link.needs_session or link.right))
        and (link.right is None or (who is not None and who.may(link.right)))  # type: ignore[arg-type]
    ]


def day(when: date) -> str:
    """21 November 2026; 21 ноября 2026 г.; 21 листопада 2026 р."""
    return str(format_date(when, DAY.get(str(get_locale()), "long")))


def moment(when: datetime) -> str:
    """The day and the time in UTC."""
    return f"{day(when)}, {format_datetime(when, 'HH:mm')}"


def points(number: Fraction) -> str:
    """Points in words, a fraction as a decimal: 1 point, 2 points, 1.5 points."""
    if number.denominator == 1:
        return str(ngettext("%(num)d point", "%(num)d points", number.numerator))
    return str(_("%(number)s of a point", number=format_decimal(float(number))))


def init_app(app: Flask, *, shipped: tuple[str, ...], demo: bool) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        words=languages.words,
        same_place=languages.same_place,
        language_name=languages.own_name,
        language_in=languages.language_in,
        language_list=languages.language_list,
        languages=shipped,
        menu=menu,
        visitor=visitor,
        is_demo=demo,
    )
    app.jinja_env.filters.update(
        capitalize_first=languages.first_large,
        day=day,
        written_day=lambda text: day(date.fromisoformat(text)),
        moment=moment,
        number=format_decimal,
        points=points,
        span=lambda delta: format_timedelta(delta, threshold=1),
    )

    @app.context_processor
    def page() -> dict[str, object]:
        return {
            "lang": languages.language(),
            "blueprint": request.blueprint,
            "home": url_for("learn_home.index"),
        }
