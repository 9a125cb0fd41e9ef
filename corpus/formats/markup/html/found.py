"""What is found in a page that is no running text: headings and menus, told by their signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.document import Block, BlockKind
from corpus.formats.lists import Listed
from corpus.formats.markup.inline_text import points_to_source
from corpus.formats.markup.markup import Element, Node, everything, plain_text
from corpus.formats.properties import stated_title

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


ALL_LINKED = 0.8
FEWEST_LINKS = 3
_RELATED = re.compile(
    r"(?:see also|related\b.*|more (?:on|about|in|from|information)\b.*|in this (?:section|article|page)"
    r"|on this page|(?:table of |page )?contents|share(?: this.*)?|(?:external |useful |quick )?links"
    r"|navigation|(?:main )?menu|popular\b.*|latest\b.*|recommended (?:articles|reading)|follow us.*"
    r"|you may also like.*|browse\b.*|tags|categories|topics)\s*:?",
    re.I,
)
_SWITCH = re.compile(
    r"skip (?:to|over) .{1,40}|(?:back|return|go) to (?:the )?top|top of page|print(?: this)?(?: page)?"
    r"|share(?: this)?(?: page| article)?(?: on.*)?|email(?: this)?(?: page)?|menu|close|search"
    r"|advertisement|toggle (?:navigation|menu|search)|(?:show|read|see|view) (?:more|less)|next|previous"
    r"|(?:open|close|show|hide|expand|collapse)(?: all| menu| this section)?|loading\W*|cookies?"
    r"|accept(?: all)?(?: cookies)?|facebook|twitter|linkedin|whatsapp|x|you are here:?|home|log ?in"
    r"|sign ?in|download(?: pdf)?|\W{1,3}",
    re.I,
)


def without_menus(founds: Sequence[Found]) -> list[Found]:
    """Return the blocks without runs of nothing but links, where nothing leads in to them.

    A run goes where it leads around its own page, stands under a heading such as "Related pages", or
    before or behind all that is text; all blocks stay where nothing else would.
    """
    shown = [found for found in founds if not _SWITCH.fullmatch(found.block.text.strip())]
    runs = [list(run) for _, run in groupby(shown, key=_is_of_links)]
    texts = [position for position, run in enumerate(runs) if _holds_text(run)]
    if not texts:
        return list(founds)
    kept: list[Found] = []
    for position, run in enumerate(runs):
        around = not texts[0] < position < texts[-1]
        if not (_is_of_links(run[0]) and _is_menu(run, kept, around=around)):
            kept.extend(run)
    return kept


def _is_of_links(found: Found) -> bool:
    return found.block.kind is BlockKind.PARAGRAPH and found.linked >= ALL_LINKED


def _holds_text(run: Sequence[Found]) -> bool:
    return not _is_of_links(run[0]) and any(found.block.kind is not BlockKind.HEADING for found in run)


def _is_menu(run: Sequence[Found], above: Sequence[Found], *, around: bool) -> bool:
    last = above[-1].block if above else None
    heading = last.text if last and last.kind is BlockKind.HEADING else ""
    if _RELATED.fullmatch(heading.strip()):
        return True
    led_in = last is not None and last.kind is BlockKind.PARAGRAPH and last.text.endswith(":")
    if led_in or sum(found.links for found in run) < FEWEST_LINKS:
        return False
    return all(found.inward for found in run) or (around and not heading)


def without_empty_headings(founds: Sequence[Found]) -> Iterator[Found]:
    """Yield the blocks without the headings of what was left out, such as "Related pages"."""
    for position, found in enumerate(founds):
        below = founds[position + 1].block if position + 1 < len(founds) else None
        ends = below is None or (below.kind is BlockKind.HEADING and below.level <= found.block.level)
        if not (found.block.kind is BlockKind.HEADING and ends and _RELATED.fullmatch(found.block.text)):
            yield found


DEEPEST_LEVEL = 6
LONGEST_HEADING_WORDS = 14
LONGEST_CAPTION_WORDS = 60
_SITE_NAME = re.compile(r"\s+[|–—·•»:-]{1,2}\s+|\s*\|\s*|\s+::\s+")
_TABLE = re.compile(r"(?:supplementary |appendix )?(?:table|box|tab\.)\s+[A-Z]?\d", re.I)
_FIGURE = re.compile(r"(?:fig(?:ure|\.)?|image|photo|video)\b", re.I)
_NO_HEADING = re.compile(r"[.:;,]$")


def name_bold_headings(founds: Sequence[Found]) -> Iterator[Found]:
    """Yield the blocks, short lines in bold that stand above text named headings."""
    level = 1
    for position, found in enumerate(founds):
        if found.block.kind is BlockKind.HEADING:
            level = found.block.level
        below = founds[position + 1] if position + 1 < len(founds) else None
        if below is not None and _is_bold_heading(found, below):
            named = replace(found.block, kind=BlockKind.HEADING, level=min(level + 1, DEEPEST_LEVEL))
            yield replace(found, listed=replace(found.listed, block=named))
        else:
            yield found


def _is_bold_heading(found: Found, below: Found) -> bool:
    block = found.block
    stands_alone = block.kind is BlockKind.PARAGRAPH and found.bold and not found.listed.depth
    return (
        stands_alone
        and below.block.kind is BlockKind.PARAGRAPH
        and not below.bold
        and len(block.text.split()) <= LONGEST_HEADING_WORDS
        and not _NO_HEADING.search(block.text)
        and any(map(str.isalpha, block.text))
    )


def name_captions(founds: Sequence[Found]) -> list[Found]:
    """Return the blocks, each table without a caption of its own given the one above it."""
    named: list[Found] = []
    caption = ""
    for found in founds:
        block = found.block
        if block.kind is BlockKind.TABLE_ROW and not block.caption:
            if not caption and named and _is_caption(named[-1]):
                caption = named[-1].block.text
                above = replace(named[-1].block, kind=BlockKind.CAPTION)
                named[-1] = replace(named[-1], listed=replace(named[-1].listed, block=above))
            with_caption = replace(found.listed, block=replace(block, caption=caption))
            named.append(replace(found, listed=with_caption))
            continue
        caption = ""
        named.append(found)
    return named


def _is_caption(found: Found) -> bool:
    block = found.block
    if block.kind is BlockKind.CAPTION:
        return not _FIGURE.match(block.text)
    short = len(block.text.split()) <= LONGEST_CAPTION_WORDS and not found.listed.depth
    may_be = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    return may_be and short and bool(_TABLE.match(block.text))


def with_title(
    blocks: Sequence[Block], stated: str, *, outside: Sequence[str] = (), site: str = ""
) -> tuple[Block, ...]:
    """Return the blocks behind the title of their page.

    It is the heading of level 1 that the page's stated title confirms, else the only one, else the one
    outside of the text, else what the page states, without the name of its site.
    """
    headings = [block for block in blocks if block.kind is BlockKind.HEADING and block.level == 1]
    confirmed = [block for block in headings if _confirms(stated, block.text)]
    title = confirmed[0] if confirmed else (headings[0] if len(headings) == 1 else None)
    if title is not None and title.text.casefold() != site.casefold():
        rest = tuple(block for block in blocks if block is not title)
        return (Block(BlockKind.TITLE, title.text, 0, 0), *rest)
    named = next((text for text in outside if _confirms(stated, text) and text != site), "")
    text = named or without_site(stated_title(stated), site)
    if not text and headings:
        return with_title(blocks, headings[0].text)
    return (Block(BlockKind.TITLE, text, 0, 0), *blocks) if text else tuple(blocks)


def without_site(title: str, site: str) -> str:
    """Return a page's stated title without the name of the site, where the page states that too."""
    first, *rest = _SITE_NAME.split(title)
    named = site and rest and rest[-1].casefold().strip() == site.casefold()
    return title[: title.rindex(rest[-1])].rstrip(" |–—·•»:-") if named and first else title


def _confirms(stated: str, heading: str) -> bool:
    """Tell whether a heading is the page's stated title or a part of it, before the name of the site."""
    folded, parts = heading.casefold().strip(), _SITE_NAME.split(stated)
    return bool(folded) and (stated.casefold().startswith(folded) or folded == parts[0].casefold().strip())
