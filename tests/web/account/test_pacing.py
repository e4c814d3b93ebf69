"""Answers about addresses take whole steps of time, whatever happened inside."""

import pytest

from app.web.account import pacing
from app.web.account.pacing import even_pace


@pytest.fixture
def watch(monkeypatch):
    """A clock that only the code under test moves: by sleeping, or by what the block itself takes."""

    class Watch:
        now = 1000.0

        def sleep(self, seconds: float) -> None:
            self.now += seconds

    made = Watch()
    monkeypatch.setattr(pacing, "perf_counter", lambda: made.now)
    monkeypatch.setattr(pacing, "sleep", made.sleep)
    return made


@pytest.mark.parametrize(("inside", "steps"), [(0, 1), (0.012, 1), (0.03, 2), (0.07, 4)])
def test_a_block_lasts_a_whole_number_of_steps(watch, inside, steps):
    begun = watch.now
    with even_pace(0.02):
        watch.sleep(inside)
    assert watch.now - begun == pytest.approx(steps * 0.02)


def test_a_refusal_takes_as_long(watch):
    begun = watch.now
    with pytest.raises(LookupError), even_pace(0.02):
        raise LookupError
    assert watch.now - begun == pytest.approx(0.02)
