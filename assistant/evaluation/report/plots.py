"""Matplotlib's figures as SVG that is part of a page: its text, its colours, no styles of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from assistant.evaluation.report.wording import figure as worded
from assistant.wording.visible import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from assistant.evaluation.metrics.confidence import Bin
    from assistant.evaluation.scores import Estimate


# What is drawn in these becomes a colour of the page, which differs by day and by night.
INK, QUIET, GRID, FIRST, SECOND = "#010101", "#020202", "#030303", "#040404", "#050505"
PAGE_COLOURS: Mapping[str, str] = {
    INK: "currentColor",
    QUIET: "var(--quiet)",
    GRID: "var(--line)",
    FIRST: "var(--first)",
    SECOND: "var(--second)",
    "none": "none",
}
COLOURED = frozenset({"fill", "stroke"})
# The page's own font is used, and text that is set by matplotlib may not be found in its fonts.
LEFT_OUT = frozenset({"font-family", "font-style", "font-weight", "font"})
STYLE = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.size": 12,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": GRID,
    "xtick.labelsize": 11.5,
    "ytick.labelsize": 11.5,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
}


@contextmanager
def page_style(name: str) -> Iterator[None]:
    """Draw in the page's style, whatever the user's own is; `name` keeps the ids of figures apart."""
    import matplotlib.style

    with matplotlib.style.context(["default", {**STYLE, "svg.hashsalt": name}]):
        yield


def inline(figure: Figure, label: str) -> str:
    """Return `figure`, drawn within `page_style`, as an SVG element named `label`; the same each time.

    Its colours are the page's, and nothing in it is a style, so a strict content policy lets it be.
    """
    import warnings

    written = io.StringIO()
    with warnings.catch_warnings():
        # The browser has fonts for the scripts that matplotlib has none for.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    drawn = ElementTree.fromstring(written.getvalue())
    root = ElementTree.Element("svg", {"class": "plot", "viewBox": drawn.attrib["viewBox"]})
    root.attrib |= {"role": "img", "aria-label": label}
    root.extend(_plain(child) for child in drawn if not child.tag.endswith("metadata"))
    return ElementTree.tostring(root, encoding="unicode")


def _plain(element: ElementTree.Element) -> ElementTree.Element:
    """Return an element without name spaces, styles, or ids that nothing refers to."""
    plain = ElementTree.Element(_local(element.tag))
    plain.text, plain.tail = element.text, element.tail
    for name, value in element.attrib.items():
        if name == "style":
            plain.attrib |= _attributes(value)
        elif name != "id" or plain.tag != "g":
            plain.attrib[_local(name)] = value
    plain.extend(_plain(child) for child in element if not child.tag.endswith("}style"))
    return plain


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _attributes(style: str) -> dict[str, str]:
    """Return the declarations of a style as attributes."""
    pairs = (declaration.split(":", 1) for declaration in style.split(";") if declaration.strip())
    declared = {name.strip(): value.strip() for name, value in pairs}
    return {
        name: PAGE_COLOURS[value] if name in COLOURED else value
        for name, value in declared.items()
        if name not in LEFT_OUT
    }


# In units of the page, of which matplotlib's inch has 72.
WIDTH, HEIGHT = 380, 290
ROW_HEIGHT = 24
LONGEST_LABEL = 22
LATENCY_BINS = 20


def risk_coverage_plot(points: Sequence[tuple[float, float]]) -> str:
    """Draw the share of wrong answers over the share of questions answered, surest first."""
    with page_style("risk-coverage"):
        figure = _figure()
        axes = figure.add_subplot()
        coverage, risk = zip(*points, strict=True)
        axes.plot(coverage, risk, color=FIRST, linewidth=2)
        axes.plot(coverage[-1:], risk[-1:], color=FIRST, marker="o", markersize=7, clip_on=False)
        axes.set(xlim=(0, 1), ylim=(0, min(1, max(0.1, 1.15 * max(risk)))))
        axes.set_xlabel("Questions answered, the surest first")
        axes.set_ylabel("Answers that are wrong")
        _in_percent(axes, "x")
        _in_percent(axes, "y")
        return inline(figure, "Risk and coverage")


def calibration_plot(bins: Sequence[Bin]) -> str:
    """Draw how often answers were right over how sure they were, above how many there are of each."""
    with page_style("calibration"):
        figure = _figure()
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
        above.plot((0, 1), (0, 1), color=QUIET, linewidth=1.2, linestyle=(0, (4, 3)))
        filled = [one for one in bins if one.confidence is not None and one.right is not None]
        above.plot(
            [one.confidence for one in filled],
            [one.right for one in filled],
            color=FIRST,
            linewidth=2,
            marker="o",
            markersize=7,
            clip_on=False,
        )
        below.bar(
            [(one.low + one.high) / 2 for one in filled],
            [one.count for one in filled],
            width=[0.85 * (one.high - one.low) for one in filled],
            color=SECOND,
        )
        for one in filled:
            middle = (one.low + one.high) / 2
            below.annotate(
                f"{one.count:,}",
                (middle, one.count),
                (0, 2),
                textcoords="offset points",
                ha="center",
                fontsize=11,
            )
        above.set(xlim=(0, 1), ylim=(0, 1), ylabel="Answers that are right")
        below.set(ylim=(0, 1.5 * max(one.count for one in filled)), ylabel="Answers", yticks=[])
        below.set_xlabel("Confidence")
        below.grid(visible=False)
        _in_percent(above, "y")
        _in_percent(below, "x")
        return inline(figure, "Calibration of the confidence")


def tags_plot(rows: Sequence[tuple[str, Estimate]], overall: float | None, measure: str) -> str:
    """Draw an estimate of a share with its interval per tag, from the top down, beside the one over all."""
    with page_style("tags"):
        figure = _figure(70 + ROW_HEIGHT * len(rows))
        axes = figure.add_subplot()
        places = range(len(rows))
        values = [estimate.value for _, estimate in rows]
        axes.hlines(
            places,
            [estimate.low for _, estimate in rows],
            [estimate.high for _, estimate in rows],
            color=FIRST,
            linewidth=2,
        )
        axes.plot(values, places, color=FIRST, marker="o", markersize=7, linestyle="none", clip_on=False)
        if overall is not None:
            axes.axvline(overall, color=SECOND, linewidth=1.5, linestyle=(0, (4, 3)))
        axes.set_yticks(list(places), [_label(tag) for tag, _ in rows])
        axes.set(xlim=(0, 1), ylim=(len(rows) - 0.4, -0.6), xlabel=measure)
        axes.tick_params(axis="y", length=0)
        axes.grid(visible=False, axis="y")
        axes.spines["left"].set_visible(False)
        _in_percent(axes, "x")
        return inline(figure, f"{measure} by tag")


def latency_plot(milliseconds: Sequence[float], longest: float, p50: float, p95: float) -> str:
    """Draw how many answers took how long, up to `longest`, with the median and the 95th percentile."""
    from matplotlib.ticker import MaxNLocator

    seconds = longest >= 1000
    unit, scale = ("seconds", 1000) if seconds else ("milliseconds", 1)
    with page_style("latency"):
        figure = _figure()
        axes = figure.add_subplot()
        shown = [one / scale for one in milliseconds if one <= longest]
        axes.hist(shown, bins=LATENCY_BINS, range=(0, longest / scale), color=FIRST, rwidth=0.9)
        top = axes.get_ylim()[1]
        for value, words, place in ((p50, "median", 1.04), (p95, "95th percentile", 1.13)):
            # The higher line is never left of the middle; a label to its left is above the other's.
            after = value < 0.3 * longest
            axes.axvline(value / scale, ymax=place / 1.2, color=SECOND, linewidth=1.5)
            axes.annotate(
                f"{words} {worded(value, 'ms')}",
                (value / scale, place * top),
                (5 if after else -5, 0),
                textcoords="offset points",
                ha="left" if after else "right",
                va="center",
                fontsize=12,
            )
        axes.set(xlim=(0, longest / scale), ylim=(0, 1.2 * top))
        axes.set(xlabel=f"Time to the answer, in {unit}", ylabel="Answers")
        axes.grid(visible=False, axis="x")
        axes.yaxis.set_major_locator(MaxNLocator(6, steps=(1, 2, 5, 10), integer=True))
        return inline(figure, "Time to the answer")


def _figure(height: int = HEIGHT) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH / 72, height / 72), layout="constrained")


def _in_percent(axes: Axes, which: str) -> None:
    from matplotlib.ticker import PercentFormatter

    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_formatter(PercentFormatter(1, decimals=0, symbol="\u00a0%"))


def _label(tag: str) -> str:
    words = visible(" ".join(tag.split()))
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"
