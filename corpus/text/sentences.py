"""Cut a paragraph into sentences with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import BlockKind, Paragraph

# nupunkt takes "A." for an initial; after a noun it ends a name ("cyclosporin A.", "Grade III.").
_LETTER_ENDS_NAME = re.compile(
    r"(?<![^\s(])(?!(?:after|and|before|both|but|for|from|nor|than|that|the|was|were|when|while|with)\b)"
    r"(?:[a-z-]{3,}|Class|Factor|Grade|Group|Hepatitis|Phase|Protein|Stage|Type|Vitamin) (?:[A-Z]|[IVX]+)\."
    r"(?P<gap>\s+)(?=[A-Z][a-z])"
)
_SENTENCE_BEGINS = re.compile(
    r"\b[A-Z]\.(?P<gap>\s+)(?=(?:A|After|All|Although|As|At|Both|But|By|For|From|He|However|If|In|It|No|On|Our"
    r"|Patients|She|Since|Some|The|Their|Then|There|These|They|This|Those|To|We|When|While|With)\b)"
)
_DOTTED_GOES_ON = re.compile(r"\b(?:[a-z]\.){2,}(?P<gap>\s+)(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph; `text == paragraph_text[start:end]`, without white space around it."""

    text: str
    start: int
    end: int


def sentences_of(paragraph: Paragraph) -> tuple[Sentence, ...]:
    """Return the sentences of `paragraph` that can answer: a table's row is one, a reference has none."""
    if paragraph.kind is BlockKind.REFERENCE:
        return ()
    if paragraph.kind is BlockKind.TABLE_ROW:
        return (Sentence(paragraph.text, 0, len(paragraph.text)),)
    return split_sentences(paragraph.text)


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of `text` in order; an item of a list is a sentence of its own.

    The borders are nupunkt's (https://github.com/alea-institute/nupunkt), which knows abbreviations.
    """
    sentences: list[Sentence] = []
    offset = 0
    for line in text.split("\n"):
        for start, end in _spans(line):
            words = line[start:end].strip()
            if words:
                begin = offset + start + line[start:end].index(words)
                sentences.append(Sentence(words, begin, begin + len(words)))
        offset += len(line) + 1
    return tuple(sentences)


def _spans(line: str) -> Iterator[tuple[int, int]]:
    if not line.strip():
        return
    from nupunkt import sent_spans

    borders = {start for start, _ in sent_spans(line)} - {0}
    borders -= {abbreviation.end("gap") for abbreviation in _DOTTED_GOES_ON.finditer(line)}
    for found in (_LETTER_ENDS_NAME, _SENTENCE_BEGINS):
        borders |= {border.end("gap") for border in found.finditer(line)}
    yield from pairwise([0, *sorted(borders), len(line)])
