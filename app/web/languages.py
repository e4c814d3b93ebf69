"""The two languages in addresses: `/<lang>/…`, the switch that keeps the place, and which one a new visitor gets."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from babel.support import Translations
from flask import Flask, g, redirect, request, url_for
from flask_babel import force_locale, get_translations
from werkzeug.routing import BaseConverter, ValidationError
from werkzeug.wrappers import Response

from app.web.identity import visitor

NAMES = {"en": "English", "ru": "Русский"}


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


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Within this block all words come in this language, whatever the page's is."""
    before = g.get("lang")
    g.lang = lang
    try:
        with force_locale(lang):
            yield
    finally:
        if before is None:
            g.pop("lang", None)
        else:
            g.lang = before


@lru_cache
def _catalogue(lang: str) -> Translations:
    """The words of a language; found once a process, since Flask-Babel's own search is slow (bench/)."""
    with force_locale(lang):
        return get_translations()


def translate(text: str) -> str:
    """What `_()` gives in templates."""
    return str(_catalogue(language()).ugettext(text))


def translate_plural(one: str, many: str, number: int) -> str:
    """What `ngettext()` gives in templates."""
    return str(_catalogue(language()).ungettext(one, many, number))


def preferred_language() -> str:
    """For an address without a language: the path's first segment, the person's own, the browser's."""
    languages = _languages()
    first = request.path.lstrip("/").split("/", 1)[0]
    if first in languages:
        return first
    who = visitor()
    if who is not None and who.language in languages:
        return who.language
    return request.accept_languages.best_match(languages) or languages[0]


def _languages() -> tuple[str, ...]:
    from_config: tuple[str, ...] = g.get("languages") or ("en", "ru")
    return from_config


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
