"""Why a file was not taken, in words that say what to do."""

from collections.abc import Callable

from flask_babel import gettext as _

from app.core.exchange.intake.refusals import MediaRefused
from app.web.studio.uploads import size_words

_WORDS: dict[str, Callable[..., str]] = {
    "kind": lambda: _(
        "Files of this kind are not taken. Bring in a picture (PNG, JPEG, WebP), a table (CSV), a document (PDF) or a film (MP4)."
    ),
    "svg": lambda: _(
        "Drawings in SVG can hold programs and are not taken here. Save the drawing as PNG; those who publish from the courses folder may use SVG."
    ),
    "not-what-it-says": lambda kind: _(
        "This is no %(kind)s file, although its name says so. Open it and save it again in the right format.",
        kind=kind,
    ),
    "damaged": lambda: _("This file is damaged. Open it, save it again, and send the new file."),
    "too-many-pixels": lambda found, most: _(
        "This picture has %(found)s million pixels; up to %(most)s million can be taken. Make it smaller first.",
        found=found,
        most=most,
    ),
    "moving": lambda: _("Moving pictures are not taken. Send one picture of it, or a film (MP4)."),
    "too-large": lambda most="": (
        _("This file is too large; make it smaller first.")
        if not most
        else _(
            "This file is larger than %(most)s; make it smaller first.", most=size_words(int(most))
        )
    ),
    "pdf-locked": lambda: _("This PDF is locked. Save it without a password and send it again."),
    "pdf-active": lambda what: _(
        "This PDF holds something that could run, open or send things (%(what)s). Print it into a new PDF and send that.",
        what=what,
    ),
    "not-text": lambda: _(
        "This file is no text in UTF-8. Save it again as “CSV UTF-8” or as plain text."
    ),
    "table-shape": lambda line: _(
        "No chart can be drawn from this table: look at line %(line)s. The first row names the columns, the first column holds words, and the others numbers; up to 4 columns of numbers and 40 rows.",
        line=line,
    ),
    "captions-shape": lambda: _(
        "A film needs its captions: a WebVTT file that begins with WEBVTT and has a time above each line of words, without styles of its own."
    ),
}


def media_refused(refusal: MediaRefused) -> str:
    """The words for a refusal."""
    return _WORDS[refusal.code](**refusal.facts)
