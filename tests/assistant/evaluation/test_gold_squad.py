from pathlib import Path
from typing import Any

import pytest
from gold_files import faults, read

from assistant.evaluation.gold import Evidence, GoldQuestion

CONTEXT = (
    "Juvenile dermatomyositis is rare. It begins with a rash, fever and weak muscles. "
    "Steroids are given first. Methotrexate is added after 6 weeks."
)


def question(id: object = "q1", *answers: object, **fields: object) -> dict[str, object]:
    return {"id": id, "question": "What is given first?", "answers": list(answers)} | fields


def said(text: str, context: str = CONTEXT) -> dict[str, object]:
    return {"text": text, "answer_start": context.index(text)}


def squad(*questions: object, context: object = CONTEXT, title: object = "Dermatomyositis") -> dict[str, Any]:
    return {
        "version": "v2.0",
        "data": [{"title": title, "paragraphs": [{"context": context, "qas": list(questions)}]}],
    }


def test_a_question_of_squad_1_1_brings_its_accepted_answers_and_the_sentence_they_stand_in(
    tmp_path: Path,
) -> None:
    steroids = question("q1", said("Steroids"), said("Steroids"), said("Steroids are given"))
    assert read(tmp_path, squad(steroids)) == (
        GoldQuestion(
            id="q1",
            question="What is given first?",
            answerable=True,
            answer="Steroids",
            answers=("Steroids", "Steroids are given"),
            facts=(("Steroids", "Steroids are given"),),
            evidence=(Evidence("Dermatomyositis", "Steroids are given first.", by_name=True),),
        ),
    )


def test_an_impossible_question_of_squad_2_0_is_not_answerable_whatever_would_be_plausible(
    tmp_path: Path,
) -> None:
    known, unknown = read(
        tmp_path,
        squad(
            question("q1", said("Steroids"), is_impossible=False),
            question("q2", is_impossible=True, plausible_answers=[{"text": "Magic", "answer_start": 7}]),
        ),
    )
    assert known.answerable
    assert unknown == GoldQuestion("q2", "What is given first?", answerable=False)


def test_an_answer_over_two_sentences_takes_both_as_its_evidence(tmp_path: Path) -> None:
    (gold,) = read(tmp_path, squad(question("q1", said("given first. Methotrexate"))))
    assert [item.quote for item in gold.evidence] == [
        "Steroids are given first. Methotrexate is added after 6 weeks."
    ]


def test_a_quote_is_without_the_reference_marks_that_indexed_documents_are_without(tmp_path: Path) -> None:
    context = "Steroids are given [1, 2] to most [3]. More follows."
    (gold,) = read(tmp_path, squad(question("q1", said("given [1, 2] to most", context)), context=context))
    assert gold.answer == "given [1, 2] to most"
    assert gold.evidence[0].quote == "Steroids are given to most."


def test_accepted_answers_in_different_sentences_are_each_evidence(tmp_path: Path) -> None:
    (gold,) = read(tmp_path, squad(question("q1", said("rare"), said("6 weeks"), said("added"))))
    assert [item.quote for item in gold.evidence] == [
        "Juvenile dermatomyositis is rare.",
        "Methotrexate is added after 6 weeks.",
    ]


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (0, "Rash comes first."),
        (3, "Rash comes first."),
        (20, "A second Rash follows."),
        (10**30, "A second Rash follows."),
        (-(10**30), "Rash comes first."),
    ],
)
def test_an_answer_whose_place_is_off_is_looked_for_near_it(
    tmp_path: Path, start: int, sentence: str
) -> None:
    context = "Rash comes first. A second Rash follows."
    (gold,) = read(tmp_path, squad(question("q1", {"text": "Rash", "answer_start": start}), context=context))
    assert gold.evidence[0].quote == sentence


def test_an_answer_without_a_place_is_found(tmp_path: Path) -> None:
    (gold,) = read(tmp_path, squad(question("q1", {"text": "6 weeks"})))
    assert gold.evidence[0].quote == "Methotrexate is added after 6 weeks."


def test_letters_outside_ascii_are_found_at_their_places(tmp_path: Path) -> None:
    context = "Das Kind hat 𝛼-Fieber 👶🏽. Die Ärztin gibt Prednisolon – 2 mg/kg."
    (gold,) = read(tmp_path, squad(question("q1", said("2 mg/kg", context)), context=context))
    assert (gold.answer, gold.evidence[0].quote) == (
        "2 mg/kg",
        "Die Ärztin gibt Prednisolon – 2 mg/kg.",
    )


def test_an_answer_that_is_only_a_sign_is_an_answer_and_no_fact(tmp_path: Path) -> None:
    (gold,) = read(tmp_path, squad(question("q1", said("%", "It is 5 %.")), context="It is 5 %."))
    assert (gold.answers, gold.facts) == (("%",), ())


def test_ids_may_be_numbers_and_titles_may_be_left_out(tmp_path: Path) -> None:
    content = squad(question(262, said("Steroids")))
    del content["data"][0]["title"]
    (gold,) = read(tmp_path, content)
    assert (gold.id, gold.evidence[0].document) == ("262", "data[0]")


def test_every_fault_is_named_with_its_place_all_at_once(tmp_path: Path) -> None:
    sound = question("q1", said("Steroids"))
    content = {
        "data": [
            {
                "title": 7,
                "paragraphs": [{"context": CONTEXT, "qas": [sound, question("q1", said("Steroids"))]}],
            },
            {"title": "B", "paragraphs": [{"qas": [question("q2", {"text": "nowhere", "answer_start": 0})]}]},
            {"title": "C", "paragraphs": "none"},
            {
                "title": "D",
                "paragraphs": [
                    {"context": "Elsewhere.", "qas": []},
                    {
                        "context": CONTEXT,
                        "qas": [
                            question("q3"),
                            question("q4", {"text": "antibiotics", "answer_start": 3}),
                            question("q5", {"text": " ", "answer_start": "3"}),
                            question(True, {"answer_start": 0}, question=" ?", is_impossible="no"),
                            {"id": "q7", "question": "Why?"},
                            9,
                        ],
                    },
                ],
            },
        ]
    }
    found = [line.split(": ")[0] for line in faults(tmp_path, content)]
    assert found == [
        "data[0].title",
        "data[0].paragraphs[0].qas[1].id",
        "data[1].paragraphs[0].context",
        "data[2].paragraphs",
        "data[3].paragraphs[1].qas[0].answers",
        "data[3].paragraphs[1].qas[1].answers[0].text",
        "data[3].paragraphs[1].qas[2].answers[0].text",
        "data[3].paragraphs[1].qas[2].answers[0].answer_start",
        "data[3].paragraphs[1].qas[3].id",
        "data[3].paragraphs[1].qas[3].question",
        "data[3].paragraphs[1].qas[3].is_impossible",
        "data[3].paragraphs[1].qas[3].answers[0].text",
        "data[3].paragraphs[1].qas[4].answers",
        "data[3].paragraphs[1].qas[5]",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (squad(question("q1")), "answers: an answerable question needs an answer"),
        (
            squad(question("q1", {"text": "x y"})),
            "answers[0].text: does not stand in the paragraph's context",
        ),
        (squad(question("", said("rare"))), "id: is empty"),
        (squad({"id": "q1", "answers": [said("rare")]}), "question: is missing"),
    ],
)
def test_a_fault_says_what_is_wrong(tmp_path: Path, content: object, fault: str) -> None:
    assert faults(tmp_path, content) == [f"data[0].paragraphs[0].qas[0].{fault}"]


@pytest.mark.parametrize("data", [None, 3, "x", {}, [None], [[]], [{}], [{"paragraphs": [0]}]])
def test_data_of_another_shape_are_faults(tmp_path: Path, data: object) -> None:
    assert all(line.startswith("data") for line in faults(tmp_path, {"data": data}))


def test_the_context_of_one_paragraph_is_not_looked_through_for_the_answers_of_another(
    tmp_path: Path,
) -> None:
    content = squad(question("q1", said("Steroids")))
    content["data"][0]["paragraphs"].append(
        {"context": "Nothing.", "qas": [question("q2", said("Steroids"))]}
    )
    (fault,) = faults(tmp_path, content)
    assert fault.startswith("data[0].paragraphs[1].qas[0].answers[0].text")
