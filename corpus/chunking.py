"""Cut paragraphs into chunks: a sentence each, or less where the embedding model cannot take it whole.

A paragraph is found by its best sentence. Measured, that finds more than windows of several sentences,
whose embedding is the average of what they say; benchmarks/RESULTS.md has the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpus.document import Chunk, Paragraph
from corpus.text.sentences import sentences_of

Span = tuple[int, int]


def chunk_paragraph(paragraph: Paragraph, fits: Callable[[str], bool]) -> tuple[Chunk, ...]:
    """Return the chunks of `paragraph`, numbered from 1; none crosses the borders of a sentence.

    `fits` tells whether the model can take a text whole; what does not fit is cut between words.
    """
    text = paragraph.text
    spans = (
        span
        for sentence in sentences_of(paragraph)
        for span in _cut(text, (sentence.start, sentence.end), fits)
    )
    return tuple(
        Chunk(paragraph.id, number, text[start:end], start, end)
        for number, (start, end) in enumerate(spans, start=1)
    )


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
