"""An explanation as a terminal shows it: tables that fit 100 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.evidence.explanation import Explanation, Part

# Characters of a sentence that are shown.
SHOWN = 120


def print_explanation(out: Console, why: Explanation) -> None:
    """Print what was searched for, the passages, the best sentences, the confidence and what it decides."""
    out.print(Text("Why", style="bold"))
    for line in _searched(why):
        out.print(Text(line))
    for title, table in (
        ("Passages", passages_table(why)),
        ("Best sentences: the sum of weight × value", sentences_table(why)),
        ("Confidence: the logistic of a sum", confidence_table(why)),
    ):
        out.print()
        out.print(Text(title, style="bold"))
        out.print(table)
    for line in _decided(why):
        out.print(Text(line))


def passages_table(why: Explanation) -> Table:
    """Return the passages, best first, with their scores and, in brackets, their rank by that score."""
    judged = any(passage.reranker is not None for passage in why.passages)
    numbers = ("score", "similarity (rank)", "BM25 (rank)", *(["reranker"] if judged else []))
    table = _table("", "paragraph", *numbers)
    for passage in why.passages:
        row = [
            str(passage.rank),
            f"{passage.document}#{passage.paragraph}",
            f"{passage.score:.3f}",
            f"{passage.similarity:.3f} {_rank(passage.similarity_rank)}",
            f"{passage.keywords:.2f} {_rank(passage.keywords_rank)}",
        ]
        row += ["–" if passage.reranker is None else f"{passage.reranker:.3f}"] if judged else []
        table.add_row(*map(Text, row))
    return table


def sentences_table(why: Explanation) -> Table:
    """Return the best sentences with the parts of their scores."""
    parts = why.sentences[0].parts if why.sentences else ()
    table = _table("score", "sentence", *(f"{part.name}\n× {part.weight:g}" for part in parts))
    for one in why.sentences:
        shown = textwrap.shorten(one.text, SHOWN, placeholder=" …")
        said = Text.assemble(shown, (f" ({one.document}#{one.paragraph})", "dim"))
        table.add_row(f"{one.score:.3f}", said, *(f"{part.value:.3f}" for part in one.parts))
    return table


def confidence_table(why: Explanation) -> Table:
    """Return the features with what each adds to the sum."""
    table = _table("", "feature", "coefficient", "value", "contribution")
    for part in (*why.features, Part("intercept", why.intercept, 1.0, why.intercept)):
        # Zero added, so that nothing is shown as -0.000.
        row = (part.weight, part.value, part.contribution + 0.0)
        table.add_row("", part.name, *(f"{number:.3f}" for number in row))
    table.add_section()
    table.add_row("", "sum", "", "", f"{why.total:.3f}")
    table.add_row("", "its logistic", "", "", f"{why.estimate:.3f}")
    return table


def _searched(why: Explanation) -> Iterable[str]:
    yield f"Searched for: {why.standalone_question}"
    if why.documents:
        yield f"Only in: {', '.join(why.documents)}"
    for correction in why.corrections:
        yield f"Corrected: {correction.found} to {correction.instead}"
    for short, longs in why.abbreviations.items():
        yield f"Abbreviation: {short} for {' or '.join(longs)}"
    read = sum(passage.reranker is not None for passage in why.passages)
    if 0 < read < len(why.passages):
        yield f"Read: {read} of {len(why.passages)} passages; many questions at once leave fewer to each."


def _decided(why: Explanation) -> Iterable[str]:
    if why.unnamed:
        words = ", ".join(f"{word} (rarity {rarity:.2f})" for word, rarity in why.unnamed.items())
        yield f"Words that no document names: {words}"
    if why.missing:
        yield f"Missing in the documents: {why.missing}; so the confidence is {why.confidence:.3f} at most."
    if why.confidence >= why.threshold:
        decided, compared = "The evidence is enough", "reaches"
    else:
        decided, compared = "The answer was withheld", "is under"
    yield f"{decided}: the confidence {why.confidence:.3f} {compared} the threshold {why.threshold:g}."


def _table(first: str, text: str, *numbers: str) -> Table:
    """Return a table whose column of text gives way to its columns of numbers."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(first, justify="right", no_wrap=True)
    table.add_column(text, overflow="fold")
    for number in numbers:
        table.add_column(number, justify="right", no_wrap=True)
    return table


def _rank(rank: int | None) -> str:
    return f"({'–' if rank is None else rank})".rjust(4)
