"""Tell what a rule is for: the media that it holds on, and the elements that its selector finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

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


# Counts of ids, of classes and of names of elements (selectors-4, section 17).
Specificity: TypeAlias = tuple[int, int, int]
MOST_COMPOUNDS = 20
# Those in brackets are left to lexbor, which takes a power of the depth of a page for them.
MOST_NESTED = 3
_COMBINATORS = frozenset({">", "+", "~"})
_OLD_PSEUDO_ELEMENTS = frozenset({"before", "after", "first-line", "first-letter"})
_WITHOUT_WEIGHT: Specificity = (0, 0, 0)
_IN_BRACKETS = frozenset({"is", "not", "has", "matches", "-webkit-any", "-moz-any"})


@dataclass(frozen=True, slots=True)
class Compound:
    """A part of a selector that speaks of one element.

    `combinator` is what stands before it, " " for a descendant; `names` are the classes (".a"), the id
    ("#a") and the name ("a") that the element must have.
    """

    combinator: str
    text: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Selector:
    """The compounds of a selector from left to right, and its specificity."""

    compounds: tuple[Compound, ...]
    specificity: Specificity


def read_selectors(prelude: Sequence[Any]) -> tuple[Selector, ...]:
    """Return the selectors of a rule that name elements, not what is put before or behind them."""
    read = (_selector(part) for part in _parted(prelude, ","))
    return tuple(each for each in read if each is not None)


def _parted(tokens: Iterable[Any], sign: str) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == sign:
            parts.append([])
        elif token.type != "comment":
            parts[-1].append(token)
    return parts


def _selector(tokens: Sequence[Any]) -> Selector | None:
    compounds: list[Compound] = []
    run: list[Any] = []
    combinator = ""
    for token in [*tokens, None]:
        is_sign = token is not None and token.type == "literal" and token.value in _COMBINATORS
        if token is not None and not is_sign and token.type != "whitespace":
            run.append(token)
            continue
        if run:
            compounds.append(_compound(combinator or " ", run))
            run, combinator = [], ""
        combinator = token.value if is_sign else combinator
    usable = 0 < len(compounds) <= MOST_COMPOUNDS and not combinator and not _is_of_pseudo_element(tokens)
    nested = sum(_spaces(token) for token in tokens if token.type == "function")
    return Selector(tuple(compounds), _specificity(tokens)) if usable and nested <= MOST_NESTED else None


def _spaces(token: Any) -> int:
    """Return how many spaces, which may be combinators, stand in the brackets of a function."""
    inner = (each for each in token.arguments if each.type in ("whitespace", "function"))
    return sum(1 if each.type == "whitespace" else _spaces(each) for each in inner)


def _compound(combinator: str, tokens: Sequence[Any]) -> Compound:
    import tinycss2

    classes = {
        f".{token.value}"
        for before, token in pairwise(tokens)
        if token.type == "ident" and before.type == "literal" and before.value == "."
    }
    ids = {f"#{token.value}" for token in tokens if token.type == "hash"}
    name = {token.lower_value for token in tokens[:1] if token.type == "ident" and not _has_namespace(tokens)}
    return Compound(combinator, tinycss2.serialize(tokens), frozenset(classes | ids | name))


def _has_namespace(tokens: Sequence[Any]) -> bool:
    return any(token.type == "literal" and token.value == "|" for token in tokens)


def _is_of_pseudo_element(tokens: Sequence[Any]) -> bool:
    colons = [token.type == "literal" and token.value == ":" for token in tokens]
    old = [getattr(token, "lower_value", "") in _OLD_PSEUDO_ELEMENTS for token in tokens]
    following = zip(colons, [*colons[1:], False], [*old[1:], False], strict=True)
    return any(colon and (again or named) for colon, again, named in following)


def _specificity(tokens: Sequence[Any]) -> Specificity:
    weights: list[Specificity] = []
    before = ""
    for token in tokens:
        if token.type == "hash":
            weights.append((1, 0, 0))
        elif token.type == "[] block" or (token.type == "ident" and before in (".", ":")):
            weights.append((0, 1, 0))
        elif token.type == "ident":
            weights.append((0, 0, 1))
        elif token.type == "function":
            weights.append(_specificity_of_function(token))
        before = token.value if token.type == "literal" else ""
    return _sum(weights)


def _specificity_of_function(token: Any) -> Specificity:
    if token.lower_name == "where":
        return _WITHOUT_WEIGHT
    if token.lower_name in _IN_BRACKETS:
        return max(map(_specificity, _parted(token.arguments, ",")), default=_WITHOUT_WEIGHT)
    return (0, 1, 0)


def _sum(weights: Sequence[Specificity]) -> Specificity:
    ids, classes, names = (sum(column) for column in zip(*weights, strict=True)) if weights else (0, 0, 0)
    return ids, classes, names
