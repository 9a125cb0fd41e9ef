"""Show a number as a spreadsheet does by its number format (ECMA-376 Part 1, section 18.8.31).

What cannot be shown surely as the person who looks at the sheet sees it is not shown at all. A date whose
form depends on the reader's machine is written in ISO 8601.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from corpus.formats.sheets.format_codes import (
    LOCALE,
    Token,
    UnsureError,
    condition_of,
    is_elapsed,
    literal,
    sections_of,
    tokens_of,
)

# Characters that a number takes up at most where no format says how many.
GENERAL_DIGITS = 11
# Digits that a spreadsheet keeps of a number.
_PRECISION = 15
_LAST_DAY = 2_958_466
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_ENGLISH = 0x09


def show_number(stored: str, code: str, *, since_1904: bool = False) -> str | None:
    """Return how a stored number is shown by a format, "" where that hides it, None where it is not sure."""
    try:
        # What a spreadsheet has computed is rarely exact: 0.1 + 0.2.
        number = Decimal(f"{float(stored):.{_PRECISION}g}")
        if not number.is_finite() or not code:
            return None
        sections = [list(tokens_of(section)) for section in sections_of(code)]
        return _show(number, sections, since_1904=since_1904)
    except (UnsureError, ValueError, InvalidOperation, OverflowError):
        return None


def show_text(text: str, code: str) -> str | None:
    """Return how a text is shown by a format, None where it is not sure."""
    try:
        sections = [list(tokens_of(section)) for section in sections_of(code)]
    except UnsureError:
        return None
    told = sections[3] if len(sections) == 4 else sections[-1]
    if len(sections) < 4 and not any(token.kind == "text" for token in told):
        return text
    return "".join(text if token.kind == "text" else literal(token) for token in told)


def _show(number: Decimal, sections: list[list[Token]], *, since_1904: bool) -> str:
    tokens, signed = _chosen(number, sections)
    if not tokens:
        return ""
    kinds = {token.kind for token in tokens}
    if "date" in kinds or any(is_elapsed(token) for token in tokens):
        return _show_date(number, tokens, since_1904=since_1904)
    number = number if signed else abs(number)
    if kinds & {"general", "text"}:
        shown = (
            _general(number) if token.kind in ("general", "text") else literal(token) for token in tokens
        )
        return _folded("".join(shown))
    return _folded(_show_digits(number, tokens))


def _chosen(number: Decimal, sections: list[list[Token]]) -> tuple[list[Token], bool]:
    """Return the section for a number, and whether that leaves the number its sign."""
    conditions = [condition_of(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(number, *condition):
                if number < 0:
                    raise UnsureError
                return section, True
        raise UnsureError
    # The fourth is for text.
    numbers = sections[:3]
    if number < 0 and len(numbers) > 1:
        return numbers[1], False
    if number == 0 and len(numbers) > 2:
        return numbers[2], False
    return numbers[0], True


def _holds(number: Decimal, sign: str, limit: Decimal) -> bool:
    above, same = number > limit, number == limit
    return {"<": not above and not same, "<=": not above, ">": above, ">=": above or same}.get(
        sign, same if sign == "=" else not same
    )


def _folded(text: str) -> str:
    return " ".join(text.split())


def _general(number: Decimal) -> str:
    plain = f"{number:f}"
    if abs(number) >= Decimal(10) ** GENERAL_DIGITS or 0 < abs(number) < Decimal("1e-9"):
        mantissa, _, exponent = f"{number:.5E}".partition("E")
        return f"{_without_zeros(mantissa)}E{exponent[0]}{exponent[1:].zfill(2)}"
    whole = len(plain.lstrip("-").partition(".")[0])
    return _without_zeros(f"{_rounded(number, max(0, GENERAL_DIGITS - 1 - whole)):f}")


def _without_zeros(plain: str) -> str:
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _show_digits(number: Decimal, tokens: Sequence[Token]) -> str:
    """Return a number by the places for its digits, literals before and behind them."""
    own = ("digit", "point", "comma", "exponent", "slash")
    places = [at for at, token in enumerate(tokens) if token.kind in own]
    if not any(tokens[at].kind == "digit" for at in places):
        # A section of words alone says them in the number's place.
        return "".join(map(literal, tokens))
    first, last = places[0], places[-1]
    pattern = "".join(token.text for token in tokens[first : last + 1])
    number *= Decimal(100) ** sum(token.kind == "percent" for token in tokens)
    inside = tokens[first : last + 1]
    if any(token.kind == "slash" for token in inside):
        digits = _fraction(abs(number), pattern)
    elif any(token.kind not in own for token in inside):
        raise UnsureError
    elif any(token.kind == "exponent" for token in inside):
        digits = _scientific(abs(number), pattern)
    else:
        digits = _decimal(abs(number), pattern)
    sign = "-" if number < 0 and re.search("[1-9]", digits) else ""
    before, after = "".join(map(literal, tokens[:first])), "".join(map(literal, tokens[last + 1 :]))
    return f"{sign}{before}{digits}{after}"


def _decimal(number: Decimal, pattern: str) -> str:
    whole, point, rest = pattern.partition(".")
    if "." in rest or "," in rest.rstrip(","):
        raise UnsureError
    scaled = len(whole) - len(whole.rstrip(",")) + len(rest) - len(rest.rstrip(","))
    whole, rest = whole.rstrip(","), rest.rstrip(",")
    plain = f"{_rounded(number / Decimal(1000) ** scaled, len(rest)):f}"
    units, _, decimals = plain.partition(".")
    kept = len(rest.rstrip("#?"))
    decimals = decimals[:kept] + decimals[kept:].rstrip("0")
    units = units.lstrip("0").zfill(len(whole.replace(",", "").lstrip("#?")))
    if "," in whole and units:
        units = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", units)
    return units + (f"{point}{decimals}" if point else "")


def _scientific(number: Decimal, pattern: str) -> str:
    found = re.fullmatch(r"0(?:\.(?P<decimals>0+))?E(?P<sign>[+-])(?P<exponent>0+)", pattern, re.I)
    if not found:
        raise UnsureError
    mantissa, _, exponent = f"{number:.{len(found['decimals'] or '')}E}".partition("E")
    sign = "-" if exponent[0] == "-" else found["sign"].replace("-", "")
    return f"{mantissa}E{sign}{exponent[1:].lstrip('0').zfill(len(found['exponent']))}"


def _fraction(number: Decimal, pattern: str) -> str:
    """Return a number as a fraction, where it is one; what a spreadsheet would round is not sure."""
    found = re.fullmatch(r"(?P<whole>[#0?]+\s+)?[#?]+/(?P<below>[#?]+|\d+)", pattern)
    if not found:
        raise UnsureError
    exact = Fraction(number)
    most = int(found["below"]) if found["below"].isdigit() else 10 ** len(found["below"]) - 1
    near = exact.limit_denominator(most)
    if abs(near - exact) > Fraction(1, 10**9) or (found["below"].isdigit() and most % near.denominator):
        raise UnsureError
    whole, part = divmod(near, 1) if found["whole"] else (0, near)
    scale = most // part.denominator if found["below"].isdigit() else 1
    shown = f"{part.numerator * scale}/{part.denominator * scale}" if part else ""
    return " ".join(filter(None, (str(whole) if whole or not part else "", shown)))


def _show_date(number: Decimal, tokens: Sequence[Token], *, since_1904: bool) -> str:
    if not 0 <= number < _LAST_DAY:
        raise UnsureError
    parts = [token for token in tokens if token.kind == "date" or is_elapsed(token)]
    finest = sum(token.kind == "digit" for token in tokens)
    moment = _moment(number, finest, since_1904=since_1904)
    try:
        if not _is_english(tokens, parts):
            raise UnsureError
        return _folded("".join(_date_parts(number, moment, tokens)))
    except UnsureError:
        return _iso(moment, {token.text[0].lower() for token in parts})


def _moment(number: Decimal, finest: int, *, since_1904: bool) -> datetime:
    """Return the moment that a count of days means; the year 1900 has a 29 February there."""
    if not since_1904 and 60 <= number < 61:
        raise UnsureError
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 + (number < 60))
    seconds = _rounded(number * 86400, min(finest, 3))
    return first + timedelta(milliseconds=int(seconds * 1000))


def _is_english(tokens: Sequence[Token], parts: Sequence[Token]) -> bool:
    named = any(token.text[0] in "mMdD" and len(token.text) > 2 for token in parts)
    locales = [LOCALE.fullmatch(token.text) for token in tokens if token.kind == "bracket"]
    codes = [int(each["code"], 16) & 0xFFFF for each in locales if each and each["code"]]
    if any(code in (0xF800, 0xF400) for code in codes):
        return False
    return not named or all(code & 0x3FF == _ENGLISH for code in codes)


def _iso(moment: datetime, parts: set[str]) -> str:
    date = moment.strftime("%Y-%m-%d") if parts & {"y", "d"} else ""
    seconds = ":%S" if "s" in parts else ""
    time = moment.strftime(f"%H:%M{seconds}") if parts & {"h", "s"} else ""
    if not date and not time:
        raise UnsureError
    return f"{date} {time}".strip()


def _date_parts(number: Decimal, moment: datetime, tokens: Sequence[Token]) -> Iterator[str]:
    halved = any(token.kind == "half" for token in tokens)
    kinds = [token.text[0].lower() if token.kind == "date" or is_elapsed(token) else "" for token in tokens]
    finest = 0
    for at, token in enumerate(tokens):
        above = next((kind for kind in reversed(kinds[:at]) if kind), "")
        below = next((kind for kind in kinds[at + 1 :] if kind), "")
        if is_elapsed(token):
            unit = {"h": 3600, "m": 60, "s": 1}[kinds[at]]
            yield str(int(_rounded(number * 86400, 0) // unit)).zfill(len(token.text))
        elif token.kind == "date":
            minutes = kinds[at] == "m" and (above == "h" or below == "s")
            yield _date_part("min" if minutes else kinds[at], len(token.text), moment, halved=halved)
        elif token.kind == "half":
            yield ("AM", "PM")[moment.hour >= 12][: 1 + (len(token.text) > 3)]
        elif token.kind == "digit" and above == "s":
            finest += 1
            yield f"{moment.microsecond:06}"[finest - 1]
        else:
            yield token.text if token.kind in ("point", "comma", "slash") else literal(token)


def _date_part(kind: str, length: int, moment: datetime, *, halved: bool) -> str:
    if kind == "y":
        return f"{moment.year:04}" if length > 2 else f"{moment.year % 100:02}"
    if kind in ("m", "d") and length > 2:
        name = _MONTHS[moment.month - 1] if kind == "m" else _DAYS[moment.weekday()]
        return name[:1] if length == 5 else name[:3] if length == 3 else name
    hour = (moment.hour % 12 or 12) if halved else moment.hour
    figures = {"m": moment.month, "d": moment.day, "h": hour, "min": moment.minute, "s": moment.second}
    return f"{figures[kind]:0{min(length, 2)}}"
