"""Patterns of questions that the editor's toolbar puts into a text, with words to be replaced."""

from flask_babel import gettext as _


def patterns(is_graded: bool) -> list[tuple[str, str, str]]:
    """The value, the name and the lines of each; `QUESTION-ID` stands where the script puts a fresh id."""
    opening = "::: question QUESTION-ID" + (" outcome=" if is_graded else "")
    ending = "\n!! " + _("Why this is so.") + "\n:::"
    return [
        (value, name, f"{opening}{attributes}\n{lines}\n{ending}")
        for value, name, attributes, lines in (*_chosen(), *_written(), *_arranged())
    ]


def _chosen() -> list[tuple[str, str, str, str]]:
    ask, right, wrong = _("What is asked?"), _("The right answer"), _("A wrong answer")
    statement = _("A statement that is true.")
    return [
        ("single", _("One answer"), "", f"{ask}\n\n- (x) {right}\n- ( ) {wrong}\n- ( ) {wrong} 2"),
        (
            "multiple",
            _("Several answers"),
            "",
            f"{ask}\n\n- [x] {right}\n- [x] {right} 2\n- [ ] {wrong}",
        ),
        ("true-false", _("True or false"), "", f"{statement}\n\n= true"),
    ]


def _written() -> list[tuple[str, str, str, str]]:
    ask, word, other = _("What is asked?"), _("word"), _("other word")
    criterion, points, good = _("criterion"), _("points"), _("What a good answer holds")
    return [
        ("short-text", _("A few words"), "", f"{ask}\n\n= {word} | {other}"),
        ("number", _("A number"), "", f"{ask}\n\n= 47"),
        (
            "open",
            _("Open answer"),
            " points=2",
            f"{ask}\n\n____\n\n| {criterion} | {points} |\n|---|---|\n| {good} | 2 |",
        ),
    ]


def _arranged() -> list[tuple[str, str, str, str]]:
    ask, left, right = _("What is asked?"), _("the left side"), _("the right side")
    steps = (_("First step"), _("Second step"), _("Third step"))
    sentence, gap, other = _("A sentence with a gap:"), _("gap"), _("other word")
    ordered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    return [
        (
            "matching",
            _("Matching"),
            "",
            f"{ask}\n\n- {left} 1 => {right} 1\n- {left} 2 => {right} 2",
        ),
        ("order", _("Putting in order"), " type=order", f"{ask}\n\n{ordered}"),
        ("gaps", _("Fill the gaps"), "", f"{sentence} [[{gap}|{other}]]."),
    ]
