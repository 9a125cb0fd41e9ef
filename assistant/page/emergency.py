"""Questions that sound like an emergency of the asker or of someone there, and the notice above the answer.

The lists are emergency.toml. It is a check of words, which can miss an emergency and see one where there is
none; so it only adds a notice and never keeps an answer back.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile
from pathlib import Path
from types import MappingProxyType

from assistant.settings import Settings
from index.lexicon.terms import stems, tokens
from index.lexicon.variants import compound_numbers

# Other words that may stand between two words of a sign.
GAP = 2
# Words before a sign in which a negation takes it back.
REACH = 3
# Stands in a sign for a number of tablets.
MANY = "MANY"
MANY_TABLETS = 10
_SENTENCE = re.compile(r"[.;!?\n]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’`´](?=\w)")
_SHORT_FORMS: Mapping[str, str] = MappingProxyType(
    dict(
        pair.split(":")
        for pair in """
        cant:can_not cannot:can_not wont:will_not dont:do_not doesnt:does_not isnt:is_not arent:are_not
        hasnt:has_not havent:have_not didnt:did_not wasnt:was_not couldnt:could_not im:i_am ive:i_have
        hes:he_is shes:she_is theyre:they_are theyve:they_have theres:there_is
        """.split()
    )
)
Sign = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists, their words as stems; a sign is words in order, each with its alternatives."""

    here: frozenset[str]
    anyone: frozenset[str]
    signs: tuple[Sign, ...]
    professional: tuple[Sign, ...]
    not_now: tuple[Sign, ...]
    negation: frozenset[str]
    general: frozenset[str]
    about: frozenset[str]
    units: frozenset[str]


def emergency_notice(question: str, settings: Settings) -> str:
    """Return the notice to show above the answer to `question`, empty where none is due or wanted."""
    notice = settings.emergency_notice.strip()
    return notice if notice and sounds_like_emergency(question) else ""


def sounds_like_emergency(question: str) -> bool:
    """Tell whether `question` speaks of an emergency that is happening to the asker or to someone there."""
    lists = _lists()
    sentences = [_words(sentence) for sentence in _SENTENCE.split(question)]
    said = [word for sentence in sentences for word in sentence]
    if _holds_any(lists.professional, said):
        return False
    return any(
        _tells(sentence, said, lists) and not _holds_any(lists.not_now, sentence)
        for sentence in sentences
        if sentence
    )


def _tells(sentence: Sequence[str], said: Sequence[str], lists: _Lists) -> bool:
    """Tell whether `sentence`, of all that is `said`, names a sign and a person that has it."""
    if sentence[0] in lists.general:
        someone = not lists.here.isdisjoint(sentence)
    else:
        someone = not (lists.here | lists.anyone).isdisjoint(said)
    return someone and any(_stands(sign, sentence, lists.negation) for sign in lists.signs)


def _holds_any(expressions: Sequence[Sign], words: Sequence[str]) -> bool:
    return any(_place(expression, words, gap=0) is not None for expression in expressions)


def _stands(sign: Sign, words: Sequence[str], negation: frozenset[str]) -> bool:
    """Tell whether `words` hold `sign` and nothing right before takes it back."""
    place = _place(sign, words, GAP, negation)
    return place is not None and negation.isdisjoint(words[max(0, place - REACH) : place])


def _place(sign: Sign, words: Sequence[str], gap: int, barred: AbstractSet[str] = frozenset()) -> int | None:
    """Return where `sign` begins in `words`; None where it does not stand there.

    At most `gap` other words, none of them `barred`, stand between two of its own.
    """
    for start, word in enumerate(words):
        if word in sign[0] and _goes_on(sign[1:], words[start + 1 :], gap, barred):
            return start
    return None


def _goes_on(sign: Sign, words: Sequence[str], gap: int, barred: AbstractSet[str]) -> bool:
    if not sign:
        return True
    if MANY in sign[0]:
        return _is_many(words)
    for place, word in enumerate(words[: gap + 1]):
        if word in sign[0] and _goes_on(sign[1:], words[place + 1 :], gap, barred):
            return True
        if word in barred:
            return False
    return False


def _is_many(words: Sequence[str]) -> bool:
    """Tell whether `words` begin with a number of things from ten on: not with a dose, nor with a time."""
    lists = _lists()
    rest = list(dropwhile(lists.about.__contains__, words))
    if len(rest) < 2 or not rest[0].isdecimal():
        return False
    return int(rest[0]) >= MANY_TABLETS and rest[1] not in lists.units


def _words(text: str) -> list[str]:
    """Return the stems of `text`, short forms ("can't") in full, numbers in words as figures."""
    plain = tokens(_APOSTROPHE.sub("", text))
    full = " ".join(_SHORT_FORMS.get(word, word).replace("_", " ") for word in plain)
    for words, figure in compound_numbers().items():
        full = re.sub(rf"\b{words}\b", figure, full) if words[:3] in full else full
    return stems(full.split())


@cache
def _lists() -> _Lists:
    """Read the lists."""
    listed = tomllib.loads(Path(__file__).with_name("emergency.toml").read_text(encoding="utf-8"))
    taken_back = listed["taken_back"]
    return _Lists(
        here=frozenset(stems(listed["persons"]["here"])),
        anyone=frozenset(stems(listed["persons"]["anyone"])),
        signs=tuple(_sign(sign) for signs in listed["signs"].values() for sign in signs),
        professional=tuple(map(_sign, taken_back["professional"])),
        not_now=tuple(map(_sign, (*taken_back["past"], *taken_back["hypothetical"]))),
        negation=frozenset(stems(taken_back["negation"])),
        general=frozenset(stems(taken_back["general"])),
        about=frozenset(stems(listed["numbers"]["about"])),
        units=frozenset(stems(listed["numbers"]["units"])),
    )


def _sign(text: str) -> Sign:
    words = [word.split("/") for word in text.split()]
    return tuple(frozenset(each if each == [MANY] else stems(each)) for each in words)
