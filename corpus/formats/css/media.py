"""Tell whether a media query holds on the screen of a desk, where people read documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# CSS pixels.
SCREEN_WIDTH, SCREEN_HEIGHT = 1280, 800
_EM = 16
# Characters of a query that are looked at.
_LONGEST = 1000
_UNITS = {"px": 1.0, "em": _EM, "rem": _EM, "pt": 4 / 3, "cm": 37.8, "mm": 3.78, "in": 96}
_SIZES = {"width": SCREEN_WIDTH, "device-width": SCREEN_WIDTH, "height": SCREEN_HEIGHT}
_TRUE = {
    ("orientation", "landscape"),
    ("hover", "hover"),
    ("any-hover", "hover"),
    ("pointer", "fine"),
    ("any-pointer", "fine"),
    ("prefers-color-scheme", "light"),
    ("prefers-reduced-motion", "no-preference"),
    ("scripting", "enabled"),
}


def holds(query: Sequence[Any] | str) -> bool:
    """Tell whether one of the queries holds; those that are not understood do not."""
    import tinycss2

    tokens: Sequence[Any] = query
    if isinstance(query, str):
        tokens = tinycss2.parse_component_value_list(query[:_LONGEST])
    words = [each for each in tokens if each.type not in ("whitespace", "comment")]
    if not words:
        return True
    queries: list[list[Any]] = [[]]
    for word in words:
        if word.type == "literal" and word.value == ",":
            queries.append([])
        else:
            queries[-1].append(word)
    try:
        return any(map(_one_holds, queries))
    except RecursionError:
        return False


def _one_holds(words: Sequence[Any]) -> bool:
    names = [each.lower_value for each in words if each.type == "ident"]
    if "or" in names:
        return any(_feature_holds(each) for each in words if each.type == "() block")
    parts = [_feature_holds(each) for each in words if each.type == "() block"]
    parts += [name in ("all", "screen") for name in names if name not in ("and", "only", "not")]
    known = bool(parts) and all(each.type in ("ident", "() block") for each in words)
    return known and all(parts) != ("not" in names)


def _feature_holds(block: Any) -> bool:
    words = [each for each in block.content if each.type not in ("whitespace", "comment")]
    if any(each.type == "() block" for each in words):
        return _one_holds(words)
    names = [each.lower_value for each in words if each.type == "ident"]
    feature = names[0] if names else ""
    sizes = [each.value * _UNITS[each.lower_unit] for each in words if _is_length(each)]
    sizes += [0.0 for each in words if each.type == "number" and each.value == 0]
    known = _SIZES.get(feature.removeprefix("min-").removeprefix("max-"))
    if known is None or len(sizes) != 1:
        return len(names) == 2 and (names[0], names[1]) in _TRUE
    signs = "".join(each.value for each in words if each.type == "literal")
    if signs == ":":
        return bool(known >= sizes[0] if feature.startswith("min-") else known <= sizes[0])
    turned = words[0].type != "ident"
    above = (signs[:1] == ">") != turned
    return bool(known >= sizes[0] if above else known <= sizes[0])


def _is_length(token: Any) -> bool:
    return token.type == "dimension" and token.lower_unit in _UNITS
