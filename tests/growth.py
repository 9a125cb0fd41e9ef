"""How the time that something takes grows with what it is given, on whatever machine."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 4
# In proportion it would be 4, as the square 16; what is set up once and what fits no cache lies between.
MOST = 10
# Seconds of computing below which the clock says little.
LEAST = 0.05


def grows_in_proportion(work: Callable[[int], object], size: int) -> None:
    """Fail when `work` takes much more than four times the computing for `size` that a quarter takes.

    It is tried twice: on a busy machine the caches are others' now and then.
    """
    for _ in range(2):
        shorter = max(_computing(work, size // TIMES), LEAST)
        longer = _computing(work, size)
        if longer < MOST * shorter:
            return
    raise AssertionError(f"{shorter:.2f} s became {longer:.2f} s with {TIMES} times as much")


def _computing(work: Callable[[int], object], size: int) -> float:
    started = time.process_time()
    work(size)
    return time.process_time() - started
