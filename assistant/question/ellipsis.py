"""Complete a question that leaves out what it is about: "what dose?", "And in adults?", "Why?"."""

from __future__ import annotations

import re

from assistant.question.noun_phrases import (
    Kind,
    Phrase,
    has_own_subject,
    is_about_something,
    is_aspect,
    is_plural,
    noun_phrases,
    simple_phrases,
)
from assistant.question.replies import AUXILIARY, LONGEST_NAME_WORDS, PREPOSITION, capital, swap, together
from assistant.question.topics import Context, background, members, subject

_MARKER = re.compile(
    r"^\s*(?:(?:and|but|or|also|so|then|what about|how about|what of|what if|the same (?:for|in)|"
    r"same (?:for|in))\b"
    r"[\s,]*)+",
    re.I,
)

_SINCE = re.compile(
    r"(?:for )?how (?:long|often|soon|quickly|early|late)|(?:since |until )?when|where|at what age", re.I
)
_BARE = re.compile(
    rf"(?:{_SINCE.pattern}|(?:by |for |to )?(?:who|whom|what)(?: else)?|how much|how many|how|"
    rf"how [a-z]+|why (?:so )?[a-z]+|which ones?|which)",
    re.I,
)
_HOW_ADJECTIVE = re.compile(r"how (\w+)", re.I)
_QUESTION_OF_OWN = re.compile(rf"(?:\b(?:what|which|who|how|when|where|why)\b.*)?\b{AUXILIARY}\b", re.I)
_TURNED = re.compile(rf"^(?:(?:how|when|where)\s+)?({AUXILIARY})\s+(.+?)[\s?.!]*$", re.I)


_DEFINES_ITSELF = re.compile(
    r"^(?:what(?:\s+(?:is|are)|['’]s)\s+(?:an?\s+)?|define\s+|explain\s+|describe\s+)(?!the\b)[\w-]+$", re.I
)
# Questions about the assistant, and about the text itself, need no topic.
_NOT_LEFT_OUT = re.compile(
    r"\b(?:you|your|i|me|we|us|study|studies|review|report|paper|publication|article|trial|document|authors?|"
    r"model|sample|experiments?)\b",
    re.I,
)
_WHICH_ARE = re.compile(
    rf"(?:which|what) [a-z]+ (?:{AUXILIARY}|can be|should be) (?:usually |most |commonly |often |"
    rf"mostly )?(?:affected|"
    r"involved|used|needed|raised|elevated|given|done|recommended|seen|present|positive|required)",
    re.I,
)
_DIFFERENCE = re.compile(r"what(?:['’]s| is| are) the differences?", re.I)
_WHICH_IS = re.compile(
    r"(?:so )?which(?: one)? (?:is|has|causes) (?:the )?(?:more|less|better|worse|\w+er|most|\w+est)\b.*",
    re.I,
)
_THERE_IS = re.compile(r"(?:is|are) there (?:an?|any) [a-z]+", re.I)
_HELPS = re.compile(
    r"(?:do|does|is|are|can|would|should) [\w-]+(?: [\w-]+)? (?:help|work|needed|indicated|useful|"
    r"recommended|"
    r"effective|necessary|required)",
    re.I,
)
_WHEN = re.compile(
    r"(?:at|after|before|within|in) (?:the )?(?:first )?\d+ (?:hour|day|week|month|year)s?", re.I
)
_SAFE_TO = re.compile(
    r"(?:is|was|would) it (?:be )?(?:safe|ok|okay|fine|possible|necessary|dangerous|allowed|useful|"
    r"worth|better|"
    r"recommended|advisable|harmful)(?: for \w+)? to [a-z]+$",
    re.I,
)
_ECHO = re.compile(rf"{AUXILIARY}\s+((?:[\w-]+\s+)?[\w-]+)$", re.I)
_PARTICIPLE = re.compile(r"\b[a-z]{3,}ed\b", re.I)
_HOW_MANY = re.compile(r"affected|reported|included|many", re.I)
_ASKED_NOUN = re.compile(
    rf"^(?:which|what)\s+(?!{AUXILIARY}\b)([\w-]+(?:\s+[\w-]+)?)\s+({AUXILIARY})\s+(.+?)[\s?.!]*$", re.I
)
_OPEN = re.compile(
    r"^(?:what['’]?s?|which|any|how|who|when|where|why|no|more|other|is|are|does|do|can)\b", re.I
)
_FOR = re.compile(
    r"(?:treatment|drug|test|medication|medicine|med|cure|therap|option|criteri|remed)\w*$", re.I
)
_IN = re.compile(r"(?:dos|blood|scan|lab|imaging|investigation|finding)\w*$", re.I)
_WORD = re.compile(r"[^\W_][\w'’-]*")
LONGEST_FRAGMENT_WORDS = 7
LONGEST_BARE_QUESTION_WORDS = 8


def complete(question: str, context: Context, replacing: bool = False) -> str | None:
    """Return `question` with the topic that it leaves out, or None when it has one of its own.

    `replacing` says that it mends the previous question ("I meant adults").
    """
    marker, rest = _marker_and_rest(question)
    if not _WORD.search(rest) or _NOT_LEFT_OUT.search(rest) or _DEFINES_ITSELF.match(rest):
        return None
    echoed = _ECHO.match(rest)
    if echoed and [phrase.text for phrase in noun_phrases(echoed[1])] == [echoed[1]]:
        return swap(echoed[1], context, replacing)
    special = _special(rest, context)
    if special or not _QUESTION_OF_OWN.search(rest):
        return special or _fragment(rest, context, bool(marker), replacing)
    return _with_topic(rest, context) if _lacks_subject(rest) else None


def is_fragment(question: str) -> bool:
    """Tell whether `question` has no verb of its own, as "and for gout?" has none."""
    rest = _marker_and_rest(question)[1]
    return not _QUESTION_OF_OWN.search(rest) and not _says_what_is_asked(rest)


def _marker_and_rest(question: str) -> tuple[str, str]:
    """Return the words that link `question` to what was said ("and", "what about"), and the others."""
    found = _MARKER.match(question)
    marker = found.group() if found else ""
    rest = question[len(marker) :].strip(" ?.!,")
    return marker, re.sub(
        r"^those (?=with\b|who\b)", "people ", re.sub(r"\s+(?:then|though)$", "", rest), flags=re.I
    )


def _special(rest: str, context: Context) -> str | None:
    """Complete what has a form of its own: "how long?", "which is more common?", "and treated?"."""
    linked = ((_SAFE_TO, "with"), (_THERE_IS, "for"), (_HELPS, "in"))
    link = next((word for form, word in linked if form.fullmatch(rest)), "")
    if link:
        return f"{capital(rest)} {link} {context.topic}?"
    if _BARE.fullmatch(rest):
        return _bare(rest, context)
    if _PARTICIPLE.fullmatch(rest) and _PARTICIPLE.search(context.question):
        return re.sub(r"\b[a-z]+ed\b(?!.*[a-z]ed\b)", rest.lower(), context.question)
    if _WHEN.fullmatch(rest):
        return f"{context.question.rstrip(' ?.!')} {rest}?"
    return _compared(rest, context)


def _compared(rest: str, context: Context) -> str | None:
    """Return "what's the difference?" or "which is more common?" with the two things compared."""
    differ = _DIFFERENCE.fullmatch(rest)
    if not differ and (not _WHICH_IS.fullmatch(rest) or any(map(has_own_subject, simple_phrases(rest)))):
        return None
    things = members(context)[-2:]
    if len(things) != 2:
        return None
    return (
        f"{capital(rest)} between {' and '.join(things)}?"
        if differ
        else f"{capital(rest)}, {' or '.join(things)}?"
    )


def _lacks_subject(rest: str) -> bool:
    """Tell whether a whole question says what is asked but not of what ("Is there a treatment?")."""
    if re.search(r"[,;:\d]|\bit\b", rest) or len(_WORD.findall(rest)) > LONGEST_BARE_QUESTION_WORDS:
        return False
    named = simple_phrases(rest)
    if any(map(has_own_subject, named)):
        return _WHICH_ARE.fullmatch(rest) is not None
    return bool(named) or _says_what_is_asked(rest)


def _fragment(rest: str, context: Context, marked: bool, replacing: bool) -> str | None:
    """Complete a few words without a verb: "side effects?", "in children?", "And prednisolone?"."""
    named = simple_phrases(rest)
    own = [phrase for phrase in named if has_own_subject(phrase)]
    leaning = marked or replacing or PREPOSITION.match(rest)
    if (
        (own and not leaning)
        or len(_WORD.findall(rest)) > LONGEST_FRAGMENT_WORDS
        or re.search(r"[?,;:]", rest)
    ):
        return None
    if _says_what_is_asked(rest) or (named and not own and _OPEN.match(rest)):
        if own and own[0].kind is Kind.NAME and marked and not re.search(r"\bof\b", rest):
            return together(rest, context)
        return None if own and own[0].kind is not Kind.DRUG else _with_topic(rest, context)
    return swap(rest, context, replacing) if named else None


def _says_what_is_asked(words: str) -> bool:
    """Tell whether `words` have an aspect or a verb outside the subjects that they name."""
    for phrase in reversed(simple_phrases(words)):
        words = words[: phrase.start] + words[phrase.end :]
    return any(is_about_something(word) or _HOW_MANY.fullmatch(word) for word in _WORD.findall(words))


def _bare(words: str, context: Context) -> str:
    """Return "how long?" and its like with the previous question's clause, or with its topic."""
    turned = _TURNED.match(context.question)
    if turned and _SINCE.fullmatch(words):
        return f"{capital(words)} {turned[1].lower()} {turned[2]}?"
    asked = _ASKED_NOUN.match(context.question)
    if asked and _SINCE.fullmatch(words):
        return f"{capital(words)} {asked[2].lower()} the {asked[1]} {asked[3]}?"
    adjective = _HOW_ADJECTIVE.fullmatch(words)
    found = subject(context.question, words)
    if (
        found
        and adjective
        and not (_SINCE.fullmatch(words) or adjective[1].lower() in ("much", "many", "else"))
    ):
        return f"{capital(words)} {'are' if found.plural else 'is'} {found.with_article}?"
    return f"{capital(words)} ({context.topic})?"


def _with_topic(words: str, context: Context) -> str:
    """Return `words`, which say only what is asked, with the topic that they are asked of."""
    found = subject(context.question, words)
    topic = found.with_article if found else context.topic
    if not (_OPEN.match(words) or PREPOSITION.match(words) or _QUESTION_OF_OWN.search(words)):
        bare = re.sub(r"^the\s+", "", words, flags=re.I)
        head = re.split(r"\s+(?:in|for|on|of|with)\s+", bare)[0]
        words = f"What {'are' if is_plural(head) else 'is'} the {bare}"
    if len(topic.split()) > LONGEST_NAME_WORDS:
        return f"{capital(words)} ({topic})?"
    rest = background(context, topic) if found and found.kind in (Kind.DRUG, Kind.TEST) else ""
    completed = _insert(words, topic, found)
    return f"{capital(completed)}{f' in {rest}' if rest else ''}?"


def _insert(words: str, topic: str, found: Phrase | None) -> str:
    """Put the topic behind the last word that says what is asked, before "in children" and its like."""
    tail = re.search(r"\s+(?:in|on|at|during|for)\s+(?:the\s+)?[\w-]+(?:\s+[\w-]+)?$", words)
    if tail and (_OPEN.match(words) is None or not noun_phrases(words[: tail.start()])):
        head, rest = words[: tail.start()], tail.group()
        if simple_phrases(rest) and is_about_something(head.split()[-1]):
            return f"{head} {_link(head, found)} {topic}{rest}"
    return f"{words} {_link(words, found)} {topic}"


def _link(words: str, found: Phrase | None) -> str:
    """Return the preposition between `words` and a topic: "dose of colchicine", "treatment for gout"."""
    last = words.rsplit(maxsplit=1)[-1]
    asked = is_aspect(last) and re.search(r"(?:ed|ing)$", last) is None
    if found and found.kind is Kind.DRUG:
        return "of" if asked else "with"
    if re.fullmatch(r"for|of|in|with|on|from|by", last, re.I):
        return ""
    if not asked or _IN.search(last) or (found and found.kind is Kind.GROUP):
        return "in"
    the_one = re.match(r"what (?:is|are) the\b", words, re.I) and re.match(
        r"treatment|therap|cure", last, re.I
    )
    return "for" if _FOR.search(last) and not the_one else "of"
