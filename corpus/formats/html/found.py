"""What is found in a page: a block with its place in lists and the signs that tell a menu or a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Block, BlockKind
from corpus.formats.inline_text import points_to_source
from corpus.formats.lists import Listed
from corpus.formats.markup import Element, Node, everything, plain_text

_NOTHING = Block(BlockKind.PARAGRAPH, "", 0, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """A block with its place in lists, and what tells a menu from text.

    `links` counts the links in it, `linked` is the share of its words that stand in them, `inward` that
    they lead to the same page; `bold` that all of it is set in bold.
    """

    listed: Listed
    links: int = 0
    linked: float = 0.0
    inward: bool = False
    bold: bool = False

    @property
    def block(self) -> Block:
        """Return the block itself."""
        return self.listed.block


def signs_of(nodes: Sequence[Node]) -> Found:
    """Return the signs of a run of text, its block yet to be put in."""
    every = [each for node in nodes for each in everything(node)]
    links = [each for each in every if isinstance(each, Element) and each.name == "a" and each.get("href")]
    links = [link for link in links if not points_to_source(link)]
    linked = 0.0
    if links:
        texts = (each for each in every if isinstance(each, str))
        linked = sum(_words(plain_text(link)) for link in links) / max(1, sum(map(_words, texts)))
    inward = bool(links) and all(link.get("href").startswith("#") for link in links)
    return Found(Listed(_NOTHING), len(links), linked, inward, all(map(_is_bold, nodes)))


def _words(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _is_bold(node: Node) -> bool:
    if isinstance(node, str):
        return not node.strip()
    if node.name in ("b", "strong", "br") or re.search(
        r"font-weight\s*:\s*(?:bold|[6-9]00)", node.get("style")
    ):
        return True
    return node.name in ("a", "em", "font", "i", "span", "u") and all(map(_is_bold, node.children))
