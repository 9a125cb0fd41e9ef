"""Quote a list whole where the question asks for no item of it more than for the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.evidence.judging import Evidence, SentenceScore
from corpus.statements import Statement, statements_of

# Characters of a list that is quoted whole.
LONGEST = 1600
# Items that hold so much of the words of the question that the best holds, or that the reader gives so much,
# answer alike; so many of a list's items must.
ALIKE_IN_WORDS, ALIKE_AS_READ, MOST = 0.9, 0.5, 0.5


def whole_list(one: SentenceScore, evidence: Evidence) -> Statement | None:
    """Return the list of the item `one`; None where some of its items answer and others do not."""
    paragraph = one.passage.paragraph
    siblings = [
        each for each in statements_of(paragraph, one.passage.title) if _stands_beside(each, one.sentence)
    ]
    answering = list(_answering(one, evidence))
    if len(answering) < max(2, MOST * len(siblings)) or not _alike(answering):
        return None
    if any((paragraph.id, each.start) in evidence.apart for each in siblings):
        return None
    start = paragraph.text.rfind("\n", 0, siblings[0].start) + 1
    end = siblings[-1].end
    if end - start > LONGEST:
        return None
    return replace(one.sentence, text=paragraph.text[start:end], start=start, end=end)


def _answering(one: SentenceScore, evidence: Evidence) -> Iterator[SentenceScore]:
    """Yield the items of the list that may answer, each once."""
    found = {
        other.sentence.start: other
        for part in evidence.parts
        for other in part
        if other.passage.paragraph.id == one.passage.paragraph.id
        and _stands_beside(other.sentence, one.sentence)
    }
    yield from found.values()


def _stands_beside(one: Statement, other: Statement) -> bool:
    return (one.context, one.level) == (other.context, other.level)


def _alike(items: list[SentenceScore]) -> bool:
    shares = [each.sentence_words for each in items]
    return min(shares) >= ALIKE_IN_WORDS * max(shares) or min(each.read for each in items) >= ALIKE_AS_READ
