"""Know the styles of an RTF file by their numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING_NAME = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|rubrik)\s*(\d)\b", re.I)
_UNREAD_NAME = re.compile(r"(?:toc|contents|index) (?:\d|heading)|table of (?:figures|authorities)")
DEEPEST_CHAIN = 20


@dataclass(slots=True)
class RtfStyle:
    """A paragraph style: its name in lower case, its heading's level (0 for none), what it is based on."""

    name: str = ""
    level: int = 0
    based_on: int = -1

    def end_name(self, name: str) -> None:
        """Take the name, and the level where it tells one."""
        self.name = name.strip().rstrip(";").strip().lower()
        named = _HEADING_NAME.match(self.name)
        self.level = self.level or (int(named[1]) if named else 0)


def is_unread_style(style: RtfStyle | None) -> bool:
    """Tell whether a style is that of a table of contents or an index."""
    return style is not None and bool(_UNREAD_NAME.match(style.name))


def resolve_levels(styles: dict[int, RtfStyle]) -> None:
    """Give each style that says nothing of its own the level of what it is based on."""
    for style in styles.values():
        base, left = styles.get(style.based_on), DEEPEST_CHAIN
        while not style.level and base and left:
            style.level = base.level
            base, left = styles.get(base.based_on), left - 1
