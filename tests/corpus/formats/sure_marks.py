"""Content as a person would write it down: without what tells a mark of a note from typed brackets."""

from __future__ import annotations

from dataclasses import replace

from corpus.document import Content
from corpus.text.scripts import SURE


def unmarked(content: Content) -> Content:
    blocks = (replace(each, text=each.text.replace(SURE, "")) for each in content.blocks)
    return replace(content, blocks=tuple(blocks))
