"""Sentences about translations that differ from their source."""

ERRORS: dict[str, tuple[str, str]] = {
    "attribute-in-translation": (
        "“{attribute}” stands in a translation of “{id}”; it belongs in the source language alone.",
        "Delete it here.",
    ),
    "answer-in-translation": (
        "The answer of “{id}” is written at {origin} and not in a translation.",
        "Delete this line, or write it the way the source does.",
    ),
    "mark-in-translation": (
        "A mark stands in a translation; it belongs in the source language alone.",
        "Write “- ” and the words.",
    ),
    "points-in-translation": (
        "Points stand in a translation; they belong in the source language alone.",
        "Write the criterion alone, in a table of one column.",
    ),
    "options-missing": (
        "“{id}” has {found} options here and {expected} at {origin} .",
        "Translate the missing ones, in the same order.",
    ),
    "options-extra": (
        "This option of the question on {question} is too many: {origin} has {expected}.",
        "Delete it, or add it in the source language.",
    ),
    "pairs-differ": (
        "“{id}” has {found} pairs and distractors here and {expected} at {origin} .",
        "Translate every line, in the same order.",
    ),
    "gaps-differ": (
        "“{id}” has {found} gaps here and {expected} at {origin} .",
        "Keep the same gaps in the same order.",
    ),
    "gap-words-differ": (
        "This gap offers {found} words; at {origin} it offers {expected}.",
        "Translate every word, in the same order.",
    ),
    "gap-right-in-translation": (
        "The gap {gap} marks the right word; that belongs in the source language alone.",
        "Delete the parentheses.",
    ),
    "criteria-differ": (
        "The rubric of “{id}” has {found} criteria here and {expected} at {origin} .",
        "Translate every criterion, in the same order.",
    ),
    "line-missing": (
        "“{id}” has no line for the answer here; {origin} has one.",
        "Add a line of ____ above the rubric.",
    ),
    "accepted-missing": (
        "“{id}” has no accepted words in this language; {origin} has some.",
        "Add a line that begins with =.",
    ),
    "feedback-missing": (
        "This option has no feedback; {origin} has some.",
        "Translate it, behind > on the next line.",
    ),
    "feedback-extra": (
        "This feedback has no counterpart at {origin} .",
        "Delete it, or add it in the source language.",
    ),
    "afterword-missing": (
        "“{id}” has no words behind “{mark}” here; {origin} has some.",
        "Translate them.",
    ),
    "afterword-extra": (
        "What stands behind “{mark}” has no counterpart at {origin} .",
        "Delete it, or add it in the source language.",
    ),
    "question-extra": (
        "There is no question “{id}” in the source language ({language}).",
        "Correct the id, or remove the question.",
    ),
    "question-missing": (
        "The question “{id}” is missing in this file; {origin} has it.",
        "Translate it, with the same id.",
    ),
    "question-elsewhere": (
        "The question “{id}” stands in another file than {origin} does.",
        "Move it into the file of the same name.",
    ),
    "outcome-missing": (
        "The outcome “{id}” is missing here; {origin} has it.",
        "Translate it under the same id.",
    ),
    "outcome-extra": (
        "The outcome “{id}” does not exist in the source language.",
        "Correct the id, or remove it.",
    ),
    "translates-in-source": (
        "“translates” has no place in the source language.",
        "Delete the line.",
    ),
    "heading-differs": (
        "The heading is of another level than the one at {origin} .",
        "Keep the same headings in the same order: their numbers are the sections' addresses.",
    ),
    "headings-missing": (
        "The page has {found} headings and {expected} at {origin} .",
        "Translate every heading, in the same order.",
    ),
    "heading-extra": (
        "This heading has no counterpart at {origin} .",
        "Remove it, or add it in the source language.",
    ),
}
