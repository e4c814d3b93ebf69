"""What else a backup holds, by name alone: people, grades, roles, settings and logs are never opened."""

import re
from collections import Counter

from app.core.exchange.mbz.backup import OUTLINE, Members
from app.core.exchange.reports import Item

_READ = frozenset((OUTLINE, "questions.xml", "files.xml", "course/course.xml", ".ARCHIVE_INDEX"))
_INSIDE = re.compile(r"(?:activities|sections)/([a-z0-9]+)_[0-9]+/(.+)\Z")
_PEOPLE = re.compile(
    r"(?:^|/)(?:users|roles|groups|gradebook|grades|grade_history|grading|enrolments|comments|logs"
    r"|logstores|loglastaccess|completion|badges|calendar|competencies|contentbank|calendarevents"
    r"|blocks?|xapistate|outcomes|scales|filters|completiondefaults|inforef|module)\b"
)


def member_items(members: Members) -> list[Item]:
    """One item for each kind of member that was left closed, with the number of them."""
    counted: Counter[tuple[str, str]] = Counter()
    for name in members.names:
        if name in _READ or name.startswith("files/") or name.endswith("/section.xml"):
            continue
        inside = _INSIDE.match(name)
        if inside and inside[2] == f"{inside[1]}.xml":
            # The activity is named by its title already, whether it was read or not.
            continue
        shown = inside[2] if inside else name
        code = "people-member" if _PEOPLE.search(name) else "member"
        counted[code, shown] += 1
    return [
        Item("left-out", code, shown, shown, {"count": str(count)})
        for (code, shown), count in sorted(counted.items())
    ]
