"""Patterns of questions that the editor's toolbar puts into a text, with words to be replaced."""

from flask_babel import gettext as _


def patterns(is_graded: bool) -> list[tuple[str, str, str]]:
    """The value, the name and the lines of each; `QUESTION-ID` stands where the script puts a fresh id."""
    ask, right, wrong = _("What is asked?"), _("The right answer"), _("A wrong answer")
    why = f"\n!! {_('Why this is so.')}\n:::"
    opening = "::: question QUESTION-ID" + (" outcome=" if is_graded else "")
    return [
        (
            "single",
            _("One answer"),
            f"{opening}\n{ask}\n\n- (x) {right}\n- ( ) {wrong}\n- ( ) {wrong} 2\n{why}",
        ),
        (
            "multiple",
            _("Several answers"),
            f"{opening}\n{ask}\n\n- [x] {right}\n- [x] {right} 2\n- [ ] {wrong}\n{why}",
        ),
        ("true-false", _("True or false"), f"{opening}\n{_('A statement.')}\n\n= true\n{why}"),
        (
            "short-text",
            _("A few words"),
            f"{opening}\n{ask}\n\n= {_('word')} | {_('other word')}\n{why}",
        ),
        ("number", _("A number"), f"{opening}\n{ask}\n\n= 47\n{why}"),
        (
            "matching",
            _("Matching"),
            f"{opening}\n{ask}\n\n- {_('left')} 1 => {_('right')} 1\n- {_('left')} 2 => {_('right')} 2\n{why}",
        ),
        (
            "order",
            _("Putting in order"),
            f"{opening} type=order\n{ask}\n\n1. {_('First step')}\n2. {_('Second step')}\n3. {_('Third step')}\n{why}",
        ),
        (
            "gaps",
            _("Fill the gaps"),
            f"{opening}\n{_('A sentence with a')} [[{_('gap')}|{_('other word')}]].\n{why}",
        ),
        (
            "open",
            _("Open answer"),
            f"{opening} points=2\n{ask}\n\n____\n\n| {_('criterion')} | {_('points')} |\n|---|---|\n| {_('What a good answer holds')} | 2 |\n{why}",
        ),
    ]
