"""Cut a text into words, what is written in several ways written in one."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(
    r"\d(?:st|nd|rd|th)\b|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+-?\d\w*|°c|[^\W\d_]+|[<>]=|[<>≥≤%/;:().\n-]|,",
    re.I,
)
# "C. difficile".
_INITIAL = re.compile(r"\b([A-Z])\.(?= [a-z])")
# Of a text in lower case, one after the other.
_WRITTEN_OTHERWISE = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        # The marks of a list in a line, dashes, Markdown's emphasis and the marks of footnotes.
        (r"[•■▪●◦]", ";"),
        (r"--|[\u2010-\u2015\u2212]", "-"),
        (r"[*†‡§¶_]+", ""),
        (r"n['’]t\b", " not"),
        (r"\bq\s?(\d+)\s?(?:h|hrs?|hours?)\b", r"every \1 hours"),
        # "4x/day", "2 x daily".
        (r"\b(\d+)\s?x\s?(?:/\s?|a |per )?(day|week|month)\b", r"\1 times a \2"),
        (r"\b(\d+)\s?x\s?(?=daily|weekly|monthly)", r"\1 times "),
        (r"\bbetween (\d[^\s;()]*(?: [^\W\d_]+)?) and (?=\d)", r"\1 to "),
        (r"\bnot? later than (\S+ \S+ (?:before|prior to))\b", r"at least \1"),
        (r"\b(?:within|less than) (\S+ \S+) (?:after|following)\b", r"within \1"),
        (r"\bwithin (\S+ \S+) of\b", r"within \1"),
        (r"\bat intervals of (\S+ \S+)\b", r"every \1"),
        (r"\bat (\w+)[- ](\w+?)s? intervals\b", r"every \1 \2"),
        # "Each tablet contains" says no more than "a tablet contains".
        (r"\b(?:each|every|one|1|an?) (?=\w[^.;:\d]{0,60}\bcontains?\b)", ""),
        # The unit of a column's name belongs to the figure beneath it: "Dose (mg): 5".
        (r"%:\s*(\d[\d.,]*(?:\s?-\s?\d[\d.,]*)?)(?=\s*(?:;|\n|$))", r": \1 %"),
        (
            r"\(([^\W\d_]+(?:/[^\W\d_]+)*)\):\s*(\d[\d.,]*(?:\s?-\s?\d[\d.,]*)?)(?=\s*(?:;|\n|$))",
            r": \2 \1",
        ),
        # A full stop, and no point in a number or an address.
        (r"\.(?=\s|$)", " . "),
    )
)


def words_of(text: str) -> list[str]:
    """Return the words of `text` in lower case, with its figures and punctuation."""
    plain = _INITIAL.sub(r"\1", unicodedata.normalize("NFKC", text)).lower()
    for pattern, instead in _WRITTEN_OTHERWISE:
        plain = pattern.sub(instead, plain)
    return split_words(plain)


def split_words(text: str) -> list[str]:
    """Return the words of a text that is written as the lists of words are."""
    return _WORD.findall(text)
