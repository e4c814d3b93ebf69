"""What became of each thing of a Moodle backup or question file, where no other format has the same to tell."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

QUESTIONS: dict[str, LazyString] = {
    "type-foreign": _l("There are no questions of Moodle's type “%(type)s” here: “%(prompt)s”"),
    "gap-weights": _l(
        "The gaps had different weights (%(weights)s). Here every gap counts the same."
    ),
    "gap-number": _l(
        "A gap asked for the number %(number)s. It is a word now, and only “%(accepted)s” is right."
    ),
    "gap-several": _l("A gap in which several answers are right: “%(prompt)s”"),
    "gap-words": _l(
        "The words of a gap cannot stand in one, for example since they are too long: %(words)s. “%(prompt)s”"
    ),
    "gap-one-word": _l("A gap offered one word alone, “%(word)s”. Now it is to be filled in."),
    "gaps-count": _l("A text with gaps to fill that has none, or too many: “%(prompt)s”"),
    "hints-joined": _l("There were %(count)s hints, shown one after another. They are one now."),
    "prompt-from-name": _l(
        "The question had no words but its name, so the name is what people are asked."
    ),
    "points": _l("It had %(found)s points; now it has %(points)s."),
    "units": _l("Units that are not kept: %(units)s."),
    "response-template": _l("A text to begin the answer with: “%(text)s”"),
    "grader-notes": _l("Notes for those who grade: “%(notes)s”"),
    "elements": _l("Parts of the question that are unknown here: %(names)s."),
    "order-items": _l("Things to put in order that are too few or the same: %(items)s."),
    "penalty": _l(
        "A further try cost a part of the points (%(value)s). There is no such penalty here. Questions: %(count)s."
    ),
    "overall-feedback": _l(
        "Words for the whole answer, right or wrong: “%(value)s”. Questions: %(count)s."
    ),
    "case": _l("Capital letters counted. Here they never do. Questions: %(count)s."),
    "out-points-by-gaps": _l(
        "Moodle counts one point for each of the %(count)s gaps, whatever the question is worth here."
    ),
    "alt-from-name": _l(
        "A picture had no description. Until you say what it shows, it is called “%(alt)s” after its file."
    ),
    "file-kind": _l("The file %(file)s is of a kind that is not taken here."),
    "file-svg": _l("The drawing %(file)s: SVG can carry scripts. Make a PNG of it."),
    "file-not-what-it-says": _l("The file %(file)s is not what its first bytes say."),
    "file-damaged": _l("The file %(file)s is damaged."),
    "file-too-many-pixels": _l("The picture %(file)s has too many pixels."),
    "file-moving": _l("The picture %(file)s moves. Make a still picture or a film of it."),
    "file-too-large": _l("The file %(file)s is too large."),
    "file-too-many": _l("The file %(file)s: there are too many files."),
    "file-missing": _l("The file %(file)s is named, but it is not in the backup."),
    "file-pdf-locked": _l("The document %(file)s is locked with a password."),
    "file-pdf-active": _l("The document %(file)s could run, open or send something."),
}
COURSES: dict[str, LazyString] = {
    "activity": _l("Taken into a lesson (%(type)s)."),
    "activity-left": _l("There is no place here for an activity of the kind “%(type)s”."),
    "activity-damaged": _l("The activity (%(type)s) cannot be read: its own file is missing."),
    "quiz": _l("Its questions are in the quiz: %(questions)s."),
    "slots-by-chance": _l(
        "%(count)s of its questions were drawn by chance. Now the quiz draws all its questions by chance."
    ),
    "quiz-intro": _l("The words above the quiz: “%(text)s”"),
    "question-hidden": _l("A question that Moodle kept hidden."),
    "chapter-hidden": _l("The hidden chapter “%(chapter)s”."),
    "address": _l("An address that is none of another site: %(address)s"),
    "alt-from-title": _l(
        "The picture %(file)s is described by the title of the activity, “%(alt)s”. Say what it shows."
    ),
    "fact": _l("A backup does not say it. It is set to “%(value)s”; change it in the settings."),
    "outcome-to-write": _l(
        "A module says what people can do afterwards, and a backup does not. Write the outcomes, and say of each question which of them it tests."
    ),
    "file-unused": _l("The file %(file)s is shown in no text."),
    "people-files": _l("Files of people were not looked at: %(count)s."),
    "people-member": _l("It may tell of people or of settings, so it was not opened (%(count)s)."),
    "member": _l("It was not opened (%(count)s)."),
}
WORDS: dict[str, LazyString] = {**QUESTIONS, **COURSES}

NOT_READ: dict[str, LazyString] = {
    "not-a-backup": _l("This is no backup of a Moodle course: moodle_backup.xml is missing."),
    "backup-too-old": _l(
        "This is a backup of Moodle 1. Restore it in a newer Moodle, and make a backup there."
    ),
    "not-xml": _l("%(where)s is no XML that can be read."),
    "xml-entities": _l("The XML names entities or other files. Such files are not opened."),
    "xml-too-deep": _l("The XML is nested too deep."),
    "xml-too-many": _l("The XML has more than 400,000 elements. Divide it."),
}
