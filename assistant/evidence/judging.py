"""Weigh what the passages say against the question: which sentences answer it, and whether enough.

What the parts of a question found is put together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from assistant.evidence.confidence import Confidence, Features, measure
from assistant.evidence.reading import Reading, read
from assistant.evidence.requirements.mentions import Synonyms
from assistant.evidence.requirements.names import load_names
from assistant.evidence.requirements.requirement import Verdict
from assistant.evidence.requiring import Held, Required
from assistant.evidence.rows import HeldRow, quotable, stands_beside
from corpus.statements import Statement
from index.lexicon.lexicon import Lexicon, covered
from index.models.reader import Reader
from index.passage import Passage

# What a sentence's score is made of; benchmarks/RESULTS.md tells what each part gives.
SIMILARITY, PASSAGE, SENTENCE, PARAGRAPH, READ = 0.35, 0.6, 0.35, 0.2, 0.5
# The confidence where something that the question names is in no document.
RULED_OUT = 0.05
# So many of the best are held against what the question names; of so many, one may answer at least.
MOST_HELD, MOST_TOLD = 40, 4


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """A sentence of a passage, with how well it answers (0 to 2, higher is better), and why.

    `similarity` is its cosine similarity to the question; `sentence_words` and `paragraph_words` are
    the shares of the question's words, by how telling they are, that it and its paragraph hold, the
    title of the document being said in both; `read` is how likely it answers, as the reader thinks, 0
    without one. `held` are the words of the question that it holds.
    """

    passage: Passage
    sentence: Statement
    similarity: float
    sentence_words: float
    paragraph_words: float
    read: float = 0.0
    held: AbstractSet[str] = frozenset()

    @property
    def score(self) -> float:
        """Return the parts, weighed and added."""
        return (
            SIMILARITY * self.similarity
            + PASSAGE * self.passage.score
            + SENTENCE * self.sentence_words
            + PARAGRAPH * self.paragraph_words
            + READ * self.read
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences of the `passages`, best first, and how sure it is that they answer.

    `parts` holds them for each part of a question that asks several things, and for the one otherwise.
    `missing` says what the question needs and no document has; it is empty where there is no such
    thing. With it, the confidence is at most `RULED_OUT`. `reason` tells the person who asked, in a sentence,
    what the documents do not name or say; empty where that cannot be told. `apart` are those of the best
    sentences that are about another thing than the question names, by paragraph and start. `unanswered` are
    the parts of a question that the documents do not answer though they do another, each with its reason.
    """

    passages: tuple[Passage, ...]
    sentences: tuple[SentenceScore, ...]
    parts: tuple[tuple[SentenceScore, ...], ...]
    features: Features
    confidence: float
    missing: str = ""
    reason: str = ""
    apart: frozenset[tuple[str, int]] = frozenset()
    unanswered: tuple[str, ...] = ()


def judge(
    question: str,
    passages: Sequence[Passage],
    lexicon: Lexicon,
    confidence: Confidence,
    reader: Reader | None = None,
    most_read: int | None = None,
) -> Evidence:
    """Score the sentences of `passages` for a `question` that asks one thing, and how sure it is (0 to 1).

    The reader reads the first `most_read` of them, all where that is None.

    What is about another thing than the question names stands in no answer; where none of what is nearest
    may answer, the documents do not. Raise `UserError` when the reader cannot be loaded.
    """
    synonyms = Synonyms(question, load_names())
    reading = read(question, passages, reader, synonyms, most_read)
    required = Required(question, lexicon, passages)
    passages = reading.ranked(passages)
    sentences = rank_sentences(question, passages, lexicon, reading, synonyms)
    held = [required.hold(one.sentence, one.passage.paragraph) for one in sentences[:MOST_HELD]]
    may = _answering(question, sentences, held, required)
    fit = tuple(sentences[place] for place in may)
    features = measure(
        question, passages, fit or sentences, [held[place] for place in may] or held, lexicon, synonyms
    )
    sure = confidence.of(features)
    lacking, reason = ", ".join(required.unnamed), required.unnamed_in_words()
    if not lacking and (not may or may[0] >= MOST_TOLD):
        lacking, reason = "a statement on all that it names", required.lacking(held)
    if lacking:
        sure = min(sure, RULED_OUT)
    apart = (one for one, each in zip(sentences, held, strict=False) if Verdict.OTHER in each.judged.verdicts)
    # With a threshold of 0 even what is ruled out is shown.
    return Evidence(
        passages,
        sentences,
        (fit or sentences,),
        features,
        sure,
        lacking,
        reason,
        frozenset((one.passage.paragraph.id, one.sentence.start) for one in apart),
    )


def _answering(
    question: str, sentences: Sequence[SentenceScore], held: Sequence[Held], required: Required
) -> list[int]:
    """Return the places of the sentences that may answer and do not only stand beside one that does."""
    rows = [
        HeldRow(one.passage.paragraph.document, one.sentence, each)
        for one, each in zip(sentences, held, strict=False)
    ]
    return [
        place
        for place, row in enumerate(rows)
        if row.held.may_answer and not stands_beside(row, rows, question, required.requirements)
    ]


def rank_sentences(
    question: str, passages: Sequence[Passage], lexicon: Lexicon, reading: Reading, synonyms: Synonyms
) -> tuple[SentenceScore, ...]:
    """Return the sentences of `passages`, best first."""
    candidates = [one for passage in passages for one in _candidates(passage, lexicon, synonyms)]
    weights = among(lexicon.weights(question), [one.words for one in candidates])
    return tuple(sorted((one.score(weights, reading) for one in candidates), key=lambda one: -one.score))


def among(weights: Mapping[str, float], sentences: Sequence[AbstractSet[str]]) -> dict[str, float]:
    """Return the weights of a question's words as they tell `sentences` apart.

    A word that all of them hold, as the name of the disease that a document is about, tells nothing:
    each weight is multiplied by the word's inverse frequency among them.
    """
    return {
        word: weight * math.log(1 + len(sentences) / (0.5 + sum(word in held for held in sentences)))
        for word, weight in weights.items()
    }


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A statement with the terms that it and its paragraph hold, what it is about being said in it."""

    passage: Passage
    sentence: Statement
    words: AbstractSet[str]
    paragraph: AbstractSet[str]

    def score(self, weights: Mapping[str, float], reading: Reading) -> SentenceScore:
        return SentenceScore(
            self.passage,
            self.sentence,
            similarity=self.passage.similarity_of(self.sentence.start, self.sentence.end),
            sentence_words=covered(weights, self.words),
            paragraph_words=covered(weights, self.paragraph),
            read=reading.of(self.passage, self.sentence),
            held=frozenset(weights).intersection(self.words),
        )


def _candidates(passage: Passage, lexicon: Lexicon, synonyms: Synonyms) -> Iterator[_Candidate]:
    """Yield what can be quoted of `passage`."""
    document = passage.paragraph.document
    statements = quotable(passage.paragraph, passage.title)
    texts = {text for one in statements for text in (one.text, *one.context.parts())}
    terms = {text: set(lexicon.terms(synonyms.as_asked(text), document)) for text in texts}
    paragraph = set(lexicon.terms(passage.title)).union(*terms.values())
    for statement in statements:
        said = (statement.text, *statement.context.parts())
        yield _Candidate(passage, statement, set().union(*(terms[text] for text in said)), paragraph)


def assemble(questions: Sequence[str], judged: Sequence[Evidence], threshold: float) -> Evidence:
    """Return the evidence of a whole question from that of its parts, at least one; `questions` ask them.

    Parts whose confidence reaches `threshold` are answered, and the answer is as sure as the least sure of
    them; where none does, the surest part tells why not.
    """
    if len(judged) == 1:
        return judged[0]
    held = [one for one in judged if one.confidence >= threshold]
    # With the lowest of thresholds even that reaches it which the documents do not hold.
    enough = [one for one in held if not one.missing] or held
    decisive = (
        min(enough, key=lambda one: one.confidence) if enough else max(judged, key=lambda one: one.confidence)
    )
    return replace(
        decisive,
        passages=_by_turns([one.passages for one in judged]),
        parts=tuple(chain.from_iterable(one.parts for one in enough or judged)),
        apart=frozenset[tuple[str, int]]().union(*(one.apart for one in enough or judged)),
        unanswered=tuple(
            f"{question} {one.reason}".strip()
            for question, one in zip(questions, judged, strict=True)
            if enough and one not in enough
        ),
    )


def _by_turns(ranked: Sequence[Sequence[Passage]]) -> tuple[Passage, ...]:
    """Return the best passage of each part, then the second of each, every paragraph once."""
    turns = (one for turn in zip_longest(*ranked) for one in turn if one is not None)
    found: dict[str, Passage] = {}
    for passage in turns:
        found.setdefault(passage.paragraph.id, passage)
    return tuple(found.values())
