"""New modules: from the pages to begin with, or as a copy of one that may be read."""

from collections.abc import Mapping
from datetime import datetime

from app.core.access.authorship import Doing
from app.core.courses.copying import copied_files
from app.core.courses.starting import starting_files
from app.services import drafts
from app.services.draft_saving import create_module
from app.services.sessions import SignedIn


def make_module(
    *, module_id: str, titles: Mapping[str, str], source: str, who: SignedIn, now: datetime
) -> None:
    """A module with three lessons, a quiz and a chart in the languages of its titles; who makes it owns it.

    Raises what create_module raises.
    """
    files = starting_files(titles=titles, source=source, reviewed=now.date())
    create_module(module_id=module_id, files=files, who=who, now=now)


def copy_module(*, module_id: str, new_id: str, who: SignedIn, now: datetime) -> None:
    """A module of one's own with the text of another as one sees it: its draft, or what is published.

    Parts, comments and the history of the other stay with it. Raises NotFound, and what create_module raises.
    """
    text = drafts.working_text(module_id, who, Doing.READ)
    files = copied_files(drafts.contents(text), module_id, new_id)
    create_module(module_id=new_id, files=files, who=who, now=now)
