"""What the reader reads at once: the question, the common context once, and every statement."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from corpus.errors import UserError
from index.models.packaged import packaged_folder, read_tokenizer
from index.models.windows import FILLED, LONGEST, PART, Said, Window, load_pieces, make_windows

PIECES = load_pieces()
QUESTION = "dose of midazolam?"
DRUG = ("Drug card", "Seizure", "Midazolam")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return read_tokenizer(packaged_folder() / "tokenizer.json")


def words(tokenizer: Tokenizer, window: Window) -> str:
    return str(tokenizer.decode(list(window.pieces), skip_special_tokens=False))


def test_the_context_that_all_statements_share_is_said_once(tokenizer: Tokenizer) -> None:
    (window,) = make_windows(QUESTION, [Said(DRUG, "Give oxygen."), Said(DRUG, "Call for help.")], PIECES)
    assert words(tokenizer, window) == (
        "[CLS] dose of midazolam? [SEP] drug card > seizure > midazolam [SEP] "
        "give oxygen. [SEP] call for help. [SEP]"
    )


def test_what_is_a_statements_own_leads_in_to_it_once_for_those_that_follow(tokenizer: Tokenizer) -> None:
    statements = [
        Said(DRUG, "Give oxygen."),
        Said((*DRUG, "Children"), "0.2 mg"),
        Said((*DRUG, "Children"), "once"),
        Said((*DRUG, "Adults"), "5 mg"),
    ]
    (window,) = make_windows(QUESTION, statements, PIECES)
    assert words(tokenizer, window).endswith(
        "give oxygen. [SEP] children : 0. 2 mg [SEP] once [SEP] adults : 5 mg [SEP]"
    )


def test_spans_hold_the_words_of_the_statements_alone(tokenizer: Tokenizer) -> None:
    statements = [Said(DRUG, "Give oxygen."), Said((*DRUG, "Children"), "0.2 mg")]
    (window,) = make_windows(QUESTION, statements, PIECES)
    said = [tokenizer.decode(list(window.pieces[start:end])) for start, end in window.spans]
    assert said == ["give oxygen.", "0. 2 mg"]
    assert tokenizer.decode(list(window.pieces[: window.question])) == "dose of midazolam?"


def test_a_long_paragraph_takes_several_windows_and_loses_no_statement() -> None:
    statements = [Said(DRUG, f"Statement {number} says that {'very ' * 20} much.") for number in range(20)]
    windows = make_windows(QUESTION, statements, PIECES)
    assert [place for window in windows for place in window.statements] == list(range(20))
    assert all(len(window.pieces) <= FILLED for window in windows)


def test_a_long_statement_is_read_whole_and_pushes_the_farthest_context_out(tokenizer: Tokenizer) -> None:
    text = "word " * (LONGEST - 12)
    (window,) = make_windows(QUESTION, [Said((*DRUG, "Children"), text)], PIECES)
    assert len(window.pieces) <= LONGEST
    ((start, end),) = window.spans
    assert end - start == LONGEST - 12
    assert "drug card" not in words(tokenizer, window)


def test_a_statement_that_is_longer_than_any_window_is_cut() -> None:
    (window,) = make_windows(QUESTION, [Said(DRUG, "word " * 1000)], PIECES)
    assert len(window.pieces) == LONGEST


def test_of_a_long_context_what_is_near_is_kept(tokenizer: Tokenizer) -> None:
    context = tuple(f"heading {number} {'and so on ' * 5}" for number in range(9))
    (window,) = make_windows(QUESTION, [Said((*context, "Children"), "5 mg")], PIECES)
    read = words(tokenizer, window)
    assert "children" in read
    assert "heading 8" in read
    assert "heading 0" not in read


def test_a_part_of_a_context_is_cut_where_it_is_a_long_sentence(tokenizer: Tokenizer) -> None:
    (window,) = make_windows(QUESTION, [Said(("Seizure", "word " * 100), "5 mg")], PIECES)
    assert words(tokenizer, window).count("word") == PART
    assert "seizure" in words(tokenizer, window)


def test_a_long_question_is_read_from_its_end(tokenizer: Tokenizer) -> None:
    question = f"A boy of three {'has a fever and ' * 40} convulses: how much midazolam?"
    (window,) = make_windows(question, [Said((), "5 mg")], PIECES)
    assert "how much midazolam?" in words(tokenizer, window)
    assert "boy" not in words(tokenizer, window)


def test_nothing_to_read_gives_no_window() -> None:
    assert make_windows(QUESTION, [], PIECES) == ()


def test_nothing_to_ask_is_said() -> None:
    with pytest.raises(UserError, match="no question"):
        make_windows("  ", [Said((), "5 mg")], PIECES)


def test_an_empty_statement_still_has_a_place_to_be_scored_at() -> None:
    (window,) = make_windows(QUESTION, [Said((), "\u200b")], PIECES)
    ((start, end),) = window.spans
    assert end - start == 1
    assert end <= len(window.pieces)
