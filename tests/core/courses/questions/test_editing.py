"""What the editor of questions promises: only what somebody changed is another line than before."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.core.courses.content import QuestionType, Rule
from app.core.courses.question_pages import QuestionPages, side_by_side
from app.core.courses.questions.editing import Written, rewritten
from app.core.courses.questions.fields import Fields, Row
from app.core.courses.questions.filling import settled, source_question, translated_question
from app.core.courses.questions.settling import Unwritable
from app.core.courses.questions.writing import question_block
from tests.core.courses.questions.made import ROOT, questions
from tests.core.courses.questions.test_writing import module_with

PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
KINDS = list(QuestionType)


def folders() -> list[Path]:
    """The modules that ship, and those that hold the checker to its word, where they are at hand."""
    places = (ROOT / "courses", ROOT / "tests" / "core" / "courses" / "good")
    return sorted({path.parent for place in places for path in place.rglob("module.yaml")})


def pages_of(folder: Path) -> QuestionPages:
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    return QuestionPages(folder.name, files)


def every_block(pages: QuestionPages) -> list[tuple[str, str]]:
    return [(code, name) for code in pages.languages for name in pages.manuscript.questions.source]


def saved(pages: QuestionPages, written: Written, after: Fields) -> bytes:
    """What saving a form does: blanks left out, changed words made fit, the block changed."""
    after = settled(replace(after, rows=after.filled_rows()), written.fields, written.language)
    if written.is_source:
        return rewritten(written, after, source_question(after, written.language))
    source = pages.source_question(after.id)
    assert source is not None
    question = translated_question(after, source, pages.source, written.language)
    return rewritten(written, after, question)


def from_a_browser(fields: Fields) -> Fields:
    """The same fields as a form sends them: text areas end their lines in two characters."""
    return replace(
        fields,
        prompt=fields.prompt.replace("\n", "\r\n"),
        explanation=fields.explanation.replace("\n", "\r\n"),
        rows=tuple(replace(row, text=row.text.replace("\n", "\r\n")) for row in fields.rows),
    )


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_opening_and_saving_without_a_change_gives_the_same_bytes(folder: Path) -> None:
    pages = pages_of(folder)
    blocks = every_block(pages)
    assert blocks
    for language, name in blocks:
        written = pages.written(language, name)
        assert written is not None, (language, name)
        assert saved(pages, written, from_a_browser(written.fields)) == written.content


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
@pytest.mark.parametrize("name", ["prompt", "hint", "explanation", "feedback", "text"])
def test_changing_one_field_changes_only_its_lines(folder: Path, name: str) -> None:
    pages = pages_of(folder)
    for language, question in every_block(pages):
        written = pages.written(language, question)
        assert written is not None
        fields = written.fields
        if name in ("prompt", "hint", "explanation"):
            old = getattr(fields, name)
            if not old or (name == "prompt" and "\n" in old):
                continue
            after = replace(fields, **{name: f"{old} More."})
        else:
            place = next((n for n, row in enumerate(fields.rows) if getattr(row, name)), None)
            if place is None:
                continue
            old = getattr(fields.rows[place], name)
            rows = list(fields.rows)
            rows[place] = replace(rows[place], **{name: f"{old} More."})
            after = replace(fields, rows=tuple(rows))
        found = saved(pages, written, after).split(b"\n")
        before = written.content.split(b"\n")
        kept = [line for line in found if line in before]
        assert b" More." in b"".join(found)
        assert len([line for line in before if line not in found]) <= old.count("\n") + 1
        assert [line for line in before if line in found] == kept


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)
@given(data=st.data())
def test_a_generated_block_opens_and_saves_unchanged_and_any_field_of_it_can_be_changed(
    kind: QuestionType, data: st.DataObject
) -> None:
    question = data.draw(questions(kind))
    try:
        block = question_block(question, "en", is_source=True)
    except Unwritable:
        return
    pages = QuestionPages("m", module_with({"en": block, "ru": ""}))
    written = pages.written("en", question.id)
    assert written is not None
    assert saved(pages, written, from_a_browser(written.fields)) == written.content
    for change in ({"hint": "A new hint."}, {"hint": ""}, {"explanation": "- one\n- two"}):
        after = replace(written.fields, **change)  # type: ignore[arg-type]
        files = dict(pages.files) | {"en/quiz.md": saved(pages, written, after)}
        again = QuestionPages("m", files).written("en", question.id)
        assert again is not None
        assert replace(again.fields, hint="", explanation="") == replace(
            written.fields, hint="", explanation=""
        )
        assert {name: getattr(again.fields, name) for name in change} == change


HAND = """::: question who points=2   outcome=one
Who   may listen?
Say why.

- ( ) The cousin
  who speaks.

  > No.
- (x) An interpreter.
- ( ) Nobody.
  > Too strict.
!! Privacy.
:::
"""


def by_hand(block: str = HAND, end: str = "\n") -> tuple[QuestionPages, Written]:
    files = module_with({"en": block, "ru": ""})
    files["en/quiz.md"] = files["en/quiz.md"].decode().replace("\n", end).encode()
    pages = QuestionPages("m", files)
    written = pages.written("en", "who")
    assert written is not None
    return pages, written


def block_after(change: Fields, block: str = HAND) -> str:
    pages, written = by_hand(block)
    return saved(pages, written, change).decode().split("---\n\n")[1]


def test_another_right_option_changes_two_lines() -> None:
    fields = by_hand()[1].fields
    rows = tuple(replace(row, right=place == 2) for place, row in enumerate(fields.rows))
    expected = HAND.replace("- (x) An", "- ( ) An").replace("- ( ) Nobody", "- (x) Nobody")
    assert block_after(replace(fields, rows=rows)) == expected


def test_an_option_is_added_moved_and_taken_out_with_the_others_as_they_are() -> None:
    fields = by_hand()[1].fields
    first, second, third = fields.rows
    added = block_after(replace(fields, rows=(*fields.rows, Row("New", feedback="a\n\nb"))))
    assert added == HAND.replace("!! P", "- ( ) New\n  > a\n  >\n  > b\n!! P")
    moved = block_after(replace(fields, rows=(second, first, third)))
    start, end = HAND.index("- ( ) The"), HAND.index("- ( ) Nobody")
    assert moved == (
        HAND[:start] + "- (x) An interpreter.\n" + HAND[start : HAND.index("- (x)")] + HAND[end:]
    )
    gone = block_after(replace(fields, rows=(first, second)))
    assert gone == HAND.replace("- ( ) Nobody.\n  > Too strict.\n", "")


def test_points_outcomes_and_shuffling_change_the_opening_line_alone() -> None:
    fields = by_hand()[1].fields
    changed = replace(fields, points="0,5", outcomes=("one", "two"), shuffle=False)
    assert block_after(changed) == HAND.replace(
        "points=2   outcome=one", "points=0.5 outcome=one outcome=two shuffle=no"
    )


def test_a_hint_is_put_above_the_explanation_and_taken_out_again() -> None:
    fields = by_hand()[1].fields
    with_hint = block_after(replace(fields, hint="Who gains?"))
    assert with_hint == HAND.replace("!! P", "\n?? Who gains?\n!! P")
    again = by_hand(with_hint)[1].fields
    assert block_after(replace(again, hint=""), with_hint) == HAND


def test_windows_line_ends_and_a_byte_order_mark_are_kept() -> None:
    pages, written = by_hand(end="\r\n")
    after = replace(written.fields, explanation="Safety.\n\nPrivacy.")
    found = saved(pages, replace(written, content=b"\xef\xbb\xbf" + written.content), after)
    assert found.startswith(b"\xef\xbb\xbf---\r\n")
    assert b"!! Safety.\r\n\r\n!! Privacy.\r\n:::" in found
    assert b"\n" not in found.replace(b"\r\n", b"")


def test_another_type_writes_the_block_anew() -> None:
    fields = by_hand()[1].fields
    rows = tuple(replace(row, right=place < 2) for place, row in enumerate(fields.rows))
    found = block_after(replace(fields, type=QuestionType.MULTIPLE, rule=Rule.ALL, rows=rows))
    assert "rule=all" in found
    assert "- [x] The cousin\n  who speaks.\n  > No.\n- [x] An interpreter.\n- [ ] Nobody." in found


@pytest.mark.parametrize(
    "line", ["(x) no dash", "- (v) a wrong mark", "a stray line", "? half a hint", "= true"]
)
def test_a_block_with_lines_that_nobody_understands_is_not_shown_as_fields(line: str) -> None:
    files = module_with({"en": HAND.replace("!! P", f"{line}\n!! P"), "ru": ""})
    assert QuestionPages("m", files).written("en", "who") is None


def test_a_translation_has_a_line_for_each_option_of_the_source_and_fills_the_missing_one() -> None:
    russian = (
        "::: question who\nКто?\n\n- Родственник.\n  > Нет.\n- Переводчик.\n\n!! Тайна.\n:::\n"
    )
    pages = QuestionPages("m", module_with({"en": HAND, "ru": russian}))
    written, source = pages.written("ru", "who"), pages.written("en", "who")
    assert written is not None
    assert source is not None
    shown = side_by_side(source.fields, written.fields)
    assert [row.was for row in shown.rows] == [0, 1, None]
    rows = (*shown.rows[:2], replace(shown.rows[2], text="Никто.", feedback="Строго."))
    found = saved(pages, written, replace(shown, rows=rows)).decode()
    assert found.endswith(
        russian.replace("- Переводчик.\n", "- Переводчик.\n- Никто.\n  > Строго.\n")
    )
