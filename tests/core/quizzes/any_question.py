"""Strategies for questions of every type in two languages, for their answers, and for the same with other keys."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from app.core.courses.content import (
    OptionText,
    Question,
    QuestionText,
    QuestionType,
    QuizRules,
    Rule,
)
from app.core.courses.keys import (
    ChoiceKey,
    GapKey,
    GapsKey,
    MatchingKey,
    NumberKey,
    OpenKey,
    OrderKey,
    TextKey,
    TrueFalseKey,
)
from app.core.quizzes.answers import Value
from app.core.quizzes.paper import GAP

LANGUAGES = ("en", "ru")
WORDS = ("act", "means", "purpose", "visa", "stamp", "cover", "page", "print", "chip", "photo")
IDS = st.text(alphabet="abc0123-", min_size=1, max_size=6).filter(lambda name: name[0].isalpha())
RULES = QuizRules(pass_mark=80, attempts=3, every=None, draw=None, shuffle=True, minutes=None)


def word(language: str, index: int) -> str:
    return f"{WORDS[index % len(WORDS)]} {index} {language}"


def texts(**parts: Callable[[str], object]) -> dict[str, QuestionText]:
    """The words of a question in both languages; each part is made by a function of the language."""
    return {
        language: QuestionText(
            prompt=f"Prompt {language} " + GAP * 3 if "gaps" in parts else f"Prompt {language}",
            hint=f"Hint {language}",
            explanation=f"Explanation {language}",
            **{name: make(language) for name, make in parts.items()},  # type: ignore[arg-type]
        )
        for language in LANGUAGES
    }


def question(
    type_: QuestionType, key: object, words: dict[str, QuestionText], **facts: object
) -> Question:
    defaults = {
        "id": "one",
        "type": type_,
        "points": Fraction(1),
        "outcomes": ("reading",),
        "rule": Rule.BALANCED,
        "shuffle": True,
        "key": key,
        "texts": words,
    }
    return Question(**{**defaults, **facts})  # type: ignore[arg-type]


def options(count: int, first: int = 0) -> Callable[[str], tuple[OptionText, ...]]:
    return lambda language: tuple(
        OptionText(word(language, index), f"Feedback {index}")
        for index in range(first, first + count)
    )


def choice(type_: QuestionType, right: set[int], count: int, **facts: object) -> Question:
    return question(type_, ChoiceKey(frozenset(right)), texts(options=options(count)), **facts)


def matching(pairs: int, rights: int, **facts: object) -> Question:
    def lefts(language: str) -> tuple[str, ...]:
        return tuple(f"left {index} {language}" for index in range(pairs))

    words = texts(options=options(rights), lefts=lefts)
    return question(QuestionType.MATCHING, MatchingKey(pairs, rights), words, **facts)


def order(items: int, **facts: object) -> Question:
    return question(QuestionType.ORDER, OrderKey(items), texts(options=options(items)), **facts)


def gaps(rights: Sequence[int | None], offered: int = 3, **facts: object) -> Question:
    def words(language: str) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(word(language, 3 * gap + index) for index in range(offered))
            for gap in range(len(rights))
        )

    key = GapsKey(tuple(GapKey(right) for right in rights))
    return question(QuestionType.GAPS, key, texts(gaps=words), **facts)


def true_false(right: bool, **facts: object) -> Question:
    return question(QuestionType.TRUE_FALSE, TrueFalseKey(right), texts(), **facts)


def number(low: object, high: object, unit: str = "", **facts: object) -> Question:
    key = NumberKey(Fraction(str(low)), Fraction(str(high)), unit)
    return question(QuestionType.NUMBER, key, texts(), **facts)


def short_text(accepted: Sequence[str] = ("safety", "security"), **facts: object) -> Question:
    words = texts(accepted=lambda language: tuple(f"{text} {language}" for text in accepted))
    return question(QuestionType.SHORT_TEXT, TextKey(), words, **facts)


def open_question(lines: Sequence[int] = (2, 2), **facts: object) -> Question:
    words = texts(criteria=lambda language: tuple(f"line {language} {n}" for n in lines))
    key = OpenKey(tuple(Fraction(each) for each in lines))
    return question(QuestionType.OPEN, key, words, **facts)


@st.composite
def any_question(draw: st.DrawFn, name: st.SearchStrategy[str] = IDS) -> Question:
    """A question of any type with any key; ids also end in hyphens and numbers."""
    count = draw(st.integers(2, 6))
    facts = {
        "id": draw(name),
        "rule": draw(st.sampled_from(Rule)),
        "shuffle": draw(st.booleans()),
        "points": Fraction(draw(st.integers(1, 6)), draw(st.integers(1, 3))),
        "outcomes": tuple(draw(st.sets(st.sampled_from("xyz"), max_size=2))),
    }
    match draw(st.sampled_from(QuestionType)):
        case QuestionType.SINGLE:
            return choice(QuestionType.SINGLE, {draw(st.integers(0, count - 1))}, count, **facts)
        case QuestionType.MULTIPLE:
            right = draw(st.sets(st.integers(0, count - 1), min_size=1))
            return choice(QuestionType.MULTIPLE, right, count, **facts)
        case QuestionType.TRUE_FALSE:
            return true_false(draw(st.booleans()), **facts)
        case QuestionType.MATCHING:
            return matching(count, count + draw(st.integers(0, 2)), **facts)
        case QuestionType.ORDER:
            return order(count, **facts)
        case QuestionType.GAPS:
            right = st.none() | st.integers(0, 2)
            return gaps(draw(st.lists(right, min_size=1, max_size=4)), **facts)
        case QuestionType.NUMBER:
            low = draw(st.integers(-1000, 1000))
            return number(low, low + draw(st.integers(0, 9)), "mm", **facts)
        case QuestionType.SHORT_TEXT:
            return short_text(**facts)
        case _:
            return open_question(**facts)


@st.composite
def any_pool(draw: st.DrawFn, **sizes: int) -> list[Question]:
    names = draw(st.lists(IDS, unique=True, **sizes))
    return [draw(any_question(st.just(name))) for name in names]


def typed(longest: int = 30) -> st.SearchStrategy[str]:
    """Text as a form delivers it: without NUL and surrogates, lines ended by one character."""
    characters = st.characters(exclude_characters="\0\r", exclude_categories=("Cs",))
    return st.text(characters, max_size=longest)


@st.composite
def any_value(draw: st.DrawFn, asked: Question) -> Value:
    """Any answer that the question's form can hold, blank and partly blank ones too."""
    count = len(asked.texts["en"].options)
    index = st.none() | st.integers(0, max(0, count - 1))
    match asked.key:
        case ChoiceKey():
            if asked.type is QuestionType.SINGLE:
                return draw(index)
            return sorted(draw(st.sets(st.integers(0, count - 1))))
        case TrueFalseKey():
            return draw(st.none() | st.booleans())
        case MatchingKey(pairs=size) | OrderKey(items=size):
            return draw(st.lists(index, min_size=size, max_size=size))
        case GapsKey(gaps=keys):
            return [
                draw(typed() if key.right is None else st.none() | st.integers(0, 2))
                for key in keys
            ]
        case _:
            return draw(typed())


def right_value(asked: Question, language: str = "en") -> Value:
    """The answer that the key says is right."""
    text = asked.texts[language]
    match asked.key:
        case ChoiceKey(right=right):
            return min(right) if asked.type is QuestionType.SINGLE else sorted(right)
        case TrueFalseKey(right=truth):
            return truth
        case NumberKey(low=low):
            return str(low)
        case MatchingKey(pairs=size) | OrderKey(items=size):
            return list(range(size))
        case GapsKey(gaps=keys):
            return [
                text.gaps[place][0] if key.right is None else key.right
                for place, key in enumerate(keys)
            ]
        case TextKey():
            return text.accepted[0]
        case _:
            return "five sentences"


def _reordered(asked: Question, side: str, places: Sequence[int]) -> Question:
    """The same question written in another order on one side, in every language."""
    words = {
        language: replace(text, **{side: tuple(getattr(text, side)[place] for place in places)})
        for language, text in asked.texts.items()
    }
    return replace(asked, texts=words)


def _reworded(asked: Question, draw: st.DrawFn) -> Question:
    """Other feedback, explanation and accepted words: all that is read only after grading."""
    mark = draw(st.sampled_from(["", "other"]))
    key = asked.key
    return replace(
        asked,
        texts={
            language: replace(
                text,
                explanation=mark or None,
                accepted=tuple(word + mark * 9 for word in text.accepted),
                options=tuple(OptionText(option.text, mark) for option in text.options),
                gaps=tuple(
                    tuple(word + mark * 9 for word in words)
                    if isinstance(key, GapsKey) and key.gaps[place].right is None
                    else words
                    for place, words in enumerate(text.gaps)
                ),
            )
            for language, text in asked.texts.items()
        },
    )


@st.composite
def rekeyed(draw: st.DrawFn, asked: Question) -> Question:
    """The same question with any other key: for matching and ordering, written in another order."""
    asked = _reworded(asked, draw)
    count = len(asked.texts["en"].options)
    places = draw(st.permutations(range(count)))
    match asked.key:
        case ChoiceKey():
            size = 1 if asked.type is QuestionType.SINGLE else draw(st.integers(1, count))
            return replace(asked, key=ChoiceKey(frozenset(places[:size])))
        case TrueFalseKey(right=truth):
            return replace(asked, key=TrueFalseKey(not truth))
        case NumberKey(low=low, high=high, unit=unit):
            return replace(asked, key=NumberKey(low - 3, 2 * high + 10**6, unit))
        case MatchingKey(pairs=pairs):
            other = _reordered(asked, "options", places)
            return _reordered(other, "lefts", draw(st.permutations(range(pairs))))
        case OrderKey():
            return _reordered(asked, "options", places)
        case GapsKey(gaps=keys):
            index = st.integers(0, 2)
            others = (GapKey(None if key.right is None else draw(index)) for key in keys)
            return replace(asked, key=GapsKey(tuple(others)))
        case OpenKey(points=points):
            return replace(asked, key=OpenKey(tuple(reversed([*points[1:], points[0] + 1]))))
        case _:
            return asked
