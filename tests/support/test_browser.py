"""The bench itself: every check of a page can fail, and forms are sent as a person would send them."""

import contextlib
import smtplib
import socket
import urllib.request

import pytest
from flask import Flask, request, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from app.extensions import db
from app.models.states import State
from tests.support.browser import Browser
from tests.support.factories import make_person, make_state, sign_in
from tests.support.forms import Form
from tests.support.network import NetworkUsed, watch
from tests.support.page_checks import complaints
from tests.support.pages import Page

pytestmark = pytest.mark.one_database

GOOD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Reading – Academy</title>
<link rel="stylesheet" href="/static/a.css"></head>
<body><a class="skip" href="#main">Skip to main content</a>
<main id="main"><h1>Reading</h1><h2>Part</h2><p id="p">Text <a href="https://other.example/">source</a></p>
<img src="/static/a.png" alt="">
<form method="post" action="/send"><input type="hidden" name="csrf_token" value="t">
<label for="name">Name</label><input id="name" name="name" aria-describedby="p"><button>Send</button></form>
</main></body></html>"""
POLICY = {"Content-Security-Policy": "default-src 'none'; style-src 'self'"}


def seen(html: str, headers: dict[str, str] = POLICY) -> list[str]:
    app = Flask("one_page")
    app.add_url_rule("/", "index", lambda: (html, headers))
    return complaints(Page(app.test_client().get("/"), "/"), "localhost")


def test_a_good_page_gives_no_complaint():
    assert seen(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('<html lang="en">', "<html>", "<html lang>"),
        ("Reading – Academy", "", "the title"),
        ("Reading – Academy", "Reading", "the title"),
        ("<title>Reading – Academy</title>", "", "0 titles"),
        ("<h1>Reading</h1>", "", "0 h1"),
        ("<h1>Reading</h1>", "<h1>Reading</h1><h1>Again</h1>", "2 h1"),
        ("<h1>Reading</h1>", "<h1> </h1>", "the h1 is empty"),
        ("<h2>Part</h2>", "<h3>Part</h3>", "skips from h1 to h3"),
        ('<main id="main">', '<main id="main"></main><main>', "2 main"),
        ('href="#main"', 'href="#elsewhere"', "does not skip to main"),
        ('<a class="skip" href="#main">Skip to main content</a>', "", "does not skip to main"),
        ("</p>", "</p></span>", "invalid HTML"),
        ("<!doctype html>", "", "invalid HTML"),
        ('id="p"', 'id="main"', "stands 2 times"),
        ('aria-describedby="p"', 'aria-describedby="q"', "names no id"),
        ('<label for="name">Name</label>', "", "has no label"),
        ('<label for="name">Name</label>', '<label for="name"></label>', "has no label"),
        ("<button>Send</button>", "<button></button>", "<button> without words"),
        (' alt=""', "", "has no alt"),
        ('<input type="hidden" name="csrf_token" value="t">', "", "has no csrf_token"),
        ('name="csrf_token" value="t"', 'name="csrf_token" value=""', "has no csrf_token"),
        ("</main>", "<script>1</script></main>", "an inline script"),
        ("</head>", "<style>p{color:red}</style></head>", "an inline style sheet"),
        ('id="p"', 'id="p" style="color:red"', "the attribute style"),
        ('id="p"', 'id="p" onclick="1"', "the attribute onclick"),
        ("https://other.example/", "javascript:1", "a javascript: address"),
        ("/static/a.css", "https://cdn.example/a.css", "href of <link> leads to"),
        ("/static/a.png", "//cdn.example/a.png", "src of <img> leads to"),
        ("/static/a.png", "data:image/gif;base64,R0", "src of <img> leads to"),
        ('action="/send"', 'action="https://cdn.example/"', "action of <form> leads to"),
        ("</main>", '<script src="//cdn.example/a.js"></script></main>', "src of <script>"),
    ],
)
def test_each_check_of_a_page_can_fail(old, new, complaint):
    assert old in GOOD

    found = seen(GOOD.replace(old, new, 1))
    assert len([told for told in found if complaint in told]) == 1, found


@pytest.mark.parametrize(
    "headers", [{}, {"Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'"}]
)
def test_a_page_without_a_strict_policy_is_refused(headers):
    assert any("Content-Security-Policy" in told for told in seen(GOOD, headers))


FORM = """<form id="f" method="post" action="/send"><input type="hidden" name="h" value="kept">
<input name="t" value="old"><input name="off" value="x" disabled><textarea name="a">
one
two</textarea><input type="checkbox" name="c" value="1"><input type="checkbox" name="c" value="2" checked>
<input type="radio" name="r" value="a"><input type="radio" name="r" value="b" checked>
<select name="s"><option value="">–</option><option>x</option><option value="y" selected>Y</option></select>
<button name="do" value="save">Save</button><button name="do" value="drop" formaction="/drop">Drop it</button>
</form><input name="outside" form="f" value="also">"""


@pytest.fixture
def form() -> Form:
    app = Flask("one_form")
    app.add_url_rule("/", "index", lambda: f"<!doctype html><title>x</title><main>{FORM}</main>")
    return Page(app.test_client().get("/"), "/").form()


def test_an_untouched_form_is_sent_as_it_stands(form):
    sending = form.send({})

    assert (sending.method, sending.action) == ("post", "/send")
    assert sending.pairs == [
        ("h", "kept"),
        ("t", "old"),
        ("a", "one\r\ntwo"),
        ("c", "2"),
        ("r", "b"),
        ("s", "y"),
        ("do", "save"),
        ("outside", "also"),
    ]


def test_fields_are_filled_in_and_the_named_button_is_pressed(form):
    sending = form.send({"t": "new", "c": ["1", "2"], "r": "a", "s": "x"}, press="Drop it")

    assert sending.action == "/drop"
    assert [pair for pair in sending.pairs if pair[0] not in ("h", "a", "outside")] == [
        ("t", "new"),
        ("c", "1"),
        ("c", "2"),
        ("r", "a"),
        ("s", "x"),
        ("do", "drop"),
    ]


@pytest.mark.parametrize("fields", [{"nothing": "x"}, {"r": "z"}, {"s": "z"}, {"c": ["3"]}])
def test_what_the_form_does_not_offer_cannot_be_sent(form, fields):
    with pytest.raises(AssertionError):
        form.send(fields)


@pytest.fixture
def visitor(app, browser) -> Browser:
    """The application with two pages of the test's own, open to everyone."""

    def page() -> str:
        count = session["count"] = session.get("count", 0) + 1
        html = GOOD.replace('value="t"', f'value="{generate_csrf()}"').replace('"/send"', '"/en/x"')
        return html.replace("Text", f"Visit {count}.")

    def received() -> tuple[str, int]:
        db.session.add(State(code="ZZ", names={}, region=request.form["name"]))
        db.session.commit()
        return "", 303

    app.view_functions["learn_home.index"] = page
    app.add_url_rule("/en/x", "learn_home.x", received, methods=["POST"])
    app.add_url_rule("/en/y", "learn_home.y", page)
    return browser


def test_a_form_is_sent_with_its_token_and_what_it_wrote_is_seen_by_the_test(visitor):
    make_state("GE")

    visitor.submit(visitor.get("learn_home.index"), name="asia")

    regions = db.session.scalars(select(State.region).order_by(State.code)).all()
    assert regions == ["europe", "asia"]


def test_a_post_without_the_token_is_refused(visitor):
    page = visitor.get("learn_home.index")
    page.one("//input[@name='csrf_token']").set("value", "wrong")

    visitor.submit(page, name="asia", status=400)
    visitor.post("/en/x", {"name": "asia"}, token=False, status=400)
    assert db.session.scalars(select(State)).all() == []
    visitor.post("/en/x", {"name": "asia"})


def test_the_status_and_a_title_used_twice_are_noticed(visitor):
    with pytest.raises(AssertionError, match="gave 200, not"):
        visitor.get("learn_home.index", status=404)
    visitor.get("learn_home.index")
    with pytest.raises(AssertionError, match="is also that of"):
        visitor.get("/en/y")


def test_the_session_lives_between_requests_and_nothing_else_does(visitor):
    assert "Visit 1." in visitor.get("learn_home.index").words()
    assert "Visit 2." in visitor.get("learn_home.index").words()
    assert "Visit 1." in Browser(visitor.app).get("learn_home.index").words()


def test_a_signed_in_person_is_known_to_the_application(browser):
    person = make_person(given_name="Aida", family_name="Ibraimova")

    page = sign_in(browser, person).get("learn_home.index")

    assert "Aida Ibraimova" in page.words("//body")
    assert "Aida" not in Browser(browser.app).get("learn_home.index").html


def test_connections_to_other_hosts_and_mail_servers_are_refused():
    with pytest.raises(NetworkUsed), socket.socket() as away:
        away.connect(("192.0.2.1", 80))
    with pytest.raises(OSError, match="look-up of academy.example"):
        urllib.request.urlopen("http://academy.example/")
    with pytest.raises(NetworkUsed):
        smtplib.SMTP("localhost", 25)
    assert len(watch.reached) == 3
    watch.reached.clear()


def test_this_machine_may_be_reached():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        contextlib.closing(socket.create_connection(server.getsockname())) as here,
    ):
        assert here.getpeername() == server.getsockname()
