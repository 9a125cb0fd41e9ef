"""Where gold evidence stands in the indexed documents, and what of it stands nowhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.evaluation.document_names import DocumentNames
from assistant.evaluation.gold.question import Evidence, GoldQuestion
from assistant.evaluation.matching import IndexedText, fold
from corpus.document import Document, Paragraph
from corpus.errors import UserError

NAMED_AT_MOST = 10
# Ids are often alike but for a number; what is less alike than this was hardly meant.
NEAR = 0.8
NAMES = (
    "A name in a public set stands for the document with that id or title, or for the one that holds "
    "a quote from it word for word."
)


@dataclass(frozen=True, slots=True)
class Grounded:
    """A gold question whose evidence names indexed documents by their ids.

    `expected` holds, for each of the evidence in its order, the indexed paragraphs that it stands in:
    those that hold the quote word for word, then those that hold enough of its words.
    """

    gold: GoldQuestion
    expected: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Evidence that stands in no indexed paragraph of its document.

    `question` is the question's id, `document` what the evidence calls its document, `indexed` tells
    whether that is indexed. `closest` is the paragraph most like the quote, in that document or, when
    it is not indexed, in any; `None` when none shares a word. `similarity` is between 0 and 1.
    """

    question: str
    document: str
    quote: str
    indexed: bool
    closest: Paragraph | None
    similarity: float


def ground(questions: Sequence[GoldQuestion], documents: Sequence[Document]) -> tuple[Grounded, ...]:
    """Find the indexed paragraphs that hold each question's evidence, in the order of the questions.

    Raise `UserError` naming the documents of the evidence that are not indexed.
    """
    text = IndexedText(documents)
    names = DocumentNames(text, questions)
    found = [tuple(map(names.document_of, gold.evidence)) for gold in questions]
    absent = {
        evidence: None
        for gold, ids in zip(questions, found, strict=True)
        for evidence, document in zip(gold.evidence, ids, strict=True)
        if document is None
    }
    if absent:
        concerned = sum(None in ids for ids in found)
        raise UserError(_not_indexed(absent, f"{concerned} of {len(questions)} gold questions", text))
    return tuple(_grounded(gold, ids, text) for gold, ids in zip(questions, found, strict=True))


def unsupported(questions: Sequence[GoldQuestion], documents: Sequence[Document]) -> tuple[Missing, ...]:
    """Return the evidence that stands in no indexed paragraph of its document, with the closest paragraph.

    Paragraphs are compared with RapidFuzz's partial ratio over folded text
    (https://rapidfuzz.github.io/RapidFuzz/Usage/fuzz.html#partial-ratio).
    """
    text = IndexedText(documents)
    names = DocumentNames(text, questions)
    missing = []
    for gold in questions:
        for evidence in gold.evidence:
            document = names.document_of(evidence)
            if document is None or not text.holding(document, evidence.quote):
                missing.append(_missing(gold.id, evidence, document, text))
    return tuple(missing)


def _grounded(gold: GoldQuestion, ids: Sequence[str | None], text: IndexedText) -> Grounded:
    known = zip(ids, gold.evidence, strict=True)
    evidence = tuple(Evidence(document, item.quote) for document, item in known if document is not None)
    return Grounded(
        replace(gold, evidence=evidence),
        tuple(text.holding(item.document, item.quote) for item in evidence),
    )


def _missing(question: str, evidence: Evidence, document: str | None, text: IndexedText) -> Missing:
    quote = fold(evidence.quote)
    among = text.alike(evidence.quote) if document is None else text.documents[document].paragraphs
    alike = {paragraph.id: _similarity(quote, text.folded(paragraph)) for paragraph in among}
    closest = max(among, key=lambda paragraph: alike[paragraph.id], default=None)
    return Missing(
        question=question,
        document=evidence.document if document is None else document,
        quote=evidence.quote,
        indexed=document is not None,
        closest=closest,
        similarity=alike[closest.id] if closest else 0.0,
    )


def _similarity(quote: str, paragraph: str) -> float:
    """Return how alike they are, 0 to 1; a paragraph that is a part of the quote is not all of it."""
    from rapidfuzz import fuzz

    compare = fuzz.partial_ratio if len(paragraph) >= len(quote) else fuzz.ratio
    return compare(quote, paragraph) / 100


def _not_indexed(absent: Iterable[Evidence], concerned: str, text: IndexedText) -> str:
    exact = {evidence.document: not evidence.by_name for evidence in absent}
    named = [_called(document, exact[document], text) for document in list(exact)[:NAMED_AT_MOST]]
    more = len(exact) - len(named)
    listed = ", ".join(named) + (f" and {more} more" if more else "")
    return (
        f"The evidence of {concerned} is in documents that are not indexed: {listed}. "
        "Index them with `assistant index`, or mend the gold file."
        + ("" if all(exact.values()) else " " + NAMES)
    )


def _called(document: str, exact: bool, text: IndexedText) -> str:
    near = difflib.get_close_matches(document, text.documents, n=2, cutoff=NEAR) if exact else []
    return repr(document) + (f" (did you mean {' or '.join(near)}?)" if near else "")
