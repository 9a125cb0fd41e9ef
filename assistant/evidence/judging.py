"""Weigh what the passages say against the question: which sentences answer it, and whether enough."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from assistant.evidence.aspects import aspects_asked, speaks_of
from assistant.evidence.confidence import Confidence, Features, measure
from assistant.evidence.definitions import defines, subject_to_define
from assistant.evidence.numbers import answers_with_number, asks_for_number
from corpus.text.sentences import Sentence, list_around, sentences_of
from index.lexicon.lexicon import Lexicon, covered
from index.passage import Passage

# What a sentence's score is made of; benchmarks/RESULTS.md tells what each part gives.
SIMILARITY, PASSAGE, SENTENCE, PARAGRAPH, DEFINITION = 0.35, 0.3, 0.35, 0.2, 0.2
# The confidence where something that the question names is in no document.
RULED_OUT = 0.05


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """A sentence of a passage, with how well it answers (0 to 1.4, higher is better), and why.

    `similarity` is its cosine similarity to the question; `sentence_words` and `paragraph_words` are
    the shares of the question's words, by how telling they are, that it and its paragraph hold, the
    title of the document being said in both; `definition` is 1 when it says what the thing is that the
    question asks to define, else 0.
    """

    passage: Passage
    sentence: Sentence
    similarity: float
    sentence_words: float
    paragraph_words: float
    definition: float = 0.0

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
    thing. With it, the confidence is at most `RULED_OUT`.
    """

    passages: tuple[Passage, ...]
    sentences: tuple[SentenceScore, ...]
    parts: tuple[tuple[SentenceScore, ...], ...]
    features: Features
    confidence: float
    missing: str = ""


def judge(question: str, passages: Sequence[Passage], lexicon: Lexicon, confidence: Confidence) -> Evidence:
    """Score the sentences of `passages` for a `question` that asks one thing, and how sure it is (0 to 1)."""
    sentences = rank_sentences(question, passages, lexicon)
    features = measure(question, passages, sentences, lexicon)
    sure, lacking = confidence.of(features), missing(question, sentences, lexicon)
    if lacking:
        sure = min(sure, RULED_OUT)
    return Evidence(tuple(passages), sentences, (sentences,), features, sure, lacking)


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
    best_first = tuple(sorted(scored, key=lambda one: -one.score))
    if asks_for_number(question):
        counted = tuple(one for one in best_first if answers_with_number(question, one.sentence.text))
        return counted or best_first
    return best_first


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


def missing(question: str, sentences: Sequence[SentenceScore], lexicon: Lexicon) -> str:
    """Return what `question` needs and no document has: a thing that it names, or a number; else nothing."""
    unnamed = lexicon.unnamed_names(question)
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
    """A sentence with the terms that it and its paragraph hold, the document's title being said in both.

    What leads in to an item of a list (`lead_in`) is said in the item.
    """

    passage: Passage
    sentence: Sentence
    words: AbstractSet[str]
    paragraph: AbstractSet[str]
    lead_in: Sentence | None = None

    def score(self, weights: Mapping[str, float]) -> SentenceScore:
        said = filter(None, (self.sentence, self.lead_in))
        return SentenceScore(
            self.passage,
            self.sentence,
            similarity=max(self.passage.similarity_of(one.start, one.end) for one in said),
            sentence_words=covered(weights, self.words),
            paragraph_words=covered(weights, self.paragraph),
        )


def _candidates(passage: Passage, lexicon: Lexicon) -> Iterator[_Candidate]:
    """Yield what can be quoted of `passage`; what only leads in to a list comes with its items."""
    title = set(lexicon.terms(passage.title))
    sentences = sentences_of(passage.paragraph)
    document = passage.paragraph.document
    words = {sentence: title.union(lexicon.terms(sentence.text, document)) for sentence in sentences}
    paragraph = title.union(*words.values())
    for sentence in sentences:
        listed = list_around(passage.paragraph.text, sentence)
        lead_in = listed.lead_in if listed else None
        if sentence != lead_in:
            said = words[sentence] | words[lead_in] if lead_in else words[sentence]
            yield _Candidate(passage, sentence, said, paragraph, lead_in)
