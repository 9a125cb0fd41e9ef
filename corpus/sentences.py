"""Cut a paragraph into sentences with their offsets."""

from __future__ import annotations

from dataclasses import dataclass


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


def _spans(line: str) -> list[tuple[int, int]]:
    if not line.strip():
        return []
    from nupunkt import sent_spans

    return list(sent_spans(line))
