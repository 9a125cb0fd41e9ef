"""The format of .md files: CommonMark with tables, parsed by markdown-it-py."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from corpus.decoding import decode, name_unread
from corpus.document import Block, BlockKind, Content
from corpus.formats.boxes import boxed
from corpus.formats.lists import BULLET, Listed, gather_lists
from corpus.formats.markdown_boxes import is_headed, quotes, with_admonitions_quoted, with_heading
from corpus.formats.markdown_seen import without_unseen
from corpus.formats.markup.html import blocks_of_page
from corpus.formats.markup.markup import from_html
from corpus.formats.pipe_tables import may_be_caption
from corpus.formats.table_rows import Cell, Row, read_table
from corpus.formats.typed_lists import FEWEST_ITEMS, TypedLine, indentation, typed_lines
from corpus.ledger import counted
from corpus.options import Options
from corpus.text.scripts import Script, marked, written_scripts
from corpus.unseen import Unseen, unseen_warnings

if TYPE_CHECKING:
    from markdown_it.token import Token

_TABLE = re.compile(r"<table\b", re.I)
_TABLE_END = re.compile(r"</table\s*>", re.I)
_BOX = re.compile(r"<(aside|details|fieldset)\b.*</\1\s*>", re.I | re.S)
_BEGINS = re.compile(r"\s{0,3}<table\b", re.I)
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
# A line that shows nothing, but does not end a block of HTML as a blank one does.
_NOTHING = "<!-- -->"
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_FRONT_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.M)
INLINE_TAGS = frozenset(
    """a abbr b cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u
    var""".split()
)
BLOCK_TAGS = frozenset(
    """article aside blockquote br caption center col colgroup dd details div dl dt figcaption figure footer
    h1 h2 h3 h4 h5 h6 header hr img li main nav ol p picture pre section source summary table tbody td tfoot
    th thead tr ul wbr""".split()
)
_ATTRIBUTE = r"""\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)"""
_TAG = re.compile(rf"</?(?P<name>{'|'.join(INLINE_TAGS | BLOCK_TAGS)})(?:{_ATTRIBUTE})*\s*/?>", re.I)
_UNSHOWN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_SCRIPTS = {"sup": Script.RAISED, "sub": Script.LOWERED}
_SCRIPTED = re.compile(r"<(?P<name>sup|sub)\b[^>]*>(?P<words>.*?)</(?P=name)\s*>", re.I | re.S)
_LINE_ENDS = frozenset({"softbreak", "hardbreak"})
_LIST_ENDS = {
    "bullet_list_open": 1,
    "ordered_list_open": 1,
    "bullet_list_close": -1,
    "ordered_list_close": -1,
}


def read_markdown(data: bytes, options: Options) -> Content:
    """Return what a Markdown file holds; raise `UnreadableFileError` when it is not text.

    The title is the front matter's, else the heading that the file begins with or its first of level 1.
    A list is one block, an item a line, together with the sentence that leads in to it; a table gives a
    block a row.
    """
    from markdown_it import MarkdownIt

    del options
    text = decode(data)
    front_matter = _FRONT_MATTER.match(text)
    body = re.sub(r"[^\n]", " ", front_matter.group()) + text[front_matter.end() :] if front_matter else text
    unseen: Counter[Unseen] = Counter()
    source = with_admonitions_quoted(_held_together(body))
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    tokens = without_unseen(parsed, unseen)
    blocks = list(gather_lists(_listed(tokens, _line_starts(body))))
    titled = _with_title(blocks, front_matter.group(1) if front_matter else "")
    warnings = (*name_unread([text]), *unseen_warnings(unseen))
    return Content(titled, warnings=warnings, ledger=counted(unseen))


def _line_starts(text: str) -> list[int]:
    return list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))


def _listed(tokens: Sequence[Token], starts: Sequence[int]) -> Iterator[Listed]:
    """Yield the blocks of a file; a quote that begins with a heading is a box."""
    for is_quote, inside in quotes(tokens):
        run = with_heading(inside) if is_quote else inside
        listed = _blocks(run, starts)
        yield from map(Listed, boxed(list(gather_lists(listed)))) if is_quote and is_headed(run) else listed


def _blocks(tokens: Sequence[Token], starts: Sequence[int]) -> Iterator[Listed]:
    depth, mark = 0, ""
    rows: list[list[Cell]] = []
    spans: list[tuple[int, int]] = []
    captions, caption, typed = _captions(tokens), "", ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        depth += _LIST_ENDS.get(token.type, 0)
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup}" if token.info else BULLET
        elif token.type == "table_open":
            rows, spans, caption = [], [], captions.get(id(token), "")
        elif token.type == "tr_open":
            rows.append([])
            spans.append(_span(token, starts))
        elif token.type == "inline" and before is not None and before.type in ("th_open", "td_open"):
            rows[-1].append(Cell(_plain(token)))
        elif token.type == "table_close":
            yield from map(Listed, _placed_rows(rows, spans, caption))
        elif token.type == "html_block" and (_TABLE.search(token.content) or _BOX.search(token.content)):
            start, end = _span(token, starts)
            yield from (
                Listed(replace(each, start=start, end=end)) for each in _blocks_of_html(token.content)
            )
        elif token.type in ("inline", "html_block", "fence", "code_block"):
            for block, line in _text_blocks(before, token, starts, depth):
                kind = BlockKind.CAPTION if id(token) in captions else block.kind
                # A list that begins with another mark than the one above is another list.
                begins = depth == 0 and line.depth == 1 and line.typed not in ("", typed)
                begins = begins and not line.typed.strip("().").isalnum()
                typed = line.typed if line.depth == 1 else typed
                if block.text:
                    yield Listed(replace(block, kind=kind), depth + line.depth, line.mark or mark, begins)
                    mark = ""


def _captions(tokens: Sequence[Token]) -> dict[int, str]:
    """Return the caption of each table (by its token's identity) that stands on the line right above it."""
    found: dict[int, str] = {}
    for words, end, table in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if table.type == "table_open" and end.type == "paragraph_close" and words.map and table.map:
            text = _plain(words)
            if words.map == [table.map[0] - 1, table.map[0]] and may_be_caption(text):
                found |= {id(table): text, id(words): text}
    return found


def _placed_rows(rows: Sequence[Row], spans: Sequence[tuple[int, int]], caption: str) -> Iterator[Block]:
    table = read_table(rows, header_rows=1, caption=caption)
    for row in table.rows:
        place = (row.parts, row.position + 1)
        yield Block(BlockKind.TABLE_ROW, row.text, *spans[row.position], None, 1, table.caption, *place)


def _text_blocks(
    opening: Token | None, token: Token, starts: Sequence[int], depth: int
) -> Iterator[tuple[Block, TypedLine]]:
    """Yield a block for each item that was typed into the paragraph of `token`, or one for all of it."""
    span = _span(token, starts)
    if token.type == "html_block":
        words = re.sub(r"\s+", " ", _words_of_html(token.content)).strip()
    elif token.type != "inline":
        words = token.content.strip()
    elif opening is not None and opening.type == "heading_open":
        yield Block(BlockKind.HEADING, _plain(token), *span, level=int(opening.tag[1])), TypedLine("")
        return
    else:
        for line in typed_lines(_lines(token), fewest=1 if depth else FEWEST_ITEMS):
            yield Block(BlockKind.PARAGRAPH, line.text, *span), line
        return
    yield Block(BlockKind.PARAGRAPH, words, *span), TypedLine(words)


def _lines(token: Token) -> list[tuple[int, str]]:
    """Return the lines of a paragraph's words, each with the spaces that it is indented by."""
    written = [indentation(line) for line in token.content.split("\n")]
    breaks = [place for place, each in enumerate(token.children or ()) if each.type in _LINE_ENDS]
    if len(breaks) != len(written) - 1:
        return [(0, _plain(token))]
    borders = pairwise([-1, *breaks, len(token.children or ())])
    texts = [_words((token.children or [])[before + 1 : after]) for before, after in borders]
    return [(indent, text) for indent, text in zip(written, texts, strict=True) if text]


def _span(token: Token, starts: Sequence[int]) -> tuple[int, int]:
    first, last = token.map or (0, 1)
    return starts[first], starts[min(last, len(starts) - 1)] - 1


def _plain(token: Token) -> str:
    """Return an inline token's words without its markup; of an image its description."""
    return _words(token.children or ())


def _words(children: Sequence[Token]) -> str:
    pieces: list[str] = []
    script = Script.LEVEL
    for child in children:
        if child.type in _LINE_ENDS:
            pieces.append(" ")
        elif child.type == "html_inline":
            tag = _TAG.fullmatch(child.content)
            if tag and tag["name"].lower() in _SCRIPTS:
                closes = child.content.startswith("</")
                script = Script.LEVEL if closes else _SCRIPTS[tag["name"].lower()]
            pieces.append(_words_of_html(child.content))
        elif child.type in ("text", "code_inline", "image"):
            pieces.append(marked(child.content, script))
    return re.sub(r"\s+", " ", written_scripts("".join(pieces))).strip()


def _words_of_html(source: str) -> str:
    """Return what a browser would show of `source`; what only looks like a tag stays as it is."""
    shown = _SCRIPTED.sub(_scripted, _UNSHOWN.sub("", source))
    return written_scripts(html.unescape(_without_tags(shown)))


def _scripted(found: re.Match[str]) -> str:
    return marked(_without_tags(found["words"]), _SCRIPTS[found["name"].lower()])


def _without_tags(source: str) -> str:
    return _TAG.sub(lambda tag: "" if tag["name"].lower() in INLINE_TAGS else " ", source)


def _with_title(blocks: list[Block], front_matter: str) -> tuple[Block, ...]:
    stated = _FRONT_TITLE.search(front_matter)
    if stated:
        return (Block(BlockKind.TITLE, stated.group(1), 0, 0), *blocks)
    for position, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and (position == 0 or block.level == 1):
            title = Block(BlockKind.TITLE, block.text, block.start, block.end)
            return (*blocks[:position], title, *blocks[position + 1 :])
    return tuple(blocks)


def _blocks_of_html(source: str) -> list[Block]:
    """Return what a block of HTML with a table or a box holds, and what stands around that."""
    # What is hidden or struck out has been left out of it before.
    return blocks_of_page(from_html(source, Counter()))


def _held_together(text: str) -> str:
    """Return the text of a Markdown file, line by line, with no blank line inside of a table."""
    lines = text.split("\n")
    depth, fenced = 0, False
    for place, line in enumerate(lines):
        fenced ^= depth == 0 and bool(_FENCE.match(line))
        if depth == 0 and (fenced or not _BEGINS.match(line) or not _ends(lines, place)):
            continue
        depth = max(0, depth + len(_TABLE.findall(line)) - len(_TABLE_END.findall(line)))
        if depth == 0 and place + 1 < len(lines) and _BEGINS.match(lines[place + 1]) is None:
            continue
        lines[place] = line if line.strip() else _NOTHING
    return "\n".join(lines)


def _ends(lines: list[str], place: int) -> bool:
    """Tell whether the table that begins in a line is closed somewhere below."""
    return any(_TABLE_END.search(line) for line in lines[place:])
