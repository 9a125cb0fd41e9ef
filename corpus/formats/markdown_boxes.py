"""Find the boxes of a Markdown file: quotes, alerts and admonitions, with the line that is their heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

# "!!! warning "Title"" above indented lines, as MkDocs has it; ":::warning Title" to ":::", as Docusaurus.
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?) +(?P<kind>[\w -]*\w)(?: +\"(?P<title>[^\"\n]*)\")? *")
_FENCED = re.compile(r":{3,} *(?=\S)(?P<kind>[a-z][\w-]*)?(?: +(?P<title>[^\n{]*?))? *(?:\{.*\})? *")
_FENCE_END = re.compile(r":{3,} *")
_INDENTED = re.compile(r"(?: {4}|\t)")
# "[!WARNING]" as the first line of a quote, which GitHub and Obsidian show as its heading.
_ALERT = re.compile(r"\[!(?P<kind>\w+)\][+-]?(?: +(?P<title>\S.*))?")
# What a box without a title of its own is shown as.
_NAMES = frozenset(
    """abstract attention caution danger error example hint important info note question success summary tip
    warning""".split()
)
_LISTINGS = re.compile(r" {0,3}(?:```|~~~)")
_LEVEL = 6
_BREAKS = frozenset({"softbreak", "hardbreak"})


def with_admonitions_quoted(text: str) -> str:
    """Return a file, line by line, its admonitions written as quotes below a heading."""
    lines: list[str] = []
    inside, listing = "", False
    for line in text.split("\n"):
        listing ^= bool(_LISTINGS.match(line)) and not inside
        begun = None if listing else _ADMONITION.fullmatch(line) or _FENCED.fullmatch(line)
        if begun:
            inside = line[:1]
            lines.append(_heading(begun))
        elif (inside == ":" and _FENCE_END.fullmatch(line)) or not inside:
            lines.append("" if inside else line)
            inside = ""
        elif inside == ":" or _INDENTED.match(line) or not line.strip():
            lines.append(f"> {line if inside == ':' else _INDENTED.sub('', line, count=1)}")
        else:
            inside = ""
            lines.append(line)
    return "\n".join(lines)


def _heading(begun: re.Match[str]) -> str:
    kind = (begun["kind"] or "").split(" ")[0]
    title = begun["title"] or (kind.capitalize() if kind in _NAMES and begun["title"] is None else "")
    return f"> {'#' * _LEVEL} {title}" if title else ">"


def quotes(tokens: Sequence[Token]) -> Iterator[tuple[bool, Sequence[Token]]]:
    """Yield runs of tokens, those inside of a quote that stands in no list or quote told from the others."""
    start = 0
    for place, token in enumerate(tokens):
        if token.level == 0 and token.type in ("blockquote_open", "blockquote_close"):
            if place > start:
                yield token.type == "blockquote_close", tokens[start:place]
            start = place + 1
    if start < len(tokens):
        yield False, tokens[start:]


def with_heading(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return what stands in a quote, a bold line or an alert's name at its beginning as a heading."""
    if [token.type for token in tokens[:3]] != ["paragraph_open", "inline", "paragraph_close"]:
        return tokens
    children = tokens[1].children or []
    line = list(takewhile(lambda child: child.type not in _BREAKS, children))
    alert = _ALERT.fullmatch("".join(child.content for child in line))
    if not (alert or _is_bold(line)) or not (tokens[3:] or children[len(line) :]):
        return tokens
    if alert and not alert["title"]:
        line = [line[0].copy(content=alert["kind"].capitalize())]
    elif alert:
        line = [line[0].copy(content=alert["title"])]
    head = [
        tokens[0].copy(type="heading_open", tag=f"h{_LEVEL}"),
        tokens[1].copy(children=line),
        tokens[2].copy(type="heading_close", tag=f"h{_LEVEL}"),
    ]
    rest = children[len(line) + 1 :]
    first = tokens[1].content.split("\n", 1)
    below = [tokens[0], tokens[1].copy(children=rest, content=first[-1]), tokens[2]] if rest else []
    return [*head, *below, *tokens[3:]]


def is_headed(tokens: Sequence[Token]) -> bool:
    """Tell whether a quote begins with a heading."""
    return bool(tokens) and tokens[0].type == "heading_open"


def _is_bold(children: Sequence[Token]) -> bool:
    """Tell whether a line is in bold from end to end."""
    written = [child for child in children if child.type != "text" or child.content.strip()]
    kinds = [child.type for child in written]
    return kinds[:1] == ["strong_open"] and kinds[-1:] == ["strong_close"] and kinds.count("strong_open") == 1
