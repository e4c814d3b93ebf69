"""Answers at an even pace: how long one takes does not tell whether an address is known (T42)."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, sleep

# Well above what the two cases differ by (one database row, below a millisecond).
STEP = 0.05


@contextmanager
def even_pace(step: float = STEP) -> Iterator[None]:
    """Let the block last a whole number of steps, also when it ends in a refusal."""
    begun = perf_counter()
    try:
        yield
    finally:
        sleep(step - (perf_counter() - begun) % step)
