"""What the style sheets, style attributes and old attributes of a page say of what can be seen in it."""

from __future__ import annotations

from corpus.formats.markup.css.seen import Event, Judged, Start, judge, styles_of, unstyled
from corpus.formats.markup.css.sheets import SheetReader

__all__ = ["Event", "Judged", "SheetReader", "Start", "judge", "styles_of", "unstyled"]
