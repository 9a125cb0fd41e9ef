"""Tell how an element looks inside of another: its colours and sizes, and why its text cannot be seen.

What is not certain counts as seen: pictures and gradients behind text, what a sheet that is not at hand may
colour, what a script or an animation will show, and what a switch on the page opens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.formats.css.colours import BLACK, LEAST_CONTRAST, WHITE, Colour, contrast, read_colour
from corpus.formats.css.lengths import lengths, letter_size, pixels
from corpus.unseen import Unseen

# CSS pixels: letters up to this size are specks, boxes up to this width or height hold none.
LARGEST_SPECK = 2.0
LARGEST_SLIT = 1.0
# What is moved so far to the left or up is outside of the page; to the right there can be columns.
FAR_OUT = 1000.0
FAR_RIGHT = 5000.0
LEAST_OPACITY = 0.05
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span
    strike strong sub sup time tt u var""".split()
)
_PICTURE = re.compile(r"url\(|gradient|image|element\(|paint\(|var\(")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_MOST_VARIABLES = 10
_INHERITED = frozenset({"inherit", "unset", "revert", "revert-layer"})
_PLACED = frozenset({"absolute", "fixed"})

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks inside of an element.

    `ground` is the colour behind it, None where that is not known; so is `colour`. `size` is that of its
    letters and `indent` that of the first line in CSS pixels, `boxed` tells that something other than the page itself gives it its ground.
    `gone` is why the element is not there with all that is in it, `why` why its own text is not seen.
    """

    colour: Colour | None = BLACK
    ground: Colour | None = WHITE
    size: float = 16.0
    indent: float = 0.0
    opacity: float = 1.0
    is_visible: bool = True
    struck: bool = False
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
        struck=_struck(values, around),
        is_visible=_visible(values, around, is_panel=is_panel or name in ("html", "body")),
    )
    inside = _grounded(inside, name, values, is_sure=ground_is_sure)
    if name not in ("html", "body"):
        inside = replace(inside, gone=around.gone or _gone(name, values, around, inside, is_panel=is_panel))
    return judged(inside)


def judged(look: Look) -> Look:
    """Return a look with why its text is not seen."""
    return replace(look, why=look.gone or _why(look))


def _why(look: Look) -> Unseen | None:
    if not look.is_visible:
        return Unseen.HIDDEN
    if look.size <= LARGEST_SPECK:
        return Unseen.TINY
    if look.indent <= -FAR_OUT or look.indent >= FAR_RIGHT:
        return Unseen.OFF_PAGE
    if look.struck:
        return Unseen.STRUCK
    if look.opacity < LEAST_OPACITY:
        return Unseen.TRANSPARENT
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


def _struck(values: Values, around: Look) -> bool:
    """Tell whether a line goes through the text; it goes through all within, boxes in the line left out."""
    own = "line-through" in values.get("text-decoration-line", "")
    apart = values.get("display", "").startswith("inline-") or _is_placed(values) or _floats(values)
    return own or (around.struck and not apart)


def _is_placed(values: Values) -> bool:
    return values.get("position", "static") in _PLACED


def _floats(values: Values) -> bool:
    return values.get("float", "none") not in ("none", "initial")


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


def _gone(name: str, values: Values, around: Look, inside: Look, *, is_panel: bool) -> Unseen | None:
    """Return why an element is not there with all that is in it."""
    if values.get("display") == "none" or values.get("content-visibility") == "hidden":
        return None if is_panel else Unseen.HIDDEN
    if is_panel or values.get("animation-name", "none") not in ("none", "initial"):
        return None
    if _is_clipped(name, values, inside):
        return Unseen.HIDDEN
    if _is_far_out(values, inside):
        return Unseen.OFF_PAGE
    behind = pixels(values.get("z-index", "0"), 16) or 0
    if behind < 0 and values.get("position", "static") != "static" and around.boxed:
        return Unseen.COVERED
    return None


def _is_clipped(name: str, values: Values, look: Look) -> bool:
    """Tell whether nothing of an element is left: cut to nothing, without height or width, scaled to nought."""
    size = look.size
    clip = values.get("clip", "")
    if clip.startswith("rect") and _is_placed(values) and _is_empty_rectangle(clip[4:], size):
        return True
    if _cuts_all(values.get("clip-path", ""), size):
        return True
    if re.search(r"scale[xy3d]*\(\s*0*\.?0+\s*[,)]", values.get("transform", "")):
        return True
    hides = re.search(r"hidden|clip", values.get("overflow", ""))
    inline = name in _INLINE and not (_is_placed(values) or _floats(values))
    if not hides or (inline and values.get("display", "inline") == "inline"):
        return False
    indent = values.get("text-indent", "")
    pushed = indent.endswith("%") and float(re.sub(r"[^\d.]", "", indent) or 0) >= 100
    if pushed and values.get("white-space") in ("nowrap", "pre"):
        return True
    return _is_slit(values, size)


def _is_slit(values: Values, size: float) -> bool:
    least = pixels(values.get("min-height", "0"), size)
    if _is_padded(values, size) or least is None or least > LARGEST_SLIT:
        return False
    stated = (
        pixels(values.get(side, "auto"), size) for side in ("height", "max-height", "width", "max-width")
    )
    return any(length is not None and length <= LARGEST_SLIT for length in stated)


def _is_padded(values: Values, size: float) -> bool:
    return any(length is None or length > 0 for length in lengths(values.get("padding", "0"), size))


def _is_empty_rectangle(value: str, size: float) -> bool:
    """Tell whether "rect(top, right, bottom, left)" leaves nothing."""
    sides = lengths(value, size)
    if len(sides) != 4:
        return False
    top, right, bottom, left = sides
    empty = right is not None and left is not None and right - left <= LARGEST_SLIT
    return empty or (top is not None and bottom is not None and bottom - top <= LARGEST_SLIT)


def _cuts_all(path: str, size: float) -> bool:
    shape, _, rest = path.partition("(")
    shares = [
        float(each) for each in re.findall(r"([\d.]+)%", rest) if re.fullmatch(r"\d+\.?\d*|\.\d+", each)
    ]
    if shape == "inset":
        first = shares[:1] or [0.0]
        return len(shares) <= 1 and first[0] >= 50
    known = lengths(rest.rstrip(") "), size)
    if shape in ("circle", "ellipse"):
        return bool(known) and known[0] == 0
    if shape == "polygon":
        return bool(known) and not shares and len(set(known)) == 1 and known[0] is not None
    return False


def _is_far_out(values: Values, look: Look) -> bool:
    """Tell whether an element stands far outside of the page."""

    def length(name: str) -> float:
        return pixels(values.get(name, "0"), look.size) or 0.0

    moved = [0.0] if _is_padded(values, look.size) else [length("margin-left"), length("margin-top")]
    if values.get("position", "static") in (*_PLACED, "relative"):
        moved += [length("left"), length("top"), length("right"), length("bottom")]
        if length("left") >= FAR_RIGHT:
            return True
    shift = re.search(r"translate(?:x|y|3d)?\(([^)]*)\)", values.get("transform", ""))
    moved += [each or 0.0 for each in lengths(shift[1], look.size)] if shift else []
    return min(moved) <= -FAR_OUT
