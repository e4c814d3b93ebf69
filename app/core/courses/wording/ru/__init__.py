"""The checker's sentences in Russian, by code: what is wrong, and how to mend it."""

from collections.abc import Mapping

from app.core.courses.wording.ru import advice, files, pages, questions, translations, values

__all__ = ["SENTENCES", "values"]

SENTENCES: Mapping[str, tuple[str, str]] = {
    **files.ERRORS,
    **pages.ERRORS,
    **questions.ERRORS,
    **translations.ERRORS,
    **advice.WARNINGS,
}
