"""What became of the blocks of a translation that came back, in words."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

WORDS: dict[str, LazyString] = {
    "translated": _l("New words for this block."),
    "not-translated": _l(
        "Blocks without a translation in the file: %(count)s. They stay as they are."
    ),
    "as-it-was": _l("Blocks with the words that stand already: %(count)s."),
    "unknown-block": _l("The source has no such block, or no longer. The words were: “%(words)s”"),
    "block-twice": _l(
        "This block is in the file twice; the first one counts. The words were: “%(words)s”"
    ),
    "source-changed": _l(
        "The source of this block was changed after the file was handed out. Look at the block on its page. The words were: “%(words)s”"
    ),
    "same-as-source": _l(
        "The words are those of the source, so nothing is translated yet: “%(words)s”"
    ),
    "misfit-several-blocks": _l(
        "One block in the source, more than one here: take out blank lines. The words were: “%(words)s”"
    ),
    "misfit-other-block": _l(
        "Another kind of block than in the source. The words were: “%(words)s”"
    ),
    "misfit-items": _l("Another number of items than in the source. The words were: “%(words)s”"),
    "misfit-table": _l("Other rows or columns than in the source. The words were: “%(words)s”"),
    "checker": _l("%(said)s The words were: “%(words)s”"),
    "cell": _l("The cell holds a formula or an error instead of words: %(words)s"),
}
NOT_READ: dict[str, LazyString] = {
    "not-xliff": _l("This is no XLIFF 2.0 file. Save it in the form in which it was handed out."),
    "no-blocks": _l(
        "No block of this module was found: the column with the names of the blocks is missing or changed."
    ),
    "other-language": _l("The file is a translation into another language."),
    "no-words": _l("The file holds no new words that can be taken."),
    "changed-meanwhile": _l(
        "The module was changed after you looked at the file. Look at it again."
    ),
}
