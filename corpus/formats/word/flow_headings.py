"""Find the headings and the title of a document that was made to look right rather than styled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.document import BlockKind
from corpus.formats.lists import BULLET, TYPED_BULLET, without_marks
from corpus.formats.word.pieces import Opened, Written

LONGEST_HEADING_WORDS = 14
LONGEST_TITLE_WORDS = 30
# A size this much above the text's makes a heading even where it is not bold.
LARGER = 1.15
MOST_BOLD = 0.5
DEEPEST = 9


def find_headings(pieces: Sequence[Opened]) -> list[Opened]:
    """Return the pieces with headings and title named.

    Beside styled headings and titles, a short line in bold or larger letters with text below it is a
    heading: one level below the last styled one, or by its size where nothing is styled. The only heading
    of its level is the title when no title is styled.
    """
    named = _joined_titles(pieces)
    styled = any(isinstance(piece, Written) and piece.kind is BlockKind.HEADING for piece in named)
    named = list(_levelled(_looking_like_headings(named), styled=styled))
    return _with_title(_without_empty(named))


def _joined_titles(pieces: Sequence[Opened]) -> list[Opened]:
    """Return the pieces with the lines of the title as one; what is styled as a title below is a heading."""
    joined: list[Opened] = []
    titled = False
    for is_title, group in groupby(pieces, _is_title):
        members = list(group)
        written = [piece for piece in members if isinstance(piece, Written)]
        if is_title and written:
            text = " ".join(each.text for each in written)
            kind = BlockKind.HEADING if titled else BlockKind.TITLE
            joined.append(replace(written[0], text=text, kind=kind, level=1))
            titled = True
        else:
            joined.extend(members)
    return joined


def _is_title(piece: Opened) -> bool:
    return isinstance(piece, Written) and piece.kind is BlockKind.TITLE


def _looking_like_headings(pieces: Sequence[Opened]) -> list[tuple[Opened, bool]]:
    """Return each piece with whether it only looks like a heading."""
    written = [piece for piece in pieces if isinstance(piece, Written) and piece.kind is BlockKind.PARAGRAPH]
    running, bold, sizes = 0, 0, Counter[float]()
    for piece in written:
        if _ends_or_goes_on(piece.text):
            running += 1
            bold += piece.bold
        sizes[piece.size] += len(piece.text)
    usual = max(sizes, key=sizes.__getitem__, default=0.0)
    bold_counts = bold <= MOST_BOLD * running
    return [
        (
            piece,
            isinstance(piece, Written) and _looks_like_heading(piece, below, usual, bold_counts=bold_counts),
        )
        for piece, below in zip(pieces, [*pieces[1:], None], strict=False)
    ]


def _ends_or_goes_on(text: str) -> bool:
    """Tell whether a paragraph is one of running text, not of a few words."""
    return (
        without_marks(text).endswith((".", ",", ";", "!", "…")) or len(text.split()) > LONGEST_HEADING_WORDS
    )


def _looks_like_heading(written: Written, below: Opened | None, usual: float, *, bold_counts: bool) -> bool:
    text = written.text
    if written.kind is not BlockKind.PARAGRAPH or "\n" in text or below is None or not text[0].isalnum():
        return False
    if (written.depth and written.mark in ("", BULLET)) or TYPED_BULLET.match(text):
        return False
    stands_out = (written.bold and bold_counts) or (written.size > LARGER * usual > 0)
    if not stands_out or _ends_or_goes_on(text) or not any(map(str.isalpha, text)):
        return False
    listed = isinstance(below, Written) and below.depth > written.depth
    typed = isinstance(below, Written) and bool(TYPED_BULLET.match(below.text))
    return not (text.endswith(":") and (listed or typed))


def _levelled(pieces: Sequence[tuple[Opened, bool]], *, styled: bool) -> Iterator[Opened]:
    sizes = sorted(
        {piece.size for piece, looks in pieces if looks and isinstance(piece, Written)}, reverse=True
    )
    above = 0
    for piece, looks in pieces:
        if not isinstance(piece, Written):
            yield piece
        elif looks:
            level = above + 1 if styled else sizes.index(piece.size) + 1
            text = f"{piece.mark} {piece.text}".strip() if piece.depth else piece.text
            yield replace(
                piece,
                kind=BlockKind.HEADING,
                text=text.rstrip(": "),
                level=min(level, DEEPEST),
                depth=0,
                guessed=True,
            )
        else:
            above = piece.level if piece.kind is BlockKind.HEADING else above
            yield piece


def _without_empty(pieces: Sequence[Opened]) -> list[Opened]:
    """Return the pieces, lines that look like headings but have nothing below them as paragraphs again."""
    kept: list[Opened] = []
    titled = any(map(_is_title, pieces))
    # The level of a heading right below, 0 where text stands there; 1 at the end.
    level_below = 1
    for position, piece in reversed(list(enumerate(pieces))):
        if not isinstance(piece, Written) or piece.kind is not BlockKind.HEADING:
            kept.append(piece)
            level_below = 0
        elif piece.guessed and 0 < level_below <= piece.level and (position or titled):
            kept.append(replace(piece, kind=BlockKind.PARAGRAPH))
            level_below = 0
        else:
            kept.append(piece)
            level_below = piece.level
    return kept[::-1]


def _with_title(pieces: list[Opened]) -> list[Opened]:
    if any(map(_is_title, pieces)):
        return pieces
    first = next((place for place, piece in enumerate(pieces) if _is_heading(piece)), None)
    piece = pieces[first] if first is not None else None
    if first is None or not isinstance(piece, Written) or len(piece.text.split()) > LONGEST_TITLE_WORDS:
        return pieces
    rivals = [each for each in pieces[first + 1 :] if isinstance(each, Written) and _is_heading(each)]
    alone = bool(rivals or not first) and all(each.level > piece.level for each in rivals)
    begins = first == 0 and bool(rivals) and pieces[1] is rivals[0]
    if alone or begins:
        pieces[first] = replace(piece, kind=BlockKind.TITLE)
    return pieces


def _is_heading(piece: Opened) -> bool:
    return isinstance(piece, Written) and piece.kind is BlockKind.HEADING
