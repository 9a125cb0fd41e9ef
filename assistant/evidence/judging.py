"""Weigh what the passages say against the question: which sentences answer it, and whether enough."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import combinations

from assistant.answering.pieces import Kind as PieceKind
from assistant.answering.pieces import pieces
from assistant.evidence.aspects import aspects_asked, speaks_of
from assistant.evidence.confidence import Confidence, Features, measure
from assistant.evidence.definitions import defines, subject_to_define
from assistant.evidence.numbers import answers_with_number, asks_for_number, fits, quantities
from assistant.evidence.requirements.mentions import mentions
from assistant.evidence.requirements.names import load_names
from assistant.evidence.requirements.requirement import Kind
from assistant.evidence.requiring import Required
from corpus.document import Paragraph
from corpus.statements import Statement, StatementKind, statements_of
from index.lexicon.lexicon import Lexicon, covered
from index.passage import Passage

# What a sentence's score is made of; benchmarks/RESULTS.md tells what each part gives.
SIMILARITY, PASSAGE, SENTENCE, PARAGRAPH, DEFINITION = 0.35, 0.3, 0.35, 0.2, 0.2
# The confidence where something that the question names is in no document.
RULED_OUT = 0.05
# Columns that differ in these are for others.
PATIENTS = frozenset({Kind.POPULATION, Kind.ROUTE, Kind.SEVERITY})
# So many of the best are held against what the question names; of so many, one may answer at least.
MOST_HELD, MOST_TOLD = 40, 4


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """A sentence of a passage, with how well it answers (0 to 1.4, higher is better), and why.

    `similarity` is its cosine similarity to the question; `sentence_words` and `paragraph_words` are
    the shares of the question's words, by how telling they are, that it and its paragraph hold, the
    title of the document being said in both; `definition` is 1 when it says what the thing is that the
    question asks to define, else 0. `held` are the words of the question that it holds.
    """

    passage: Passage
    sentence: Statement
    similarity: float
    sentence_words: float
    paragraph_words: float
    definition: float = 0.0
    held: AbstractSet[str] = frozenset()

    @property
    def score(self) -> float:
        """Return the parts, weighed and added."""
        return (
            SIMILARITY * self.similarity
            + PASSAGE * self.passage.score
            + SENTENCE * self.sentence_words
            + PARAGRAPH * self.paragraph_words
            + DEFINITION * self.definition
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences of the `passages`, best first, and how sure it is that they answer.

    `parts` holds them for each part of a question that asks several things, and for the one otherwise.
    `missing` says what the question needs and no document has; it is empty where there is no such
    thing. With it, the confidence is at most `RULED_OUT`. `reason` tells the person who asked, in a sentence,
    what the documents do not name or say; empty where that cannot be told.
    """

    passages: tuple[Passage, ...]
    sentences: tuple[SentenceScore, ...]
    parts: tuple[tuple[SentenceScore, ...], ...]
    features: Features
    confidence: float
    missing: str = ""
    reason: str = ""


def judge(question: str, passages: Sequence[Passage], lexicon: Lexicon, confidence: Confidence) -> Evidence:
    """Score the sentences of `passages` for a `question` that asks one thing, and how sure it is (0 to 1).

    What is about another thing than the question names stands in no answer; where none of what is nearest
    may answer, the documents do not.
    """
    sentences, required = rank_sentences(question, passages, lexicon), Required(question, lexicon)
    held = [required.hold(one.sentence) for one in sentences[:MOST_HELD]]
    may = [place for place, each in enumerate(held) if each.may_answer]
    fit = tuple(sentences[place] for place in may)
    features = measure(question, passages, fit or sentences, [held[place] for place in may] or held, lexicon)
    sure, lacking = confidence.of(features), missing(question, sentences, required, lexicon)
    reason = required.unnamed_in_words()
    if not lacking and (not may or may[0] >= MOST_TOLD):
        lacking, reason = "a statement on all that it names", required.lacking(held)
    if lacking:
        sure = min(sure, RULED_OUT)
    # With a threshold of 0 even what is ruled out is shown.
    return Evidence(tuple(passages), sentences, (fit or sentences,), features, sure, lacking, reason)


def rank_sentences(question: str, passages: Sequence[Passage], lexicon: Lexicon) -> tuple[SentenceScore, ...]:
    """Return the sentences of `passages`, best first; where a number is asked for, those that give one.

    Passages that say nothing about what is asked of the thing are passed over, where others do.
    """
    passages = [passage for passage in passages if _speaks(passage, question)] or passages
    candidates = [one for passage in passages for one in _candidates(passage, lexicon)]
    weights = among(lexicon.weights(question), [one.words for one in candidates])
    subject = subject_to_define(question, lexicon)
    scored = [
        replace(one.score(weights), definition=float(defines(one.sentence.text, subject, lexicon)))
        for one in candidates
    ]
    best_first = tuple(sorted(_fitting(question, scored), key=lambda one: -one.score))
    if asks_for_number(question):
        counted = tuple(one for one in best_first if answers_with_number(question, one.sentence.text))
        return counted or best_first
    return best_first


def _fitting(question: str, scored: Sequence[SentenceScore]) -> list[SentenceScore]:
    """Leave out rows and items for another age, weight or time than `question` gives.

    That is where one beside them in their table or list names a range that holds it, and they do not.
    """
    asked = quantities(question)
    if not asked:
        return list(scored)
    fit = [_fits(one, asked) for one in scored]
    held = {_table_or_list(one) for one, fitting in zip(scored, fit, strict=True) if fitting}
    return [
        one
        for one, fitting in zip(scored, fit, strict=True)
        if fitting or one.sentence.kind is StatementKind.SENTENCE or _table_or_list(one) not in held
    ]


def _fits(one: SentenceScore, asked: Mapping[str, float]) -> bool | None:
    """Tell whether a row or an item is for what is `asked`; None where it does not tell, or is a sentence."""
    quote, context = one.sentence, one.sentence.context
    if quote.kind is StatementKind.SENTENCE:
        return None
    near = (*context.columns, context.row, context.group, *reversed(context.lead_ins))
    said = [quote.text.partition(";")[0] if quote.kind is StatementKind.ROW else quote.text, *near]
    return next((found for text in said if (found := fits(asked, text)) is not None), None)


def _table_or_list(one: SentenceScore) -> tuple[object, ...]:
    quote, paragraph = one.sentence, one.passage.paragraph
    return (paragraph.document, quote.table) if quote.table else (paragraph.id, quote.context.lead_ins)


def among(weights: Mapping[str, float], sentences: Sequence[AbstractSet[str]]) -> dict[str, float]:
    """Return the weights of a question's words as they tell `sentences` apart.

    A word that all of them hold, as the name of the disease that a document is about, tells nothing:
    each weight is multiplied by the word's inverse frequency among them.
    """
    return {
        word: weight * math.log(1 + len(sentences) / (0.5 + sum(word in held for held in sentences)))
        for word, weight in weights.items()
    }


def _speaks(passage: Passage, question: str) -> bool:
    """Tell whether `passage` says something about what `question` asks of a thing, such as its prognosis."""
    paragraph = passage.paragraph
    return speaks_of(f"{passage.title} {paragraph.heading} {paragraph.text}", aspects_asked(question))


def missing(question: str, sentences: Sequence[SentenceScore], required: Required, lexicon: Lexicon) -> str:
    """Return what `question` needs and no document has: a thing that it names, or a number; else nothing."""
    unnamed = tuple(dict.fromkeys((*required.unnamed, *lexicon.unnamed_names(question))))
    if unnamed:
        return ", ".join(unnamed)
    if sentences and not any(_speaks(one.passage, question) for one in sentences):
        return f"anything about {' and '.join(aspect.name for aspect in aspects_asked(question))}"
    if asks_for_number(question) and not any(
        answers_with_number(question, one.sentence.text) for one in sentences
    ):
        return "a number"
    return ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A statement with the terms that it and its paragraph hold, what it is about being said in it."""

    passage: Passage
    sentence: Statement
    words: AbstractSet[str]
    paragraph: AbstractSet[str]

    def score(self, weights: Mapping[str, float]) -> SentenceScore:
        return SentenceScore(
            self.passage,
            self.sentence,
            similarity=self.passage.similarity_of(self.sentence.start, self.sentence.end),
            sentence_words=covered(weights, self.words),
            paragraph_words=covered(weights, self.paragraph),
            held=frozenset(weights).intersection(self.words),
        )


def _candidates(passage: Passage, lexicon: Lexicon) -> Iterator[_Candidate]:
    """Yield what can be quoted of `passage`."""
    document = passage.paragraph.document
    statements = quotable(passage.paragraph, passage.title)
    texts = {text for one in statements for text in (one.text, *one.context.parts())}
    terms = {text: set(lexicon.terms(text, document)) for text in texts}
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
    told = [(set(_quantities(cell.text)), _patients(cell)) for cell in cells]
    pairs = combinations([(kinds, patients) for kinds, patients in told if kinds], 2)
    return any(kinds & other or (ours and theirs and ours != theirs) for (kinds, ours), (other, theirs) in pairs)


def _patients(cell: Statement) -> frozenset[str]:
    """Return whom, by which route and how ill, the names of a cell's column are for."""
    named = (each for name in cell.context.columns for each in mentions(name, load_names()))
    return frozenset(value for each in named if each.kind in PATIENTS for value in each.values)


def _quantities(text: str) -> Iterator[str]:
    """Yield the kinds of quantities that a cell gives; a bare figure is one of its own."""
    numbers = [piece.value.partition(" ")[2] for piece in pieces(text) if piece.kind is PieceKind.NUMBER]
    yield from filter(None, numbers)
    if numbers and not any(map(str.isalpha, text)):
        yield "figure"
