"""How documents are read, as Markdown: a line for each layout, the means below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.layouts.story import Layout
from benchmarks.paragraph_score import ParagraphScore, Reader, Reading, score
from benchmarks.recipe import CHUNK_OVERLAP, CHUNK_SIZE
from corpus.errors import UnreadableFileError

NOTHING = "–"
HEAD = (
    "layout", "paragraphs", "whole, in order", "of those found, true", "heading", "page", "kind", "title",
    "recipe: whole", "recipe: within a chunk",
)  # fmt: skip
EXPLANATION = f"""\
Documents made by the benchmark, whose true paragraphs are known exactly. Running heads, feet and page
numbers are none.

- **whole, in order**: the share of true paragraphs that came out word for word, nothing missing and nothing
  joined on, on the longest run in the right order (captions, footnotes and boxes in the margin have none).
- **of those found, true**: the share of what was found that is such a paragraph; the rest is broken or junk.
- **heading, page, kind**: the share of the paragraphs found whole whose path of headings, page and kind are
  right. **title**: the share of documents whose title is.
- **recipe**: text by pypdf, cut by LangChain's RecursiveCharacterTextSplitter ({CHUNK_SIZE:,} characters,
  overlap {CHUNK_OVERLAP}). **whole** is the same measure. **within a chunk** is generous to it: a true
  paragraph counts when it stands whole in some chunk, whatever is before and behind it, with its reference
  marks left in, and a table's row by its cells alone, without the names of their columns; order, heading and
  page are not asked about. A PDF's pages are put together before they are cut.

{NOTHING}: it does not read the format, or there is nothing to judge.
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """The scores of one layout over several documents, `None` where a reader cannot read it."""

    name: str
    paragraphs: int
    assistant: tuple[ParagraphScore, ...]
    recipe: tuple[ParagraphScore, ...]


def measure(layouts: Sequence[Layout], assistant: Reader, recipe: Reader) -> Measured:
    """Return the scores of documents in one layout; one that cannot be read counts as nothing found."""
    read = tuple(each for layout in layouts for each in _scores(layout, assistant))
    by_recipe = tuple(each for layout in layouts for each in _scores(layout, recipe))
    return Measured(layouts[0].name, sum(len(layout.paragraphs) for layout in layouts), read, by_recipe)


def _scores(layout: Layout, reader: Reader) -> Iterator[ParagraphScore]:
    try:
        reading = reader(layout.file_name, layout.data)
    except UnreadableFileError:
        reading = Reading(())
    if reading is not None:
        yield score(layout, reading)


def table(measured: Sequence[Measured]) -> str:
    """Return the table of all layouts, and the explanation of its columns."""
    rows = [_cells(each) for each in measured]
    lines = (_line(HEAD), "|---|" + "---:|" * (len(HEAD) - 1), *map(_line, rows), _line(_means(measured)))
    return "\n".join(lines) + f"\n\n{EXPLANATION}"


def figures(measured: Measured) -> Mapping[str, float | None]:
    """Return the figures of a layout by the names of their columns, means over its documents."""
    read, recipe = measured.assistant, measured.recipe
    return {
        "whole, in order": _mean([each.whole for each in read]) or 0.0,
        "of those found, true": _mean([each.true for each in read]) or 0.0,
        "heading": _mean([each.headings for each in read]),
        "page": _mean([each.pages for each in read]),
        "kind": _mean([each.kinds for each in read]),
        "title": _mean([float(each.title) for each in read]),
        "recipe: whole": _mean([each.whole for each in recipe]),
        "recipe: within a chunk": _mean([each.contained for each in recipe]),
    }


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _cells(measured: Measured) -> tuple[str, ...]:
    return measured.name, str(measured.paragraphs), *map(_figure, figures(measured).values())


def _means(measured: Sequence[Measured]) -> tuple[str, ...]:
    rows = [figures(each) for each in measured]
    means = (_mean([row[name] for row in rows]) for name in rows[0])
    return "**mean**", str(sum(each.paragraphs for each in measured)), *map(_figure, means)


def _figure(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.3f}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
