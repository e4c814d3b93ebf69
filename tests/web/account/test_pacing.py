"""Answers about addresses take whole steps of time, whatever happened inside."""

from time import perf_counter, sleep

import pytest

from app.web.account.pacing import even_pace


@pytest.mark.parametrize(("inside", "steps"), [(0, 1), (0.012, 1), (0.03, 2)])
def test_a_block_lasts_a_whole_number_of_steps(inside, steps):
    begun = perf_counter()
    with even_pace(0.02):
        sleep(inside)
    assert steps * 0.02 <= perf_counter() - begun < steps * 0.02 + 0.015


def test_a_refusal_takes_as_long():
    begun = perf_counter()
    with pytest.raises(LookupError), even_pace(0.02):
        raise LookupError
    assert perf_counter() - begun >= 0.02
