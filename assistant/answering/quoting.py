"""Answer by quoting: statements that answer, verbatim, the best paragraph's first, each with its citation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.answer import Answer, Checked, Citation, Statement
from assistant.answering.checking import with_statements
from assistant.answering.differing import for_others, give_other_figures, say_otherwise, say_the_same
from assistant.answering.readable import Chosen, Quote, about, whole
from assistant.evidence.confidence import LIKELY
from assistant.evidence.judging import Evidence, SentenceScore
from corpus.statements import StatementKind, render
from index.lexicon.terms import tokens
from index.passage import Passage

NEAR_BEST = 0.85
# What is told of other patients right beside it need only be so good.
LEAST = 0.7
# Of what stands beside each other in a list or a table, that is told which holds this share of the words of
# the question that the best holds.
TOLD_APART = 0.9
UNCERTAIN_ROW = "The rules and the words of this table do not agree; check the row on its page."


def quote_answer(
    evidence: Evidence, most: int, *, near_best: float = NEAR_BEST
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return `most` statements or fewer, each verbatim from a paragraph, and a citation for each.

    Those that score at least `near_best` of the best one are taken, first one of each paragraph, and by
    turns for each part of the question; of items or cells beside each other, only those that the question
    names most. A sentence that leans on the one before it is quoted with that, a list of which all items
    answer alike whole, and nothing is said twice.
    """
    chosen: list[Chosen] = []
    near = [_told_apart(_near_best(part, near_best)) for part in evidence.parts]
    for one in _by_turns(near):
        passage, quote = whole(one, evidence)
        if len(chosen) < most and not _is_said(quote, [said for _, said in chosen]):
            chosen.append((passage, quote))
    ordered = _reading_order(_without_parts(_without_parents(chosen)))
    citations = tuple(cite(number, *one) for number, one in enumerate(ordered, start=1))
    said = (said_of(quote, number) for number, (_, quote) in enumerate(ordered, start=1))
    return tuple(said), citations


def said_of(quote: Quote, number: int, checked: Checked = "verbatim") -> Statement:
    """Return the statement of an answer that `quote` is; `number` is its citation's."""
    return Statement(quote.text, (number,), checked, quote.context.parts(), about(quote))


def grow_quotes(answer: Answer, evidence: Evidence, most: int) -> Iterator[Answer]:
    """Yield `answer` with the quotes of `quote_answer`, one more each time."""
    statements, citations = quote_answer(evidence, most)
    for count in range(1, len(statements) + 1):
        yield with_statements(answer, statements[:count], citations[:count])


def _near_best(sentences: Sequence[SentenceScore], near_best: float) -> list[SentenceScore]:
    """Return the sentences that are nearly as good as the first, the best of each paragraph in front."""
    near = [one for one in sentences if one.score >= near_best * sentences[0].score]
    near += [one for one in sentences[len(near) :] if _adds(one, near)]
    best = {one.passage.paragraph.id: one for one in reversed(near)}
    return sorted(near, key=lambda one: best[one.passage.paragraph.id] is not one)


def _is_said(sentence: Quote, others: Sequence[Quote]) -> bool:
    """Tell whether one of `others` says the same in nearly the same words."""
    words = _words(sentence)
    return any(say_the_same(words, _words(other)) for other in others)


def _words(quote: Quote) -> set[str]:
    return set(tokens(f"{about(quote)} {quote.text}"))


def _adds(one: SentenceScore, near: Sequence[SentenceScore]) -> bool:
    """Tell whether a sentence that is not as good as those `near` the best must be told with one of them.

    Another document says otherwise, or its paragraph tells it of other patients.
    """
    return any(
        _says_otherwise(one, other)
        if one.passage.paragraph.document != other.passage.paragraph.document
        else _is_beside(one, other) and for_others(_told(one), _told(other))
        for other in near
    )


def _says_otherwise(one: SentenceScore, other: SentenceScore) -> bool:
    """Tell whether a sentence gives other words or figures for what another document says."""
    if say_otherwise(_words(one.sentence), _words(other.sentence)):
        return True
    answers = one.read >= LIKELY and one.score >= LEAST * other.score
    return answers and give_other_figures(
        render(one.sentence.context, one.sentence.text), render(other.sentence.context, other.sentence.text)
    )


def _is_beside(one: SentenceScore, other: SentenceScore) -> bool:
    alike = one.sentence.kind is other.sentence.kind is StatementKind.SENTENCE
    return (
        alike and one.passage.paragraph.id == other.passage.paragraph.id and one.score >= LEAST * other.score
    )


def _told(one: SentenceScore) -> str:
    return ": ".join((*one.sentence.context.lead_ins, one.sentence.text))


def _by_turns(parts: Sequence[Sequence[SentenceScore]]) -> Iterator[SentenceScore]:
    return (one for turn in zip_longest(*parts) for one in turn if one is not None)


def _told_apart(near: Sequence[SentenceScore]) -> list[SentenceScore]:
    """Return those of `near` beside which none of them in their list or table says more of the question."""
    beside: dict[tuple[object, ...], list[SentenceScore]] = {}
    for one in near:
        beside.setdefault(_beside(one), []).append(one)
    return [one for one in near if not any(_says_more(other, one) for other in beside[_beside(one)])]


def _says_more(other: SentenceScore, one: SentenceScore) -> bool:
    """Tell whether `other` holds what `one` does of the question, and clearly more."""
    return other.held > one.held and one.sentence_words < TOLD_APART * other.sentence_words


def _beside(one: SentenceScore) -> tuple[object, ...]:
    """Return what a statement shares with those of its list or of its table, and with no other."""
    quote, paragraph = one.sentence, one.passage.paragraph
    if quote.table:
        return paragraph.document, quote.table
    return paragraph.id, quote.start if quote.kind is StatementKind.SENTENCE else quote.kind


def _without_parents(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Leave out the items that are told as what another one is about, but for the words that they share.

    Where what stands right below an item is quoted too, both are one quote.
    """
    told = {(passage.paragraph.id, text) for passage, quote in chosen for text in quote.context.lead_ins}
    parents = [(passage, quote) for passage, quote in chosen if (passage.paragraph.id, quote.text) in told]
    return [
        (passage, _with_parent(passage, quote, parents))
        for passage, quote in chosen
        if (passage.paragraph.id, quote.text) not in told
    ]


def _with_parent(passage: Passage, quote: Quote, parents: Sequence[Chosen]) -> Quote:
    """Return `quote` with the words of one of `parents` that it stands right below, or as it is."""
    text = passage.paragraph.text
    for other, parent in parents:
        between = text[parent.end : quote.start]
        above = other.paragraph.id == passage.paragraph.id and parent.end <= quote.start
        if above and parent.text in quote.context.lead_ins and not any(map(str.isalnum, between)):
            return replace(parent, text=text[parent.start : quote.end], end=quote.end)
    return quote


def _without_parts(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Leave out what another quote of the same paragraph holds, as a list that is quoted whole does."""
    return [
        (passage, quote)
        for passage, quote in chosen
        if not any(
            other.paragraph.id == passage.paragraph.id
            and (longer.start, longer.end) != (quote.start, quote.end)
            and longer.start <= quote.start
            and quote.end <= longer.end
            for other, longer in chosen
        )
    ]


def _reading_order(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Order by paragraph (the best one first), then by place in the paragraph."""
    paragraphs = list(dict.fromkeys(passage.paragraph.id for passage, _ in chosen))
    return sorted(chosen, key=lambda one: (paragraphs.index(one[0].paragraph.id), one[1].start))


def cite(number: int, passage: Passage, sentence: Quote, lead_in: str = "") -> Citation:
    """Return the citation of a sentence of a passage's paragraph, told with what leads in to it."""
    paragraph = passage.paragraph
    return Citation(
        number=number,
        document=paragraph.document,
        title=passage.title,
        paragraph=paragraph.number,
        page=paragraph.page,
        text=paragraph.text,
        quote=sentence.text,
        start=sentence.start,
        end=sentence.end,
        heading=paragraph.heading,
        date=passage.stated.date,
        copies=passage.copies,
        newer=passage.newer,
        authors=passage.stated.authors,
        version=passage.stated.version,
        doi=passage.stated.doi,
        lead_in=lead_in,
        file=passage.file,
        warning="" if paragraph.certain else UNCERTAIN_ROW,
    )
