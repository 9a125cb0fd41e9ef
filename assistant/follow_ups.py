"""Make a question that leans on the conversation stand alone, without a language model.

What a conversation is about is carried from question to question: a question with a subject of its
own sets the topic, one that points back ("How is it treated?", "And on MRI?") takes it up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Message
from index.terms import tokens

_POINTING = r"it|its|they|them|their|theirs|this|these|that|those"
_PERSON = r"he|him|his|she|her|hers"
_GENERIC = (
    r"(?:disease|condition|disorder|illness|syndrome|problem|finding|findings|drug|drugs|medication|test)s?"
)
_POINTS_BACK = re.compile(
    rf"\b(?:{_POINTING}|{_PERSON})\b|\bthe {_GENERIC}\b(?! (?:of|for|in|that|which))", re.I
)
_REPLACEABLE = re.compile(
    rf"\b(?:(?P<possessive>its|their)|(?:this|that|these|those|the) {_GENERIC}|"
    r"it|them|they|this|these|those)\b",
    re.I,
)
_INTERJECTION = re.compile(
    r"^\s*(?:(?:ok|okay|thanks|thank you|all right|alright|right|great|yes|no|sorry|please|i mean|i meant)\b"
    r"[\s,.!:;]*)+",
    re.I,
)
_CONNECTED = re.compile(
    r"^\s*(?:and|but|or|also|so|then|what about|how about|what else|anything else)\b", re.I
)
_EXPLETIVE = re.compile(
    r"\b(?:is|was) it (?:true|possible|common|usual|necessary|normal|safe|ok|okay|likely|rare)\b|"
    r"\b(?:will|does|did|would|is) it (?:rain|snow|raining|snowing|cold|hot|late|time)\b",
    re.I,
)
_CLAUSE_THAT = re.compile(
    r"\b\w+(?:ed|es|s|n|w|ve|t)? that (?:the|a|an|is|are|was|has|have|can|may|he|she|it)\b", re.I
)
_DEFINITION = re.compile(
    r"^\s*(?:(?:please\s+)?(?:define|explain|describe|tell me (?:more )?about|what do you know about)|"
    r"what(?:'s|’s|\s+is|\s+are|\s+was|\s+were)(?:\s+meant by)?|who(?:\s+is|\s+was))\s+(.+)$",
    re.I,
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|will|would|should|may|might|must|has|have|had)\s+(.+)$", re.I
)
_ATTRIBUTE = re.compile(
    r"^(?:(?:the|a|an|any|some|main|usual|typical|common|best|first|peak|normal|there)\s+)*"
    r"(?:\w+\s+)?(?:age|cause|causes|chance|complication|complications|definition|diagnosis|dose|effect|"
    r"effects|feature|features|frequency|incidence|meaning|name|outcome|prevalence|prognosis|rate|risk|"
    r"role|sign|signs|symptom|symptoms|treatment|treatments|type|types|use|used|seen|found|given|needed|treat|"
    r"recommended|caused|affected|elevated|raised)\s+(?:to treat|of|for|in|with|by|on|to|from)\s+",
    re.I,
)
_QUESTION_WORD = re.compile(
    r"^(?:how (?:many|much|often|common|long|old)|which|what|when|where|why|who|how)\s+", re.I
)
_ARTICLE = re.compile(r"^(?:the|a|an|any|there)\s+", re.I)
_LAST_VERB = re.compile(
    r"\s+(?:\w+ed|shown|seen|known|given|found|made|done|show|look|look like|mean|affect|cause|happen|occur|"
    r"start|begin|help|work|present|involve|include|used|common|rare|dangerous|serious|curable)$",
    re.I,
)
SHORT_WORDS = 4
LONGEST_TOPIC_WORDS = 10
LONGEST_NAME_WORDS = 5


def standalone_question(question: str, history: Sequence[Message]) -> str:
    """Return `question` so that it can be understood without `history` (oldest turn first)."""
    topic = ""
    for message in history:
        if message["role"] == "user" and not _depends(message["content"], topic):
            topic = _topic(message["content"]) or topic
    if not topic or not _depends(question, topic):
        return question
    return _with_topic(question, topic)


def _depends(question: str, topic: str) -> bool:
    """Tell whether `question` leans on what was said before."""
    if not topic:
        return False
    question = _INTERJECTION.sub("", question)
    if _CONNECTED.search(question):
        return True
    pointer = _POINTS_BACK.search(question)
    if _EXPLETIVE.search(question):
        return False
    if pointer and not _CLAUSE_THAT.search(question):
        return len(tokens(question[: pointer.start()])) <= SHORT_WORDS
    return len(tokens(question)) <= SHORT_WORDS and not _DEFINITION.match(question)


def _topic(question: str) -> str:
    """Return what `question` is about, as a phrase of its own words."""
    text = re.sub(r"\s+", " ", _INTERJECTION.sub("", question)).strip(" ?!.,;:")
    found = _DEFINITION.match(text) or _AUXILIARY.search(text)
    for phrase in (found.group(1) if found else "", text):
        name = _ARTICLE.sub("", _ATTRIBUTE.sub("", _QUESTION_WORD.sub("", phrase)))
        name = _LAST_VERB.sub("", name).strip()
        if name and name.lower() not in ("there", "it"):
            return " ".join(name.split()[:LONGEST_TOPIC_WORDS])
    return ""


def _with_topic(question: str, topic: str) -> str:
    """Put the topic in the place of the words that point to it, or behind the question when it is long."""
    pointer = _REPLACEABLE.search(question)
    if pointer is None or len(topic.split()) > LONGEST_NAME_WORDS:
        return f"{question.rstrip(' ?.!')} ({topic})?"
    possessive = "'s" if pointer["possessive"] else ""
    return question[: pointer.start()] + topic + possessive + question[pointer.end() :]
