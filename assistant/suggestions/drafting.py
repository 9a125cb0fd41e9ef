"""Questions that a document may answer, by its headings, tables, topic and definitions."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from assistant.question.noun_phrases import Kind, is_aspect
from assistant.suggestions.names import (
    in_sentence,
    is_name,
    is_or_are,
    kind_of,
    plain_heading,
    tells_apart,
    unfit_words,
    written_forms,
)
from assistant.suggestions.topic import READ, Matter, Topic, load_matters, matter_of, topic_of
from corpus.document import BlockKind, Document, Paragraph
from corpus.parts import Part, PartKind
from corpus.text.sentences import sentences_of
from index.lexicon.terms import terms

LONGEST_QUESTION, LONGEST_SENTENCE = 110, 400
# Words that a heading has at least which is a question to be understood alone.
SHORTEST = 3
_PLAIN_QUESTION = re.compile(r"[\w '’\-–,()/%&.:+]+\?")
_DEFINITION = re.compile(
    r"(?:(?P<article>[Aa]n?)\s+)?(?P<thing>[^,;:()\[\]]{3,60}?)(?:\s*\([^()]{2,40}\))?"
    r"\s+(?P<be>is|are)\s+(?:defined as|characteri[sz]ed by|(?:an?|one of the|any)\s+(?P<what>.*))",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that `document` may answer.

    What an answer cites first must be one of `paragraphs` (numbers), or be quoted with one of `words` (in
    lower case).
    """

    question: str
    document: str
    paragraphs: frozenset[int] = frozenset()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """A document's paragraphs to draw questions from, its topic, and how it writes words."""

    paragraphs: Sequence[Paragraph]
    topic: Topic
    written: Mapping[str, str]


T = TypeVar("T")
# A question, the paragraphs and the words by which it is known to be answered.
_Asked = tuple[str, Iterable[Paragraph], tuple[str, ...]]


def drafts_of(document: Document, paragraphs: Sequence[Paragraph]) -> list[Draft]:
    """Return the questions that `paragraphs` of `document` may answer, those of each form in turn."""
    written = written_forms(document.paragraphs)
    source = _Source(paragraphs, topic_of(document, written), written)
    forms = (_of_rows, _of_headings, _of_definitions, _of_topic)
    drafts: dict[str, Draft] = {}
    for question, drawn_from, words in in_turn([form(source) for form in forms]):
        if 0 < len(question) <= LONGEST_QUESTION:
            same = drafts.get(question, Draft(question, document.id))
            numbers = same.paragraphs.union(one.number for one in drawn_from)
            drafts[question] = replace(same, paragraphs=numbers, words=same.words + words)
    return list(drafts.values())


def in_turn(sequences: Iterable[Iterable[T]]) -> Iterator[T]:
    """Yield the first of each, then the second of each, and so on; none is asked for before it is due."""
    waiting = deque(map(iter, sequences))
    while waiting:
        own = waiting.popleft()
        for one in own:
            yield one
            waiting.append(own)
            break


def _of_headings(source: _Source) -> Iterator[_Asked]:
    """Yield what headings ask, and what those that name a matter of a thing stand for."""
    own: dict[tuple[str, ...], list[Paragraph]] = {}
    below: dict[tuple[str, ...], list[Paragraph]] = {}
    for paragraph in source.paragraphs:
        steps = paragraph.heading.split(" > ") if paragraph.kind is not BlockKind.REFERENCE else []
        for depth in range(1, len(steps) + 1):
            under = own if depth == len(steps) else below
            under.setdefault(tuple(map(plain_heading, steps[:depth])), []).append(paragraph)
    for path, paragraphs in (*own.items(), *below.items()):
        heading, matter = path[-1], matter_of(path[-1])[0]
        if _PLAIN_QUESTION.fullmatch(heading) and len(heading.split()) >= SHORTEST and not heading.isupper():
            yield heading[0] + in_sentence(heading[1:], source.written), paragraphs, ()
        elif matter:
            yield _ask(matter, _thing_named(path, source.topic), source), paragraphs, matter.told


def _ask(matter: Matter, thing: str | None, source: _Source) -> str:
    """Return what asks for a matter of `thing`, of the topic where that is empty; else nothing."""
    topic = source.topic
    if thing:
        return matter.ask(in_sentence(thing, source.written), kind_of(thing))
    if thing is None or not topic.name:
        return ""
    of_product = topic.product and Kind.DRUG in matter.kinds
    return matter.ask(topic.product, Kind.DRUG) if of_product else matter.ask(topic.name, topic.kind)


def _thing_named(path: Sequence[str], topic: Topic) -> str | None:
    """Return what the lowest heading names that names a thing, None where it cannot be told.

    It is empty for the topic.
    """
    for heading in reversed(path):
        matter, thing = matter_of(heading)
        if thing:
            return thing
        if any(name in heading.lower() for name in topic.names):
            return ""
        if not matter and heading.lower() not in unfit_words("vague"):
            return heading if is_name(heading) else None
    return ""


def _of_rows(source: _Source) -> Iterator[_Asked]:
    """Yield what cells of tables tell of what labels their rows: "What is the dose of warfarin?"."""
    for paragraph in source.paragraphs:
        labels = [_words(part, paragraph) for part in paragraph.parts if part.kind is PartKind.LABEL]
        label = plain_heading(labels[0]) if labels else ""
        place = plain_heading(paragraph.heading.rsplit(" > ", 1)[-1])
        in_disease = is_name(place) and kind_of(place) is Kind.DISEASE
        within = f" in {in_sentence(place, source.written)}?" if in_disease else "?"
        if is_name(label) and tells_apart(label) and not is_aspect(label.rsplit(" ", 1)[-1]):
            thing = in_sentence(label, source.written)
            for part in (one for one in paragraph.parts if one.kind is PartKind.CELL and one.columns):
                question = _asked_of_column(part.columns[-1], _words(part, paragraph), thing)
                yield question.replace("?", within), [paragraph], ()


def _words(part: Part, paragraph: Paragraph) -> str:
    return paragraph.text[part.start : part.end]


def _asked_of_column(column: str, value: str, thing: str) -> str:
    """Return what a column asks of a thing, empty where it asks nothing or `value` tells no dose."""
    name = column.rsplit("/", 1)[-1].strip().lower()
    matter, _ = matter_of(name)
    if matter:
        tells = not matter.within or re.search(r"\d", value)
        return matter.ask(thing, Kind.NAME) if tells else ""
    is_asked = is_name(name) and is_aspect(name.rsplit(" ", 1)[-1])
    return f"What {is_or_are(name)} the {name} of {thing}?" if is_asked else ""


def _of_topic(source: _Source) -> Iterator[_Asked]:
    """Yield what one asks about the topic where paragraphs that speak of it have the words of it."""
    topic = source.topic
    spoken = [
        one.text.lower()
        for one in source.paragraphs
        if one.kind is not BlockKind.REFERENCE
        and (topic.whole or any(name in one.text.lower() for name in topic.names))
    ]
    for matter in load_matters():
        if topic.kind in matter.kinds and any(word in text for text in spoken for word in matter.told):
            yield matter.ask(topic.name, topic.kind), (), matter.told


def _of_definitions(source: _Source) -> Iterator[_Asked]:
    """Yield what sentences define, what is the topic's own first."""
    wanted = set(terms(source.topic.name))
    defined = {
        sentence.text: defined_by(sentence.text, source.written)
        for paragraph in source.paragraphs[:READ]
        if paragraph.kind is BlockKind.PARAGRAPH
        for sentence in sentences_of(paragraph)
    }
    for sentence, question in sorted(defined.items(), key=lambda one: wanted.isdisjoint(terms(one[1]))):
        yield question, (), (sentence.lower(),)


def defined_by(sentence: str, written: Mapping[str, str]) -> str:
    """Return the question what the thing is that `sentence` defines by its form; empty where it is none."""
    found = _DEFINITION.match(sentence) if len(sentence) <= LONGEST_SENTENCE else None
    if found is None or not is_name(found["thing"]) or is_or_are(found["thing"]) != found["be"]:
        return ""
    # What a definition that tells nothing soon comes to ("Gout is a common problem").
    soon = {word.strip(".,;") for word in (found["what"] or "").lower().split()[:8]}
    article = f"{found['article'].lower()} " if found["article"] else ""
    tells = not soon & unfit_words("telling_nothing")
    return f"What {found['be']} {article}{in_sentence(found['thing'], written)}?" if tells else ""
