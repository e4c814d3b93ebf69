"""The house rules of the code: sizes, names, first sentences, who commits, and what is never written."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.guards.source import APP, TEMPLATES, called, functions, length, place, python_files, tree

LONGEST_FILE, LONGEST_TEST_FILE = 250, 400
LONGEST_FUNCTION, LONGEST_ROUTE = 40, 25
HOMELESS = frozenset({"utils", "util", "helpers", "common", "misc", "manager", "managers", "base"})
METHODS = frozenset({"get", "post", "route", "put", "delete", "patch"})
NEVER_CALLED = frozenset(
    {"eval", "exec", "compile", "__import__", "render_template_string", "os.system", "os.popen"}
    | {"yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "subprocess.getoutput"}
)
NEVER_IMPORTED = frozenset({"pickle", "shelve", "marshal", "dill", "random"})
# Every place where HTML is taken as it is. A new one needs a reason that a reviewer accepts.
TRUSTED_HTML = {
    "app/templates/learn/lessons/content.html": 1,  # a lesson, sanitised when it was rendered
    "app/web/learn/kept.py": 1,  # a part of a page that our own templates made
    "app/web/learn/lessons.py": 1,  # the same, made just now
    "app/web/studio/drafted.py": 2,  # a page that our own templates made of sanitised Markdown
    "app/web/rendered.py": 4,  # Markdown, sanitised by core/courses/rendering.py
}

CODE = python_files("app")
RUNNING = [*CODE, *(APP.parent / name for name in ("config.py", "wsgi.py"))]
OWN = [*RUNNING, *python_files("bench")]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_stay_short():
    long = {place(path): lines(path) for path in OWN if lines(path) > LONGEST_FILE}
    tests = {place(p): lines(p) for p in python_files("tests") if lines(p) > LONGEST_TEST_FILE}

    assert long | tests == {}


def test_functions_and_routes_stay_short():
    long = {
        place(path, function.lineno): length(function)
        for path in OWN
        for function in functions(path)
        if length(function) > (LONGEST_ROUTE if is_route(function) else LONGEST_FUNCTION)
    }

    assert long == {}


def is_route(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = (called(decorator) for decorator in function.decorator_list)
    return any(name.rpartition(".")[2] in METHODS and "." in name for name in names)


def test_every_file_has_a_noun_for_a_name():
    named = {part for path in CODE for part in (path.stem, *path.relative_to(APP).parts[:-1])}

    assert named & HOMELESS == set()


def test_every_module_says_first_what_it_is_for():
    for path in [*OWN, *python_files("tests", "migrations")]:
        if path.name == "__init__.py" and not path.read_text().strip():
            assert "tests" in path.parts, place(path)
            continue
        told = ast.get_docstring(tree(path))
        assert told, f"{place(path)} has no docstring"
        first = told.split("\n\n")[0]
        assert first.endswith((".", ")")), f"{place(path)}: {first!r} is no sentence"


def test_every_folder_of_tests_is_a_package():
    folders = {path.parent for path in python_files("tests")}

    assert [place(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def commits(node: ast.AST) -> list[ast.Call]:
    return [
        inner
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call) and called(inner).endswith("session.commit")
    ]


def test_only_services_commit():
    elsewhere = [
        place(path, call.lineno)
        for path in CODE
        if "services" not in path.parts
        for call in commits(tree(path))
    ]

    assert elsewhere == []


def test_a_service_commits_as_its_last_act():
    wrong = [
        f"{place(path, call.lineno)}: {function.name} goes on after its commit"
        for path in CODE
        for function in functions(path)
        for call in commits(function)
        if not is_last_act(function, call)
    ]

    assert wrong == []


def is_last_act(function: ast.AST, call: ast.Call) -> bool:
    """Behind the commit, in its block and in those around it, stand `return` and lines of the log alone."""
    for block in blocks(function):
        for number, statement in enumerate(block):
            holds = any(inner is call for inner in ast.walk(statement))
            if holds and not all(map(only_tells, block[number + 1 :])):
                return ends_its_branch(function, call)
    return True


def only_tells(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Return):
        return not commits(statement)
    return isinstance(statement, ast.Expr) and called(statement.value).startswith(
        # Tries are counted in a place of their own, outside the transaction.
        ("log.", "limits.")
    )


def ends_its_branch(function: ast.AST, call: ast.Call) -> bool:
    """In its own block the commit is followed by lines of the log, then by `return` or a refusal."""
    for block in blocks(function):
        for number, statement in enumerate(block):
            if isinstance(statement, ast.Expr) and statement.value is call:
                rest = block[number + 1 :]
                return (
                    bool(rest)
                    and isinstance(rest[-1], ast.Return | ast.Raise)
                    and all(map(only_tells, rest[:-1]))
                )
    return False


def blocks(node: ast.AST) -> list[list[ast.stmt]]:
    return [
        value
        for inner in ast.walk(node)
        for field in ("body", "orelse", "finalbody")
        if isinstance(value := getattr(inner, field, None), list)
    ]


SAMPLES = (
    ("def f():\n    db.session.commit()\n    return 1", True),
    ("def f():\n    if a:\n        db.session.commit()\n        return 1\n    raise E", True),
    ("def f():\n    db.session.add(x)\n    db.session.commit()", True),
    ("def f():\n    db.session.commit()\n    send(x)", False),
    ("def f():\n    if a:\n        db.session.commit()\n    send(x)", False),
    ("def f():\n    if a:\n        db.session.commit()\n    return x", True),
    ("def f():\n    db.session.commit()\n    log.info(x)\n    return x", True),
    (
        "def f():\n    if a:\n        db.session.commit()\n        raise E\n    db.session.add(x)",
        True,
    ),
    ("def f():\n    db.session.commit()\n    db.session.add(x)\n    db.session.commit()", False),
    ("def f():\n    for a in b:\n        db.session.commit()\n        send(a)", False),
)


@pytest.mark.parametrize(("source", "good"), SAMPLES)
def test_the_rule_about_commits_knows_good_from_bad(source, good):
    function = ast.parse(source).body[0]

    assert is_last_act(function, commits(function)[0]) is good


def test_nothing_dangerous_is_called_or_imported():
    found = []
    for path in RUNNING:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and called(node) in NEVER_CALLED:
                found.append(f"{place(path, node.lineno)} calls {called(node)}")
            names = imported(node) & NEVER_IMPORTED
            if names:
                found.append(f"{place(path, node.lineno)} imports {names}")

    assert found == []


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and not node.level:
        return {(node.module or "").partition(".")[0]}
    return set()


def test_imports_stand_at_the_top_but_for_slow_libraries_with_a_reason():
    hidden = []
    for path in CODE:
        text = path.read_text(encoding="utf-8").splitlines()
        for function in functions(path):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    line = text[node.lineno - 1]
                    if not re.search(r"# noqa: PLC0415 -- \w+", line):
                        hidden.append(place(path, node.lineno))

    assert hidden == []


def test_html_is_taken_as_it_is_only_where_we_made_it_ourselves():
    counted: Counter[str] = Counter()
    for path in [*CODE, *TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]:
        text = path.read_text(encoding="utf-8")
        times = len(re.findall(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false", text))
        if times:
            counted[place(path)] = times

    assert dict(counted) == TRUSTED_HTML
