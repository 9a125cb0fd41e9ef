"""Two runs over the same gold questions: what changed, and whether that could be chance."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from assistant.evaluation.case import Case, right
from assistant.evaluation.metrics import METRICS, Metric, Value
from assistant.evaluation.metrics.metric import Numbers
from assistant.evaluation.scores import defined, measure, paired_interval


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
