"""Questions for what a thing is, and sentences that say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.lexicon.lexicon import Lexicon

_ASKS = re.compile(
    r"^\W*(?:(?:and|so|please)\s+)*(?:what(?:'s|’s| is| are| was| were| does| do)|define|explain|describe|"
    r"(?:what is )?the (?:meaning|definition) of)\s+(?:meant by\s+)?(?:an?\s+|the\s+|the term\s+)?"
    r"(?P<subject>.+?)(?:\s+(?:stand for|mean|exactly|short for|defined as))*\W*$",
    re.I,
)
_IS = re.compile(
    r"\b(?:is|are|was|were|means|stands for|refers to|describes|denotes|comprises?)\b"
    r"(?=(?: \w+,?){0,3} (?:an?|the|one|any|when|a type|characteri[sz]ed|defined)\b)",
    re.I,
)
_LONGEST_SUBJECT = 6


def subject_to_define(question: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the terms of the thing that `question` asks to define; none where it asks something else."""
    found = _ASKS.match(question)
    if found is None or len(found["subject"].split()) > _LONGEST_SUBJECT:
        return frozenset()
    return frozenset(lexicon.terms(found["subject"]))


def defines(sentence: str, subject: frozenset[str], lexicon: Lexicon) -> bool:
    """Tell whether `sentence` says of the thing, and of nothing more special, what it is."""
    copula = _IS.search(sentence)
    if not subject or copula is None:
        return False
    said: Sequence[str] = lexicon.terms(sentence[: copula.start()])
    return bool(said) and set(said) == subject
