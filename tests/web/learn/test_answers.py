"""Each answer as it is given, over HTTP: what is acknowledged is stored, other windows are told, the end is the end."""

from datetime import timedelta
from itertools import count as numbers
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.models.quizzes import Answer, LateAnswer
from tests.support.browser import Browser
from tests.support.courses import publish
from tests.support.exam import EXAM, exam_files
from tests.support.factories import make_person, sign_in
from tests.support.learning import begin, save, sitting, start, submit
from tests.support.queries import counted

KEYS = numbers(1)


@pytest.fixture
def person(db_session):
    publish({EXAM: exam_files(quiz="minutes: 20")})
    someone = make_person()
    begin(someone)
    return someone


@pytest.fixture
def attempt(person):
    return start(person)


@pytest.fixture
def window(app, clock, person, attempt) -> Browser:
    return open_window(app, person)


@pytest.fixture
def other_window(app, clock, person, attempt) -> Browser:
    return open_window(app, person)


def open_window(app, person):
    browser = sign_in(Browser(app), person)
    browser.get("learn_home.index")
    return browser


def send(window, attempt, question, sequence, status=200, **fields):
    """One save; fields are named without "q-", and `key` and `seen` may be given."""
    own = {name: fields.pop(name) for name in ("key", "seen") if name in fields}
    data = {"question": question, "sequence": sequence, "key": f"key-{next(KEYS):06}"}
    data |= {"seen": sequence - 1} | own
    data |= {f"q-{name.replace('_', '.')}": value for name, value in fields.items()}
    reply = window.post("learn_answers.save", data, status=status, attempt=attempt)
    assert reply.headers["Cache-Control"] == "no-store"
    return reply.json


def state(window, attempt):
    return window.get("learn_answers.show", attempt=attempt).json


def rows(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_a_save_is_acknowledged_when_it_is_stored(window, person, attempt, now):
    told = send(window, attempt, "word", 1, word="half an answer")
    assert told == {
        "saved": True,
        "sequence": 1,
        "answered": 1,
        "of": 8,
        "at": "09:30 UTC",
        "others": [],
    }
    held = sitting(person, attempt)
    assert held.answers == {"word": ("half an answer", "en")}
    assert (held.sequence, held.saved_at) == (1, now)


def test_the_same_save_twice_is_one(window, person, attempt):
    first = send(window, attempt, "word", 1, word="half", key="same-key-1")
    assert send(window, attempt, "word", 1, word="half", key="same-key-1") == first
    assert rows(Answer) == 1


def test_an_older_save_that_arrives_later_changes_nothing_and_is_told_so(window, person, attempt):
    send(window, attempt, "word", 5, word="new")
    told = send(window, attempt, "word", 3, word="old")
    assert (told["saved"], told["sequence"]) == (False, 5)
    assert [(one["fields"], one["sequence"]) for one in told["others"]] == [
        ({"q-word": ["new"]}, 5)
    ]
    assert sitting(person, attempt).answers["word"][0] == "new"


def test_the_other_window_is_told_what_it_has_not_seen(window, other_window, attempt):
    send(window, attempt, "word", 1, word="mine")
    send(window, attempt, "several", 2, several=["1", "3"])
    told = send(other_window, attempt, "truth", 3, truth="true", seen=0)
    assert told["sequence"] == 3
    assert {one["question"]: one["fields"] for one in told["others"]} == {
        "word": {"q-word": ["mine"]},
        "several": {"q-several": ["1", "3"]},
    }
    assert send(other_window, attempt, "truth", 4, truth="false", seen=3)["others"] == []


def test_of_two_windows_the_last_number_wins(window, other_window, person, attempt):
    send(window, attempt, "word", 1, word="first")
    send(other_window, attempt, "word", 2, word="second")
    assert send(window, attempt, "word", 2, word="third", key="zzzzzzzz", seen=1)["saved"]
    assert sitting(person, attempt).answers["word"][0] == "third"
    told = send(other_window, attempt, "word", 2, word="fourth", key="aaaaaaaa", seen=1)
    assert not told["saved"]
    assert told["others"][0]["fields"] == {"q-word": ["third"]}


def test_an_answer_taken_back_is_no_longer_counted(window, attempt):
    assert send(window, attempt, "word", 1, word="something")["answered"] == 1
    assert send(window, attempt, "word", 2, word=" ")["answered"] == 0


def test_each_answer_keeps_the_language_in_which_it_was_given(window, person, attempt):
    send(window, attempt, "word", 1, word="keyword")
    window.lang = "ru"
    send(window, attempt, "holes", 2, holes_0="безопасности", holes_1="1")
    languages = {name: lang for name, (_, lang) in sitting(person, attempt).answers.items()}
    assert languages == {"word": "en", "holes": "ru"}


def test_a_window_that_comes_back_reads_all_answers_and_a_fresh_token(window, person, attempt):
    save(person, attempt, {"truth": True, "word": "x"})
    send(window, attempt, "several", 7, several=["0"])
    told = state(window, attempt)
    assert {one["question"]: one["fields"] for one in told["answers"]} == {
        "truth": {"q-truth": ["true"]},
        "word": {"q-word": ["x"]},
        "several": {"q-several": ["0"]},
    }
    assert (told["sequence"], told["answered"], told["of"], told["closed"]) == (7, 3, 8, False)
    window.token = told["token"]
    assert send(window, attempt, "word", 8, word="y")["saved"]


@pytest.mark.parametrize(
    ("question", "sent"),
    [
        ("nowhere", {"q-nowhere": "1"}),
        ("try-one", {"q-try-one": "0"}),
        ("", {}),
        ("one", {"q-one": "4"}),
        ("one", {"q-one": ["0", "1"]}),
        ("one", {"q-one": "0", "q-truth": "true"}),
        ("pairs", {"q-pairs.7": "0"}),
        ("word", {"q-word": "x" * 2001}),
        ("word", {"q-word": "a\0b"}),
        ("word", {"q-word": "x", "sure-word": "3"}),
        ("word", {"q-word": "x", "sequence": "0"}),
        ("word", {"q-word": "x", "sequence": "9999999999"}),
        ("word", {"q-word": "x", "key": "short"}),
        ("word", {"q-word": "x", "key": "key with spaces"}),
        ("word", {"q-word": "x", "seen": "-1"}),
        ("word", {"q-word": "x", "seen": ""}),
    ],
)
@pytest.mark.one_database
def test_what_cannot_have_been_sent_in_earnest_is_refused(window, attempt, question, sent):
    data = {"question": question, "sequence": "1", "key": "key-000000", "seen": "0", **sent}
    told = window.post("learn_answers.save", data, status=400, attempt=attempt).json
    assert [*told] == ["error"]
    assert rows(Answer) == 0


def test_after_submission_nothing_changes(window, person, attempt):
    submit(person, attempt, {"word": "final"})
    before = sitting(person, attempt)
    told = send(window, attempt, "word", 9, status=409, word="later")
    address = window.url("learn_attempts.result", attempt=attempt)
    assert told == {"closed": True, "late": False, "result": address}
    assert sitting(person, attempt) == before
    assert rows(LateAnswer) == 0
    assert state(window, attempt)["closed"] is True


def test_what_comes_when_the_time_is_over_is_kept_once_and_never_graded(
    window, person, attempt, clock
):
    send(window, attempt, "truth", 1, truth="true", key="in-time-01")
    clock.shift(timedelta(minutes=20, seconds=31))
    for _ in range(2):
        told = send(window, attempt, "word", 2, status=409, word="keyword", key="too-late-1")
        assert told["late"] is True
    assert not send(window, attempt, "truth", 1, status=409, truth="true", key="in-time-01")["late"]
    window.post("learn_attempts.submit", {}, attempt=attempt)
    assert send(window, attempt, "length", 3, status=409, length="125 mm")["late"] is True
    held = sitting(person, attempt)
    assert [name for name, share in held.result.shares.items() if share] == ["truth"]
    assert (held.ended_by, held.late) == ("time", 2)
    kept = db.session.scalars(select(LateAnswer).order_by(LateAnswer.sequence)).all()
    assert [(one.question_id, one.value) for one in kept] == [
        ("word", "keyword"),
        ("length", "125 mm"),
    ]


def test_without_a_session_one_is_led_to_sign_in(browser, attempt):
    browser.get("account_session.new")
    back = f"/en/sign-in?next=/en/attempts/{attempt}"
    told = browser.post("learn_answers.save", {"q-word": "x"}, status=401, attempt=attempt)
    assert told.json == {"sign_in": back}
    stale = browser.post("learn_answers.save", {}, token=False, status=401, attempt=attempt)
    assert stale.json == {"sign_in": back}
    assert browser.get("learn_answers.show", status=401, attempt=attempt).json == {"sign_in": back}


def test_a_token_of_an_older_session_is_told_from_a_bad_answer(window, attempt):
    window.token = "stale"
    assert send(window, attempt, "word", 1, status=400, word="x") == {"error": "token"}
    window.token = state(window, attempt)["token"]
    assert send(window, attempt, "word", 1, word="x")["saved"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_elses_attempt_is_like_one_that_never_was(browser, person, attempt, method):
    other = sign_in(browser, make_person())
    other.get("learn_home.index")
    data = {"question": "word", "sequence": "1", "key": "key-000000", "seen": "0", "q-word": "x"}
    told = []
    for which in (attempt, uuid4()):
        if method == "get":
            page = other.get("learn_answers.show", status=404, attempt=which)
        else:
            page = other.post("learn_answers.save", data, status=404, attempt=which)
        told.append((page.html.replace(str(which), ""), page.status))
    assert told[0] == told[1]
    assert rows(Answer) == 0


def test_a_save_takes_four_statements(window, attempt):
    send(window, attempt, "word", 1, word="x")
    for sequence, place in ((2, "several"), (3, "several")):
        with counted() as statements:
            send(window, attempt, place, sequence, several=["0"])
        assert len(statements) == 4, statements
    with counted() as statements:
        state(window, attempt)
    assert len(statements) == 3, statements
