"""Cut a paragraph into sentences with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import BlockKind, Paragraph
from corpus.text.shapes import is_list_item

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


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list within a paragraph, from its lead-in to its last item, as one piece of the paragraph's text.

    `lead_in` is the sentence that says what the items are ("Contraindications:"), None when none does.
    """

    whole: Sentence
    lead_in: Sentence | None


def list_around(text: str, sentence: Sentence) -> ItemList | None:
    """Return the list that `sentence` of `text` is an item of or leads in to; None where it does neither."""
    lines = list(_lines(text))
    items = [place for place, line in enumerate(lines) if is_list_item(line.text)]
    if not items:
        return None
    first = items[0] - 1 if items[0] else 0
    whole = _joined(text, lines[first], lines[-1])
    lead_in = split_sentences(lines[first].text)[-1] if first < items[0] else None
    if lead_in:
        start = lines[first].start + lead_in.start
        lead_in = Sentence(lead_in.text, start, start + len(lead_in.text))
        whole = _joined(text, lead_in, lines[-1])
    return ItemList(whole, lead_in) if sentence.start >= whole.start else None


def _lines(text: str) -> Iterator[Sentence]:
    """Yield the lines of `text` that hold words."""
    for line in re.finditer(r"\S[^\n]*", text):
        yield Sentence(line.group().rstrip(), line.start(), line.start() + len(line.group().rstrip()))


def _joined(text: str, first: Sentence, last: Sentence) -> Sentence:
    return Sentence(text[first.start : last.end], first.start, last.end)


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
