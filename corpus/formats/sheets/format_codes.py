"""The codes of number formats cut into their parts (ECMA-376 Part 1, section 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

GENERAL = "General"
TEXT = "@"
# A date as the machine of whoever looks at it writes it.
_SYSTEM_DATE, _SYSTEM_TIME = "[$-F800]yyyy-mm-dd", "[$-F400]hh:mm:ss"
_LOCAL_DATES = (14, *range(27, 37), *range(50, 59))
BUILT_IN = dict.fromkeys(_LOCAL_DATES, _SYSTEM_DATE) | {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "[$-F800]yyyy-mm-dd hh:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    49: TEXT,
}
LONGEST_CODE = 255
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _(?P<space>.) | \*(?P<fill>.) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General) | (?P<half>AM/PM|A/P) | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+) | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%)
    | (?P<text>@) | (?P<slash>/) | (?P<plain>[-$+():!^&'~{}<>=\s]|[^\x00-\x7f])
    """,
    re.X | re.S | re.I,
)
_CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)(?P<limit>-?\d+(?:\.\d+)?)")
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+", re.I)
_ELAPSED = re.compile(r"h+|m+|s+", re.I)
LOCALE = re.compile(r"\$(?P<symbol>[^-]*)(?:-(?P<code>[0-9A-Fa-f]+))?")


class UnsureError(Exception):
    """A format is not sure to be shown as its spreadsheet shows it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a code: its kind is the name of its group in `_TOKEN`."""

    kind: str
    text: str


def sections_of(code: str) -> list[str]:
    """Return the sections of a code: for positive numbers, negative ones, zero and text."""
    if len(code) > LONGEST_CODE:
        raise UnsureError
    parts, start = [], 0
    for found in re.finditer(r'"[^"]*"|\\.|\[[^\]]*\]|(;)', code, re.S):
        if found[1]:
            parts.append(code[start : found.start()])
            start = found.end()
    return [*parts, code[start:]]


def tokens_of(section: str) -> Iterator[Token]:
    """Yield the parts of a section; raise `UnsureError` at one that is not known."""
    at = 0
    while at < len(section):
        found = _TOKEN.match(section, at)
        if found is None or found.lastgroup is None:
            raise UnsureError
        yield Token(found.lastgroup, found[found.lastgroup])
        at = found.end()


def condition_of(section: Sequence[Token]) -> tuple[str, Decimal] | None:
    """Return the sign and the limit of the numbers that a section is for, where it states them."""
    found = [_CONDITION.fullmatch(token.text) for token in section if token.kind == "bracket"]
    return next(((each["sign"], Decimal(each["limit"])) for each in found if each), None)


def literal(token: Token) -> str:
    """Return what a token shows that is none of the number's; raise `UnsureError` where it is not known."""
    if token.kind in ("quoted", "escaped", "plain"):
        return token.text
    if token.kind == "percent":
        return "%"
    if token.kind == "space":
        return " "
    if token.kind == "fill":
        return ""
    if token.kind != "bracket":
        raise UnsureError
    locale = LOCALE.fullmatch(token.text)
    if locale:
        return locale["symbol"]
    if _COLOUR.fullmatch(token.text) or _CONDITION.fullmatch(token.text):
        return ""
    raise UnsureError


def is_elapsed(token: Token) -> bool:
    """Tell whether a part counts all hours, minutes or seconds: "[h]"."""
    return token.kind == "bracket" and bool(_ELAPSED.fullmatch(token.text))
