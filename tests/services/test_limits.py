"""Limits: fixed windows, counted in one file for all threads and processes of a machine."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.core.errors import TooManyTries
from app.services import limits
from app.services.limit_storage import SqliteStorage

pytestmark = pytest.mark.one_database


def hit_until_refused(rule, key="somebody"):
    for number in range(limits.RULES[rule].tries + 1):
        try:
            limits.check_and_hit(rule, key)
        except TooManyTries as refused:
            return number, refused.retry_after
    raise AssertionError("no limit")


@pytest.mark.parametrize("rule", limits.RULES)
def test_every_rule_allows_its_tries_and_says_when_to_come_back(db_session, clock, rule):
    tries, wait = hit_until_refused(rule)

    assert tries == limits.RULES[rule].tries
    assert wait == limits.RULES[rule].seconds
    limits.check_and_hit(rule, "somebody else")


def test_a_new_window_begins_when_the_old_one_is_over(db_session, clock):
    hit_until_refused("verify")
    clock.shift(timedelta(seconds=59))
    with pytest.raises(TooManyTries) as refused:
        limits.check_and_hit("verify", "somebody")
    assert refused.value.retry_after == 1

    clock.shift(timedelta(seconds=1))
    assert hit_until_refused("verify")[0] == limits.RULES["verify"].tries


def test_a_try_can_be_given_back_and_all_be_forgotten(db_session, clock):
    hit_until_refused("sign-in-account")
    limits.give_back("sign-in-account", "somebody")
    limits.give_back("sign-in-account", "somebody")
    limits.check_and_hit("sign-in-account", "somebody")
    with pytest.raises(TooManyTries):
        limits.check_and_hit("sign-in-account", "somebody")

    limits.clear("sign-in-account", "somebody")
    limits.check_and_hit("sign-in-account", "somebody")


def test_rules_count_apart(db_session, clock):
    hit_until_refused("verify")

    limits.check_and_hit("pdf", "somebody")


def test_the_file_holds_no_readable_key(db_session, clock, settings):
    limits.check_and_hit("mail-address", "nino@mia.gov.ge")

    files = list(settings.data_dir.glob("limits.db*"))
    assert files
    assert not any(b"nino" in file.read_bytes() for file in files)


def test_threads_count_together(tmp_path):
    storage = SqliteStorage(f"academy-sqlite://{tmp_path / 'limits.db'}")

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: storage.incr("key", 60), range(200)))
    assert sorted(counts) == list(range(1, 201))


COUNT_IN_ANOTHER_PROCESS = """
import sys
from app.services.limit_storage import SqliteStorage
storage = SqliteStorage("academy-sqlite://" + sys.argv[1])
for _ in range(50):
    storage.incr("key", 60)
"""


def test_processes_count_together(tmp_path):
    path = str(tmp_path / "limits.db")
    command = [sys.executable, "-c", COUNT_IN_ANOTHER_PROCESS, path]
    running = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]

    assert SqliteStorage(f"academy-sqlite://{path}").get("key") == 100


def test_a_storage_sweeps_what_is_over_and_answers_for_what_it_never_saw(tmp_path, clock):
    storage = SqliteStorage(f"academy-sqlite://{tmp_path / 'limits.db'}")
    storage.incr("old", 60)
    clock.shift(timedelta(minutes=2))
    for _ in range(500):
        storage.incr("new", 60)

    assert storage.get("old") == storage.get("never") == 0
    assert storage.check()
    assert storage.reset() == 1
