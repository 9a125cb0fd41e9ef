"""Words are compared by their stems, without the commonest."""

from __future__ import annotations

import pytest

from index.terms import rarity, stems, terms, tokens


def test_words_and_numbers_are_told_apart_from_what_stands_between_them() -> None:
    assert tokens("Give 1,000 mg (0.5%) of T2-weighted “stuff”.") == [
        *("give", "1,000", "mg", "0.5", "of", "t2", "weighted", "stuff")
    ]


def test_letters_that_only_look_different_are_the_same() -> None:
    assert tokens("ﬁbrosis ＡＢＣ") == ["fibrosis", "abc"]


@pytest.mark.parametrize("text", ["", " \n", "?!…", "___"])
def test_a_text_without_words_has_no_terms(text: str) -> None:
    assert terms(text) == []


def test_the_words_that_every_question_holds_are_no_terms() -> None:
    assert terms("What is the dose of it, and how should I have it?") == ["dose"]


@pytest.mark.parametrize(
    "words",
    [
        "treat treated treats treating treatment treatments",
        "diagnosis diagnoses diagnosed diagnostic",
        "analysis analyses analysed analyzed",
        "Asthma ASTHMA",
        "symptom symptoms",
    ],
)
def test_the_forms_of_a_word_are_one_term(words: str) -> None:
    assert len(set(terms(words))) == 1


def test_words_that_differ_stay_apart() -> None:
    assert len(set(stems(["ment", "cement", "asthma", "gout", "treat", "try"]))) == 6


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    assert rarity("the") == 0
    assert rarity("the") < rarity("disease") < rarity("gout") < rarity("febuxostat") <= 1
    assert rarity("disease") < rarity("360") < rarity("febuxostat")
