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
_SIDES = ("top", "right", "bottom", "left")


def read_declarations(source: Sequence[Any] | str) -> Declared:
    """Return what is declared; a later declaration replaces an earlier one."""
    import tinycss2

    found: dict[str, tuple[str, bool]] = {}
    for each in tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True):
        if each.type != "declaration":
            continue
        for name, value in _properties(each):
            if each.important or not found.get(name, ("", False))[1]:
                found[name] = (value, bool(each.important))
    return found


def _properties(declaration: Any) -> Iterator[tuple[str, str]]:
    import tinycss2

    name = declaration.lower_name
    if name.startswith("--"):
        yield declaration.name, tinycss2.serialize(declaration.value).strip()
        return
    name = name.removeprefix("-webkit-").removeprefix("-moz-")
    if name not in _KEPT and name not in _MEANT and name != "inset":
        return
    value = tinycss2.serialize(declaration.value).strip()
    value = value if "url(" in value else value.lower()
    if name == "inset":
        parts = value.split()
        yield from zip(
            _SIDES, parts + parts[len(parts) - 2 :] * 2 if len(parts) > 1 else parts * 4, strict=False
        )
        return
    yield from ((each, value) for each in _MEANT.get(name, (name,)))
