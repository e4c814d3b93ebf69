"""A browser's long description of itself, as its owner would name it."""

from flask_babel import gettext as _

# The first that fits: browsers claim to be others, so the rarer names stand first.
PROGRAMS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("YaBrowser", "Yandex Browser"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_name(agent: str) -> str:
    """«Firefox, Windows»; words for what we do not know."""
    found = [
        next((name for sign, name in table if sign in agent), None) for table in (PROGRAMS, SYSTEMS)
    ]
    known = [name for name in found if name]
    return ", ".join(known) or _("An unknown browser")
