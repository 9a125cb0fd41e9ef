"""Understand the few words that answer an answer: "why?", "tell me more", "yes", "are you sure?"."""

from __future__ import annotations

import re

from assistant.question.noun_phrases import noun_phrases
from assistant.question.pointing import point_out
from assistant.question.swapping import AUXILIARY, DEFINES
from assistant.question.topics import Context

_END = r"(?:[\s,]+(?:please|then|again|now))*[\s?.!]*$"
_AGREED = re.compile(rf"^\s*(?:yes|yeah|yep|sure|ok|okay|please|please do|go ahead|do|of course){_END}", re.I)
_OFFERED = re.compile(r"\babout\s+(.+?)\?$", re.I)
_MORE = re.compile(
    r"^\s*(?:and\s+|please\s+|can you\s+|could you\s+)*(?:tell me (?:some |a bit )?more|say more|"
    r"(?:some )?more"
    r"(?: details?| information| info)?|go on|continue|carry on|elaborate|explain|expand|details?|"
    r"in more detail|"
    r"anything else|what else)(?:\s+(?:more|further|in (?:more )?detail|(?:on |about )?(?:it|that|this|"
    r"them)))*"
    rf"{_END}",
    re.I,
)
_WHY = re.compile(
    r"^\s*(?:and\s+|but\s+)*(?:why(?:\s+(?:(?:is|was)\s+)?(?:that|this|it|so|not)(?:\s+(?:so|"
    r"the case))?)?|why['’]s that|"
    rf"how come|how so|what['’]?s? (?:is )?the reason|for what reason){_END}",
    re.I,
)
_AGAIN = re.compile(
    r"^\s*(?:but\s+|and\s+)*(?:are you (?:really |quite )?(?:sure|certain)(?: (?:about|of) (?:that|this|"
    r"it))?|really|"
    r"is (?:that|this) (?:right|true|correct|so)|(?:say|repeat) (?:that|it)|come again|pardon|"
    r"can you check(?: that)?)"
    rf"{_END}",
    re.I,
)
_YES_NO = re.compile(rf"^(?:{AUXILIARY})\s", re.I)


def accepts(question: str, context: Context) -> bool:
    """Tell whether `question` says yes to what the assistant offered."""
    return bool(context.offer and _AGREED.match(question))


def react(question: str, context: Context) -> str | None:
    """Return what a bare "yes", "why?", "tell me more" or "are you sure?" asks for."""
    if accepts(question, context):
        offered = _OFFERED.search(context.offer)
        about = point_out(offered[1], context) or offered[1] if offered else context.topic
        return f"Tell me more about {about.rstrip(' ?')}"
    if _AGAIN.match(question):
        return context.question
    if _WHY.match(question):
        return _explain_why(context, negated=re.search(r"\bnot\b", question, re.I) is not None)
    return _tell_more(context) if _MORE.match(question) else None


def _explain_why(context: Context, negated: bool) -> str:
    """Return the question for the reason of what was asked last, or of its contrary."""
    previous = context.question
    if re.match(r"why\b", previous, re.I):
        return previous
    asked = _YES_NO.match(previous)
    if asked and not negated:
        return f"Why {previous[0].lower()}{previous[1:]}"
    name = _opening_phrase(previous[asked.end() :]) if asked else ""
    if asked and name:
        return f"Why {asked.group().lower()}{name} not{previous[asked.end() + len(name) :]}"
    return f"Why{' not' if negated else ''} ({context.topic})?"


def _tell_more(context: Context) -> str:
    """Return the request for more of what was asked last."""
    previous = context.question.rstrip(" ?.!")
    turned = re.match(
        r"^(?:(how|why|when|where)\s+)?(is|are|was|were|can|could|should|may)\s+(.+)$", previous, re.I
    )
    name = _opening_phrase(turned[3]) if turned else ""
    if turned and name:
        link = (turned[1] or "whether").lower()
        return f"Tell me more about {link} {name} {turned[2].lower()}{turned[3][len(name) :]}"
    defined = DEFINES.match(previous)
    return f"Tell me more about {previous[defined.end() :] if defined else context.topic}"


def _opening_phrase(text: str) -> str:
    """Return the noun phrase that `text` opens with, or an empty text."""
    phrases = noun_phrases(text)
    return phrases[0].with_article if phrases and text.startswith(phrases[0].with_article) else ""
