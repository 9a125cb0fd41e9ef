"""Read what rules and style attributes declare, as far as it says what can be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

# The value of each property, and whether it is marked important.
Declared: TypeAlias = Mapping[str, tuple[str, bool]]

_KEPT = frozenset(
    """display visibility opacity color background-color background-image position left top right bottom
    text-indent clip clip-path width height max-width max-height min-height overflow padding
    text-decoration-line font-size transform filter text-shadow animation-name background-clip z-index
    margin-left margin-top white-space float text-fill-color text-stroke""".split()
)
# Shorthands and other names, each with the properties that are read in their value.
_MEANT = {
    "background": ("background-color", "background-image", "background-clip"),
    "font": ("font-size",),
    "text-decoration": ("text-decoration-line",),
    "overflow-x": ("overflow",),
    "overflow-y": ("overflow",),
    "animation": ("animation-name",),
    "padding-top": ("padding",),
    "padding-bottom": ("padding",),
    "padding-left": ("padding",),
}
# Characters of a value that are looked at; a picture in the value may have millions.
_LONGEST = 300
_SIDES = ("top", "right", "bottom", "left")


def read_declarations(source: Sequence[Any] | str) -> Declared:
    """Return what is declared; a later declaration replaces an earlier one."""
    import tinycss2

    found: dict[str, tuple[str, bool]] = {}
    try:
        for each in tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True):
            for name, value in _properties(each) if each.type == "declaration" else ():
                if each.important or not found.get(name, ("", False))[1]:
                    found[name] = (value, bool(each.important))
    except (RecursionError, ValueError):
        # Brackets in brackets without end, numbers of thousands of digits.
        return {}
    return found


def _properties(declaration: Any) -> Iterator[tuple[str, str]]:
    import tinycss2

    name = declaration.lower_name
    is_variable = name.startswith("--")
    name = declaration.name if is_variable else name.removeprefix("-webkit-").removeprefix("-moz-")
    if not (is_variable or name in _KEPT or name in _MEANT or name == "inset"):
        return
    value = tinycss2.serialize(declaration.value)[:_LONGEST].strip()
    value = value if is_variable else value.lower()
    if name == "inset":
        yield from _sides(value.split())
    else:
        yield from ((each, value) for each in _MEANT.get(name, (name,)))


def _sides(parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the value of each side of a box, where one to four are given."""
    if parts:
        right = parts[1] if len(parts) > 1 else parts[0]
        bottom = parts[2] if len(parts) > 2 else parts[0]
        left = parts[3] if len(parts) > 3 else right
        yield from zip(_SIDES, (parts[0], right, bottom, left), strict=True)
