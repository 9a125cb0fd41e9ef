"""Tell how an element looks inside of another: its colours and sizes, and why its text cannot be seen.

What is not certain counts as seen: pictures and gradients behind text, what a sheet that is not at hand may
colour, what a script or an animation will show, and what a switch on the page opens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.formats.markup.css.boxes import (
    FAR_OUT,
    FAR_RIGHT,
    Values,
    floats,
    is_placed,
    lengths,
    letter_size,
    pixels,
    why_gone,
)
from corpus.text.scripts import underlined_sign
from corpus.text.symbols import PICTURED, set_in
from corpus.unseen import Unseen

# Below this ratio of contrast two colours look the same; 1 is the least, 21 the most.
LEAST_CONTRAST = 1.1


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in sRGB, all parts from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, ground: Colour) -> Colour:
        """Return the colour that is seen where this one lies on an opaque ground."""

        def mixed(own: float, below: float) -> float:
            return own * self.alpha + below * (1 - self.alpha)

        return Colour(
            mixed(self.red, ground.red), mixed(self.green, ground.green), mixed(self.blue, ground.blue)
        )


BLACK, WHITE, LINK = Colour(0, 0, 0), Colour(1, 1, 1), Colour(0, 0, 0.93)


def read_colour(value: str) -> Colour | None:
    """Return the colour that a value states, None where it states none or one that is not understood."""
    from tinycss2.color4 import parse_color

    try:
        parsed = parse_color(value)
        if parsed is None or isinstance(parsed, str):
            return None
        red, green, blue = (float(part or 0) for part in parsed.to("srgb").coordinates)
    except (ArithmeticError, NotImplementedError, RecursionError, ValueError):
        return None
    return Colour(red, green, blue, 1.0 if parsed.alpha is None else float(parsed.alpha))


def contrast(one: Colour, other: Colour) -> float:
    """Return the ratio of contrast of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lower, upper = sorted((_luminance(one), _luminance(other)))
    return (upper + 0.05) / (lower + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (max(0.0, min(1.0, each)) for each in (colour.red, colour.green, colour.blue))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# CSS pixels: letters up to this size are specks.
LARGEST_SPECK = 2.0
LEAST_OPACITY = 0.05
_PICTURE = re.compile(r"url\(|gradient|image|element\(|paint\(|var\(")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_MOST_VARIABLES = 10
_INHERITED = frozenset({"inherit", "unset", "revert", "revert-layer"})


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks inside of an element.

    `ground` is the colour behind it, None where that is not known; so is `colour`. `size` is that of its
    letters and `indent` that of the first line in CSS pixels, `font` a font whose characters are symbols.
    `boxed` tells that something other than the page itself gives it its ground. `gone` is why the element is
    not there with all that is in it, `why` why its own text is not seen.
    """

    colour: Colour | None = BLACK
    ground: Colour | None = WHITE
    size: float = 16.0
    indent: float = 0.0
    opacity: float = 1.0
    is_visible: bool = True
    struck: bool = False
    underlined: bool = False
    font: str = ""
    boxed: bool = False
    variables: Values | None = None
    gone: Unseen | None = None
    why: Unseen | None = None


def look_of(around: Look, name: str, declared: Values, *, ground_is_sure: bool, is_panel: bool) -> Look:
    """Return the look of an element with what is declared for it, inside of one that looks like `around`.

    `ground_is_sure` tells that nothing unknown may lie behind it, `is_panel` that a switch shows it.
    """
    values, variables = _resolved(declared, around.variables)
    inside = replace(
        around,
        variables=variables,
        size=_size(values, around),
        indent=_indent(values, around),
        colour=_colour(values, around),
        opacity=around.opacity * _opacity(values, is_panel=is_panel or name in ("html", "body")),
        struck=_has_line("line-through", values, around.struck),
        underlined=name != "a" and _has_line("underline", values, around.underlined),
        font=_font(values, around),
        is_visible=_visible(values, around, is_panel=is_panel or name in ("html", "body")),
    )
    inside = _grounded(inside, name, values, is_sure=ground_is_sure)
    if name not in ("html", "body"):
        inside = replace(
            inside,
            gone=around.gone or why_gone(name, values, inside.size, boxed=around.boxed, is_panel=is_panel),
        )
    return judged(inside)


def judged(look: Look) -> Look:
    """Return a look with why its text is not seen."""
    return replace(look, why=look.gone or _why(look))


def _why(look: Look) -> Unseen | None:
    reasons = (
        (Unseen.HIDDEN, not look.is_visible),
        (Unseen.TINY, look.size <= LARGEST_SPECK),
        (Unseen.OFF_PAGE, look.indent <= -FAR_OUT or look.indent >= FAR_RIGHT),
        (Unseen.STRUCK, look.struck),
        (Unseen.TRANSPARENT, look.opacity < LEAST_OPACITY),
    )
    return next((why for why, holds in reasons if holds), None) or _why_without_contrast(look)


def _why_without_contrast(look: Look) -> Unseen | None:
    if look.colour is None:
        return None
    alpha = look.colour.alpha * look.opacity
    if alpha < LEAST_OPACITY:
        return Unseen.TRANSPARENT
    if look.ground is None:
        return None
    seen = replace(look.colour, alpha=alpha).over(look.ground)
    return Unseen.COLOUR if contrast(seen, look.ground) < LEAST_CONTRAST else None


def _resolved(declared: Values, around: Values | None) -> tuple[Values, Values | None]:
    """Return the values with their variables put in, and the variables that hold inside."""
    own = {name: value for name, value in declared.items() if name.startswith("--")}
    variables = {**(around or {}), **own} if own else around
    if not any("var(" in value for value in declared.values()):
        return declared, variables
    return {name: _put_in(value, variables or {}) for name, value in declared.items()}, variables


def _put_in(value: str, variables: Values) -> str:
    for _ in range(_MOST_VARIABLES):
        found = _VARIABLE.search(value)
        stated = variables.get(found[1], found[2]) if found else None
        if found is None or stated is None or len(value) + len(stated) > 1000:
            break
        value = value[: found.start()] + stated + value[found.end() :]
    return value


def _size(values: Values, around: Look) -> float:
    return letter_size(values["font-size"], around.size) if "font-size" in values else around.size


def _indent(values: Values, around: Look) -> float:
    stated = values.get("text-indent")
    return around.indent if stated in (None, *_INHERITED) else pixels(str(stated), around.size) or 0.0


def _colour(values: Values, around: Look) -> Colour | None:
    """Return the colour of letters; None where something else than a plain colour draws them."""
    shadow, stroke = values.get("text-shadow", "none"), values.get("text-stroke", "0")
    if shadow not in ("none", "initial") or lengths(stroke, 16)[:1] not in ([0.0], [None], []):
        return None
    if re.search(r"\btext\b", values.get("background-clip", "")):
        return None
    value = values.get("text-fill-color") or values.get("color") or "inherit"
    if value in _INHERITED or value == "currentcolor":
        return around.colour
    return BLACK if value == "initial" else read_colour(value) if "var(" not in value else None


def _opacity(values: Values, *, is_panel: bool) -> float:
    """Return the opacity of an element; what a script or an animation shows in the end is opaque."""
    if is_panel or values.get("animation-name", "none") not in ("none", "initial"):
        return 1.0
    in_filter = re.search(r"opacity\(\s*([^)\s]+)\s*\)", values.get("filter", ""))
    opacity = 1.0
    for value in (values.get("opacity", "1"), in_filter[1] if in_filter else "1"):
        number = re.fullmatch(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%?)", value.strip())
        if number:
            opacity *= max(0.0, min(1.0, float(number[1]) / (100 if number[2] else 1)))
    return opacity


def _visible(values: Values, around: Look, *, is_panel: bool) -> bool:
    stated = values.get("visibility", "inherit")
    if stated in ("hidden", "collapse"):
        return is_panel or values.get("animation-name", "none") != "none"
    return True if stated in ("visible", "initial") else around.is_visible


def _has_line(line: str, values: Values, around: bool) -> bool:
    """Tell whether the text has a line; all that is within has it, boxes in the line left out."""
    own = line in values.get("text-decoration-line", "")
    apart = values.get("display", "").startswith("inline-") or is_placed(values) or floats(values)
    return own or (around and not apart)


def _font(values: Values, around: Look) -> str:
    """Return the font that is asked for first, empty where the letters are those of any font."""
    stated = values.get("font-family", "inherit")
    if stated in _INHERITED:
        return around.font
    first = stated.split(",")[0].strip("\"' ")
    return next((font for font in PICTURED if re.search(rf"(?:^|[\s\"']){font}$", first)), "")


def shown(text: str, look: Look) -> str:
    """Return the characters that a text shows as it looks."""
    text = set_in(look.font, text) if look.font else text
    return underlined_sign(text) if look.underlined else text


def _grounded(look: Look, name: str, values: Values, *, is_sure: bool) -> Look:
    """Return a look with what lies behind the text, and with `boxed` told."""
    ground = look.ground if is_sure else None
    value = values.get("background-color", "transparent")
    plain = "" if value in ("transparent", "none", "initial") else value
    own = read_colour(plain) or next(filter(None, map(read_colour, _words(plain))), None)
    if plain == "currentcolor":
        own = look.colour
    if plain == "inherit" or _PICTURE.search(f"{value} {values.get('background-image', '')}"):
        ground = None
    elif own is not None and own.alpha > 0:
        ground = own if own.alpha >= 1 else own.over(ground) if ground is not None else None
    boxed = look.boxed or (name not in ("html", "body") and own is not None and own.alpha >= 1)
    return replace(look, ground=ground, boxed=boxed)


def _words(value: str) -> list[str]:
    """Return the parts of a value between spaces; brackets hold theirs together."""
    return re.findall(r"(?:[^\s()]|\([^()]*\))+", value)
