"""What a statement cannot be read without: its list, the sentence that it leans on, what it is about.

A list is quoted whole where the question asks for no item of it more than for the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.evidence.judging import Evidence, SentenceScore
from assistant.evidence.requirements.mentions import mentions
from assistant.evidence.requirements.names import load_names
from assistant.evidence.requirements.requirement import Kind
from corpus.statements import Context, Statement, StatementKind, statements_of
from corpus.text.shapes import leans_back
from index.passage import Passage

Quote = Statement
Chosen = tuple[Passage, Quote]
# A dose is misread without its patients and its route.
_SETTING = frozenset({Kind.POPULATION, Kind.ROUTE})
# Characters of a list that is quoted whole.
LONGEST = 1600
# Items that hold so much of the words of the question that the best holds, or that the reader gives so much,
# answer alike; so many of a list's items must.
ALIKE_IN_WORDS, ALIKE_AS_READ, MOST = 0.9, 0.5, 0.5


def whole(one: SentenceScore, evidence: Evidence) -> Chosen:
    """Return the statement with what it cannot be understood without."""
    passage, quote = one.passage, one.sentence
    listed = whole_list(one, evidence) if quote.kind is StatementKind.ITEM else None
    if listed:
        return passage, listed
    first = readable(passage, quote)[-1][1]
    text = passage.paragraph.text[first.start : quote.end]
    return passage, replace(first, text=text, end=quote.end)


def readable(passage: Passage, quote: Quote) -> list[Chosen]:
    """Return a statement of `passage`, and the one before it where it leans on that ("These ...")."""
    if quote.kind is not StatementKind.SENTENCE or not leans_back(quote.text):
        return [(passage, quote)]
    statements = statements_of(passage.paragraph, passage.title)
    before = [other for other in statements if other.end <= quote.start]
    return [(passage, each) for each in (quote, *before[-1:])]


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


def about(quote: Quote) -> str:
    """Return what a quote would be misread without: of an item what leads in to it, of a cell its row.

    Of what stands farther, a title say, that is told which names the patients or the route, where the quote
    and what stands nearer do not.
    """
    near, context = _near(quote), quote.context
    if quote.kind is StatementKind.ITEM and not near.parts():
        near = Context(box=context.box, headings=() if context.box else context.headings[-1:])
    return ", ".join((*for_whom(context, (*near.parts(), quote.text)), *near.parts()))


def for_whom(context: Context, told: Sequence[str]) -> list[str]:
    """Return what of `context` names the patients or the route, far to near, where nothing `told` does."""
    parts: list[str] = []
    for part in reversed(context.parts()):
        if _named(part) - _named(*told, *parts):
            parts.insert(0, part)
    return parts


def _named(*texts: str) -> set[Kind]:
    """Return for which kinds of setting, the patients or the route, `texts` name one."""
    return {each.kind for text in texts for each in mentions(text, load_names()) if each.kind in _SETTING}


def lead_in_of(quote: Quote) -> str:
    """Return what leads in to a quote and is a part of what it says: "Children; Oral", empty without any."""
    return "; ".join(_near(quote).parts())


def _near(quote: Quote) -> Context:
    context = quote.context
    return Context(lead_ins=context.lead_ins, group=context.group, row=context.row, columns=context.columns)
