"""Plain text, wrapped by hand or left behind by an extractor, and Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from benchmarks.layouts.sheet import SHORTEST_HYPHENATED, breaks
from benchmarks.layouts.source import Writer
from benchmarks.layouts.story import (
    MARK,
    Box,
    Element,
    Figure,
    Heading,
    Layout,
    Listing,
    Note,
    Place,
    Prose,
    Source,
    Story,
    Table,
    listed,
    truths,
)
from benchmarks.layouts.whole import whole_story

WIDTH = 76
NARROW = 44
PAGE_LINES = 46


def markdown(seed: int) -> Layout:
    """Return CommonMark with a table, quoted recommendations and bracketed marks."""
    story = whole_story(Writer("markdown", seed), figure=False)
    text = "\n\n".join((f"# {story.title}", *map(_marked_down, story.elements))) + "\n"
    return Layout("markdown", "markdown.md", text.encode(), story.title, truths(story))


def _marked_down(element: Element) -> str:
    match element:
        case Heading(text, level):
            written = f"{'#' * (level + 1)} {text}"
        case Prose(text):
            written = _inline(text)
        case Listing():
            lead, *items = listed(element)
            written = "\n".join((lead, "", *map(_inline, items)))
        case Table(caption, columns, rows):
            lines = (columns, ("---",) * len(columns), *rows)
            written = "\n".join((caption, "", *(f"| {' | '.join(cells)} |" for cells in lines)))
        case Box(text):
            written = f"> {_inline(text)}"
        case Source(number, text):
            written = f"{number}. {_inline(text)}"
        case Figure() | Note():
            written = ""
    return written


def _inline(text: str) -> str:
    return MARK.sub(r" [\1]", text.replace("*", r"\*").replace("<", "&lt;"))


def _story(writer: Writer) -> Story:
    """Return what plain text can show: headings of one level, paragraphs, lists, references."""
    elements: list[Element] = []
    for numbered in (False, True):
        elements += [Heading(writer.heading()), writer.prose(), writer.prose(), writer.prose()]
        elements += [writer.listing(4, numbered=numbered), writer.prose(), writer.marked(["1", "2,3"])]
    for _ in range(3):
        elements += [Heading(writer.heading()), writer.prose(), writer.prose(), writer.prose()]
    elements.append(Heading("References"))
    return Story(writer.title(), (*elements, *(writer.source(number) for number in (1, 2, 3))))


def wrapped_text(seed: int) -> Layout:
    """Return wrapped text with form feeds, running heads and page numbers; paragraphs run on over pages."""
    story = _story(Writer("wrapped-text", seed))
    lines: list[tuple[str, int | None]] = [(line, None) for line in (*textwrap.wrap(story.title, WIDTH), "")]
    for number, element in enumerate(story.elements):
        lines += [(line, number) for line in (*_wrapped(element), "")]
    pages: dict[Place, int] = {}
    printed = []
    sheets = [lines[first : first + PAGE_LINES] for first in range(0, len(lines), PAGE_LINES)]
    for page, sheet in enumerate(sheets, start=1):
        for line, place in sheet:
            if place is not None and line:
                pages.setdefault((place, 0), page)
        body = "\n".join(line for line, _ in sheet)
        printed.append(f"Practice guideline, third edition\n\n{body}\n\n{page:>{WIDTH // 2}}\n")
    text = "\f".join(printed)
    return Layout("wrapped-text", "wrapped-text.txt", text.encode(), story.title, truths(story, pages))


def _wrapped(element: Element) -> Iterator[str]:
    for line in _lines(element):
        yield from textwrap.wrap(line, WIDTH, break_on_hyphens=False)


def narrow_text(seed: int) -> Layout:
    """Return text in narrow lines that end in hyphens."""
    story = _story(Writer("narrow-text", seed))
    blocks = [set_narrow(story.title), *(_narrow(element) for element in story.elements)]
    return Layout(
        "narrow-text", "narrow-text.txt", ("\n\n".join(blocks) + "\n").encode(), story.title, truths(story)
    )


def _narrow(element: Element) -> str:
    return "\n".join(set_narrow(line) for line in _lines(element))


def set_narrow(text: str, width: int = NARROW) -> str:
    """Return `text` in lines of at most `width` characters, words broken as a dictionary allows."""
    lines = [""]
    for word in text.split():
        rest = word
        while len(rest) > (room := width - len(lines[-1]) - bool(lines[-1])):
            head, tail = _broken(rest, room)
            lines[-1] = " ".join(filter(None, (lines[-1], head)))
            if not head and not lines[-1]:
                break
            lines.append("")
            rest = tail
        lines[-1] = " ".join(filter(None, (lines[-1], rest)))
    return "\n".join(lines)


def _broken(word: str, room: int) -> tuple[str, str]:
    """Return the beginning of `word` that has room, with its hyphen, and the rest."""
    core = re.fullmatch(r"(\W*)([^\W\d_]+(?:-[^\W\d_]+)*)(\W*)", word)
    if core and len(core[2]) >= SHORTEST_HYPHENATED:
        before, letters, after = core.groups()
        for head, tail in breaks(letters):
            hyphenated = before + head + ("" if head.endswith("-") else "-")
            if len(hyphenated) <= room:
                return hyphenated, tail + after
    return "", word


def _lines(element: Element) -> tuple[str, ...]:
    match element:
        case Heading(text):
            lines: tuple[str, ...] = (text,)
        case Prose(text):
            lines = (MARK.sub(r" [\1]", text),)
        case Listing():
            lines = listed(element)
        case Source(number, text):
            lines = (f"{number}. {text}",)
        case _:
            lines = ()
    return lines
