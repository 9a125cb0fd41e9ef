"""Questions that a document may answer, drafted from its title, its headings and its sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.question.noun_phrases import Kind, Phrase
from assistant.suggestions.sentence_questions import questions_of
from assistant.suggestions.wording import Wording, is_name, is_or_are, last_step, plain_heading, short_forms
from corpus.document import BlockKind, Document, Paragraph
from corpus.text.sentences import sentences_of
from index.lexicon.abbreviations import definitions
from index.lexicon.terms import terms

LONGEST_QUESTION = 110
# Words that a heading has at least which is a question to be understood alone.
SHORTEST = 3
_IN_QUESTIONS = " '’-–,()/?%&.:+"
# How well a question of each form reads and is answered, as far as looking at many told.
PREFERENCE = {
    "own question": 1.0,
    "heading": 0.95,
    "aspect of the topic": 0.9,
    "caution": 0.85,
    "manner": 0.8,
    "time": 0.75,
    "cause": 0.75,
    "aspect": 0.7,
    "definition": 0.65,
    "use": 0.6,
    "effect": 0.5,
    "association": 0.45,
    "place": 0.6,
    "beginning": 0.65,
    "role": 0.6,
    "anything": 0.3,
    "finding": 0.25,
    "abbreviation": 0.2,
}
ABOUT_TOPIC, NAMED_OFTEN = 0.4, 0.15
# How often an abbreviation is used that is worth a question.
USED_OFTEN = 4
FINDS = (
    "we found",
    "we show",
    "our results",
    "our findings",
    "our study",
    "results suggest",
    "in conclusion",
    "demonstrate",
)
# These are the same in all papers.
OF_STATISTICS = ("CI", "OR", "SD", "HR", "RR", "IQR", "SE", "SEM", "ANOVA")


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that `document` may answer, with how much it promises (higher is better).

    An answer must quote `sentence`, or stand under `heading`, or hold one of the words `told` and one of the
    `names` of what is asked about (both in lower case), whichever is given. `paragraph` is the number of the
    one that it was drawn from, 0 where it is of the whole document.
    """

    question: str
    document: str
    form: str
    promise: float
    paragraph: int = 0
    sentence: str = ""
    heading: str = ""
    told: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aspect:
    """What one asks about a thing of certain kinds; see suggestions.toml."""

    headings: frozenset[str]
    told: tuple[str, ...]
    question: str
    kinds: frozenset[Kind]

    def ask(self, thing: str) -> str:
        """Return the question about `thing`."""
        verb = is_or_are(thing)
        words = {"thing": thing, "is": verb, "does": "do" if verb == "are" else "does"}
        return self.question.format_map(words)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a document or a conversation is about, as it is written within a sentence.

    `names` are that and its abbreviation, in lower case; `whole` says that a document is about nothing else.
    """

    name: str = ""
    kind: Kind = Kind.NAME
    names: tuple[str, ...] = ()
    whole: bool = False


def topic_named(phrase: Phrase | None, document: Document, wording: Wording) -> Topic:
    """Return the topic that `phrase` names, the empty one without a phrase."""
    if phrase is None:
        return Topic()
    name = wording.name(phrase.text, begins=False, shouted=phrase.text.isupper())
    short = short_forms(document)
    names = (name.lower(), *(other.lower() for long, other in short.items() if long == name.lower()))
    rest = set(terms(document.title)) - set(terms(phrase.text))
    return Topic(name, phrase.kind, names, whole=len(rest) <= 1)


def drafts_of(
    document: Document, topic: Topic, wording: Wording, paragraphs: Sequence[Paragraph]
) -> list[Draft]:
    """Return the questions that `paragraphs` of `document` may answer, the most promising first."""
    found = [
        *_of_topic(document, topic, paragraphs),
        *_of_headings(document, topic.name, wording, paragraphs),
        *_of_sentences(document, topic.name, wording, paragraphs),
        *_of_abbreviations(document, wording, paragraphs),
    ]
    sound = {draft.question: draft for draft in reversed(found) if len(draft.question) <= LONGEST_QUESTION}
    return sorted(sound.values(), key=lambda draft: -draft.promise)


def _of_topic(document: Document, topic: Topic, paragraphs: Sequence[Paragraph]) -> Iterator[Draft]:
    """Yield the questions about the topic of which the text has the words."""
    said = " ".join(paragraph.text for paragraph in paragraphs).lower()
    # Where a text is about other things as well, its words hardly ever tell of this one.
    for aspect in load_aspects() if topic.whole else ():
        if topic.kind in aspect.kinds and any(word in said for word in aspect.told):
            promise = PREFERENCE["aspect of the topic"] + ABOUT_TOPIC
            yield Draft(aspect.ask(topic.name), document.id, "aspect of the topic", promise, told=aspect.told)
    if any(name in said for name in topic.names):
        question, form = f"What can you tell me about {topic.name}?", "anything"
        yield Draft(question, document.id, form, PREFERENCE[form], told=topic.names)
    if topic.name and any(word in said for word in FINDS):
        question, form = f"What did the study find about {topic.name}?", "finding"
        yield Draft(question, document.id, form, PREFERENCE[form], told=FINDS, names=topic.names)


def _of_abbreviations(
    document: Document, wording: Wording, paragraphs: Iterable[Paragraph]
) -> Iterator[Draft]:
    """Yield what abbreviations stand for, where they are defined and used again."""
    for paragraph in filter(_is_prose, paragraphs):
        for defined, _ in definitions(paragraph.text):
            short = defined.removesuffix("s") if defined[:-1].isupper() else defined
            if wording.count(short) >= USED_OFTEN and short.isupper() and short not in OF_STATISTICS:
                question, form = f"What does {short} stand for?", "abbreviation"
                told = (f"({short.lower()}",)
                yield Draft(question, document.id, form, PREFERENCE[form], paragraph.number, told=told)


def _of_headings(
    document: Document, topic: str, wording: Wording, paragraphs: Iterable[Paragraph]
) -> Iterator[Draft]:
    """Yield the questions that headings hold or stand for."""
    for heading in dict.fromkeys(one.heading for one in paragraphs if one.heading and _is_prose(one)):
        step, above = last_step(heading)
        plain = plain_heading(step)
        number = next(one.number for one in paragraphs if one.heading == heading)
        if _is_question(plain):
            promise = PREFERENCE["own question"]
            yield Draft(plain, document.id, "own question", promise, number, heading=heading)
            continue
        thing = _thing_above(above, wording) or topic
        for aspect in load_aspects() if thing else ():
            if plain.lower() in aspect.headings:
                promise = PREFERENCE["heading"] + ABOUT_TOPIC * (thing == topic)
                yield Draft(aspect.ask(thing), document.id, "heading", promise, number, heading=heading)


def _of_sentences(
    document: Document, topic: str, wording: Wording, paragraphs: Iterable[Paragraph]
) -> Iterator[Draft]:
    """Yield the questions that sentences answer by their form."""
    wanted = set(terms(topic))
    for paragraph in filter(_is_prose, paragraphs):
        for sentence in sentences_of(paragraph):
            for form, thing, question in questions_of(sentence.text, wording):
                promise = PREFERENCE[form] + ABOUT_TOPIC * (not wanted.isdisjoint(terms(thing)))
                promise += NAMED_OFTEN * (wording.count(re.sub(r"^(?:an?|the) ", "", thing)) > 1)
                yield Draft(question, document.id, form, promise, paragraph.number, sentence.text)


def _thing_above(above: Sequence[str], wording: Wording) -> str:
    """Return what the nearest heading above names, as it is written within a sentence."""
    for heading in reversed(above):
        plain = plain_heading(heading)
        aspects = any(plain.lower() in aspect.headings for aspect in load_aspects())
        if is_name(plain) and not aspects:
            return wording.name(plain, begins=False, shouted=plain.isupper())
    return ""


def _is_question(heading: str) -> bool:
    """Tell whether a heading is itself a question, in plain words."""
    plain = all(letter.isalnum() or letter in _IN_QUESTIONS for letter in heading)
    return plain and heading.endswith("?") and len(heading.split()) >= SHORTEST and not heading.isupper()


def _is_prose(paragraph: Paragraph) -> bool:
    return paragraph.kind is BlockKind.PARAGRAPH


@cache
def load_aspects() -> tuple[Aspect, ...]:
    """Read what one asks about things."""
    listed = tomllib.loads(Path(__file__).with_name("suggestions.toml").read_text(encoding="utf-8"))
    return tuple(
        Aspect(
            frozenset(one["headings"]), tuple(one["told"]), one["question"], frozenset(map(Kind, one["of"]))
        )
        for one in listed.values()
    )
