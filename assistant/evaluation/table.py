"""The scores as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.table import Table
from rich.text import Text

from assistant.evaluation.metrics import METRICS, Scores, Summary

# With the metrics' names beside them, so many tags fit a terminal of 80 columns.
TAGS_IN_A_TABLE = 4


def render(summary: Summary) -> tuple[Table, ...]:
    """Return a table of the metrics and, where there are tags, tables of the metrics by tag."""
    return _metrics(summary), *_tags(summary)


def _metrics(summary: Summary) -> Table:
    table = Table(title=_count(summary), title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("metric", no_wrap=True)
    table.add_column("value", justify="right")
    table.add_column("questions used", justify="right")
    for name in summary.metrics:
        table.add_row(name, _figure(name, summary), str(summary.used[name]))
    return table


def _tags(summary: Summary) -> Iterator[Table]:
    """Make tags the columns: there will be more metrics than tags, and metrics have long names."""
    tags = list(summary.by_tag)
    for first in range(0, len(tags), TAGS_IN_A_TABLE):
        shown = tags[first : first + TAGS_IN_A_TABLE]
        table = Table(title="By tag", title_justify="left", box=box.SIMPLE_HEAD)
        table.add_column("metric", no_wrap=True)
        for tag in shown:
            # A tag is somebody's text; as Text its brackets are not taken for markup.
            table.add_column(Text(tag), justify="right", overflow="fold")
        table.add_row("questions", *(str(summary.by_tag[tag].questions) for tag in shown), end_section=True)
        for name in summary.metrics:
            table.add_row(name, *(_figure(name, summary.by_tag[tag]) for tag in shown))
        yield table


def _count(summary: Summary) -> str:
    return "1 question" if summary.questions == 1 else f"{summary.questions} questions"


def _figure(name: str, scores: Scores) -> str:
    value = scores.metrics[name]
    if value is None:
        return "–"
    return f"{value:.1f} ms" if METRICS[name].unit == "ms" else f"{value:.3f}"
