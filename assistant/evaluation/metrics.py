"""Every metric by its name, and what they say about a run, over all and by tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from types import MappingProxyType
from typing import Any, Literal

from assistant.evaluation.abstention import abstention_precision, abstention_recall, false_refusal_rate
from assistant.evaluation.case import Case
from assistant.evaluation.citation_hit import citation_hit
from assistant.evaluation.citation_precision import citation_precision
from assistant.evaluation.fact_recall import fact_recall
from assistant.evaluation.latency import latency, p50, p95
from assistant.evaluation.quote_fidelity import quote_fidelity


@dataclass(frozen=True, slots=True)
class Metric:
    """A case's value, None where the metric does not apply, and what sums the values up to a figure."""

    value: Callable[[Case], float | None]
    figure: Callable[[Sequence[float]], float] = fmean
    unit: Literal["share", "ms"] = "share"

    def values(self, cases: Iterable[Case]) -> tuple[float, ...]:
        """Return the values of the cases that the metric applies to, in their order."""
        return tuple(value for value in map(self.value, cases) if value is not None)


METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        "fact_recall": Metric(fact_recall),
        "citation_hit": Metric(citation_hit),
        "citation_precision": Metric(citation_precision),
        "abstention_precision": Metric(abstention_precision),
        "abstention_recall": Metric(abstention_recall),
        "false_refusal_rate": Metric(false_refusal_rate),
        "quote_fidelity": Metric(quote_fidelity),
        "latency_ms_p50": Metric(latency, p50, "ms"),
        "latency_ms_p95": Metric(latency, p95, "ms"),
    }
)


@dataclass(frozen=True, slots=True)
class Scores:
    """The metrics over some cases: how many cases, each figure (None: it applied to none), cases used."""

    questions: int
    metrics: Mapping[str, float | None]
    used: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Summary(Scores):
    """The scores of a run, and the same for the questions of each tag, tags in alphabetical order."""

    by_tag: Mapping[str, Scores] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the object that `eval --json` prints; its shape is a promise to its readers."""
        return {
            "questions": self.questions,
            "metrics": dict(self.metrics),
            "used": dict(self.used),
            "by_tag": {
                tag: {"questions": scores.questions, "metrics": dict(scores.metrics)}
                for tag, scores in self.by_tag.items()
            },
        }


def score(cases: Sequence[Case]) -> Scores:
    """Work out every metric over `cases`, leaving out the cases that it does not apply to."""
    values = {name: metric.values(cases) for name, metric in METRICS.items()}
    return Scores(
        questions=len(cases),
        metrics={name: METRICS[name].figure(found) if found else None for name, found in values.items()},
        used={name: len(found) for name, found in values.items()},
    )


def summarise(cases: Sequence[Case]) -> Summary:
    """Work out every metric over all `cases` and over the cases of each tag."""
    tags = sorted({tag for case in cases for tag in case.gold.tags})
    total = score(cases)
    return Summary(
        questions=total.questions,
        metrics=total.metrics,
        used=total.used,
        by_tag={tag: score([case for case in cases if tag in case.gold.tags]) for tag in tags},
    )
