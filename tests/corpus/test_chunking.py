from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.chunking import chunk_paragraph
from corpus.document import Chunk, Paragraph
from corpus.statements import render, statements_of

SENTENCES = [f"Sentence number {number} tells something." for number in range(1, 9)]


def paragraph(text: str) -> Paragraph:
    return Paragraph("asthma", 7, text, 0, len(text))


def at_most(characters: int) -> Callable[[str], bool]:
    return lambda text: len(text) <= characters


def chunks(text: str, characters: int = 10_000) -> tuple[Chunk, ...]:
    return chunk_paragraph(paragraph(text), at_most(characters))


def test_every_sentence_is_a_chunk_of_its_own() -> None:
    assert [chunk.text for chunk in chunks(" ".join(SENTENCES))] == SENTENCES


def test_a_paragraph_of_one_sentence_is_one_chunk() -> None:
    assert chunks(SENTENCES[0]) == (Chunk("asthma#7", 1, SENTENCES[0], 0, len(SENTENCES[0])),)


def test_every_chunk_leads_back_to_its_paragraph_and_is_numbered_from_one() -> None:
    found = chunks(" ".join(SENTENCES))
    assert {chunk.paragraph for chunk in found} == {"asthma#7"}
    assert [chunk.number for chunk in found] == list(range(1, 9))


def test_a_sentence_that_does_not_fit_is_cut_between_words() -> None:
    text = "A sentence of many words goes on and on without a stop for quite a while until it ends."
    found = chunks(text, characters=30)
    assert " ".join(dict.fromkeys(chunk.text for chunk in found)).split() == text.split()
    assert all(len(chunk.text) <= 30 for chunk in found)


def test_a_word_is_only_cut_when_it_does_not_fit_itself() -> None:
    text = "Pneumonoultramicroscopicsilicovolcanoconiosis is rare"
    assert [chunk.text for chunk in chunks(text, characters=46)] == text.split(" ", 1)


@pytest.mark.parametrize("length", [1, 100, 5000])
def test_a_giant_sentence_without_spaces_is_cut_into_pieces_that_fit(length: int) -> None:
    found = chunks("x" * length, characters=64)
    assert "".join(chunk.text for chunk in found) == "x" * length
    assert all(len(chunk.text) <= 64 for chunk in found)


def test_a_model_that_takes_nothing_does_not_keep_the_cutting_going() -> None:
    assert len(chunks("abc de", characters=0)) == 5


WORDS = st.sampled_from(["It", "is.", "E. coli", "x" * 40, "0.5 mg", "Why?", "\n-", "e.g."])


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60).map(" ".join), st.integers(min_value=1, max_value=80))
def test_chunks_stand_verbatim_fit_and_hold_every_statement(text: str, characters: int) -> None:
    found = chunks(text, characters)
    covered: set[int] = set()
    for chunk in found:
        own = text[chunk.start : chunk.end]
        assert own == own.strip() != ""
        assert chunk.text == own or chunk.text.endswith(f": {own}")
        assert len(chunk.text) <= characters
        covered.update(range(chunk.start, chunk.end))
    for statement in statements_of(paragraph(text)):
        letters = {place for place in range(statement.start, statement.end) if not text[place].isspace()}
        assert letters <= covered
        if len(render(statement.context, statement.text)) <= characters:
            assert any(chunk.start <= statement.start and statement.end <= chunk.end for chunk in found)
