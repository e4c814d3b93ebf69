"""Templates: each is a page with a title or a part that somebody uses; short, without inline script or style."""

import re

import pytest
from jinja2 import Environment, nodes

from app.web.templating import MENU
from tests.guards.source import TEMPLATES, python_files

LONGEST = 100
PARTS = ("layouts/", "components/")
# Sent to a script or kept in memory on their own, without the page around them.
FRAGMENTS = {
    "learn/lessons/content.html",
    "learn/mistakes/show.html",
    "learn/practice/show.html",
}
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|<style\b|<script(?![^>]*\bsrc=)|javascript:""", re.I
)

NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*"))
PAGES = [n for n in NAMES if n.endswith(".html") and not n.startswith(PARTS)]


def source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def parsed() -> dict[str, nodes.Template]:
    environment = Environment(autoescape=True)
    return {name: environment.parse(source(name)) for name in NAMES}


def referenced(template: nodes.Template) -> set[str]:
    """The templates that this one extends, includes or imports by name."""
    found: set[str] = set()
    for node in template.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        for constant in node.template.find_all(nodes.Const):
            found.add(constant.value)
        if isinstance(node.template, nodes.Const):
            found.add(node.template.value)
    return {name for name in found if isinstance(name, str)}


def test_every_template_is_used(parsed):
    used = {name for template in parsed.values() for name in referenced(template)}
    code = "\n".join(path.read_text(encoding="utf-8") for path in python_files("app"))
    used |= set(re.findall(r"""["']([\w/.-]+\.(?:html|txt|xml|json))["']""", code))
    mails = {name for name in NAMES if name.startswith("emails/")}

    assert set(NAMES) - used - mails == set()


def test_every_kind_of_mail_is_queued_somewhere():
    code = "\n".join(path.read_text(encoding="utf-8") for path in python_files("app/services"))
    kinds = {name[7:-4] for name in NAMES if name.startswith("emails/")} - {"signature"}

    assert {kind for kind in kinds if f'"{kind}"' not in code} == set()


def test_a_page_stands_on_a_layout_and_has_a_title(parsed):
    wrong = []
    parts = {part for template in parsed.values() for part in referenced(template)} | FRAGMENTS
    for name in set(PAGES) - parts:
        blocks = {block.name: block.body for block in parsed[name].find_all(nodes.Block)}
        extends = [t for t in referenced(parsed[name]) if t.startswith("layouts/")]
        if not extends or not blocks.get("title"):
            wrong.append(name)

    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_short_and_holds_no_script_or_style(name):
    text = source(name)

    assert len(text.splitlines()) <= LONGEST
    assert INLINE.findall(text) == []


def test_the_menu_leads_to_pages_that_are_there(app):
    assert {link.endpoint for link in MENU} <= set(app.view_functions)
