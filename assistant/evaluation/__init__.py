"""The evaluation: gold questions in, scores out; a metric a file, and each applies where it makes sense."""

from assistant.evaluation.case import Case
from assistant.evaluation.gold import Evidence, GoldQuestion, read_gold
from assistant.evaluation.metrics import METRICS, Metric, Scores, Summary, summarise
from assistant.evaluation.run import run, write_cases
from assistant.evaluation.table import render

__all__ = [
    "METRICS",
    "Case",
    "Evidence",
    "GoldQuestion",
    "Metric",
    "Scores",
    "Summary",
    "read_gold",
    "render",
    "run",
    "summarise",
    "write_cases",
]
