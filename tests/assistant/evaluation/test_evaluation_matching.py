import pytest
from evaluation_cases import CALCINOSIS, cite

from assistant.evaluation import Evidence
from assistant.evaluation.matching import evidence_hit, fold, holds, states


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  Gottron's\tPapules,\n(knuckles) ", "gottron s papules knuckles"),
        ("“Disease‑modifying” – the patient’s", "disease modifying the patient s"),
        ('"Disease-modifying" - the patient\'s', "disease modifying the patient s"),
        ("ﬁbrosis in T₂", "fibrosis in t2"),
        ("STRASSE Straße", "strasse strasse"),
        ("snake_case", "snake case"),
        ("auto\u00adimmune", "autoimmune"),
        ("30-70% and 30–70 %", "30 70 % and 30 70 %"),
        ("2.5 mg, twice.", "2.5 mg twice"),
        ("p<0.05", "p < 0.05"),
        ("…!?", ""),
    ],
)
def test_folding_leaves_the_words_whatever_their_case_space_and_punctuation(
    written: str, folded: str
) -> None:
    assert fold(written) == folded


def test_what_changes_the_meaning_of_a_clinical_sentence_is_not_folded_away() -> None:
    assert fold("<5 years") != fold(">5 years")
    assert fold("2.5 mg") != fold("25 mg")


def test_a_paragraph_holds_a_quote_written_with_other_case_space_and_punctuation() -> None:
    assert holds("He said: “Disease‑modifying\n drugs”, later.", 'disease-modifying   DRUGS"')


def test_of_a_quote_of_five_words_four_are_enough_and_three_are_not() -> None:
    quote = "rash fever weakness fatigue pain"
    assert holds("pain, fatigue; weakness and fever", quote)
    assert not holds("pain, fatigue and weakness", quote)


def test_of_a_quote_of_nine_words_eight_are_needed() -> None:
    quote = "one two three four five six seven eight nine"
    assert holds("eight seven six five four three two one", quote)
    assert not holds("seven six five four three two one", quote)


def test_a_quote_of_four_words_must_stand_whole() -> None:
    assert holds("Also rash, fever, weakness, fatigue.", "rash fever weakness fatigue")
    assert not holds("fatigue, weakness, fever, rash", "rash fever weakness fatigue")


def test_a_part_of_a_word_is_not_that_word_of_a_long_quote() -> None:
    assert not holds("rashes fevers weakness fatigue pain", "rash fever weakness fatigue pain")


def test_a_quote_without_words_stands_nowhere() -> None:
    assert not holds("Some text.", "...")
    assert not states("Some text.", "...")


def test_a_fact_stands_as_whole_words_or_in_the_plural() -> None:
    assert states("Skin rashes are common.", "skin rash")
    assert states("It affects MALE patients", "male")
    assert not states("It affects female patients", "male")
    assert not states("50 children", "5")
    assert not states("2.5 mg", "5 mg")
    assert not states("The rash is on the skin", "skin rash")


def test_a_citation_hits_only_in_the_document_of_the_evidence() -> None:
    citation = cite("calcinosis", CALCINOSIS, document="jdm")
    assert evidence_hit(citation, Evidence("jdm", "EARLY treatment"))
    assert not evidence_hit(citation, Evidence("lupus", "EARLY treatment"))
    assert not evidence_hit(citation, Evidence("jdm", "late treatment"))


def test_a_citation_hits_by_its_paragraph_though_it_quotes_other_words_of_it() -> None:
    assert evidence_hit(cite("painful complication", CALCINOSIS), Evidence("jdm", "Early treatment"))
