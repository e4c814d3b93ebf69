"""Passwords: long ones of any kind are welcome, what everybody tries is not."""

import time

import pytest

from app.core.access.passwords import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    PasswordProblem,
    canonical,
    password_problem,
)

OWN = ("Nino", "Beridze", "Нино", "Беридзе", "nino.beridze@mia.gov.ge", "")


@pytest.mark.parametrize(
    "password",
    [
        "tea lamp violin 7 trams",
        "зонтик трамвай окно",
        "k3jf92nvm20dkq1z",
        "Beridze likes plum dumplings",
        "sunshine dragon monkey",
        "               .x7Kq!",
        "лампа" * 2 + "трамвай и окно",
    ],
)
def test_long_passwords_of_any_signs_are_accepted(password):
    assert password_problem(password, OWN) is None


def test_fourteen_characters_are_too_few_and_fifteen_are_enough():
    assert SHORTEST_PASSWORD == 15
    assert password_problem("k3jf92nvm20dkq", OWN) == PasswordProblem.TOO_SHORT
    assert password_problem("k3jf92nvm20dkqz", OWN) is None


@pytest.mark.parametrize("length", [64, 128, 512])
def test_long_passwords_are_not_cut(length):
    password = ("Жолаушы 🚋 tram " * 40)[: length - 1] + "!"
    assert password_problem(password, OWN) in (None, PasswordProblem.TOO_LONG)
    assert (password_problem(password, OWN) is None) == (len(password.encode()) <= LONGEST_PASSWORD)


@pytest.mark.parametrize(
    "password",
    [
        "Password12345678",
        "P@ssw0rdP@ssw0rd1",
        "qwertyuiopasdfgh",
        "1qaz2wsx3edc4rfv",
        "йцукенгшщзхъфыва",
        "ПарольПароль2026",
        "Summer2026!Summer2026",
        "iloveyouiloveyou1",
        "letmein please 2026!!",
        "correct horse battery staple",
        "1234567890123456",
        "ghbdtnghbdtn12345",
        "мой пароль очень сложный",
        "prague-academy-2026",
        "zyxwvutsrqponmlkji",
    ],
)
def test_what_everybody_tries_is_refused(password):
    assert password_problem(password, OWN) == PasswordProblem.COMMON


@pytest.mark.parametrize("password", ["aaaaaaaaaaaaaaa", "abcabcabcabcabc", "ab1ab1ab1ab1ab1ab1"])
def test_repeats_are_refused(password):
    assert password_problem(password, OWN) == PasswordProblem.REPEATED


@pytest.mark.parametrize(
    "password",
    [
        "nino.beridze2026!",
        "Beridze Nino 1985!!",
        "НиноБеридзе 1985",
        "nino.beridze@mia.gov.ge",
        "beridzeberidze99",
    ],
)
def test_ones_own_name_and_address_are_no_password(password):
    assert password_problem(password, OWN) == PasswordProblem.OWN


def test_the_same_letters_are_the_same_password_on_every_keyboard():
    assert canonical("Zoe\u0308") == canonical("Zo\u00eb")


def test_more_than_a_kilobyte_is_refused_before_anything_is_computed():
    assert password_problem("п" * 513, OWN) == PasswordProblem.TOO_LONG


def test_hostile_passwords_cost_little():
    hostile = ["a" * 1024, "qwe1" * 256, "password" * 128, "p" * 50_000, "passwordx" * 113]
    begun = time.thread_time()
    for password in hostile:
        password_problem(password, ["a" * 80] * 6)
    assert time.thread_time() - begun < 0.25
