"""Why a zip or tar.gz file was not opened, in words that say what to do."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.core.exchange.intake.refusals import MemberRefused
from app.core.exchange.refusals import ContainerRefused
from app.web.studio.media_words import media_refused

_WORDS: dict[str, LazyString] = {
    "not-a-container": _l("This is no zip file, although its name may say so."),
    "damaged": _l("The file is damaged or not whole. Make it again and send the new one."),
    "too-many": _l("There are more than 2000 files in it; a module has far fewer."),
    "file-too-large": _l("A file in it is larger than 50 MB."),
    "too-large": _l("Unpacked it is larger than 200 MB."),
    "ratio": _l(
        "Unpacked it is more than 100 times as large: such files fill a disk and are not opened."
    ),
    "nested": _l("There is another packed file in it. Unpack that one first."),
    "overlapping": _l("Its parts overlap, as no honest program writes them. Make it again."),
    "lying": _l("What it says of its parts is not true. Make it again with another program."),
    "encrypted": _l("It is locked with a password. Make it again without one."),
    "method": _l("It is packed in an unusual way. Make it again as an ordinary zip file."),
    "link": _l("There is a link to another file in it. Put the file itself there."),
    "device": _l("There is something in it that is neither a file nor a folder."),
    "name": _l(
        "A name in it cannot be kept: names are letters, digits, hyphens, dots and spaces, and lead to no other folder."
    ),
    "duplicate": _l("Two files in it have the same name for some computers."),
    "no-module": _l("There is no module.yaml in it: this is not the folder of a module."),
    "several-modules": _l("There is more than one module in it. Bring them in one by one."),
}


def container_refused(refusal: ContainerRefused) -> str:
    """Everything at once: what is wrong, with which member, and that nothing was taken."""
    if isinstance(refusal, MemberRefused):
        why = media_refused(refusal.why)
    else:
        why = str(_WORDS[refusal.code])
    if refusal.member:
        why = _("%(member)s: %(why)s", member=refusal.member, why=why)
    return _("%(why)s Nothing was taken.", why=why)
