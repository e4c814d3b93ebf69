"""What became of each file of a module's zip file, in words."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

WORDS: dict[str, LazyString] = {
    "file": _l("Taken as it is."),
    "file-cleaned": _l(
        "Taken after it was cleaned: notes about place, device and maker were removed, and a picture was made lighter."
    ),
    "no-part-of-a-module": _l("Left out: a module has no place for this file."),
    "removed-from-draft": _l("Removed from the draft: it is not in the zip file."),
}
