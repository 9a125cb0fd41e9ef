"""Words that cannot be seen are counted, and said to be left out."""

from __future__ import annotations

from collections import Counter

from corpus.unseen import Unseen, count_words, unseen_warnings


def test_nothing_is_said_where_nothing_was_left_out() -> None:
    assert unseen_warnings(Counter()) == ()


def test_the_words_that_were_left_out_are_counted_by_their_reason() -> None:
    found: Counter[Unseen] = Counter()
    count_words(found, Unseen.STRUCK, "give 20 mg")
    count_words(found, Unseen.COLOUR, "all of this is white on white")
    count_words(found, Unseen.TINY, "  ")

    assert unseen_warnings(found) == (
        "words that cannot be seen were left out: 7 in the colour of what is behind them, 3 struck through",
    )
