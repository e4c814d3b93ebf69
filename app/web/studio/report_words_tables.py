"""What is wrong in a table of questions, cell by cell, in words for its report."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

WORDS: dict[str, LazyString] = {
    "unknown-column": _l(
        "A column of this name is not known; what stands in it was left out (rows: %(rows)s)."
    ),
    "row-without-question": _l("An answer before the first question."),
    "cell-formula": _l(
        "A formula (%(cell)s). Formulas are not read: put its value there as text. The question was left out."
    ),
    "cell-date": _l(
        "A date (%(cell)s): the spreadsheet has taken what you wrote for a date. Format the cell as text and write it again. The question was left out."
    ),
    "cell-broken": _l("An error of the spreadsheet (%(cell)s). The question was left out."),
    "type-unknown": _l(
        "“%(cell)s” is no type of question. Choose one from the list in the template. The question was left out."
    ),
    "answer-missing": _l("The answer is missing. The question was left out: “%(prompt)s”"),
    "right-missing": _l(
        "No answer is marked as right. Write “yes” beside it. The question was left out: “%(prompt)s”"
    ),
    "answer-twice": _l(
        "This type has one answer, and here is another one: “%(cell)s”. The question was left out."
    ),
    "answer-beside-gaps": _l(
        "The words of gaps stand in the question between [[ and ]]; here is an answer besides: “%(cell)s”. The question was left out."
    ),
    "mark-form": _l(
        "“%(cell)s” is neither yes nor no. Write “yes”, or leave the cell empty. The question was left out."
    ),
    "truth-form": _l("“%(cell)s” is neither true nor false. The question was left out."),
    "number-form": _l(
        "“%(cell)s” is not a number. Write 47, or 40..50, or 1.41 +- 0.01; a unit may follow. The question was left out."
    ),
    "points-form": _l(
        "“%(cell)s” are no points. Write a number above 0 and up to 100. The question was left out."
    ),
    "points-missing": _l("A criterion without points. The question was left out: “%(prompt)s”"),
    "match-missing": _l(
        "A left side without what goes with it: “%(cell)s”. The question was left out."
    ),
    "grading-form": _l(
        "“%(cell)s” is no way of grading. Leave it empty, or write “all or nothing”. The question was left out."
    ),
    "gaps-form": _l(
        "The gaps are not written as they should be: [[word|other word]] to fill, [[ may | (must) ]] to choose. The question was left out: “%(prompt)s”"
    ),
}
