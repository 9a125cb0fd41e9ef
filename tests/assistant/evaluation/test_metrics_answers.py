from dataclasses import replace

import pytest
from evaluation_cases import PREVENTION, answer, answerable, refusal, unanswerable
from rouge_score.rouge_scorer import RougeScorer

from assistant.evaluation import Case, GoldQuestion
from assistant.evaluation.metrics.words import (
    answer_span,
    answer_words,
    exact_match,
    fact_recall,
    rouge_2_f1,
    rouge_2_recall,
    rouge_l_f1,
    rouge_l_recall,
    token_f1,
)

PAIRS = (
    ("The heliotrope rash.", ("a heliotrope rash", "rash")),
    ("It's 30-70% of children with J.D.M.", ("30-70%", "30 to 70 % of the children")),
    ("methotrexate or cyclosporin A", ("Cyclosporin A, or methotrexate",)),
    ("rash rash rash on the eyelids", ("a rash on the eyelids", "eyelids eyelids")),
    ("The", ("an answer",)),
    ("Die Entzündung – naïve T-cells", ("entzündung der naive T cells",)),
)


def asked(*accepted: str) -> GoldQuestion:
    return GoldQuestion("q", "What?", True, accepted[0], answers=accepted, evidence=(PREVENTION,))


def test_fact_recall_is_the_share_of_the_facts_that_the_answer_states() -> None:
    gold = answerable(facts=(("calcinosis",), ("early treatment",), ("eyelids",)))
    assert fact_recall(Case(gold, answer("Early\nTREATMENT prevents “calcinosis”."))) == pytest.approx(2 / 3)


def test_of_a_fact_with_alternatives_one_is_enough() -> None:
    gold = answerable(facts=(("steroids", "corticosteroids"), ("IVIG", "immunoglobulin")))
    assert fact_recall(Case(gold, answer("Corticosteroids are given."))) == 0.5
    assert fact_recall(Case(gold, answer("Steroids and corticosteroids are given."))) == 0.5


def test_fact_recall_of_a_wrongly_refused_question_is_zero_even_if_the_refusal_names_the_fact() -> None:
    gold = answerable(facts=(("calcinosis",),))
    assert fact_recall(Case(gold, refusal("Nothing found on calcinosis."))) == 0


def test_the_number_of_a_mark_is_not_a_fact() -> None:
    gold = answerable(facts=(("2",),))
    assert fact_recall(Case(gold, answer("It prevents calcinosis. [2] Early treatment does. [1, 2]"))) == 0
    assert fact_recall(Case(gold, answer("In 2 of 3. [1]"))) == 1


def test_fact_recall_leaves_out_questions_without_facts_and_unanswerable_ones() -> None:
    assert fact_recall(Case(answerable(), answer())) is None
    assert fact_recall(Case(replace(unanswerable(), facts=(("calcinosis",),)), answer())) is None


def test_an_answer_holds_the_span_when_an_accepted_answer_stands_in_its_text() -> None:
    gold = asked("30-70%", "a third to two thirds")
    assert answer_span(Case(gold, answer("It is seen in 30–70 % of children. [1]"))) == 1
    assert answer_span(Case(gold, answer("It is seen in 30 % of children."))) == 0


def test_of_a_span_of_five_words_four_are_enough() -> None:
    gold = asked("muscle weakness, fever and fatigue")
    assert answer_span(Case(gold, answer("Fatigue, fever, and weakness of the muscle."))) == 1
    assert answer_span(Case(gold, answer("Fatigue and fever."))) == 0


def test_a_refusal_holds_no_span_and_an_unanswerable_question_has_none() -> None:
    assert answer_span(Case(asked("fever"), refusal("Fever is not in the documents."))) == 0
    assert answer_span(Case(unanswerable(), answer("Fever."))) is None


def test_the_length_of_an_answer_is_in_words_without_its_marks() -> None:
    assert answer_words(Case(asked("x"), answer("Fever and fatigue. [1] Rash. [2, 3]"))) == 4
    assert answer_words(Case(asked("x"), refusal())) is None


@pytest.mark.parametrize(("said", "accepted"), PAIRS)
def test_exact_match_and_token_f1_are_those_of_the_reference_implementation(
    said: str, accepted: tuple[str, ...]
) -> None:
    # It brings torch, which no other test of this file needs.
    from torchmetrics.functional.text import squad

    reference = squad(
        {"prediction_text": said, "id": "q"},
        {"answers": {"answer_start": [0] * len(accepted), "text": list(accepted)}, "id": "q"},
    )
    case = Case(asked(*accepted), answer(said))
    assert exact_match(case) == pytest.approx(float(reference["exact_match"]) / 100)
    assert token_f1(case) == pytest.approx(float(reference["f1"]) / 100)


def test_token_f1_by_hand() -> None:
    # "heliotrope rash" of three and of two words: precision 2/3, recall 1.
    assert token_f1(Case(asked("heliotrope rash"), answer("A purple heliotrope rash."))) == pytest.approx(0.8)


def test_by_squads_rules_refusing_an_unanswerable_question_is_an_exact_match() -> None:
    for metric in (exact_match, token_f1):
        assert metric(Case(unanswerable(), refusal())) == 1
        assert metric(Case(unanswerable(), answer())) == 0
        assert metric(Case(asked("fever"), refusal())) == 0


@pytest.mark.parametrize(("said", "accepted"), PAIRS)
def test_rouge_is_that_of_the_reference_with_the_best_f1(said: str, accepted: tuple[str, ...]) -> None:
    case = Case(asked(*accepted), answer(said))
    for kind, recall, f1 in (("rouge2", rouge_2_recall, rouge_2_f1), ("rougeL", rouge_l_recall, rouge_l_f1)):
        best = max(
            (RougeScorer([kind], use_stemmer=True).score(one, said)[kind] for one in accepted),
            key=lambda score: score.fmeasure,
        )
        assert f1(case) == pytest.approx(best.fmeasure)
        assert recall(case) == pytest.approx(best.recall)


def test_rouge_2_by_hand() -> None:
    # The reference has 3 pairs of words, the answer 4, and 2 are in both.
    case = Case(asked("rash on the eyelids"), answer("a rash on the face [1]"))
    assert rouge_2_recall(case) == pytest.approx(2 / 3)
    assert rouge_2_f1(case) == pytest.approx(2 * 2 / (3 + 4))


def test_rouge_counts_a_wrong_refusal_as_nothing_said_and_leaves_out_the_unanswerable() -> None:
    assert rouge_2_f1(Case(asked("the documents do not answer"), refusal())) == 0
    assert rouge_l_recall(Case(unanswerable(), answer())) is None
