"""Find the title of a document and its headings among the lines of its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import takewhile

from corpus.document import BlockKind
from corpus.pages.flow import Stretch
from corpus.pages.kinds import numbering
from corpus.text.shapes import is_capitals

_Look = tuple[float, bool, bool]
_Style = tuple[float, bool, bool, bool]
_SECTION = re.compile(r"(\d{1,2})\.?\s")


def set_levels(stretches: Sequence[Stretch], outline: Mapping[str, int]) -> None:
    """Set the level of each heading; `outline` has the levels of the document's bookmarks by their title."""
    headings = [stretch for stretch in stretches if stretch.kind is BlockKind.HEADING]
    led = _led_by_capitals(headings)
    styles = {id(heading): _style(heading, led) for heading in headings}
    anew = _counted_anew(stretches, styles)
    own = {
        id(heading): (0 if styles[id(heading)] in anew else numbering(plain(heading)))
        or outline.get(folded(plain(heading)), 0)
        for heading in headings
    }
    known: dict[_Style, Counter[int]] = {}
    for heading in headings:
        if level := own[id(heading)]:
            known.setdefault(styles[id(heading)], Counter())[level] += 1
    levels: dict[_Style, int] = {}
    above = 0
    for style in sorted(set(styles.values())):
        above = known[style].most_common(1)[0][0] if style in known else above + 1
        levels[style] = above
    for heading in headings:
        heading.level = own[id(heading)] or levels[styles[id(heading)]]


def set_levels_in_box(stretches: Sequence[Stretch]) -> None:
    """Set the levels of the headings in a box: those that look like the first of them are as high."""
    headings = [stretch for stretch in stretches if stretch.kind is BlockKind.HEADING]
    led = {_look(heading) for heading in headings}
    for heading in headings:
        heading.level = 1 if _style(heading, led) == _style(headings[0], led) else 2


def _look(heading: Stretch) -> _Look:
    piece = heading.pieces[0]
    return -round(piece.size * 2) / 2, not piece.bold, piece.italic


def _style(heading: Stretch, led: Set[_Look]) -> _Style:
    """Return what makes a heading higher, the highest first when sorted; capitals do in the looks `led`."""
    size, plain_type, italic = look = _look(heading)
    return size, plain_type, look in led and not is_capitals(plain(heading)), italic


def _led_by_capitals(headings: Sequence[Stretch]) -> set[_Look]:
    """Return the looks in which headings in capitals stand above others: one begins, and more follow.

    "MRI" among the names of other tests is no higher than they are.
    """
    told: dict[_Look, list[bool]] = {}
    for heading in headings:
        told.setdefault(_look(heading), []).append(is_capitals(plain(heading)))
    return {look for look, capitals in told.items() if capitals[0] and sum(capitals) > 1}


def _counted_anew(stretches: Sequence[Stretch], styles: Mapping[int, _Style]) -> set[_Style]:
    """Return the styles whose numbers count within larger headings without any, not within the document.

    They begin anew below another such heading, or stand right below one that is not the first.
    """
    found: set[_Style] = set()
    last: dict[_Style, tuple[int, int]] = {}
    larger: list[tuple[int, _Style]] = []
    for place, stretch in enumerate(stretches):
        style = styles.get(id(stretch))
        if style is None:
            continue
        if not numbering(plain(stretch)):
            larger.append((place, style))
        elif number := _SECTION.match(plain(stretch)):
            above = [each for each, other in larger if other < style]
            count, before = last.get(style, (0, place))
            if above and int(number[1]) <= count and above[-1] > before:
                found.add(style)
            if len(above) > 1 and above[-1] == place - 1:
                found.add(style)
            last[style] = (int(number[1]), place)
    return found


def plain(stretch: Stretch) -> str:
    """Return the words of a stretch, its lines joined by blanks."""
    return " ".join(line.text for line in stretch.lines)


def folded(text: str) -> str:
    """Return only the letters and digits of `text`, in lower case."""
    return re.sub(r"[\W_]+", "", text.casefold())


LARGER = 1.15
LONGEST_TITLE_WORDS = 40
SHORTEST_TITLE = 4
MANY_NAMES = 4
# A document does not begin with more words than this before it says its title.
MOST_WORDS_ABOVE = 60
# What editors and printers write where nobody has written a title.
_GENERIC = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b|untitled|document ?\d*$|doc\d*$|title$|no ?title|slide \d"
    r"|layout \d|print|\(?anonymous\)?|\(?unspecified\)?|pii\b|doi\b|about:blank|\W*$)"
    r"|\.(?:docx?|pdf|indd|qxd|tex|dvi|rtf|odt|pptx?|ps|eps)\s*$|^[\w-]*\d[\w.-]*$",
    re.I,
)


def trusted_title(title: str) -> str:
    """Return a title of the metadata, empty where an editor or a file name has put it there."""
    title = " ".join(title.split())
    return "" if len(title) < SHORTEST_TITLE or _GENERIC.search(title) else title


def take_title(stretches: list[Stretch], stated: str, body: float) -> list[Stretch]:
    """Return the stretches with the title first, named so, where it stands on the first pages.

    `stated` is the trusted title of the metadata: where its words stand on the first page, they are it.
    """
    first = [stretch for stretch in stretches if stretch.pieces and stretch.page <= _first_page(stretches)]
    title = _stated(first, stated) or _largest(first, body) or _leading(first)
    if not title:
        return stretches
    title[0].pieces = [piece for stretch in title for piece in stretch.pieces]
    title[0].kind = BlockKind.TITLE
    rest = [stretch for stretch in stretches if not any(stretch is each for each in title)]
    _demote_names(rest)
    return [title[0], *rest]


def _demote_names(stretches: Sequence[Stretch]) -> None:
    """Make paragraphs of the names and places that stand in large type below a title."""
    names = list(takewhile(lambda stretch: stretch.kind is BlockKind.HEADING, stretches))
    if len(names) < MANY_NAMES:
        return
    for stretch in names[:-1]:
        if not numbering(plain(stretch)):
            stretch.kind = BlockKind.PARAGRAPH


def _first_page(stretches: Sequence[Stretch]) -> int:
    return stretches[0].page if stretches else 1


def _stated(stretches: Sequence[Stretch], stated: str) -> list[Stretch]:
    """Return the stretches that together are the stated title, or begin with it."""
    wanted = folded(stated)
    if not wanted:
        return []
    for position in range(len(stretches)):
        found = ""
        for last in range(position, min(position + 4, len(stretches))):
            found += folded(plain(stretches[last]))
            if found == wanted:
                return list(stretches[position : last + 1])
            if not wanted.startswith(found):
                break
    return []


def _largest(stretches: Sequence[Stretch], body: float) -> list[Stretch]:
    """Return the stretches in the largest type of the page, which stand together."""
    candidates = [
        stretch
        for stretch in stretches
        if stretch.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        and stretch.pieces[0].size >= LARGER * body
        and len(folded(plain(stretch))) > 2
    ]
    if not candidates:
        return []
    largest = max(stretch.pieces[0].size for stretch in candidates)
    title: list[Stretch] = []
    read = 0
    for stretch in stretches:
        read += len(plain(stretch).split()) if stretch.kind is BlockKind.PARAGRAPH else 0
        if read > MOST_WORDS_ABOVE:
            break
        large = stretch.pieces[0].size > 0.95 * largest and any(stretch is each for each in candidates)
        if large and not (title and numbered_apart(title, stretch)):
            title.append(stretch)
        elif title:
            break
    words = sum(len(plain(stretch).split()) for stretch in title)
    return title if 0 < words <= LONGEST_TITLE_WORDS else []


def _leading(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the heading that a document in type of one size begins with."""
    first = stretches[0] if stretches else None
    begins = first is not None and first.kind is BlockKind.HEADING and not numbering(plain(first))
    return [first] if first is not None and begins else []


def numbered_apart(title: Sequence[Stretch], stretch: Stretch) -> bool:
    """Tell whether a large line below the title is the first heading rather than more of the title."""
    above, below = title[-1].pieces[-1].lines[-1], stretch.pieces[0].lines[0]
    far = below.baseline - above.baseline > 2.2 * above.size
    return far or bool(re.match(r"\d", below.text)) or below.bold != above.bold
