"""How long a person waits."""

from __future__ import annotations

import numpy as np

from assistant.evaluation.case import Case
from assistant.evaluation.metrics.metric import Numbers


def latency(case: Case) -> float | None:
    """Return the milliseconds from question to answer; applies to answers that were timed as a whole."""
    return case.answer.timings_ms.get("total")


def first_words(case: Case) -> float | None:
    """Return the milliseconds until there was something to read; applies where that was timed."""
    return case.first_ms


def p50(values: Numbers) -> Numbers:
    """Return the median over the last axis."""
    return np.asarray(np.percentile(values, 50, axis=-1))


def p95(values: Numbers) -> Numbers:
    """Return the 95th percentile over the last axis, interpolated between two values.

    Method 7 of Hyndman and Fan (1996), NumPy's default.
    """
    return np.asarray(np.percentile(values, 95, axis=-1))
