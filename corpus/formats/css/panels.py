"""Tell what a switch on a page opens and closes: it is read, whether it stands open or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_PANEL_NAMES = re.compile(
    r"accordions?|collaps\w*|expand\w*|panels?|tabs?|tabcontent|toggle\w*|details|disclosure|reveal"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SWITCHES = "[aria-controls], [data-target], [data-bs-target]"


def name_tokens(attributes: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words of an element's id and classes, in lower case."""
    named = f"{attributes.get('id', '')} {attributes.get('class', '')}"
    return tuple(re.split(r"[\s_-]+", _CAMEL.sub("-", named).lower())) if named != " " else ()


def switched_ids(root: LexborNode) -> frozenset[str]:
    """Return the ids of what the switches of a page open and close."""
    targets = (
        attributes.get("aria-controls") or attributes.get("data-target") or attributes.get("data-bs-target")
        for name, attributes in ((each.tag, each.attributes) for each in root.css(_SWITCHES))
        if name in ("button", "a", "summary") or attributes.get("role") in ("button", "tab")
    )
    return frozenset(target.lstrip("#") for target in targets if target)


def is_panel(attributes: Mapping[str, str], switched: frozenset[str]) -> bool:
    """Tell whether an element is one that a switch opens, by its role, its id or its name."""
    return (
        attributes.get("role") == "tabpanel"
        or attributes.get("id", "") in switched
        or any(map(_PANEL_NAMES.fullmatch, name_tokens(attributes)))
    )
