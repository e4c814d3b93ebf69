"""Sentences about files, YAML, tracks and the facts of a module."""

ERRORS: dict[str, tuple[str, str]] = {
    "file-too-large": (
        "The file has {size} KiB, more than the {limit} KiB that a text may have.",
        "Split it into several lessons.",
    ),
    "took-too-long": (
        "The page takes more than {seconds} seconds to read.",
        "Look for long rows of brackets or colons, and split the page.",
    ),
    "paragraph-too-long": (
        "More than {limit} characters follow without a blank line.",
        "Put blank lines between the paragraphs.",
    ),
    "not-utf-8": ("This is not UTF-8.", "Save the file with the encoding UTF-8."),
    "control-character": (
        "An invisible character ({name}) stands here that no text needs.",
        "Delete it, or type the line again.",
    ),
    "yaml-too-large": (
        "The YAML is larger than {limit} KiB.",
        "Move long texts into the Markdown below it.",
    ),
    "yaml-unreadable": (
        "The YAML cannot be read: {why}.",
        "Delete the character, or put the text in quotes.",
    ),
    "yaml-empty": ("There is nothing here.", "Write the keys that docs/writing-courses.md lists."),
    "yaml-syntax": (
        "The YAML cannot be read here: {why}.",
        "Check the indentation and close every quote and bracket; put a text with a colon in quotes.",
    ),
    "yaml-alias": (
        "“{name}” is an anchor or an alias, which are not allowed.",
        "Write the value out.",
    ),
    "yaml-tag": ("“{tag}” is a YAML tag, which is not allowed.", "Delete the tag."),
    "yaml-second-document": (
        "A second YAML document begins here.",
        "Delete the line of three dashes.",
    ),
    "yaml-too-deep": ("The YAML is nested more than {limit} levels deep.", "Write it flatter."),
    "key-not-text": ("A key must be a word.", "Write “key: value” on a line of its own."),
    "duplicate-key": (
        "The key “{key}” stands here again, first on {first} .",
        "Keep one of the two.",
    ),
    "unknown-key": (
        "The key “{key}” is not known here.",
        "Use one of: {known}; or delete the line.",
    ),
    "missing-key": ("The key “{key}” is missing.", "Add a line “{key}: …”."),
    "wrong-type": (
        "“{key}” does not have the right kind of value.",
        "Write {expected}; a text that looks otherwise goes in quotes.",
    ),
    "empty-text": (
        "“{key}” is empty.",
        "Write something, or delete the line if the key may be left out.",
    ),
    "empty-list": ("The list “{key}” is empty.", "Name at least one."),
    "listed-twice": ("“{item}” stands twice in “{key}”.", "Delete one of the two."),
    "bad-id": (
        "“{id}” cannot be an id.",
        "Use lower-case ASCII letters, digits and single hyphens, at most 80 characters.",
    ),
    "bad-language": (
        "“{language}” is not the code of a language.",
        "Use two or three lower-case letters, such as en or ru.",
    ),
    "tracks-missing": (
        "The file tracks.yaml is missing.",
        "Create it in the courses folder, with a list of tracks.",
    ),
    "tracks-shape": ("A track must be a list entry with keys.", "Begin each track with “- id: …”."),
    "track-twice": (
        "The track “{id}” stands here again, first on {first} .",
        "Give one of the two another id.",
    ),
    "track-language-missing": (
        "The {key} of the track “{id}” has no words in “{language}”.",
        "Add “{language}: …” inside the braces.",
    ),
    "module-unknown": (
        "There is no module “{id}”.",
        "Correct the name, or create the folder {id}/ with a module.yaml.",
    ),
    "module-shape": (
        "module.yaml must hold keys and values.",
        "Begin with “source: en” on a line of its own.",
    ),
    "facts-missing": ("The folder {id}/ has no module.yaml.", "Add one, or move the folder away."),
    "source-not-listed": (
        "The source language “{language}” is not among the languages.",
        "Use one of: {known}; or add it to “languages”.",
    ),
    "prerequisite-unknown": (
        "There is no module “{id}” to come first.",
        "Correct the name, or remove it from the list.",
    ),
    "prerequisite-circle": (
        "The modules wait for each other: {circle}.",
        "Remove one of the prerequisites.",
    ),
    "draw-too-large": (
        "An attempt draws {draw} questions, and the quiz has {pool}.",
        "Write more questions, or draw at most {pool}.",
    ),
    "quiz-without-questions": (
        "The quiz has no question, so nobody can reach its pass mark.",
        "Write at least one question.",
    ),
    "outcome-untested": (
        "No graded question tests the outcome “{id}”.",
        "Add outcome={id} to a question in quiz.md, or remove the outcome.",
    ),
    "path-unsafe": (
        "“{path}” is not a name that every system can keep.",
        "Use ASCII letters, digits, dots, hyphens and underscores.",
    ),
    "folder-not-listed": (
        "The folder {folder}/ stands here, but “languages” does not name it.",
        "Add it to “languages”, or remove the folder.",
    ),
    "language-without-pages": (
        "There are no pages in “{language}”.",
        "Add the folder {language}/ with its pages, or remove the language.",
    ),
    "page-name": (
        "“{name}” is neither module.md, quiz.md nor a lesson's name.",
        "Name a lesson by its number and id, such as 01-act-means-purpose.md; quiz, media and module are taken.",
    ),
    "page-missing": (
        "The file {file} is missing here; {origin} has it.",
        "Add it, with the same ids.",
    ),
    "page-extra": (
        "The file {file} has no counterpart in {folder}/.",
        "Remove it, or add it in the source language.",
    ),
    "no-lessons": ("The module has no lesson.", "Add a file such as {folder}/01-first-steps.md."),
    "lesson-twice": (
        "Another lesson already has “{name}”: {first}.",
        "Give one of them another number and another id.",
    ),
}
