"""Cut a paragraph into sentences with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# nupunkt takes "A." for an initial; after a word in lower case it ends a name ("cyclosporin A.", "vitamin D.").
_LETTER_ENDS_NAME = re.compile(r"(?<=[a-z]{3} [A-Z]\.)\s+(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph; `text == paragraph_text[start:end]`, without white space around it."""

    text: str
    start: int
    end: int


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

    for start, end in sent_spans(line):
        for gap in _LETTER_ENDS_NAME.finditer(line, start, end):
            yield start, gap.start()
            start = gap.end()
        yield start, end
