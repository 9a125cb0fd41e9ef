import json
from pathlib import Path

import pytest
from gold_files import faults, read

from assistant.evaluation.gold import Evidence, GoldQuestion, read_gold

PUBMED = "http://www.ncbi.nlm.nih.gov/pubmed/30430918"
SNIPPET = {
    "text": "Irradiation profoundly impacted gut microbiota profiles.",
    "document": PUBMED,
    "beginSection": "abstract",
    "endSection": "abstract",
    "offsetInBeginSection": 12,
    "offsetInEndSection": 68,
}


def question(**fields: object) -> dict[str, object]:
    return {
        "id": "5e48e0e0f8b2df0d49000001",
        "body": "Are gut microbiota profiles altered by irradiation?",
        "type": "summary",
        "documents": [PUBMED],
        "concepts": ["http://example.org/concept"],
        "triples": [{"p": "p", "s": "s", "o": "o"}],
        "snippets": [SNIPPET],
        "ideal_answer": ["Yes, they are.", "They are altered."],
    } | fields


def facts(folder: Path, kind: str, exact: object) -> tuple[tuple[str, ...], ...]:
    (gold,) = read(folder, {"questions": [question(type=kind, exact_answer=exact)]})
    return gold.facts


def test_a_yes_or_no_question_brings_its_ideal_answers_and_snippets(tmp_path: Path) -> None:
    assert read(tmp_path, {"questions": [question(type="yesno", exact_answer="yes")]}) == (
        GoldQuestion(
            id="5e48e0e0f8b2df0d49000001",
            question="Are gut microbiota profiles altered by irradiation?",
            answerable=True,
            answer="Yes, they are.",
            answers=("Yes, they are.", "They are altered."),
            evidence=(
                Evidence(PUBMED, "Irradiation profoundly impacted gut microbiota profiles.", by_name=True),
            ),
            tags=("yesno",),
        ),
    )


@pytest.mark.parametrize(
    ("kind", "exact", "expected"),
    [
        ("yesno", "Yes", ()),
        ("yesno", ["no"], ()),
        ("summary", None, ()),
        ("factoid", "DUX4", (("DUX4",),)),
        ("factoid", ["DUX4", "double homeobox 4"], (("DUX4", "double homeobox 4"),)),
        ("factoid", [["DUX4", "double homeobox 4"]], (("DUX4", "double homeobox 4"),)),
        ("factoid", [["DUX4"], ["DUX4", "D4Z4"]], (("DUX4", "D4Z4"),)),
        ("factoid", [], ()),
        ("list", [["rash", "exanthem"], ["fever"]], (("rash", "exanthem"), ("fever",))),
        ("list", ["rash", "fever"], (("rash",), ("fever",))),
        ("list", ["rash", ["fever", "pyrexia"]], (("rash",), ("fever", "pyrexia"))),
        ("list", "rash", (("rash",),)),
        ("list", [["rash", "-"], [""], []], (("rash",),)),
    ],
)
def test_exact_answers_become_facts(
    tmp_path: Path, kind: str, exact: object, expected: tuple[tuple[str, ...], ...]
) -> None:
    assert facts(tmp_path, kind, exact) == expected


def test_an_older_file_has_its_ideal_answer_as_a_string(tmp_path: Path) -> None:
    (gold,) = read(tmp_path, {"questions": [question(ideal_answer="Yes – γH2AX rises.")]})
    assert (gold.answer, gold.answers) == ("Yes – γH2AX rises.", ("Yes – γH2AX rises.",))


@pytest.mark.parametrize("ideal", [None, [], "", [" "]])
def test_an_exact_answer_stands_in_where_there_is_no_ideal_one(tmp_path: Path, ideal: object) -> None:
    listed = question(type="list", ideal_answer=ideal, exact_answer=[["rash", "exanthem"], ["fever"]])
    (gold,) = read(tmp_path, {"questions": [listed]})
    assert (gold.answer, gold.answers) == ("rash, fever", ("rash, fever",))


def test_the_same_snippet_twice_is_one_evidence(tmp_path: Path) -> None:
    other = SNIPPET | {"document": "http://www.ncbi.nlm.nih.gov/pubmed/1"}
    (gold,) = read(tmp_path, {"questions": [question(snippets=[SNIPPET, other, SNIPPET])]})
    assert [item.document for item in gold.evidence] == [PUBMED, "http://www.ncbi.nlm.nih.gov/pubmed/1"]


def test_a_question_without_snippets_is_a_fault_that_says_so(tmp_path: Path) -> None:
    without = question(id="b")
    del without["snippets"]
    assert faults(tmp_path, {"questions": [question(snippets=[]), without]}) == [
        "questions[0].snippets: a question without snippets has no evidence",
        "questions[1].snippets: a question without snippets has no evidence",
    ]


def test_every_fault_is_named_with_its_place_all_at_once(tmp_path: Path) -> None:
    content = {
        "questions": [
            question(),
            question(body=3, type="essay"),
            question(id="c", snippets=[{"text": "...", "document": ""}, 5, {"document": PUBMED}]),
            question(id="d", type="list", exact_answer=[["rash", 3]], ideal_answer=7),
            question(id="e", type="yesno", exact_answer=True, ideal_answer=["Yes", None]),
            question(id="f", ideal_answer=[]),
            "question",
            question(id=None),
        ]
    }
    assert [line.split(": ")[0] for line in faults(tmp_path, content)] == [
        "questions[1].id",
        "questions[1].body",
        "questions[1].type",
        "questions[2].snippets[0].text",
        "questions[2].snippets[0].document",
        "questions[2].snippets[1]",
        "questions[2].snippets[2].text",
        "questions[3].exact_answer",
        "questions[3].ideal_answer",
        "questions[4].exact_answer",
        "questions[4].ideal_answer",
        "questions[5].ideal_answer",
        "questions[6]",
        "questions[7].id",
    ]


@pytest.mark.parametrize("exact", [3, {}, [[["deep"]]], [None], [{"a": 1}]])
def test_an_exact_answer_of_another_shape_is_a_fault(tmp_path: Path, exact: object) -> None:
    (fault,) = faults(tmp_path, {"questions": [question(type="factoid", exact_answer=exact)]})
    assert (
        fault
        == "questions[0].exact_answer: an exact answer is a string, a list of them or a list of such lists"
    )


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "golden.json"
    path.write_bytes(json.dumps({"questions": [question()]}, indent=2).encode("utf-8-sig"))
    assert len(read_gold(path)) == 1
