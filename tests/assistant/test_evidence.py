"""Evidence: which sentences answer, and how sure it is that they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.confidence import NOTHING, Features, confidence, load_coefficients
from assistant.evidence import RULED_OUT, Evidence, among, weigh_evidence
from index import Embedder, IndexReader, synchronise


def weigh(reader: IndexReader, question: str) -> Evidence:
    return weigh_evidence(question, reader.search(question, 8), reader.lexicon(), load_coefficients())


@pytest.fixture(scope="module")
def statin(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> IndexReader:
    folder = tmp_path_factory.mktemp("statin")
    (folder / "lipids.md").write_text(
        "# Lipids\n\n"
        "High cholesterol is treated with atorvastatin. The dose of atorvastatin is raised slowly. "
        "Treatment begins with 10 mg a day.\n\n"
        "Muscle pain is a common complaint. The enzymes are then measured.\n\n"
        "Children with familial hypercholesterolaemia are seen by a paediatrician.\n",
        encoding="utf-8",
    )
    synchronise(folder / "index", [folder / "lipids.md"], embedder)
    return IndexReader(folder / "index", embedder)


def test_the_best_sentence_comes_first(reader: IndexReader) -> None:
    best = weigh(reader, "What confirms the diagnosis of asthma?").sentences[0]
    assert best.passage.paragraph.document == "asthma"
    assert "spirometry" in best.sentence.text


def test_a_score_is_the_sum_of_its_parts_and_between_0_and_1_4(reader: IndexReader) -> None:
    for one in weigh(reader, "How is gout treated?").sentences:
        assert 0 <= one.score <= 1.4
        for part in (one.sentence_words, one.paragraph_words, one.passage.score):
            assert 0 <= part <= 1 + 1e-9


def test_the_sentence_that_defines_comes_first_when_a_definition_is_asked_for(
    tmp_path: Path, embedder: Embedder
) -> None:
    (tmp_path / "gout.md").write_text(
        "# Notes\n\nGout has been known since antiquity, and gout was called the disease of kings.\n\n"
        "Many people ask what gout is. Gout is a disease in which urate crystals settle in joints.\n",
        encoding="utf-8",
    )
    synchronise(tmp_path / "index", [tmp_path / "gout.md"], embedder)
    reader = IndexReader(tmp_path / "index", embedder)
    for question in ("What is gout?", "Define gout", "what does gout mean"):
        best = weigh(reader, question).sentences[0]
        assert best.definition == 1
        assert best.sentence.text.startswith("Gout is a disease")
    assert not any(one.definition for one in weigh(reader, "Who had gout?").sentences)
    reader.close()


def test_a_question_of_two_parts_has_evidence_for_each(statin: IndexReader) -> None:
    question = "How is high cholesterol treated, and which muscle complaint is common?"
    first, second = weigh(statin, question).parts
    assert "atorvastatin" in first[0].sentence.text
    assert "Muscle pain" in second[0].sentence.text


def test_the_words_that_all_sentences_hold_do_not_tell_them_apart() -> None:
    weights = among({"jdm": 1.0, "treat": 0.2}, [{"jdm", "treat"}, {"jdm"}, {"jdm"}])
    assert weights["treat"] / weights["jdm"] > 1.5 * 0.2


def test_where_a_number_is_asked_for_only_sentences_with_one_come_into_question(statin: IndexReader) -> None:
    evidence = weigh(statin, "What dose of atorvastatin is given?")
    assert [one.sentence.text for one in evidence.sentences] == ["Treatment begins with 10 mg a day."]


def test_a_number_that_no_passage_gives_rules_the_answer_out(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "gout.md").write_text(
        "# Gout\n\nA high dose of colchicine is given in gout.\n", encoding="utf-8"
    )
    synchronise(tmp_path / "index", [tmp_path / "gout.md"], embedder)
    reader = IndexReader(tmp_path / "index", embedder)
    evidence = weigh(reader, "What dose of colchicine is given in gout?")
    assert evidence.missing == "a number"
    assert evidence.confidence <= RULED_OUT
    assert not weigh(reader, "Is colchicine given in gout?").missing
    reader.close()


def test_a_drug_that_no_document_names_rules_the_answer_out(statin: IndexReader) -> None:
    evidence = weigh(statin, "Is high cholesterol treated with rosuvastatin?")
    assert evidence.missing == "rosuvastatin"
    assert evidence.confidence <= RULED_OUT
    assert not weigh(statin, "Is high cholesterol treated with atorvastatin?").missing


def test_lay_words_and_the_other_spelling_find_what_the_document_says(statin: IndexReader) -> None:
    lay = weigh(statin, "Which doctor sees kids with familial hypercholesterolemia?").sentences[0]
    plain = weigh(statin, "Which physician sees children with familial hypercholesterolaemia?").sentences[0]
    assert "paediatrician" in lay.sentence.text
    assert lay.sentence_words > 0.5
    assert lay.sentence_words == pytest.approx(plain.sentence_words, abs=0.05)


def test_what_is_asked_for_is_surer_than_what_is_not(reader: IndexReader) -> None:
    close = weigh(reader, "How is an acute attack of gout treated?").confidence
    far = weigh(reader, "Who won the world cup in 1998?").confidence
    assert far < 0.2 < close


def test_without_passages_there_is_no_confidence(reader: IndexReader) -> None:
    evidence = weigh_evidence("What is gout?", (), reader.lexicon(), load_coefficients())
    assert evidence.sentences == ()
    assert evidence.features == NOTHING
    assert evidence.confidence < 0.1


def test_each_feature_has_a_coefficient() -> None:
    assert set(load_coefficients()) == {"intercept", *Features.__dataclass_fields__}


def test_the_confidence_is_a_logistic_regression() -> None:
    coefficients = dict.fromkeys(["intercept", *Features.__dataclass_fields__], 0.0) | {"score": 2.0}
    features = Features(1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert confidence(features, coefficients) == pytest.approx(0.8808, abs=1e-4)
    assert confidence(features, dict.fromkeys(coefficients, 0.0)) == 0.5
