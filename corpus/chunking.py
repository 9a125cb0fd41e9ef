"""Cut paragraphs into chunks: windows of a few sentences that fit the embedding model.

Short windows are found better than long ones, whose embedding is the average of what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus.document import Chunk, Paragraph
from corpus.sentences import split_sentences

WINDOW_SENTENCES = 3
STEP_SENTENCES = 2
Span = tuple[int, int]


def chunk_paragraph(paragraph: Paragraph, fits: Callable[[str], bool]) -> tuple[Chunk, ...]:
    """Return the chunks of `paragraph`, numbered from 1; none crosses its borders.

    A chunk holds up to three sentences and shares one with the next. `fits` tells whether the
    model can take a text whole; what does not fit is cut between words.
    """
    text = paragraph.text
    pieces = [
        piece
        for sentence in split_sentences(text)
        for piece in _cut(text, (sentence.start, sentence.end), fits)
    ]
    spans = [span for window in _windows(pieces) for span in _shrink(text, window, fits)]
    return tuple(
        Chunk(paragraph.id, number, text[start:end], start, end)
        for number, (start, end) in enumerate(dict.fromkeys(spans), start=1)
    )


def _windows(pieces: Sequence[Span]) -> Iterator[Sequence[Span]]:
    last_start = max(1, len(pieces) - (WINDOW_SENTENCES - STEP_SENTENCES))
    for first in range(0, last_start, STEP_SENTENCES):
        yield pieces[first : first + WINDOW_SENTENCES]


def _shrink(text: str, window: Sequence[Span], fits: Callable[[str], bool]) -> Iterator[Span]:
    """Yield the window as one span, or as several when the model cannot take it whole."""
    start, end = window[0][0], window[-1][1]
    if len(window) == 1 or fits(text[start:end]):
        yield start, end
    else:
        half = len(window) // 2
        yield from _shrink(text, window[:half], fits)
        yield from _shrink(text, window[half:], fits)


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
