"""Leave out of a Markdown file what nobody sees once it is shown: struck out, or hidden by the HTML in it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import count
from typing import TYPE_CHECKING

from corpus.formats.markup.css import SheetReader, shown
from corpus.formats.markup.markup import judged_html
from corpus.unseen import Unseen, count_words

if TYPE_CHECKING:
    from markdown_it.token import Token

_STYLED = frozenset({"html_block", "html_inline", "s_open"})
_LISTINGS = frozenset({"fence", "code_block"})
_WORDS = frozenset({"text", "code_inline", "image"})
_MARKUP = re.compile(
    r"(<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)|</?[a-z][^<>]*>)", re.I | re.S
)
# Stands around each text in the page that a file makes, so that it is found again.
_PIECE = "x-piece"

_Write = Callable[[str], str]


def without_unseen(tokens: Sequence[Token], found: Counter[Unseen]) -> Sequence[Token]:
    """Return the tokens with their texts as they are shown, those left out that cannot be seen.

    The words of these are counted in `found`.
    """
    every = (each for token in tokens for each in (token, *(token.children or ())))
    if not any(each.type in _STYLED for each in every):
        return tokens
    others = _shown_otherwise(_page(tokens), found)
    if not others:
        return tokens
    numbers = map(str, count())

    def write(text: str) -> str:
        return others.get(next(numbers), text) if text.strip() else text

    return [_written(token, write) for token in tokens]


def _page(tokens: Sequence[Token]) -> str:
    """Return the tokens as a web page with an element around each of their texts."""
    from markdown_it import MarkdownIt

    numbers = count()

    def piece(text: str) -> str:
        return f'<{_PIECE} number="{next(numbers)}">{text}</{_PIECE}>' if text.strip() else text

    parser = MarkdownIt("commonmark")
    marked = [_as_html(token, piece) for token in tokens]
    return str(parser.renderer.render(marked, parser.options, {}))


def _as_html(token: Token, write: _Write) -> Token:
    """Return a token whose texts are HTML, written anew."""
    if token.type in _LISTINGS:
        return token.copy(type="html_block", content=f"<pre>{write(html.escape(token.content))}</pre>")
    if token.type == "html_block" or not token.children:
        return _written(token, write)
    children = [
        child.copy(type="html_inline", content=write(html.escape(child.content)))
        if child.type in _WORDS
        else child
        for child in token.children
    ]
    return token.copy(children=children)


def _written(token: Token, write: _Write) -> Token:
    """Return a token with its texts written anew, those between the tags where it is HTML."""
    if token.type == "html_block":
        parts = _MARKUP.split(token.content)
        texts = (part if position % 2 else write(part) for position, part in enumerate(parts))
        return token.copy(content="".join(texts))
    if token.type in _LISTINGS:
        return token.copy(content=write(token.content))
    if not token.children:
        return token
    children = [
        child.copy(content=write(child.content)) if child.type in _WORDS else child
        for child in token.children
    ]
    return token.copy(children=children)


def _shown_otherwise(page: str, found: Counter[Unseen]) -> dict[str, str]:
    """Return what is shown of the texts that are not shown as they are written, by their numbers."""
    others: dict[str, str] = {}
    number = ""
    for event, look in judged_html(page, SheetReader()):
        if isinstance(event, tuple):
            number = event[1].get("number", "") if event[0] == _PIECE else ""
        elif isinstance(event, str) and number and look.why is not None:
            others[number] = ""
            count_words(found, look.why, event)
        elif isinstance(event, str) and number and (text := shown(event, look)) != event:
            others[number] = text
    return others
