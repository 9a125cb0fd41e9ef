"""What the shape of a line tells: the end of a sentence, an item of a list, a line in capitals."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*\s*[\d,–-]*$")
# "o" is a bullet before what begins anew; in other languages it is a word.
_LIST_ITEM = re.compile(
    r"(?:(?P<mark>[-*•‣◦▪●○·∙⁃・■□➢►✓–—☐☑☒]|\[[ xX]\]|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]"
    r"|o(?=\s+[A-Z\d<>≤≥]))\s+|(?P<glued>[•▪●‣・■☐☑☒]))(?=\S)|\[\d{1,3}\]\s+(?=[A-Z])"
)
# "Repeat after 10 minutes" does not say what, "Then give half of it" after what.
_LEANS_BACK = re.compile(
    r"(?:these|this|those|they|it|such|both|he|she|his|her|their|its|however|thus|repeat|then|thereafter)\b",
    re.I,
)
# "It is estimated that" points to nothing.
_POINTS_AHEAD = re.compile(
    r"it (?:is|was|may be|has been|should be|must be) (?:not |also |therefore |however |\w+ly )?"
    r"(?:estimated|recommended|important|possible|impossible|likely|unlikely|thought|known|unknown|unclear|uncertain|"
    r"essential|advisable|advised|suggested|believed|assumed|reasonable|necessary|preferable|vital|noted|expected|"
    r"safe|usual|common|best|better|difficult|easy|useful|helpful|sufficient|appropriate|unusual|rare|hoped) "
    r"(?:that|to|whether|not to|for \w+(?: \w+)? to|if)\b",
    re.I,
)
_BOXES = frozenset({"☐", "☑", "☒", "[ ]", "[x]", "[X]"})


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends as a sentence does, a reference mark behind it or not."""
    return bool(_SENTENCE_END.search(text))


def leans_back(sentence: str) -> bool:
    """Tell whether `sentence` begins with a word that points to the one before it."""
    return bool(_LEANS_BACK.match(sentence)) and not _POINTS_AHEAD.match(sentence)


def is_list_item(text: str) -> bool:
    """Tell whether `text` begins with a bullet, a number or a letter as an item of a list does."""
    return bool(_LIST_ITEM.match(text))


def item_mark(text: str) -> str:
    """Return the bullet, number or letter that `text` begins with as an item does, empty where it is none."""
    found = _LIST_ITEM.match(text)
    return found[0].rstrip() if found else ""


def is_item_mark(text: str) -> bool:
    """Tell whether `text` is nothing but the bullet, number or letter of an item."""
    return item_mark(f"{text} A") == text.strip() != ""


def without_item_mark(text: str) -> str:
    """Return `text` behind the mark that it begins with; a box to tick stays, for it says something."""
    mark = item_mark(text)
    return text if mark in _BOXES else text[len(mark) :].lstrip()


def is_capitals(text: str) -> bool:
    """Tell whether `text` is words in capitals."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 4
