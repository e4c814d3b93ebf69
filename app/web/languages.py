"""The languages in addresses: `/<lang>/…`, the switch that keeps the place, and which one a new visitor gets."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.support import Translations
from flask import Flask, current_app, g, redirect, request, url_for
from flask_babel import force_locale, get_translations
from werkzeug.routing import BaseConverter, ValidationError
from werkzeug.wrappers import Response

from app.web.identity import visitor

ENGLISH = "en"
"""The language of the code's own words: what no catalogue translates is said in it."""


def make_converter(languages: tuple[str, ...]) -> type[BaseConverter]:
    class LanguageConverter(BaseConverter):
        """Matches exactly the shipped languages, so that every other first segment is a 404."""

        regex = "[a-z]{2,3}"

        def to_python(self, value: str) -> str:
            if value not in languages:
                raise ValidationError
            return value

    return LanguageConverter


def language() -> str:
    """The language of this page: its address says it; an error page may have to guess."""
    if "lang" not in g:
        g.lang = preferred_language()
    return str(g.lang)


@lru_cache(maxsize=1024)
def name_in(code: str, lang: str) -> str:
    """What a language is called in another one, as inside a sentence; the code where nobody knows a name."""
    spoken_in = lang if is_known(lang) else ENGLISH
    return str(Locale.parse(spoken_in).languages.get(code, code))


@lru_cache(maxsize=1024)
def is_known(code: str) -> bool:
    """Whether numbers, dates and plurals are known for this language: a course may be in any at all."""
    try:
        return bool(Locale.parse(code))
    except (UnknownLocaleError, ValueError):
        return False


def language_in(code: str) -> str:
    """What a language is called in the language of the page."""
    return name_in(code, language())


def language_list(codes: Iterable[str]) -> str:
    """The names of several languages inside a sentence."""
    return ", ".join(language_in(code) for code in codes)


def own_name(code: str) -> str:
    """A language as it calls itself, for the switch: English, Русский, Українська."""
    return first_large(name_in(code, code))


def first_large(text: str) -> str:
    """The same text with a large first letter, as a heading begins."""
    return text[:1].upper() + text[1:]


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Within this block all words come in this language, whatever the page's is."""
    before = g.get("lang")
    g.lang = lang
    try:
        with force_locale(lang if is_known(lang) else ENGLISH):
            yield
    finally:
        if before is None:
            g.pop("lang", None)
        else:
            g.lang = before


@lru_cache
def _catalogue(lang: str) -> Translations:
    """The words of a language; found once a process, since Flask-Babel's own search is slow (bench/)."""
    with force_locale(lang if is_known(lang) else ENGLISH):
        return get_translations()


def translate(text: str) -> str:
    """What `_()` gives in templates."""
    return str(_catalogue(language()).ugettext(text))


def translate_plural(one: str, many: str, number: int) -> str:
    """What `ngettext()` gives in templates."""
    return str(_catalogue(language()).ungettext(one, many, number))


def preferred_language() -> str:
    """For an address without a language: the path's first segment, the person's own, the browser's."""
    languages = spoken()
    first = request.path.lstrip("/").split("/", 1)[0]
    if first in languages:
        return first
    who = visitor()
    if who is not None and who.language in languages:
        return who.language
    return request.accept_languages.best_match(languages) or languages[0]


def spoken() -> tuple[str, ...]:
    """The languages of this site, in the order of its settings."""
    settings: tuple[str, ...] = g.get("languages") or current_app.config["SETTINGS"].languages
    return settings


def same_place(lang: str) -> str:
    """The address of this very place in another language, query included."""
    _, _, rest = request.path.lstrip("/").partition("/")
    path = f"/{lang}/{rest}"
    query = request.query_string.decode("latin-1")
    return f"{path}?{query}" if query else path


def words(texts: dict[str, str], lang: str | None = None) -> str:
    """The name of a datum in the page's language, else in the first language that it has."""
    wanted = lang or language()
    return texts.get(wanted) or next(iter(texts.values()), "")


def to_home() -> Response:
    """`/` leads to the home page in the visitor's language."""
    return redirect(url_for("learn_home.index", lang=preferred_language()))


def speed_up(app: Flask) -> None:
    """Let templates find their words without a search for each (after Flask-Babel has set itself up)."""
    app.jinja_env.install_gettext_callables(translate, translate_plural, newstyle=True)  # type: ignore[attr-defined]


def init_app(app: Flask, languages: tuple[str, ...]) -> None:
    app.url_map.converters["lang"] = make_converter(languages)

    @app.url_value_preprocessor
    def pull_language(_endpoint: str | None, values: dict[str, object] | None) -> None:
        g.languages = languages
        if values and "lang" in values:
            g.lang = values.pop("lang")

    @app.url_defaults
    def put_language(endpoint: str, values: dict[str, object]) -> None:
        if (
            "lang" not in values
            and endpoint in app.view_functions
            and app.url_map.is_endpoint_expecting(endpoint, "lang")
        ):
            values["lang"] = language()
