"""Keep what a conversation is about, and choose which part of it a later question points to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.question.noun_phrases import Kind, Phrase, noun_phrases, simple_phrases

_ASKS_OF_DRUG = re.compile(
    r"\b(?:dos(?:e|es|age)|side|contra-?indicat\w+|interact\w*|half-life|toxic\w*|given|taken|take|safe|"
    r"effective|tolerated|prescribed|stopped|work|works|approved|act|acts)\b",
    re.I,
)
_ASKS_OF_DISEASE = re.compile(
    r"\b(?:treat\w*|cur(?:e|ed|able)|diagnos\w*|caus(?:e|ed|es)|prevent\w*|inherit\w*|hereditary|"
    r"symptoms?|signs?|"
    r"contagious|infectious|prognosis|outlook|incidence|prevalence|spread|managed|management|fatal|"
    r"complications?|relapse|recur\w*|drugs?|medications?|medicines?|therap\w+)\b",
    re.I,
)
_ASKS_OF_PEOPLE = re.compile(
    r"\b(?:respond|need|recover|get|have|allowed|suffer|survive|die|eat|drink|walk|live|take|feel|screened|monitored|vaccinated|"
    r"referred|admitted|investigated|followed)\b",
    re.I,
)
_PLURAL_ASPECT = re.compile(
    r"\b(?:side effects|symptoms|signs|causes|triggers|complications|features|treatments|drugs|medications|"
    r"medicines|tests|options|risk factors|findings|criteria|methods|indications|contraindications)\b",
    re.I,
)
_FOR = re.compile(r"treatments|drugs|medications|medicines|tests|options|criteria|methods", re.I)
_MEANS = re.compile(
    r"\bthe\s+((?:[\w-]+\s+)?(?:drug|treatment|medication|medicine|antibiotic|therapy))\s+(?:for|of)\b", re.I
)
_ASKS_OF_TEST = re.compile(
    r"\b(?:accurate|sensitive|specific|sensitivity|specificity|reliable|accuracy|done|"
    r"performed|repeated|painful|hurts?|interpreted|show|shows|needed|used)\b",
    re.I,
)
_PAIR = re.compile(r"\s+(?:and|or|versus|vs\.?)\s+(?:the\s+)?", re.I)
LONGEST_QUESTION = 400
_THINGS = (Kind.DRUG, Kind.TEST)


@dataclass(frozen=True, slots=True)
class Context:
    """What was said: the last question made to stand alone, its topic, all topics in order, and the words."""

    question: str = ""
    topic: str = ""
    topics: tuple[str, ...] = ()
    said: str = ""
    offer: str = ""

    def after_question(self, standalone: str) -> Context:
        """Return the context once `standalone` has been asked."""
        standalone = standalone[:LONGEST_QUESTION]
        found = subject(standalone)
        topic = found.with_article if found else self.topic
        topics = self.topics if topic in self.topics or not topic else (*self.topics, topic)
        return replace(
            self, question=standalone, topic=topic, topics=topics, said=f"{self.said} {standalone}"
        )

    def after_answer(self, text: str) -> Context:
        """Return the context once the assistant has said `text`; a question at its end is an offer."""
        last = re.split(r"(?<=[.!?\]])\s+", text.strip())[-1]
        return replace(self, said=f"{self.said} {text}", offer=last if last.endswith("?") else "")


def subject(question: str, asking: str = "") -> Phrase | None:
    """Return the one thing that `question` is about; what `asking` asks may choose among several."""
    pieces = simple_phrases(question)
    phrases = noun_phrases(question)
    candidates = phrases + tuple(piece for piece in pieces if piece not in phrases)
    if not candidates:
        return None

    def order(phrase: Phrase) -> tuple[bool, ...]:
        part = phrase not in phrases
        return (_unfit(phrase, asking), phrase.kind is Kind.GROUP, phrase.asked_for, part, phrase.plural)

    return min(candidates, key=order)


def people(context: Context) -> Phrase | None:
    """Return the people that the last question spoke of."""
    groups = [phrase for phrase in noun_phrases(context.question) if phrase.kind is Kind.GROUP]
    return groups[0] if groups else None


def several(context: Context, asking: str) -> str:
    """Return the things or people that "they" can mean, or an empty text when there is only one thing."""
    phrases = [phrase for phrase in noun_phrases(context.question) if phrase.plural]
    groups = [phrase for phrase in phrases if phrase.kind is Kind.GROUP]
    if _ASKS_OF_PEOPLE.search(asking):
        return groups[0].text if groups else ""
    aspect = _PLURAL_ASPECT.search(context.question)
    if aspect:
        link = "for" if _FOR.fullmatch(aspect.group()) else "of"
        return f"the {aspect.group().lower()} {link} {context.topic}" if context.topic else ""
    return phrases[0].text if phrases else ""


def background(context: Context, chosen: str, placed: bool = False) -> str:
    """Return what else the last question was about, when `chosen` is a drug, a test or several things.

    `placed` asks for what stood behind a preposition there ("in gout").
    """
    for phrase in noun_phrases(context.question):
        other = phrase.text not in chosen and phrase.kind in (Kind.NAME, Kind.DISEASE)
        if other and (phrase.preposition or not placed):
            return phrase.with_article
    return ""


def members(context: Context) -> tuple[str, ...]:
    """Return what "the first one" or "both" count: two things named together, else the topics in order."""
    for phrase in noun_phrases(context.question):
        pair = _PAIR.split(phrase.text)
        if len(pair) == 2:
            return tuple(pair)
    named = [phrase.text for phrase in simple_phrases(context.question) if phrase.kind is not Kind.GROUP]
    return tuple(named) if len(named) == 2 and len(context.topics) < 2 else context.topics


def asks_of_people(question: str) -> bool:
    """Tell whether what `question` asks can be said of people only."""
    return _ASKS_OF_PEOPLE.search(question) is not None


def means(context: Context, asking: str) -> str:
    """Return "the drug for gout" when `asking` asks of a drug and the last question asked for one."""
    found = _MEANS.search(context.question) if _ASKS_OF_DRUG.search(asking) else None
    return f"the {found.group(1)} for {context.topic}" if found else ""


def _unfit(phrase: Phrase, asking: str) -> bool:
    if _ASKS_OF_DISEASE.search(asking):
        return phrase.kind in (*_THINGS, Kind.GROUP)
    if _ASKS_OF_TEST.search(asking):
        return phrase.kind is not Kind.TEST
    if _ASKS_OF_DRUG.search(asking):
        return phrase.kind is not Kind.DRUG
    return bool(asking) and phrase.kind is Kind.TEST
