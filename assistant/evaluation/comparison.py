"""Compare a run with another one, and with the limits that it must keep."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from assistant.evaluation.case import Case, right
from assistant.evaluation.metrics import METRICS, Metric, Value
from assistant.evaluation.metrics.metric import Numbers
from assistant.evaluation.scores import Scores, defined, measure, paired_interval
from corpus.errors import UserError


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric before and after, the difference, and the 95 % paired bootstrap interval of that."""

    before: float
    after: float
    difference: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval lies on one side of no difference."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one run to another over the `questions` that both answered.

    `differences` is None where a metric is undefined in either run. `turned_right` and `turned_wrong`
    are ids of questions, `p_value` is McNemar's for these two counts.
    """

    questions: int
    differences: Mapping[str, Difference | None]
    turned_right: tuple[str, ...]
    turned_wrong: tuple[str, ...]
    p_value: float

    def to_json(self) -> dict[str, Any]:
        """Return the object that stands under `comparison` in `eval --json`."""
        return asdict(self)


def compare(before: Sequence[Case], after: Sequence[Case]) -> Comparison:
    """Compare the cases of two runs, matched by the ids of their questions."""
    earlier = {case.gold.id: case for case in before}
    pairs = [(earlier[case.gold.id], case) for case in after if case.gold.id in earlier]
    values = [(measure(first), measure(second)) for first, second in pairs]
    turned_right = tuple(second.gold.id for first, second in pairs if right(second) and not right(first))
    turned_wrong = tuple(second.gold.id for first, second in pairs if right(first) and not right(second))
    return Comparison(
        questions=len(pairs),
        differences={
            name: difference(metric, [(first[name], second[name]) for first, second in values])
            for name, metric in METRICS.items()
        },
        turned_right=turned_right,
        turned_wrong=turned_wrong,
        p_value=mcnemar(len(turned_right), len(turned_wrong)),
    )


def difference(metric: Metric, pairs: Sequence[tuple[Value | None, Value | None]]) -> Difference | None:
    """Return how the metric differs over `pairs` of values; None where it is undefined in either run."""
    before, after = _numbers([first for first, _ in pairs]), _numbers([second for _, second in pairs])
    if before is None or after is None:
        return None
    old, new = defined(before, metric.figure), defined(after, metric.figure)
    if math.isnan(old) or math.isnan(new):
        return None
    return Difference(old, new, new - old, *paired_interval(before, after, metric.figure))


def mcnemar(turned_right: int, turned_wrong: int) -> float:
    """Return the two-sided p-value of McNemar's exact test: that as many turn the one way as the other.

    McNemar (1947); the exact test is the binomial one over the cases that turned.
    """
    from scipy.stats import binomtest

    turned = turned_right + turned_wrong
    return float(binomtest(turned_right, turned).pvalue) if turned else 1.0


def _numbers(values: Sequence[Value | None]) -> Numbers | None:
    """Return the values as numbers, "not a number" where the metric does not apply; None without any."""
    example = next((value for value in values if value is not None), None)
    if example is None:
        return None
    missing = (math.nan, math.nan) if isinstance(example, tuple) else math.nan
    return np.array([missing if value is None else value for value in values], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Limit:
    """The worst value that a metric may have: the least, or the most where lower is better."""

    metric: str
    value: float


def read_limits(texts: Iterable[str]) -> tuple[Limit, ...]:
    """Read limits written as METRIC=VALUE; raise one `UserError` that names every fault."""
    limits, faults = [], []
    for text in texts:
        name, _, number = text.partition("=")
        fault = _fault(name.strip(), number.strip(), text)
        if fault:
            faults.append(fault)
        else:
            limits.append(Limit(name.strip(), float(number)))
    if faults:
        raise UserError("\n".join(faults))
    return tuple(limits)


def shortfalls(scores: Scores, limits: Iterable[Limit]) -> tuple[str, ...]:
    """Return a line for each limit that `scores` do not keep; an undefined figure keeps none."""
    return tuple(text for limit in limits if (text := _shortfall(scores, limit)))


def _shortfall(scores: Scores, limit: Limit) -> str:
    found = scores.metrics[limit.metric]
    if found is None:
        return f"{limit.metric} is undefined: it applies to none of the questions."
    over = METRICS[limit.metric].lower_is_better
    kept = found.value <= limit.value if over else found.value >= limit.value
    side = "over" if over else "under"
    # Enough places that a shortfall never reads as "0.8 is under 0.8".
    return "" if kept else f"{limit.metric} is {found.value:.6g}, {side} {limit.value:.6g}."


def _fault(name: str, number: str, text: str) -> str:
    if name not in METRICS:
        near = difflib.get_close_matches(name, METRICS, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        return f"Unknown metric {name!r} in --fail-under.{hint} Known are {', '.join(METRICS)}."
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        return f"--fail-under {text!r} has no number; write METRIC=VALUE, such as citation_hit=0.8."
    if METRICS[name].unit in {"share", "score"} and not 0 <= value <= 1:
        return f"--fail-under {text!r}: {name} is between 0 and 1."
    return ""
