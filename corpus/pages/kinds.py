"""Tell headings, captions and footnotes from paragraphs by type, wording and place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from corpus.document import BlockKind
from corpus.ledger import Omissions, Reason
from corpus.pages.cells import Table
from corpus.pages.page import Page, Piece, item_mark
from corpus.text.shapes import ends_sentence, is_capitals

LARGER = 1.08
SMALLER = 0.93
LEAST_BOLD = 0.84
MUCH_LARGER = 1.3
LONGEST_HEADING_WORDS = 25
LONGEST_HEADING_LINES = 4
LONGEST_PLAIN_HEADING_WORDS = 12
LONGEST_CAPTION_WORDS = 200
LONGEST_TITLE_LINES = 6
# What is scattered over a figure: so many pieces of so few words, or cells of so few letters.
FEWEST_SCATTERED = 3
LONGEST_LABEL_WORDS = 6
SHORTEST_CELL = 4
# A footnote area is no higher than this share of its page, its rule no wider than this share of its column.
HIGHEST_NOTES = 0.4
WIDEST_NOTE_RULE = 0.7
_CAPTION = re.compile(
    r"(?P<what>(?i:(?:supplementary\s+|appendix\s+|e)?(?:table|figure|fig\.?|chart|exhibit)))"
    r"\s+(?P<number>[A-Z]?\d+(?:[.-]\d+)?[a-z]?|[IVX]+)\s*(?:[.:|–—-]|\((?i:cont)|$|(?=[A-Z]))"
)
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.|[IVX]+\.)\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_]{2}")
_NOTE_MARK = re.compile(r"(?:[*†‡§¶#]+\s?|\d{1,2}\s|[a-z]\s)(?=\S)")
_GLUED_MARK = re.compile(r"(?:\d{1,2}|[*†‡§¶])\s?[^\W\d_]")
_TABLE_NOTE = re.compile(r"(?:\[?[a-z*†‡§¶\d]\]?[\s.):]|[*†‡§¶]|abbreviations?\b|notes?\b|source\b)", re.I)


@dataclass(frozen=True, slots=True)
class Named:
    """A piece of a page with what it is, or a table, whose kind is that of its rows."""

    part: Piece | Table
    kind: BlockKind
    text: str = ""


def body_size(pages: Iterable[Page]) -> float:
    """Return the size of most letters of a document in points."""
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def name_parts(parts: Sequence[Piece | Table], page: Page, body: float, omitted: Omissions) -> list[Named]:
    """Return the parts of a page in their order, each named; the words inside its figures are left out."""
    everything = [_named(part, body) for part in _with_whole_captions(parts)]
    named = _without_figure_words(everything, body)
    kept = {id(each) for each in named}
    scattered = (each for each in everything if id(each) not in kept)
    omitted.add(Reason.DRAWING, page.number, (line.text for each in scattered for line in each.part.lines))
    notes = set(_footnotes([each.part for each in named if isinstance(each.part, Piece)], page, body))
    found: list[Named] = []
    for each in named:
        below_table = bool(found) and found[-1].kind in (BlockKind.TABLE_ROW, BlockKind.FOOTNOTE)
        is_note = id(each.part) in notes or (below_table and _is_table_note(each, body))
        found.append(replace(each, kind=BlockKind.FOOTNOTE) if is_note else each)
    return found


def _with_whole_captions(parts: Sequence[Piece | Table]) -> Iterator[Piece | Table]:
    """Yield the parts, a line that only counts a table ("Table 1") together with the title below it."""
    label: Piece | None = None
    for part in parts:
        if label is not None:
            goes_on = (
                isinstance(part, Piece)
                and part.column == label.column
                and len(part.lines) <= LONGEST_TITLE_LINES
            )
            if goes_on and isinstance(part, Piece):
                yield replace(label, lines=(*label.lines, *part.lines))
                label = None
                continue
            yield label
            label = None
        if isinstance(part, Piece) and len(part.lines) == 1 and _is_label(part.lines[0].text):
            label = part
        else:
            yield part
    if label is not None:
        yield label


def _is_label(text: str) -> bool:
    found = _CAPTION.match(text)
    return found is not None and found.end() == len(text)


def _without_figure_words(named: Sequence[Named], body: float) -> list[Named]:
    """Leave out the scattered words that stand right above the caption of a figure."""
    kept: list[Named] = []
    for each in named:
        if each.kind is BlockKind.CAPTION and not caption_label(each.text).startswith(
            ("table", "appendix table")
        ):
            scattered = len(list(takewhile(lambda above: _is_scattered(above, body), reversed(kept))))
            if scattered >= FEWEST_SCATTERED or (scattered and isinstance(kept[-1].part, Table)):
                del kept[-scattered:]
        kept.append(each)
    return kept


def _is_scattered(named: Named, body: float) -> bool:
    if isinstance(named.part, Table):
        letters = [len(line.text) for line in named.part.lines]
        return sum(letters) < SHORTEST_CELL * len(letters)
    short = len(named.text.split()) <= LONGEST_LABEL_WORDS and not ends_sentence(named.text)
    large = named.part.bold and named.part.size >= body
    return short and not large and not named.part.mark and named.kind is not BlockKind.CAPTION


def _named(part: Piece | Table, body: float) -> Named:
    if isinstance(part, Table):
        return Named(part, BlockKind.TABLE_ROW)
    text = " ".join(line.text for line in part.lines)
    if _CAPTION.match(text) and len(text.split()) <= LONGEST_CAPTION_WORDS:
        return Named(part, BlockKind.CAPTION, text)
    kind = BlockKind.HEADING if _is_heading(part, text, body) else BlockKind.PARAGRAPH
    return Named(part, kind, text)


def caption_label(text: str) -> str:
    """Return what a caption counts itself as, in lower case ("table 2"), empty where it is none."""
    found = _CAPTION.match(text)
    return f"{found['what']} {found['number']}".casefold() if found else ""


def numbering(text: str) -> int:
    """Return how deep a heading's number goes ("2.1 Dose" has 2), 0 where it has none."""
    found = re.match(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S", text)
    return found.group(1).count(".") + 1 if found else 0


def _is_heading(piece: Piece, text: str, body: float) -> bool:
    words = len(text.split())
    if words > LONGEST_HEADING_WORDS or len(piece.lines) > LONGEST_HEADING_LINES:
        return False
    numbered = bool(_NUMBERED.match(text))
    if (piece.mark and not numbered) or not _WORD.search(text):
        return False
    ended = ends_sentence(text) and not text.endswith("?")
    if piece.size >= LARGER * body:
        short = numbered and words <= LONGEST_PLAIN_HEADING_WORDS
        return not ended or short or piece.size >= MUCH_LARGER * body
    begins = text[0].isupper() or text[0].isdigit()
    large_enough = piece.size >= (LEAST_BOLD if piece.bold else SMALLER) * body
    return begins and large_enough and not ended and (piece.bold or _is_plain_heading(piece, text))


def _is_plain_heading(piece: Piece, text: str) -> bool:
    """Tell whether a line neither large nor bold is a heading: short, in capitals, italic or numbered."""
    if len(text.split()) > LONGEST_PLAIN_HEADING_WORDS or len(piece.lines) > 2 or "," in text:
        return False
    sectioned = numbering(text) > 1 and not re.match(r"[\d.]+\s+[a-z]", text)
    return (is_capitals(text) or piece.italic or sectioned) and not item_mark(text).startswith("(")


def _footnotes(pieces: Sequence[Piece], page: Page, body: float) -> Iterator[int]:
    """Yield the identities of the footnotes: small type at the foot of a column, marked or below a rule."""
    yield from map(id, _below_note_rule(pieces, page))
    columns: dict[tuple[float, float], list[Piece]] = {}
    for piece in pieces:
        columns.setdefault((round(piece.column.left), round(piece.column.right)), []).append(piece)
    if not any(piece.size > SMALLER * body for piece in pieces):
        return
    for column in columns.values():
        tail: list[Piece] = []
        for piece in sorted(column, key=lambda piece: -piece.box.bottom):
            if piece.size > SMALLER * body or piece.apart or piece.bold:
                break
            tail.append(piece)
        tail.reverse()
        while tail and not (_begins_note(tail[0]) or _is_below_rule(tail[0], page)):
            tail.pop(0)
        if tail and _is_low(tail[0], page):
            yield from map(id, tail)


def _below_note_rule(pieces: Sequence[Piece], page: Page) -> Iterator[Piece]:
    """Yield what stands below a short rule at the foot of a page and begins with a mark."""
    for rule in page.drawings.across:
        if rule.middle < page.size[1] / 2:
            continue
        under = (piece for piece in pieces if piece.box.top > rule.middle - 1)
        below = [piece for piece in under if piece.box.shares_width(rule)]
        first = min(below, key=lambda piece: piece.box.top, default=None)
        if first is not None and _is_below_rule(first, page) and _GLUED_MARK.match(first.lines[0].text):
            yield from below


def _is_low(piece: Piece, page: Page) -> bool:
    return piece.box.top > (1 - HIGHEST_NOTES) * page.size[1]


def _begins_note(piece: Piece) -> bool:
    first = piece.lines[0]
    return first.marked or bool(_NOTE_MARK.match(first.text))


def _is_below_rule(piece: Piece, page: Page) -> bool:
    box = piece.box
    return any(
        0 <= box.top - rule.middle < 2.5 * piece.size
        and rule.shares_width(box)
        and rule.width < WIDEST_NOTE_RULE * max(piece.column.width, 1)
        for rule in page.drawings.across
    )


def _is_table_note(named: Named, body: float) -> bool:
    small = isinstance(named.part, Piece) and named.part.size <= SMALLER * body
    return small and bool(_TABLE_NOTE.match(named.text)) and named.kind is BlockKind.PARAGRAPH
