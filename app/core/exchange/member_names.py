"""The names of members in a container from outside: which are plain relative paths, on every system and in every form."""

import re
import unicodedata

LONGEST_PATH, LONGEST_PART, DEEPEST = 240, 120, 16
FORBIDDEN = frozenset('<>:"|?*\\%')
"""`%` would let `%2e%2e` pass as a name and mean `..` to whoever decodes it later; the rest is what Windows refuses."""
SLASHES = frozenset("\u2044\u2215\u29f8\u29f9\uff0f\uff3c\ufe68\u2216")
"""Signs that look like a slash, or become one when a name is brought into one form."""
DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])"
    r"\s*(?:\..*)?\Z",
    re.IGNORECASE,
)


def is_plain(name: str) -> bool:
    """Whether a member's name (a folder's without its last slash) stays where it is put, whoever reads it."""
    if not name or len(name) > LONGEST_PATH or name.count("/") >= DEEPEST:
        return False
    # A name is looked at as written and as it would be after normalisation: full-width dots are dots, too.
    return all(
        _is_plain_part(part)
        for form in {name, unicodedata.normalize("NFKC", name)}
        for part in form.split("/")
    )


def _is_plain_part(part: str) -> bool:
    if not part or len(part) > LONGEST_PART or part != part.strip() or part.endswith("."):
        return False
    if part.startswith(("~", "-")) or DEVICES.match(part):
        return False
    return all(
        char.isprintable() and char not in FORBIDDEN and char not in SLASHES for char in part
    )


def clash_key(name: str) -> str:
    """Two names with the same key are one file on some system."""
    return unicodedata.normalize("NFKC", name).casefold()
