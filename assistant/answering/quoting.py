"""Answer by quoting: sentences that answer, verbatim, the best paragraph's first, each with its citation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from assistant.answer import Answer, Citation, Statement
from assistant.answering.checking import with_statements
from assistant.evidence.judging import Evidence, SentenceScore
from corpus.document import Paragraph
from corpus.text.sentences import ItemList, Sentence, list_around, sentences_of
from index.lexicon.terms import tokens
from index.passage import Passage

NEAR_BEST = 0.85
# Sentences with so many words in common are one, said in two places.
SAME = 0.9
# Characters of a list that is quoted whole.
LONGEST_LIST = 800
_NEGATIONS = frozenset(("no", "non", "nor", "not", "never", "without", "cannot", "neither", "t"))
_LEANS_BACK = re.compile(
    r"^(?:these|this|those|they|it|such|both|he|she|his|her|their|its|however|thus)\b", re.I
)

Chosen = tuple[Passage, Sentence]


def quote_answer(
    evidence: Evidence, most: int, *, near_best: float = NEAR_BEST
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return at most `most` statements, each a sentence of a paragraph, and a citation for each.

    Sentences that score at least `near_best` of the best one are taken, first one of each paragraph, and
    by turns for each part of the question. A sentence that leans on the one before it brings that
    along, a list of which several items answer is quoted whole, and nothing is said twice.
    """
    chosen: dict[tuple[str, int], Chosen] = {}
    near = [_near_best(part, near_best) for part in evidence.parts]
    for one in _by_turns(near):
        for passage, sentence in _readable(one, near):
            if len(chosen) < most and not _is_said(sentence, [said for _, said in chosen.values()]):
                chosen.setdefault((passage.paragraph.id, sentence.start), (passage, sentence))
    citations = tuple(
        cite(number, passage, sentence)
        for number, (passage, sentence) in enumerate(_reading_order(list(chosen.values())), start=1)
    )
    return tuple(Statement(citation.quote, (citation.number,)) for citation in citations), citations


def grow_quotes(answer: Answer, evidence: Evidence, most: int) -> Iterator[Answer]:
    """Yield `answer` with the quotes of `quote_answer`, one more each time."""
    statements, citations = quote_answer(evidence, most)
    for count in range(1, len(statements) + 1):
        yield with_statements(answer, statements[:count], citations[:count])


def _near_best(sentences: Sequence[SentenceScore], near_best: float) -> list[SentenceScore]:
    """Return the sentences that are nearly as good as the first, the best of each paragraph in front."""
    near = [one for one in sentences if one.score >= near_best * sentences[0].score]
    best = {one.passage.paragraph.id: one for one in reversed(near)}
    return sorted(near, key=lambda one: best[one.passage.paragraph.id] is not one)


def _is_said(sentence: Sentence, others: Sequence[Sentence]) -> bool:
    """Tell whether one of `others` says the same in nearly the same words."""
    words = set(tokens(sentence.text))
    return any(_say_the_same(words, set(tokens(other.text))) for other in others)


def _say_the_same(words: set[str], others: set[str]) -> bool:
    """Tell whether two sentences share nearly all words (Jaccard, 1912) and no number or "not" parts them."""
    parting = words ^ others
    if any(word in _NEGATIONS or not word.isalpha() for word in parting):
        return False
    return len(parting) <= (1 - SAME) * len(words | others)


def _by_turns(parts: Sequence[Sequence[SentenceScore]]) -> Iterator[SentenceScore]:
    return (one for turn in zip_longest(*parts) for one in turn if one is not None)


def _readable(one: SentenceScore, near: Sequence[Sequence[SentenceScore]]) -> list[Chosen]:
    """Return the sentence with what it cannot be understood without."""
    listed = list_around(one.passage.paragraph.text, one.sentence)
    if listed and _answers_whole(listed, one, near):
        return [(one.passage, listed.whole)]
    return [(one.passage, sentence) for sentence in readable(one.passage.paragraph, one.sentence)]


def readable(paragraph: Paragraph, sentence: Sentence) -> list[Sentence]:
    """Return `sentence`, and what leads in to it or what it leans back on."""
    lead_in = lead_in_of(paragraph, sentence)
    if lead_in:
        return [sentence, lead_in]
    if not _LEANS_BACK.match(sentence.text):
        return [sentence]
    before = [other for other in sentences_of(paragraph) if other.end <= sentence.start]
    return [sentence, *before[-1:]]


def lead_in_of(paragraph: Paragraph, sentence: Sentence) -> Sentence | None:
    """Return what leads in to the list of which `sentence` is an item; None where nothing does."""
    listed = list_around(paragraph.text, sentence)
    return listed.lead_in if listed and listed.lead_in != sentence else None


def _answers_whole(listed: ItemList, one: SentenceScore, near: Sequence[Sequence[SentenceScore]]) -> bool:
    """Tell whether several items of a list answer, and it is short enough to be quoted as it stands."""
    items = {
        other.sentence.start
        for part in near
        for other in part
        if other.passage.paragraph.id == one.passage.paragraph.id
        and other.sentence.start >= listed.whole.start
    }
    return len(items) > 1 and len(listed.whole.text) <= LONGEST_LIST


def _reading_order(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Order by paragraph (the best one first), then by place in the paragraph."""
    paragraphs = list(dict.fromkeys(passage.paragraph.id for passage, _ in chosen))
    return sorted(chosen, key=lambda one: (paragraphs.index(one[0].paragraph.id), one[1].start))


def cite(number: int, passage: Passage, sentence: Sentence, lead_in: str = "") -> Citation:
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
    )
