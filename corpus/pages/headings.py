"""Give headings their levels: by their numbers, the document's outline, or the size of their type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from corpus.document import BlockKind
from corpus.pages.flow import Stretch
from corpus.pages.kinds import numbering
from corpus.shapes import is_capitals

_Style = tuple[float, bool, bool, bool]


def set_levels(stretches: Sequence[Stretch], outline: Mapping[str, int]) -> None:
    """Set the level of each heading; `outline` has the levels of the document's bookmarks by their title."""
    headings = [stretch for stretch in stretches if stretch.kind is BlockKind.HEADING]
    known: dict[_Style, Counter[int]] = {}
    for heading in headings:
        level = numbering(plain(heading)) or outline.get(folded(plain(heading)), 0)
        if level:
            known.setdefault(_style(heading), Counter())[level] += 1
    levels: dict[_Style, int] = {}
    above = 0
    for style in sorted({_style(heading) for heading in headings}):
        above = known[style].most_common(1)[0][0] if style in known else above + 1
        levels[style] = above
    for heading in headings:
        own = numbering(plain(heading)) or outline.get(folded(plain(heading)), 0)
        heading.level = own or levels[_style(heading)]


def _style(heading: Stretch) -> _Style:
    """Return what makes a heading higher, the highest first when sorted."""
    piece = heading.pieces[0]
    return (-round(piece.size * 2) / 2, not piece.bold, not is_capitals(plain(heading)), piece.italic)


def plain(stretch: Stretch) -> str:
    """Return the words of a stretch, its lines joined by blanks."""
    return " ".join(line.text for line in stretch.lines)


def folded(text: str) -> str:
    """Return only the letters and digits of `text`, in lower case."""
    return re.sub(r"[\W_]+", "", text.casefold())
