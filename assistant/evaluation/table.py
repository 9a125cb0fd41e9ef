"""The scores, and what changed, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.table import Table
from rich.text import Text

from assistant.evaluation.comparison import Comparison, Difference
from assistant.evaluation.metrics import METRICS
from assistant.evaluation.scores import Estimate, Summary

# With the metrics' names beside them, so many tags fit a terminal of 80 columns.
TAGS_IN_A_TABLE = 3
NOTHING = "–"


def render(summary: Summary) -> tuple[Table, ...]:
    """Return a table of the metrics and, where there are tags, tables of the metrics by tag."""
    return _metrics(summary), *_tags(summary)


def render_comparison(comparison: Comparison) -> Table:
    """Return a table of what changed; a difference whose interval leaves out zero is bold."""
    title = f"Compared over {_count(comparison.questions)}"
    table = _table(title, "metric", "before", "now", "difference", "95 % interval")
    for name, found in comparison.differences.items():
        if found:
            table.add_row(*_difference(name, found), style="bold" if found.is_clear else "")
    return table


def turned(comparison: Comparison) -> Iterator[str]:
    """Yield in words which cases turned, and whether that could be chance."""
    for word, ids in (("right", comparison.turned_right), ("wrong", comparison.turned_wrong)):
        yield f"{len(ids)} turned {word}{': ' if ids else ''}{', '.join(ids)}."
    yield f"McNemar's exact test: p = {comparison.p_value:.3g}."


def _metrics(summary: Summary) -> Table:
    table = _table(_count(summary.questions), "metric", "value", "95 % interval", "questions used")
    group = ""
    for name, found in summary.metrics.items():
        if METRICS[name].group != group:
            group = METRICS[name].group
            table.add_section()
        interval = f"{_number(name, found.low)} to {_number(name, found.high)}" if found else ""
        table.add_row(name, _figure(name, found), interval, str(found.used if found else 0))
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
            figures = [_figure(name, summary.by_tag[tag].metrics[name]) for tag in shown]
            if set(figures) != {NOTHING}:
                table.add_row(name, *figures)
        yield table


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _count(questions: int) -> str:
    return "1 question" if questions == 1 else f"{questions} questions"


def _difference(name: str, found: Difference) -> Iterator[str]:
    yield name
    yield _number(name, found.before)
    yield _number(name, found.after)
    yield _number(name, found.difference, sign="+")
    yield f"{_number(name, found.low, sign='+')} to {_number(name, found.high, sign='+')}"


def _figure(name: str, found: Estimate | None) -> str:
    return _number(name, found.value, unit=True) if found else NOTHING


def _number(name: str, value: float, *, sign: str = "", unit: bool = False) -> str:
    if METRICS[name].unit in {"share", "score"}:
        return f"{value:{sign}.3f}"
    if METRICS[name].unit == "statements":
        return f"{value:{sign}.2f}"
    return f"{value:{sign}.1f}{' ms' if unit and METRICS[name].unit == 'ms' else ''}"
