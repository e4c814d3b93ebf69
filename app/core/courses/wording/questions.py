"""Sentences about questions as the source language has them."""

ERRORS: dict[str, tuple[str, str]] = {
    "question-without-id": (
        "The question has no id.",
        "Write one directly after the word “question”.",
    ),
    "question-attribute": (
        "“{attribute}” is not known in the opening line of a question.",
        "Use {known}, each with = and a value.",
    ),
    "attribute-twice": ("“{attribute}” stands twice.", "Keep one of the two."),
    "attribute-value": ("“{attribute}” does not have the right value.", "Write {expected}."),
    "id-twice": (
        "The id “{id}” is taken already, on {first} .",
        "Give this question an id of its own.",
    ),
    "outcome-unknown": ("module.md has no outcome “{id}”.", "Use one of: {known}."),
    "question-in-introduction": (
        "A question does not belong in the introduction.",
        "Move it into a lesson or into quiz.md.",
    ),
    "box-in-quiz": (
        "A box ({name}) does not belong between the questions of a quiz.",
        "Move its words into a question or a lesson.",
    ),
    "text-outside-question": (
        "This stands outside of every question: “{line}”.",
        "Move it between “::: question …” and “:::”.",
    ),
    "prompt-empty": ("The question “{id}” asks nothing.", "Write what is asked above the answers."),
    "no-answer": (
        "The question “{id}” has no answers.",
        "Add options, a line that begins with =, gaps in [[ ]] or a line of ____ ; numbered lines need type=order.",
    ),
    "type-without-form": (
        "The question “{id}” has nothing that makes it “{type}”.",
        "Write its answers, or delete the type.",
    ),
    "two-kinds-of-answer": (
        "The question “{id}” on {question} asks for two kinds of answer.",
        "Keep one kind and put the other into a question of its own.",
    ),
    "rule-misplaced": (
        "“rule” has no meaning for a question of the type “{type}”.",
        "Delete it; only multiple choice has rules.",
    ),
    "shuffle-misplaced": (
        "“shuffle” has no meaning for a question of the type “{type}”.",
        "Delete it.",
    ),
    "stray-text": (
        "This line belongs to no part of the question: “{line}”.",
        "Indent it under an option, begin it with !! or ??, or move it above the answers.",
    ),
    "line-twice": ("A second line for the answer stands here.", "Keep one line of ____ ."),
    "option-form": (
        "“{line}” looks like an option but is not written as one.",
        "Begin at the left margin with “- ”, then the mark, a space and the words.",
    ),
    "option-unmarked": ("This option has no mark.", "Begin it with {signs}."),
    "mark-unknown": ("This is not a mark that is known.", "Write {signs}, with a Latin x."),
    "marks-mixed": ("The mark “{mark}” does not fit this question.", "Use {signs} throughout."),
    "option-empty": ("This option has no words.", "Write them, or delete the line."),
    "option-twice": (
        "The same words already stand on {first} .",
        "Change one of the two, or delete it.",
    ),
    "too-few-options": (
        "The question “{id}” has {found} options; it needs at least {least}.",
        "Add more.",
    ),
    "no-right-option": ("The question “{id}” has no right option.", "Mark it with an x."),
    "two-right-options": (
        "The single choice “{id}” has more than one right option: {places} .",
        "Keep one (x), or write [ ] and [x] for multiple choice.",
    ),
    "no-wrong-option": (
        "Every option of “{id}” is right, so ticking all would be.",
        "Add a wrong one.",
    ),
    "feedback-empty": ("The feedback is empty.", "Write it after the >, or delete the line."),
    "feedback-misplaced": (
        "Only the options of a choice can have feedback.",
        "Move it to the explanation, behind !!.",
    ),
    "afterword-empty": (
        "Nothing stands behind “{mark}”.",
        "Write the words on the same line, or delete it.",
    ),
    "equals-twice": (
        "A second answer stands here, the first on {first} .",
        "Write all accepted words on one line, with | between them.",
    ),
    "not-true-false": ("“{found}” is neither true nor false.", "Write “= true” or “= false”."),
    "not-a-number": (
        "“{found}” cannot be read as a number.",
        "Write 47, 1.41 +- 0.01 or 40..50, then the unit; if it is a text, add type=short-text.",
    ),
    "range-reversed": (
        "The lower end of “{found}” is above the upper.",
        "Write the smaller number first.",
    ),
    "word-empty": (
        "One of the accepted words is empty: “{found}”.",
        "Write words between the bars, or delete a bar.",
    ),
    "mark-in-pair": (
        "A line of a matching question carries the mark “{mark}”.",
        "Write “- left => right” without a mark.",
    ),
    "pair-without-arrow": (
        "This line has no =>.",
        "Write “- left => right”, or “- => right” for a distractor.",
    ),
    "pair-without-right": (
        "Nothing stands to the right of the =>.",
        "Write what the left side belongs to.",
    ),
    "too-few-pairs": ("The question “{id}” has {found} pairs; it needs at least 2.", "Add more."),
    "order-form": (
        "A line of a question to put in order must begin with its number.",
        "Begin it with “{place}. ”.",
    ),
    "order-number": (
        "The number {found} stands where {place} is due.",
        "Number the lines 1, 2, 3 … in the right order.",
    ),
    "gap-open": (
        "“{gap}” has no counterpart on this line.",
        "Write each gap on one line, as [[word]].",
    ),
    "gap-empty": (
        "The gap {gap} has an empty word.",
        "Write words between the bars, or delete a bar.",
    ),
    "gap-two-right": (
        "The gap {gap} has more than one right word.",
        "Put one word in parentheses.",
    ),
    "gap-without-right": (
        "The gap {gap} marks none of its words as right.",
        "Put the right word in parentheses, or leave out the spaces inside the brackets if all are accepted.",
    ),
    "afterword-form": (
        "“{line}” begins with a single “{mark}”.",
        "Begin a hint with ?? and an explanation with !!.",
    ),
    "gap-no-choice": (
        "The gap {gap} offers one word alone.",
        "Add others, or remove the parentheses to have it filled in.",
    ),
    "gap-word-twice": ("The gap {gap} has the same word twice.", "Delete one."),
    "rubric-missing": (
        "The open question “{id}” has no rubric under its line on {line} .",
        "Add a table of two columns, criterion and points.",
    ),
    "rubric-header": (
        "The rubric has no header row.",
        "Begin with “| criterion | points |” and a row of dashes.",
    ),
    "rubric-line": (
        "This row of the rubric is not a criterion and its points.",
        "Write “| criterion | 2 |”.",
    ),
    "rubric-sum": (
        "The rubric of “{id}” does not add up to the {points} points of the question: {parts} .",
        "Change the rubric, or write points= on the question.",
    ),
}
