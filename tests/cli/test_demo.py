"""`flask demo`: people to sign in as are printed with their passwords, and never made in production."""

import dataclasses

import pytest

from app.services import demo


@pytest.fixture
def flask(app, db_session):
    return lambda *words: app.test_cli_runner().invoke(args=words)


def test_random_passwords_are_printed_once_and_kept(flask, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)

    first = flask("demo", "people").stdout.splitlines()
    passwords = {line.split()[1] for line in first}
    assert [line.split()[0] for line in first] == [
        f"{name}@demo.example"
        for name in ("learner", "trainer", "reviewer", "contact", "host", "admin")
    ]
    assert len(passwords) == 1
    assert len(passwords.pop()) >= 15
    assert all(
        "(password as before" in line for line in flask("demo", "people").stdout.splitlines()
    )


def test_the_given_password_counts_again_at_every_start(flask, monkeypatch):
    flask("demo", "people")
    monkeypatch.setenv("DEMO_PASSWORD", "given")

    assert all("  given  " in line for line in flask("demo", "people").stdout.splitlines())


def test_they_can_be_removed(flask):
    flask("demo", "people")

    assert flask("demo", "remove").stdout == "6 people removed.\n"
    assert not demo.are_there_demo_people()


class TestInProduction:
    @pytest.fixture
    def settings(self, settings):
        return dataclasses.replace(settings, mode="production", base_url="https://academy.example")

    def test_nobody_is_made(self, flask):
        result = flask("demo", "people")

        assert result.exit_code == 1
        assert "not made in production" in result.stderr
        assert not demo.are_there_demo_people()
