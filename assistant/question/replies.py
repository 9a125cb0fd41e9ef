"""Put a part of a follow-up in the place of what is of the same kind in the question before it."""

from __future__ import annotations

import re

from assistant.question.noun_phrases import Kind, Phrase, is_plural, noun_phrases, simple_phrases
from assistant.question.pointing import point_out
from assistant.question.topics import Context, subject

AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|"
    r"had)(?:n['’]t)?"
)
PREPOSITION = re.compile(
    r"(?:in|of|on|for|with|without|at|during|after|before|under|by|from|to|since|among)\b", re.I
)
DEFINES = re.compile(
    r"^(?:what(?:\s+(?:is|are|was)|['’]s)|define|explain|describe|tell me (?:more )?about)\s+", re.I
)
LONGEST_NAME_WORDS = 6


def swap(words: str, context: Context, replacing: bool) -> str:
    """Return the previous question with `words` in the place of what is of the same kind.

    `replacing` says that they are meant to, so that any name may take the place of any other.
    """
    phrase = noun_phrases(words)[0]
    preposition = PREPOSITION.match(words)
    words = re.sub(r"\s+(?:itself|themselves|instead|too|then|though|please)$", "", words, flags=re.I)
    target = _counterpart(phrase, context.question, preposition is not None, replacing)
    previous = context.question.rstrip(" ?.!")
    if target is not None:
        return _replaced(context.question, target, words, preposition is not None)
    if phrase.kind is Kind.GROUP and preposition is None:
        words = f"in {words}"
    elif preposition is None:
        return together(words, context)
    if DEFINES.match(previous) and not re.match(r"what (?:is|are|was) the\b", previous, re.I):
        return f"What about {context.topic} {_small(words)}?"
    return f"{previous} {_small(words)}?"


def _counterpart(phrase: Phrase, question: str, placed: bool, replacing: bool) -> Phrase | None:
    """Return the part of `question` that is of the kind of `phrase`, the last that fits best."""
    free = replacing or placed

    def fits(other: Phrase) -> bool:
        things = (Kind.NAME, Kind.DISEASE)
        if phrase.kind is other.kind and phrase.kind is not Kind.NAME:
            return phrase.kind is Kind.GROUP or not other.asked_for
        if phrase.preposition.lower() == other.preposition.lower() == "of":
            return True
        if phrase.kind not in things or other.kind not in things or other.asked_for:
            return False
        return free or phrase.kind is Kind.DISEASE or (phrase.text.isupper() and other.text.isupper())

    phrases = noun_phrases(question) if phrase.kind is Kind.GROUP and " with " in phrase.text else ()
    fitting = [other for other in phrases or simple_phrases(question) if fits(other)]
    same_place = [
        other for other in fitting if placed and other.preposition.lower() == phrase.preposition.lower()
    ]
    if placed and not same_place and phrase.kind is Kind.NAME and not replacing:
        return None
    best = same_place or fitting
    return best[-1] if best else None


def _replaced(question: str, target: Phrase, words: str, with_preposition: bool) -> str:
    """Return `question` with `words` for `target` and its article, and for its preposition too if asked."""
    article = rf"(?:\b{target.article}\s+)" if target.article else ""
    before = rf"(?:\b{target.preposition}\s+)?" if with_preposition and target.preposition else ""
    start = re.search(rf"{before}{article}$", question[: target.start])
    assert start is not None
    if with_preposition and not target.preposition:
        words = PREPOSITION.sub("", words, count=1).strip()
    head, tail = question[: start.start()], question[target.end :].rstrip(" ?.!")
    if is_plural(words) != is_plural(target.text):
        head = _agreeing(head, is_plural(words))
    return capital(f"{head}{_small(words)}{tail}?")


def _agreeing(head: str, plural: bool) -> str:
    """Return `head` with the auxiliary at its end made to agree with what follows."""
    pairs = (("is", "are"), ("was", "were"), ("does", "do"), ("has", "have"))
    for singular, several in pairs:
        old, new = (singular, several) if plural else (several, singular)
        head = re.sub(rf"\b{old}(\s+)$", rf"{new}\1", head, flags=re.I)
    return head


def together(words: str, context: Context) -> str:
    """Return a question for `words` and the previous topic, when it is not told how they go together."""
    found = subject(context.question)
    if len(context.topic.split()) > LONGEST_NAME_WORDS:
        return f"What about {words} ({context.topic})?"
    drug = found is not None and found.kind is Kind.DRUG
    return f"What about {words} {'with' if drug else 'in'} {context.topic}?"


def _small(words: str) -> str:
    """Return `words` with a small letter where a capital only opened a sentence."""
    return words[0].lower() + words[1:] if PREPOSITION.match(words) else words


def capital(text: str) -> str:
    """Return `text` with a capital at its start."""
    return text[0].upper() + text[1:]


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
