"""What the style sheets, style attributes and old attributes of a page say of what can be seen in it.

`sheets` reads rules, `matching` tells which media and elements they are for, `cascade` which of them hold;
`looks` and `boxes` say what that makes of an element, and `seen` walks through the page.
"""

from __future__ import annotations

from corpus.formats.markup.css.looks import shown
from corpus.formats.markup.css.seen import Event, Judged, Start, judge, styles_of, unstyled
from corpus.formats.markup.css.sheets import SheetReader

__all__ = ["Event", "Judged", "SheetReader", "Start", "judge", "shown", "styles_of", "unstyled"]
