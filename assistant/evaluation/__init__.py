"""The evaluation: gold questions in, scores and a report out; a metric a file.

`gold` questions are grounded in the index (`grounding`, `document_names`, `matching`) and asked (`run`);
each becomes a `case`, which `metrics` judge and `scores` sum up. `comparison` puts runs side by side;
`run_file` keeps them with their `provenance`; `table` and `report` show them.
"""

from assistant.evaluation.case import Case
from assistant.evaluation.comparison import Comparison, Limit, compare, read_limits, shortfalls
from assistant.evaluation.gold import Evidence, GoldQuestion, read_gold
from assistant.evaluation.grounding import Grounded, ground
from assistant.evaluation.metrics import METRICS, Metric
from assistant.evaluation.provenance import Provenance, provenance
from assistant.evaluation.run import run
from assistant.evaluation.run_file import RunFile, read_run, restore
from assistant.evaluation.scores import Estimate, Scores, Summary, summarise
from assistant.evaluation.table import render

__all__ = [
    "METRICS",
    "Case",
    "Comparison",
    "Estimate",
    "Evidence",
    "GoldQuestion",
    "Grounded",
    "Limit",
    "Metric",
    "Provenance",
    "RunFile",
    "Scores",
    "Summary",
    "compare",
    "ground",
    "provenance",
    "read_gold",
    "read_limits",
    "read_run",
    "render",
    "restore",
    "run",
    "shortfalls",
    "summarise",
]
