"""Evidence: which sentences answer, and how sure it is that they do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.evidence.confidence import NOTHING, Confidence, Features, load_confidence
from assistant.evidence.judging import RULED_OUT, Evidence, among, assemble, judge
from assistant.settings import READER, UNREAD
from index.library import Library
from index.models.embedder import Embedder
from index.models.reader import Reader
from index.synchronise import synchronise


def fitted(coefficients: dict[str, float]) -> Confidence:
    return Confidence(coefficients, "all-MiniLM-L6-v2", 0.5, UNREAD)


def weigh(library: Library, question: str, reader: Reader | None = None) -> Evidence:
    confidence = load_confidence(with_reader=reader is not None)
    return judge(question, library.search(question, 20), library.lexicon(), confidence, reader)


@pytest.fixture(scope="module")
def statin(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Library:
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
    return Library(folder / "index", embedder)


def test_the_best_sentence_comes_first(opened_library: Library) -> None:
    best = weigh(opened_library, "What confirms the diagnosis of asthma?").sentences[0]
    assert best.passage.paragraph.document == "asthma"
    assert "spirometry" in best.sentence.text


def test_a_score_is_the_sum_of_its_parts_and_between_0_and_2(opened_library: Library) -> None:
    for one in weigh(opened_library, "How is gout treated?").sentences:
        assert 0 <= one.score <= 2
        for part in (one.sentence_words, one.paragraph_words, one.passage.score):
            assert 0 <= part <= 1 + 1e-9


def test_a_question_of_two_parts_has_evidence_for_each(statin: Library) -> None:
    treated, common = (
        weigh(statin, part)
        for part in ("How is high cholesterol treated?", "Which muscle complaint is common?")
    )
    both = assemble([treated, common], threshold=0.0)
    first, second = both.parts
    assert "atorvastatin" in first[0].sentence.text
    assert "Muscle pain" in second[0].sentence.text
    assert both.confidence == min(treated.confidence, common.confidence)
    assert both.passages[:2] == (treated.passages[0], common.passages[0])
    assert len({one.paragraph.id for one in both.passages}) == len(both.passages)


def test_the_part_that_the_documents_answer_is_answered_alone(statin: Library) -> None:
    treated, won = weigh(statin, "How is high cholesterol treated?"), weigh(statin, "Who won in 1998?")
    half = assemble([won, treated], threshold=treated.confidence)
    assert half.parts == treated.parts
    assert half.confidence == treated.confidence
    lacking = replace(won, confidence=0.04, missing="a number")
    assert assemble([lacking, treated], threshold=0.0).parts == treated.parts
    neither = assemble([won, treated], threshold=1.0)
    assert neither.confidence == max(treated.confidence, won.confidence)
    assert len(neither.parts) == 2


def test_the_words_that_all_sentences_hold_do_not_tell_them_apart() -> None:
    weights = among({"jdm": 1.0, "treat": 0.2}, [{"jdm", "treat"}, {"jdm"}, {"jdm"}])
    assert weights["treat"] / weights["jdm"] > 1.5 * 0.2


def test_a_dose_that_no_statement_gives_rules_the_answer_out(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "gout.md").write_text(
        "# Gout\n\nA high dose of colchicine is given in gout.\n", encoding="utf-8"
    )
    synchronise(tmp_path / "index", [tmp_path / "gout.md"], embedder)
    library = Library(tmp_path / "index", embedder)
    evidence = weigh(library, "What dose of colchicine is given in gout?")
    assert evidence.missing
    assert evidence.confidence <= RULED_OUT
    assert not weigh(library, "Is colchicine given in gout?").missing
    library.close()


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("With what dose does treatment begin?", "Treatment begins with 10 mg a day."),
        ("Who sees children with familial hypercholesterolaemia?", "paediatrician"),
    ],
)
def test_the_reader_puts_first_what_answers(
    statin: Library, reader: Reader, question: str, best: str
) -> None:
    first = weigh(statin, question, reader).parts[0][0]
    assert best in first.sentence.text
    assert 0 < first.read <= 1
    assert 0 < (first.passage.reranker or 0) <= 1


def test_what_is_said_of_another_thing_is_read_as_no_answer(statin: Library, reader: Reader) -> None:
    answered = weigh(statin, "Who sees children with familial hypercholesterolaemia?", reader)
    silent = weigh(statin, "How long do children with familial hypercholesterolaemia live?", reader)
    assert answered.features.score > silent.features.score
    assert answered.confidence > silent.confidence


def test_a_drug_that_no_document_names_rules_the_answer_out(statin: Library) -> None:
    evidence = weigh(statin, "Is high cholesterol treated with rosuvastatin?")
    assert evidence.missing == "rosuvastatin"
    assert evidence.confidence <= RULED_OUT
    assert not weigh(statin, "Is high cholesterol treated with atorvastatin?").missing


def test_lay_words_and_the_other_spelling_find_what_the_document_says(statin: Library) -> None:
    lay = weigh(statin, "Which doctor sees kids with familial hypercholesterolemia?").sentences[0]
    plain = weigh(statin, "Which physician sees children with familial hypercholesterolaemia?").sentences[0]
    assert "paediatrician" in lay.sentence.text
    assert lay.sentence_words > 0.5
    assert lay.sentence_words == pytest.approx(plain.sentence_words, abs=0.05)


def test_what_is_asked_for_is_surer_than_what_is_not(opened_library: Library) -> None:
    close = weigh(opened_library, "How is an acute attack of gout treated?").confidence
    far = weigh(opened_library, "Who won the world cup in 1998?").confidence
    assert far < 0.2 < close


def test_without_passages_there_is_no_confidence(opened_library: Library) -> None:
    evidence = judge("What is gout?", (), opened_library.lexicon(), load_confidence(with_reader=False))
    assert evidence.sentences == ()
    assert evidence.features == NOTHING
    assert evidence.confidence < 0.1


@pytest.mark.parametrize("with_reader", [True, False])
def test_each_feature_has_a_coefficient(with_reader: bool) -> None:
    assert set(load_confidence(with_reader=with_reader).coefficients) == {
        "intercept",
        *Features.__dataclass_fields__,
    }


def test_the_confidence_is_a_logistic_regression() -> None:
    coefficients = dict.fromkeys(["intercept", *Features.__dataclass_fields__], 0.0) | {"score": 2.0}
    features = replace(NOTHING, score=1.0, unnamed=0.0)
    assert fitted(coefficients).of(features) == pytest.approx(0.8808, abs=1e-4)
    assert fitted(dict.fromkeys(coefficients, 0.0)).of(features) == 0.5


def test_the_confidence_says_what_it_was_fitted_for() -> None:
    confidence = load_confidence(with_reader=False)
    assert confidence.misfit("all-MiniLM-L6-v2", 0.5, UNREAD) == ""
    assert load_confidence(with_reader=True).misfit("all-MiniLM-L6-v2", 0.5, READER) == ""
    said = confidence.misfit("/models/other", 0.5, "/models/judge")
    assert "the embedding model /models/other (fitted for all-MiniLM-L6-v2)" in said
    assert "the reranker /models/judge (fitted for none)" in said
    assert "embedding weight" not in said
    assert "benchmarks/fit_confidence.py" in said
    assert "the embedding weight 0.9 (fitted for 0.5)" in confidence.misfit("all-MiniLM-L6-v2", 0.9, UNREAD)
