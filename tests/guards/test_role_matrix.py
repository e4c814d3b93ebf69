"""Who gets what from every address, as a table in the repository: role_matrix.tsv (T01, T03).

A new address, or another answer to an old one, fails here until the table says so. Write the table anew with

    ROLE_MATRIX=write python -m pytest tests/guards/test_role_matrix.py

and read the difference line by line before committing it: each cell is a decision about who may do what.
Cells are statuses; "sign-in" is a redirect to the sign-in page.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.guards.roles import COLUMNS, methods_of, objects, path_of

TABLE = Path(__file__).with_name("role_matrix.tsv")
HEAD = ("address", "method", "object", *COLUMNS)

pytestmark = pytest.mark.one_database


def told(answer):
    """A status, or that the visitor is led to sign in."""
    where = urlsplit(answer.headers.get("Location", "")).path
    return "sign-in" if where == "/en/sign-in" else str(answer.status_code)


def the_table(app, world, rules):
    rows = {}
    for rule in rules:
        for method in methods_of(rule):
            for who in COLUMNS:
                for label, values in objects(rule, who, world).items():
                    answer = world.ask(who, method, path_of(app, rule, values))
                    rows.setdefault((rule.rule, method, label), {})[who] = told(answer)
                    if method != "GET":
                        world.reset()
    return [
        HEAD,
        *((*key, *(cells.get(who, "-") for who in COLUMNS)) for key, cells in rows.items()),
    ]


def test_every_address_answers_every_role_as_the_table_says(app, world, rules):
    found = the_table(app, world, rules)
    if os.environ.get("ROLE_MATRIX") == "write":
        TABLE.write_text("".join("\t".join(row) + "\n" for row in found))
    kept = [tuple(line.split("\t")) for line in TABLE.read_text().splitlines()]
    assert [row for row in found if row not in kept] == []
    assert [row for row in kept if row not in found] == []


def test_no_role_gets_anything_of_anybody_elses(app, world, rules):
    """What belongs to somebody else and what does not exist: same status, same headers, same page."""
    compared = 0
    for rule in rules:
        for method in methods_of(rule):
            for who in COLUMNS:
                both = objects(rule, who, world)
                if "other's" not in both:
                    continue
                foreign, missing = (
                    impersonal(world, who, method, path_of(app, rule, both[label]), both[label])
                    for label in ("other's", "missing")
                )
                assert foreign == missing, (rule.rule, method, who)
                assert foreign[0] in (302, 400, 401, 404)
                compared += 1
    assert compared >= 70


def impersonal(world, who, method, path, values):
    """The answer without the address that was asked for."""
    answer = world.ask(who, method, path)
    if method != "GET":
        world.reset()
    body, headers = answer.get_data(as_text=True), dict(answer.headers)
    for value in values.values():
        body = body.replace(str(value), "")
        headers = {name: text.replace(str(value), "") for name, text in headers.items()}
    for passing in ("Set-Cookie", "Content-Length"):
        headers.pop(passing, None)
    return answer.status_code, headers, body
