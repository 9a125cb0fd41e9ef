"""What a person who looks at a file does not see: it is left out, and the warnings name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum


class Unseen(StrEnum):
    """Why words cannot be seen, as the warning says it."""

    HIDDEN = "hidden"
    COLOUR = "in the colour of what is behind them"
    TINY = "too small to be read"
    TRANSPARENT = "transparent"
    OFF_PAGE = "outside of the page"
    COVERED = "covered by something else"
    STRUCK = "struck through"
    DELETED = "deleted while changes were tracked"


def count_words(found: Counter[Unseen], why: Unseen, text: str) -> None:
    """Add the words of `text`, which were left out because of `why`, to `found`."""
    if words := len(text.split()):
        found[why] += words


def unseen_warnings(found: Mapping[Unseen, int]) -> tuple[str, ...]:
    """Return a line that tells how many words were left out, and why; none when there are none."""
    if not sum(found.values()):
        return ()
    reasons = ", ".join(f"{words:,} {why}" for why, words in sorted(found.items(), key=lambda one: -one[1]))
    return (f"words that cannot be seen were left out: {reasons}",)
