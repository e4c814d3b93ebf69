"""What the checker says, in the language of whoever reads it; in English where a language has no words for it."""

from collections.abc import Callable, Mapping

from app.core.courses.problems import Problem
from app.core.courses.wording import ru

SENTENCES: Mapping[str, Mapping[str, tuple[str, str]]] = {"ru": ru.SENTENCES}
_FACTS: Mapping[str, Callable[[str], str]] = {"ru": ru.values.told}


def sentences(problem: Problem, language: str) -> tuple[str, str]:
    """What is wrong, and how to mend it."""
    found = SENTENCES.get(language, {}).get(problem.code)
    if found is None:
        return problem.text, problem.mend
    facts = {name: _FACTS[language](value) for name, value in problem.facts}
    text, mend = found
    return text.format(**facts), mend.format(**facts)
