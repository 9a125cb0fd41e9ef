"""Weigh what the passages say against the question: which sentences answer it, and whether enough."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

from assistant.answering.pieces import Kind as PieceKind
from assistant.answering.pieces import pieces
from assistant.evidence.confidence import Confidence, Features, measure
from assistant.evidence.reading import Reading, read
from assistant.evidence.requirements.mentions import mentions
from assistant.evidence.requirements.names import load_names
from assistant.evidence.requirements.requirement import Kind, Verdict
from assistant.evidence.requirements.synonyms import Synonyms
from assistant.evidence.requiring import Held, Required
from corpus.document import Paragraph
from corpus.statements import Statement, StatementKind, statements_of
from index.lexicon.lexicon import Lexicon, covered
from index.models.reader import Reader
from index.passage import Passage

# What a sentence's score is made of; benchmarks/RESULTS.md tells what each part gives.
SIMILARITY, PASSAGE, SENTENCE, PARAGRAPH, READ = 0.35, 0.6, 0.35, 0.2, 0.5
# The confidence where something that the question names is in no document.
RULED_OUT = 0.05
# Columns that differ in these are for other patients, or for another way to treat them.
SETTING_APART = frozenset({Kind.POPULATION, Kind.ROUTE, Kind.SEVERITY})
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
    sentences that are about another thing than the question names, by paragraph and start.
    """

    passages: tuple[Passage, ...]
    sentences: tuple[SentenceScore, ...]
    parts: tuple[tuple[SentenceScore, ...], ...]
    features: Features
    confidence: float
    missing: str = ""
    reason: str = ""
    apart: frozenset[tuple[str, int]] = frozenset()


def judge(
    question: str,
    passages: Sequence[Passage],
    lexicon: Lexicon,
    confidence: Confidence,
    reader: Reader | None = None,
) -> Evidence:
    """Score the sentences of `passages` for a `question` that asks one thing, and how sure it is (0 to 1).

    What is about another thing than the question names stands in no answer; where none of what is nearest
    may answer, the documents do not. Raise `UserError` when the reader cannot be loaded.
    """
    synonyms = Synonyms(question, load_names())
    reading = read(question, passages, reader, synonyms)
    required = Required(question, lexicon, passages)
    passages = reading.ranked(passages)
    sentences = rank_sentences(question, passages, lexicon, reading, synonyms)
    held = [required.hold(one.sentence, one.passage.paragraph) for one in sentences[:MOST_HELD]]
    may = [place for place, each in enumerate(held) if each.may_answer]
    may = [place for place in may if not _is_beside_it(place, may, sentences, held, required)]
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


def _is_beside_it(
    place: int,
    others: Sequence[int],
    sentences: Sequence[SentenceScore],
    held: Sequence[Held],
    required: Required,
) -> bool:
    """Tell whether a sentence stands beside what is asked about: it gives way to one of the `others`.

    All are told by their places. A row may also be about what none of its table is that may answer.
    """
    one, verdict = sentences[place], held[place]
    document = one.passage.paragraph.document
    rows = [
        (other.sentence, each)
        for other, each in zip(sentences, held, strict=False)
        if other.passage.paragraph.document == document
    ]
    return required.is_of_another_row(one.sentence, verdict, rows) or any(
        required.gives_way(one.sentence, sentences[other].sentence, (verdict, held[other]))
        for other in others
        if sentences[other].passage.paragraph.document == document
    )


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


def quotable(paragraph: Paragraph, title: str) -> tuple[Statement, ...]:
    """Return the statements of `paragraph` that can be quoted; `title` is its document's.

    Of a row whose values rival, as the doses of adults and of children do, each is quoted for itself. One
    whose values go together, as a dose and its duration do, is quoted whole.
    """
    statements = statements_of(paragraph, title)
    cells = [one for one in statements if one.kind is StatementKind.CELL]
    left_out = StatementKind.ROW if _rival(cells) else StatementKind.CELL
    return tuple(one for one in statements if one.kind is not left_out)


def _rival(cells: list[Statement]) -> bool:
    """Tell whether two cells of a row give a quantity of the same kind, or one each for other patients."""
    told = [(set(_quantities(cell.text)), _meant_for(cell)) for cell in cells]
    pairs = combinations([(kinds, patients) for kinds, patients in told if kinds], 2)
    return any(
        kinds & other or (ours and theirs and ours != theirs) for (kinds, ours), (other, theirs) in pairs
    )


def _meant_for(cell: Statement) -> frozenset[str]:
    """Return whom, by which route and how ill, the names of a cell's column are for."""
    named = (each for name in cell.context.columns for each in mentions(name, load_names()))
    return frozenset(value for each in named if each.kind in SETTING_APART for value in each.values)


def _quantities(text: str) -> Iterator[str]:
    """Yield the kinds of quantities that a cell gives; a bare figure is one of its own."""
    numbers = [piece.value.partition(" ")[2] for piece in pieces(text) if piece.kind is PieceKind.NUMBER]
    yield from filter(None, numbers)
    if numbers and not any(map(str.isalpha, text)):
        yield "figure"
