"""The registry holds every page: a new address or template without a state in it fails here, without a browser."""

import re

import pytest

from app import create_app
from config import ROOT
from tests.journeys.registry import NO_PAGE, STATES

TEMPLATES = ROOT / "app" / "templates"
# The last is rendered to be weighed, never sent.
PARTS = ("layouts/", "components/", "emails/", "studio/previews/whole.html")
PAGE = re.compile(r"{%-?\s*extends\b")


def pages() -> set[str]:
    """The templates that stand on a layout by themselves."""
    found = {path.relative_to(TEMPLATES).as_posix(): path for path in TEMPLATES.rglob("*.html")}
    return {
        name
        for name, path in found.items()
        if not name.startswith(PARTS) and PAGE.search(path.read_text(encoding="utf-8"))
    }


@pytest.mark.one_database
def test_every_address_that_gives_a_page_is_listed(settings):
    rules = create_app(settings).url_map.iter_rules()
    addresses = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    listed = {state.endpoint for state in STATES}

    assert addresses - listed - set(NO_PAGE) == set(), "Give these a state in registry.py"
    assert (listed | set(NO_PAGE)) - addresses == set(), "These are no addresses any more"
    assert listed & set(NO_PAGE) == set()


def test_every_template_of_a_page_is_listed():
    listed = {state.template for state in STATES}

    assert pages() - listed == set(), "Give these a state in registry.py"
    assert listed - pages() == set(), "These are no pages any more"


def test_no_state_is_listed_twice():
    names = [state.id for state in STATES]

    assert len(names) == len(set(names))
