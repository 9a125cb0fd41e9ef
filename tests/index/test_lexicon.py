"""The lexicon: what the documents teach about words."""

import pytest

from index.lexicon.lexicon import Lexicon, covered
from index.library import Library


@pytest.fixture(scope="module")
def lexicon(opened_library: Library) -> Lexicon:
    return opened_library.lexicon()


def test_a_rare_word_of_a_question_tells_more_than_a_common_one(lexicon: Lexicon) -> None:
    weights = lexicon.weights("Is colchicine good?")
    assert weights["colchicin"] > 2 * weights["good"]


def test_words_that_no_document_names_are_known_as_such(lexicon: Lexicon) -> None:
    assert set(lexicon.unnamed("Is gout treated with lesinurad?")) == {"lesinurad"}
    assert lexicon.unnamed("How is gout treated?") == {}


def test_a_word_of_a_title_is_named(lexicon: Lexicon) -> None:
    assert lexicon.unnamed("migraine") == {}


def test_only_words_that_look_like_drugs_are_names(lexicon: Lexicon) -> None:
    assert lexicon.unnamed_names("Does rituximab help in gout?") == ("rituximab",)
    assert lexicon.unnamed_names("Does astrology help in gout?") == ()
    assert lexicon.unnamed_names("Is colchicine given in gout?") == ()


def test_typing_errors_are_mended_toward_the_documents(lexicon: Lexicon) -> None:
    mended, corrections = lexicon.correct("Is colchicin given in gout?")
    assert mended == "Is colchicine given in gout?"
    assert [(one.found, one.instead) for one in corrections] == [("colchicin", "colchicine")]


def test_coverage_is_the_share_of_the_weights_that_is_held() -> None:
    assert covered({"gout": 3.0, "kidney": 1.0}, ["gout", "toe"]) == 0.75
    assert covered({}, ["gout"]) == 0
    assert covered({"gout": 1.0}, []) == 0
