"""The sentences that the checker says, by code: the kind, what is wrong, and how to mend it."""

from collections.abc import Mapping
from typing import Literal

from app.core.courses.wording import advice, files, pages, questions, translations

WORDING: Mapping[str, tuple[Literal["error", "warning"], str, str]] = {
    **{
        code: ("error", *sentences)
        for room in (files, pages, questions, translations)
        for code, sentences in room.ERRORS.items()
    },
    **{code: ("warning", *sentences) for code, sentences in advice.WARNINGS.items()},
}
