"""Words are compared by their stems, without the commonest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexicon.terms import rarity, stems, terms, tokens, weighted_terms


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


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?!",
        "関節炎 とは",
        "Что такое артрит?",
        "ما هو",
        "½ µg 10⁹",
        "İstanbul ß",
        "\x00\ud800",
        "%",
        '"two"',
    ],
)
def test_any_script_has_terms_or_none(text: str) -> None:
    assert {*weighted_terms(text)} == {*terms(text)}


def test_a_word_of_another_script_is_a_term_of_its_own() -> None:
    assert terms("Что такое артрит?") == ["что", "такое", "артрит"]


def test_a_term_weighs_as_the_rarest_word_that_it_comes_from() -> None:
    weights = weighted_terms("What treats a heart attack of two children?")
    assert weights == {
        **dict.fromkeys(terms("myocardial infarction"), rarity("attack")),
        **dict.fromkeys(terms("treatment"), rarity("treats")),
        **dict.fromkeys(terms("child"), rarity("children")),
        "2": rarity("two"),
    }
    assert weighted_terms("kid, child, paediatric") == {"child": rarity("paediatric")}


def test_the_weight_is_that_of_the_words_that_stand_there() -> None:
    (common,), (rare,) = (
        weighted_terms("high blood pressure").values(),
        weighted_terms("hypertension").values(),
    )
    assert common < rare


WORDS = st.sampled_from(
    "heart attack blood clot in the lung high pressure twenty five two % kids bloods is".split()
)


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join)))
def test_the_terms_that_are_weighed_are_the_terms_that_count(text: str) -> None:
    weights = weighted_terms(text)
    assert [*weights] == [*dict.fromkeys(terms(text))]
    assert all(0 <= weight <= 1 for weight in weights.values())


@given(st.lists(WORDS).map(" ".join), st.lists(WORDS).map(" ".join))
def test_a_text_has_the_terms_of_its_halves_where_no_expression_spans_both(one: str, other: str) -> None:
    assert terms(f"{one} gout {other}") == [*terms(one), "gout", *terms(other)]
