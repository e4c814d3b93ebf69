"""Changes a block that is there: lines whose fields were not changed stay as they are, byte for byte."""

from dataclasses import dataclass, field

from app.core.courses.blocks import Block
from app.core.courses.content import Question, QuestionType
from app.core.courses.questions import parts
from app.core.courses.questions.drafts import Draft
from app.core.courses.questions.fields import CHOICES, Fields, Row
from app.core.courses.questions.parts import Line
from app.core.courses.questions.placing import FileLines
from app.core.courses.questions.rereading import reread_source, reread_translation
from app.core.courses.questions.segments import Segments, segments_of
from app.core.courses.questions.settling import Unwritable, settle
from app.core.courses.questions.writing import question_block, source_lines

Mixed = list[int | str]


@dataclass(frozen=True, slots=True)
class Written:
    """A block as it stands in a file, with the fields that it says; in a translation the words alone."""

    content: bytes
    block: Block
    draft: Draft
    fields: Fields
    language: str
    is_source: bool


def rewritten(written: Written, after: Fields, question: Question) -> bytes:
    """The file with the block changed from its fields to `after`, whose question is `question`.

    Lines of fields that stay the same are not touched. Where that cannot be done, because another type was chosen
    or the block is laid out in an unusual way, the block is written anew. Raises Unwritable.
    """
    if after == written.fields:
        return written.content
    whole = question_block(question, written.language, is_source=written.is_source)
    canonical = whole.rstrip("\n").split("\n")
    changed = _changed_lines(written, after, question)
    first, last = written.block.line, written.block.end
    lines = FileLines(written.content)
    if changed is not None:
        texts = [lines.line(one) if isinstance(one, int) else one for one in changed]
        if _says(texts, canonical, question, written):
            lines.replace(first, last, changed)
            return lines.content
    lines.replace(first, last, canonical)
    return lines.content


def _says(texts: list[str], canonical: list[str], question: Question, written: Written) -> bool:
    """Whether the changed lines say what the whole block would say."""
    text = settle(question.type, question.texts[written.language], written.language)
    lines: list[Line] = [(line, "prompt") for line in texts]
    try:
        if written.is_source:
            return reread_source(lines, question, text, written.language)
        origin = source_lines(question, text, written.language, typed=True)
        reread_translation(lines, origin, question, text, written.language)
    except Unwritable:
        return False
    return True


def _changed_lines(written: Written, after: Fields, question: Question) -> Mixed | None:
    before, segments = written.fields, segments_of(written.draft, written.block, written.content)
    if segments is None or before.type is not after.type:
        return None
    return _Change(written, segments, before, after, question).lines()


@dataclass(slots=True)
class _Change:
    written: Written
    segments: Segments
    before: Fields
    after: Fields
    question: Question
    replaced: dict[int, tuple[int, Mixed]] = field(default_factory=dict)

    def lines(self) -> Mixed | None:
        """The lines of the block, a number for each that stays."""
        canonical = self._canonical()
        if self._head_changed():
            self.replaced[self.written.block.line] = (self.written.block.line, canonical["id"][:1])
        if self.before.prompt != self.after.prompt:
            if self.segments.prompt is None:
                return None
            self._replace(self.segments.prompt, canonical["prompt"])
        if not self._answers(canonical):
            return None
        for name in ("hint", "explanation"):
            if getattr(self.before, name) != getattr(self.after, name):
                place = getattr(self.segments, name)
                if place is None or not canonical[name]:
                    self._begin_or_end(name, place, canonical[name])
                else:
                    self._replace(place, canonical[name])
        return self._joined()

    def _canonical(self) -> dict[str, Mixed]:
        """The lines that a new block would have for each field."""
        language = self.written.language
        text = settle(self.question.type, self.question.texts[language], language)
        key = self.question.key if self.written.is_source else None
        typed = self.written.draft.header.type is not None
        return {
            "id": [source_lines(self.question, text, language, typed=typed)[0][0]],
            "prompt": [line for line, _ in parts.prompt(text, key)],
            "hint": [line for line, _ in parts.afterword("??", text.hint, "hint")],
            "explanation": [line for line, _ in parts.afterword("!!", text.explanation, "")],
        }

    def _head_changed(self) -> bool:
        names = ("points", "outcomes", "rule", "shuffle")
        return self.written.is_source and any(
            getattr(self.before, name) != getattr(self.after, name) for name in names
        )

    def _replace(self, place: tuple[int, int], lines: Mixed) -> None:
        self.replaced[place[0]] = (place[1], lines)

    def _answers(self, canonical: dict[str, Mixed]) -> bool:
        """Answers behind `=`, or the list of lines; False where only a new block will do."""
        answers = ("accepted", "truth", "number", "tolerance", "low", "high", "unit")
        if any(getattr(self.before, name) != getattr(self.after, name) for name in answers):
            if self.segments.equals is None:
                return False
            self._replace(self.segments.equals, [self._equals()])
        if self.before.rows == self.after.rows:
            return True
        if not self.segments.rows:
            return False
        first, last = self.segments.rows[0].first, self.segments.rows[-1].last
        self._replace((first, last), self._rows())
        return True

    def _equals(self) -> str:
        language = self.written.language
        text = settle(self.question.type, self.question.texts[language], language)
        lines = source_lines(self.question, text, language, typed=True)
        return next(line for line, name in lines if name in ("key", "accepted"))

    def _rows(self) -> Mixed:
        """Each line of answers as it stands, or written anew; the blank lines between them stay."""
        places, rows = self.segments.rows, self.after.rows
        old = {row.was: row for row in self.before.rows}
        is_same_order = sorted(old, key=str) == sorted((row.was for row in rows), key=str) and [
            row.was for row in rows
        ] == [row.was for row in self.before.rows]
        if is_same_order:
            rows = tuple(sorted(rows, key=lambda row: row.was or 0))
        gap: Mixed = [""] if len(places) > 1 and places[1].first > places[0].last + 1 else []
        lines: Mixed = []
        for number, row in enumerate(rows):
            if number and is_same_order:
                lines += range(places[number - 1].last + 1, places[number].first)
            elif number:
                lines += gap
            lines += self._row(row, number, old.get(row.was) if row.was is not None else None)
        return lines

    def _row(self, row: Row, number: int, before: Row | None) -> Mixed:
        words = self._words(row, number)
        feedback: Mixed = [line for line, _ in parts.feedback(row.feedback or None, "")]
        if before is None or row.was is None:
            return [*words, *feedback]
        place = self.segments.rows[row.was]
        is_moved = self.after.type is QuestionType.ORDER and row.was != number
        same_words = (row.text, row.left, row.right, row.points) == (
            before.text, before.left, before.right, before.points
        )  # fmt: skip
        if same_words and not is_moved:
            words = [*range(place.first, place.words_last + 1)]
        if row.feedback == before.feedback:
            return [*words, *range(place.words_last + 1, place.last + 1)]
        return [*words, *feedback]

    def _words(self, row: Row, number: int) -> Mixed:
        kind = self.after.type
        if kind is QuestionType.OPEN:
            cells = (row.text, row.points) if self.written.is_source else (row.text,)
            return [parts.table_row(cells)]
        mark = f"{number + 1}." if kind is QuestionType.ORDER else "-"
        if kind in CHOICES and self.written.is_source:
            signs = ("( )", "(x)") if kind is QuestionType.SINGLE else ("[ ]", "[x]")
            mark = f"- {signs[row.right]}"
        text = row.text
        if kind is QuestionType.MATCHING:
            text = f"{row.left} => {row.text}" if row.left else f"=> {row.text}"
        return [line for line, _ in parts.item(mark, text, "")]

    def _begin_or_end(self, name: str, place: tuple[int, int] | None, lines: Mixed) -> None:
        """Put a hint or an explanation in, or take it out with the blank line above it."""
        segments = self.segments
        if place is not None:
            first, last = place
            if segments.is_blank(first - 1) and first - 1 not in self.replaced:
                first -= 1
            self.replaced[first] = (last, [])
            return
        below = segments.explanation if name == "hint" else None
        at = below[0] if below else segments.close
        above_is_afterword = segments.hint is not None and segments.hint[1] == at - 1
        space: Mixed = [] if segments.is_blank(at - 1) or above_is_afterword else [""]
        until, there = self.replaced.get(at, (at, [at]))
        self.replaced[at] = (until, [*space, *lines, *there])

    def _joined(self) -> Mixed:
        lines: Mixed = []
        number = self.written.block.line
        while number <= self.written.block.end:
            if number in self.replaced:
                last, new = self.replaced[number]
                lines += new
                number = last + 1
            else:
                lines.append(number)
                number += 1
        return lines
