"""Score the paragraphs that a reader finds in a document against those that it truly has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.layouts.story import Layout, Truth
from corpus.document import BlockKind

_BULLET = re.compile(r"^\s*[•‣◦▪●·–-]\s+", re.M)
# The number or sign in front of a footnote or a reference is not its text: some formats make it by counting.
_LABEL = re.compile(r"^[\[(]?(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3}|[*†‡])[\])]?\.?\s*(?=\S)")
LABELLED = (BlockKind.FOOTNOTE, BlockKind.REFERENCE)


@dataclass(frozen=True, slots=True)
class Found:
    """A paragraph or a chunk that a reader found; what it does not know is `None`."""

    text: str
    kind: BlockKind | None = None
    heading: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file."""

    found: tuple[Found, ...]
    title: str = ""


# From a file's name and bytes; `None` for a format that it does not know, `UnreadableFileError` if it fails.
Reader = Callable[[str, bytes], Reading | None]


@dataclass(frozen=True, slots=True)
class ParagraphScore:
    """How a document was read; shares from 0 to 1, `None` where nothing is to be judged.

    `whole` is the share of true paragraphs that came out whole and in order, `true` the share of what was
    found that is one; `contained` the share of true paragraphs that stand whole in something found,
    whatever else is there. `headings`, `pages` and `kinds` are shares of the paragraphs that were found.
    """

    whole: float
    true: float
    contained: float
    headings: float | None
    pages: float | None
    kinds: float | None
    title: bool
    lost: tuple[Truth, ...]
    untrue: tuple[Found, ...]


def score(layout: Layout, reading: Reading) -> ParagraphScore:
    """Return how well `reading` has the paragraphs of `layout`.

    White space is folded and the sign of a bullet is ignored; so is the label in front of a footnote or a
    reference. The order is that of the longest rising run; what floats is in order wherever it stands.
    """
    pairs = _pairs(layout.paragraphs, reading.found)
    matched = [(layout.paragraphs[truth], reading.found[found]) for truth, found in pairs]
    right = _in_order(layout.paragraphs, [truth for truth, _ in pairs])
    taken = {found for _, found in pairs}
    return ParagraphScore(
        whole=len(right) / len(layout.paragraphs),
        true=len(taken) / len(reading.found) if reading.found else 0.0,
        contained=_contained(layout.paragraphs, reading.found),
        headings=_share(fold(found.heading or "") == fold(truth.heading) for truth, found in matched
                        if truth.heading is not None),
        pages=_share(found.page == truth.page for truth, found in matched if truth.page is not None),
        kinds=_share(found.kind is truth.kind for truth, found in matched),
        title=fold(reading.title) == fold(layout.title),
        lost=tuple(truth for number, truth in enumerate(layout.paragraphs) if number not in right),
        untrue=tuple(found for number, found in enumerate(reading.found) if number not in taken),
    )  # fmt: skip


def fold(text: str) -> str:
    """Return `text` on one line with single spaces, each bullet as a hyphen."""
    return " ".join(_BULLET.sub("- ", text).split())


def _unlabelled(text: str) -> str:
    return _LABEL.sub("", fold(text))


def _pairs(truths: Sequence[Truth], found: Sequence[Found]) -> list[tuple[int, int]]:
    """Return the numbers of the true paragraphs and of those found that are equal, each once."""
    waiting: dict[tuple[bool, str], deque[int]] = defaultdict(deque)
    for number, truth in enumerate(truths):
        labelled = truth.kind in LABELLED
        waiting[labelled, _unlabelled(truth.text) if labelled else fold(truth.text)].append(number)
    pairs = []
    for number, each in enumerate(found):
        for key in ((False, fold(each.text)), (True, _unlabelled(each.text))):
            if waiting.get(key):
                pairs.append((waiting[key].popleft(), number))
                break
    return pairs


def _in_order(truths: Sequence[Truth], numbers: Sequence[int]) -> set[int]:
    """Return those of `numbers`, as they were found, that float or lie on the longest rising run."""
    floating = {number for number in numbers if truths[number].floats}
    return floating | set(longest_rising([number for number in numbers if number not in floating]))


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return the longest subsequence of `numbers` that rises, by patience sorting."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int | None] = []
    for position, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        tops[pile:] = [number, *tops[pile + 1 :]]
        before.append(piles[pile - 1] if pile else None)
        piles[pile:] = [position, *piles[pile + 1 :]]
    rising = []
    last = piles[-1] if piles else None
    while last is not None:
        rising.append(numbers[last])
        last = before[last]
    return rising[::-1]


def _contained(truths: Sequence[Truth], found: Sequence[Found]) -> float:
    """Return the share of paragraphs that stand whole in something found, as written or as printed."""
    texts = [fold(each.text) for each in found]
    forms = [tuple(map(fold, filter(None, (truth.text, truth.printed)))) for truth in truths]
    return sum(any(form in text for form in each for text in texts) for each in forms) / len(truths)


def _share(right: Iterable[bool]) -> float | None:
    judged = list(right)
    return sum(judged) / len(judged) if judged else None
