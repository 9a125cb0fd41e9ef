"""Cut paragraphs into chunks: a statement each, or less where the embedding model cannot take it whole.

A paragraph is found by its best statement. Measured, that finds more than windows of several sentences,
whose embedding is the average of what they say; benchmarks/RESULTS.md has the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from corpus.document import Chunk, Paragraph
from corpus.statements import Context, Statement, StatementKind, render, statements_of

Span = tuple[int, int]

# Of what a statement is about, words that are embedded with it at most: more of them drown what it says.
MOST_CONTEXT_WORDS = 24
# Characters of its own words that must have room behind that.
LEAST_OWN = 40


def chunk_paragraph(paragraph: Paragraph, fits: Callable[[str], bool], title: str = "") -> tuple[Chunk, ...]:
    """Return the chunks of `paragraph`, numbered from 1; none crosses the borders of a statement.

    Each is rendered with the nearest of what it is about. A row stands for its cells. `fits` tells whether
    the model can take a text whole; what does not fit is cut between words.
    """
    chunks = (
        (span, render(context, paragraph.text[slice(*span)]))
        for statement in statements_of(paragraph, title)
        if statement.kind is not StatementKind.CELL
        for context in (_embedded(statement, fits),)
        for span in _cut(paragraph.text, (statement.start, statement.end), _fitting(context, fits))
    )
    return tuple(
        Chunk(paragraph.id, number, text, *span) for number, (span, text) in enumerate(chunks, start=1)
    )


def _embedded(statement: Statement, fits: Callable[[str], bool]) -> Context:
    """Return what is embedded of what a statement is about: a sentence says by itself what it is about."""
    context = statement.context
    near = Context(box=context.box, lead_ins=context.lead_ins, group=context.group)
    if statement.kind is not StatementKind.SENTENCE:
        near = replace(near, title=context.title, headings=context.headings[-1:], caption=context.caption)
    words = len(" ".join(near.parts()).split())
    if words > MOST_CONTEXT_WORDS:
        near = Context(box=near.box, lead_ins=near.lead_ins[-1:], group=near.group, caption=near.caption)
    return near if fits(render(near, statement.text[:LEAST_OWN])) else Context()


def _fitting(context: Context, fits: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda text: fits(render(context, text))


def _cut(text: str, span: Span, fits: Callable[[str], bool]) -> Iterator[Span]:
    """Yield the span, halved at the space nearest to its middle until every piece fits."""
    start, end = span
    if end - start < 2 or fits(text[start:end]):
        yield span
        return
    middle = start + (end - start) // 2
    spaces = [at for at in (text.rfind(" ", start, middle), text.find(" ", middle, end - 1)) if at > start]
    border = min(spaces, key=lambda at: abs(at - middle), default=middle)
    yield from _cut(text, (start, border), fits)
    yield from _cut(text, (border + (text[border] == " "), end), fits)
