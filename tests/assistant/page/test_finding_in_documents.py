"""Words are found in a document, and its file is given as it was when it was indexed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.page.finding import Found, original_file, places_of
from corpus.document import Document
from corpus.errors import UserError
from corpus.reading import read_document


@pytest.fixture
def care(tmp_path: Path) -> Document:
    path = tmp_path / "care.txt"
    path.write_text(
        "Give oxygen at once (15 L/min).\n\nOxygen is stopped on the\nnext day.", encoding="utf-8"
    )
    return read_document(path)


def test_words_are_found_in_large_letters_and_small_and_however_they_are_spaced(care: Document) -> None:
    assert places_of(care, "OXYGEN") == (Found(1, 5, 11), Found(2, 0, 6))
    assert [found.paragraph for found in places_of(care, " the  next ")] == [2]


@pytest.mark.parametrize("words", ["(15 L/min)", ".", "once ("])
def test_signs_are_words_like_others(care: Document, words: str) -> None:
    found = places_of(care, words)[0]
    assert care.paragraphs[found.paragraph - 1].text[found.start : found.end] == words


@pytest.mark.parametrize("words", ["", "   ", "helium", "[a-z]+"])
def test_what_is_not_there_is_not_found(care: Document, words: str) -> None:
    assert places_of(care, words) == ()


def test_the_file_is_given_as_it_was_indexed(care: Document) -> None:
    assert original_file(care) == Path(care.source)


def test_a_file_that_has_changed_or_has_gone_is_not_given(care: Document) -> None:
    Path(care.source).write_text("Something else.", encoding="utf-8")
    with pytest.raises(UserError, match="has changed since it was indexed"):
        original_file(care)
    Path(care.source).unlink()
    with pytest.raises(UserError, match="can no longer be opened"):
        original_file(care)
