"""How long a person waits for an answer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.evaluation.case import Case


def latency(case: Case) -> float | None:
    """Return the milliseconds from question to answer; applies to answers that were timed as a whole."""
    return case.answer.timings_ms.get("total")


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value under which `percent` (0 to 100) of the `values`, at least one, fall.

    Between two values it is interpolated linearly: method 7 of Hyndman and Fan (1996), the default
    of `numpy.percentile`.
    """
    ordered = sorted(values)
    position = (len(ordered) - 1) * percent / 100
    below, above = ordered[math.floor(position)], ordered[math.ceil(position)]
    return below + (above - below) * (position - math.floor(position))


def p50(values: Sequence[float]) -> float:
    """Return the median of `values`."""
    return percentile(values, 50)


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile of `values`."""
    return percentile(values, 95)
