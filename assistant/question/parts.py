"""Questions that ask two things at once, cut into the questions that they hold."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.answer import Message
from assistant.evidence.requirements.mentions import mentions
from assistant.evidence.requirements.names import load_names
from assistant.evidence.requirements.requirement import Kind
from assistant.question.pointing import add_behind
from assistant.question.standalone import standalone_question

_ASKING = (
    r"(?:what|which|how|where|when|why|who|whom|whose|is|are|was|were|does|do|did|can|could|should|will|would|has|"
    r"have|may)"
)
_BORDER = re.compile(rf"(?:\?\s+|[,;]?\s+(?:and|but|or)\s+(?:also\s+|then\s+)?|;\s+)(?={_ASKING}\b)", re.I)
_BEGINS = re.compile(rf"\W*(?:\w+ ){{0,2}}{_ASKING}\b", re.I)
_VERB = r"(?:what(?:'s|’s| is| are| was| were)|describe|explain|list|name|tell me(?: about)?)"
_ASK_FOR = rf"(?P<ask>{_VERB}\s+(?:the\s+)?)"
_ITS = r"(?:its|their|his|her)"
# "the causes and treatment of gout", "gout and its treatment"; not "the role of iron and zinc in anaemia".
_TWO_OF = re.compile(
    rf"{_ASK_FOR}(?P<first>(?:(?!of\b)[\w-]+ ){{1,3}})and (?:the )?"
    rf"(?P<second>(?:(?!{_ITS}\b)[\w-]+ ){{1,3}}?)(?P<rest>(?:of|for|in) .+)",
    re.I,
)
_AND_ITS = re.compile(rf"{_ASK_FOR}(?P<thing>.+?),? and {_ITS} (?P<second>.+)", re.I)
# What is asked of one of these may differ for another: "in adults and in children", "stage 1 versus stage 2".
_SETTINGS = frozenset({Kind.POPULATION, Kind.SEVERITY, Kind.ROUTE})
_BESIDE = re.compile(
    r",? (?:and|versus|vs\.?|compared (?:with|to)) (?:(?:for|in|of|by|to) )?(?:an? |the )?", re.I
)
_THINGS = frozenset({Kind.DRUG, Kind.CONDITION})
MOST = 3


def split_parts(question: str) -> tuple[str, ...]:
    """Return the questions that `question` holds, each to be understood alone; itself where it is one.

    "How common is it, and which drugs help?" holds two, and so do "What are the causes and treatment of
    gout?" and "What is gout and its treatment?"; "bread and butter" does not. "In adults and in children"
    asks of both. At most three.
    """
    return _split_things(question) or _split_settings(question) or _split_clauses(question)


def _split_things(question: str) -> tuple[str, ...]:
    """Return the two questions of one that asks for two things about a third; nothing where it does not."""
    asked = question.strip(" ?")
    both = _TWO_OF.fullmatch(asked)
    if both:
        ask, rest = both["ask"].strip(), both["rest"]
        return f"{ask} {both['first'].strip()} {rest}?", f"{ask} {both['second'].strip()} {rest}?"
    its = _AND_ITS.fullmatch(asked)
    if its:
        ask, thing = its["ask"].strip(), its["thing"]
        return f"{ask} {thing}?", f"{ask} {its['second']} of {thing}?"
    return ()


def _split_settings(question: str) -> tuple[str, ...]:
    """Return a question of each of two patients, routes or severities that are named beside each other."""
    found = [each for each in mentions(question, load_names()) if each.kind in _SETTINGS]
    for one, other in pairwise(found):
        start, end = question.find(one.said), question.rfind(other.said)
        between = question[start + len(one.said) : end]
        if (
            (one.kind, one.group) == (other.kind, other.group)
            and 0 <= start < end
            and _BESIDE.fullmatch(between)
        ):
            before, behind = question[:start], question[end + len(other.said) :]
            return f"{before}{one.said}{behind}", f"{before}{other.said}{behind}"
    return ()


def _split_clauses(question: str) -> tuple[str, ...]:
    pieces = [piece.strip(" ,;?") for piece in _BORDER.split(question, maxsplit=MOST - 1)]
    if len(pieces) == 1 or not _BEGINS.match(pieces[0]) or any(len(piece.split()) < 2 for piece in pieces):
        return (question,)
    first = f"{pieces[0]}?"
    history = [Message(role="user", content=first)]
    return first, *(_about(first, piece, standalone_question(f"{piece}?", history)) for piece in pieces[1:])


def _about(first: str, piece: str, later: str) -> str:
    """Return a later part with the drugs and diseases of the first, where its `piece` names none of its own.

    What it stands for alone may hold some of them: "How much (dexamethasone)?" lacks the disease.
    """
    if _things(piece):
        return later
    held = set(_things(later))
    lacking = [said for said in _things(first) if said not in held]
    return add_behind(later, f"({', '.join(lacking)})") if lacking else later


def _things(text: str) -> list[str]:
    return [each.said for each in mentions(text, load_names()) if each.kind in _THINGS]
