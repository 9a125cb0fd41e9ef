"""Limits that a run has to keep, for a pipeline to stop at: `--fail-under METRIC=VALUE`."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.evaluation.metrics import METRICS
from assistant.evaluation.scores import Scores
from corpus.errors import UserError


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
