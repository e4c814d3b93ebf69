"""The texts of a question as a block can hold them: escaped where they would be taken for marks."""

from dataclasses import replace

from app.core.courses.content import OptionText, Question, QuestionText, QuestionType
from app.core.courses.questions import escaping
from app.core.courses.questions.gaps import PLACE
from app.core.courses.questions.pairs import ARROW


class Unwritable(ValueError):
    """A question that no block can hold.

    `field` is where, such as "prompt", "options.2", "options.2.feedback", "accepted", "gaps.0" or "points";
    `code` and `facts` are those of the checker's sentence, or "not-kept" where the text would change; `others` are
    further fields that were found at the same time.
    """

    def __init__(self, field: str, code: str, **facts: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code, self.facts = field, code, facts
        self.others: tuple[Unwritable, ...] = ()


def as_written(question: Question) -> Question:
    """The same question with its texts as a block holds them; a question read from a block stays as it is."""
    texts = {code: settle(question.type, text, code) for code, text in question.texts.items()}
    return replace(question, texts=texts)


def settle(kind: QuestionType, text: QuestionText, language: str) -> QuestionText:
    """The words of one language as a block holds them."""
    return QuestionText(
        prompt=prompt(kind, text.prompt, language),
        options=tuple(
            OptionText(
                words(option.text, f"options.{place}", language),
                feedback(option.feedback),
            )
            for place, option in enumerate(text.options)
        ),
        lefts=tuple(
            left_side(left, f"lefts.{place}", language) for place, left in enumerate(text.lefts)
        ),
        accepted=tuple(dict.fromkeys(escaping.one_line(word) for word in text.accepted)),
        gaps=tuple(tuple(escaping.one_line(word) for word in gap) for gap in text.gaps),
        criteria=tuple(escaping.one_line(criterion) for criterion in text.criteria),
        hint=afterword(text.hint, "hint", language),
        explanation=afterword(text.explanation, "explanation", language),
    )


def prompt(kind: QuestionType, text: str, language: str) -> str:
    """What is asked, none of whose lines is an answer."""
    asked = escaping.paragraphs(escaping.without_brackets(text))
    if kind is QuestionType.GAPS:
        asked = asked.replace(f"{PLACE}(", f"{PLACE}\\(")
    for way in escaping.prompts(asked, ordered=kind is QuestionType.ORDER):
        if escaping.same_view(text, way, language, inline=False):
            return way
    raise Unwritable("prompt", "not-kept")


def words(text: str, field: str, language: str) -> str:
    """The words of an option, of a side of a pair, of an item to put in order."""
    settled = escaping.words(text)
    if not escaping.same_view(text, settled, language, inline=True):
        raise Unwritable(field, "not-kept")
    return settled


def left_side(text: str, field: str, language: str) -> str:
    """A left side, which the first arrow ends."""
    return words(text.replace(ARROW, "=\\>"), field, language)


def feedback(text: str | None) -> str | None:
    """The paragraphs of a feedback, None where it says nothing."""
    return escaping.paragraphs(text) or None if text is not None else None


def afterword(text: str | None, field: str, language: str) -> str | None:
    """A hint or an explanation, None where it says nothing."""
    if text is None or not text.strip():
        return None
    settled = escaping.paragraphs(text).lstrip(" \t")
    if not escaping.same_view(text, settled, language, inline=False):
        raise Unwritable(field, "not-kept")
    return settled
