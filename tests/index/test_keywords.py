"""BM25 finds the paragraphs that hold the words of a question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Paragraph
from index.store.keywords import Keywords


def paragraphs(*texts: str, heading: str = "") -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph("document", number, text, 0, len(text), heading=heading)
        for number, text in enumerate(texts, start=1)
    )


SOME = paragraphs(
    "Asthma is treated with budesonide.",
    "Gout is treated with colchicine. Gout hurts.",
    "Migraine is a headache.",
)


def scores(texts: Sequence[Paragraph], question: str) -> list[float]:
    return [float(score) for score in Keywords.build(texts).scores(question)]


def test_the_paragraph_with_the_words_of_the_question_scores_highest() -> None:
    assert int(np.argmax(scores(SOME, "How do we treat gout?"))) == 1


def test_a_rare_word_weighs_more_than_one_that_many_paragraphs_hold() -> None:
    found = scores(SOME, "treatment budesonide")
    assert found[0] > found[1] > found[2] == 0


def test_the_words_of_the_headings_above_a_paragraph_count() -> None:
    below = paragraphs("Take it at night.", heading="Amitriptyline > Dose")
    assert scores([*SOME, *below], "dose of amitriptyline")[3] > 0


@pytest.mark.parametrize("question", ["", "?", "what is it", "thermodynamics of steam", "xqzv"])
def test_a_question_without_a_known_word_scores_nothing(question: str) -> None:
    assert scores(SOME, question) == [0, 0, 0]


def test_paragraphs_without_any_term_can_be_indexed(tmp_path: Path) -> None:
    Keywords.build(paragraphs("Is it?", "…")).save(tmp_path / "keywords")
    found = Keywords.load(tmp_path / "keywords", 2)
    assert found.scores("asthma").tolist() == [0, 0]
    assert found.scores("").tolist() == [0, 0]


def test_what_was_saved_scores_as_before(tmp_path: Path) -> None:
    Keywords.build(SOME).save(tmp_path / "new" / "keywords")
    loaded = Keywords.load(tmp_path / "new" / "keywords", 3)
    assert loaded.scores("colchicine for gout").tolist() == scores(SOME, "colchicine for gout")


def test_a_missing_or_emptied_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "missing", tmp_path / "empty"):
        with pytest.raises(FileNotFoundError):
            Keywords.load(folder, 3)


def test_an_index_of_other_paragraphs_is_refused(tmp_path: Path) -> None:
    Keywords.build(SOME).save(tmp_path)
    with pytest.raises(ValueError, match="is of 3 paragraphs, not of 4"):
        Keywords.load(tmp_path, 4)


def test_saving_over_what_a_broken_off_run_left_replaces_it(tmp_path: Path) -> None:
    Keywords.build(paragraphs(*(f"word{number}" for number in range(50)))).save(tmp_path / "keywords")
    Keywords.build(SOME).save(tmp_path / "keywords")
    assert Keywords.load(tmp_path / "keywords", 3).scores("gout").argmax() == 1


def test_the_word_forms_of_paragraphs_headings_and_titles_are_kept_for_mending_a_question(
    tmp_path: Path,
) -> None:
    below = paragraphs("Take budesonide at night.", heading="Amitriptyline > Dose")
    Keywords.build(below, titles=["Febuxostat"]).save(tmp_path)
    vocabulary = Keywords.load(tmp_path, 1).vocabulary
    assert vocabulary.correct("budesonid amitriptyine febuxstat")[0] == "budesonide amitriptyline febuxostat"


@pytest.mark.parametrize("name", ["word-forms.json", "windows.npy"])
def test_a_file_that_is_gone_is_told(tmp_path: Path, name: str) -> None:
    Keywords.build(SOME).save(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(FileNotFoundError):
        Keywords.load(tmp_path, 3)


def test_a_paragraph_counts_as_the_place_in_it_that_says_most() -> None:
    filler = ["The ward was quiet that day."] * 4
    together = " ".join(["Gout is treated with colchicine.", *filler, *filler])
    apart = " ".join(["Gout was seen.", *filler, "He was treated.", *filler, "Colchicine is bitter."])
    first, second = scores(paragraphs(together, apart), "gout treated colchicine")
    assert first > second


def test_words_of_neighbouring_sentences_count_together() -> None:
    near = "Gout is painful. It is treated with colchicine. The ward was quiet."
    far = "Gout is painful. The ward was quiet. He slept. It is treated with colchicine."
    first, second = scores(paragraphs(near, far), "gout colchicine")
    assert first > second


@pytest.mark.parametrize("content", ["", '{"gout": 2', "[]"])
def test_damaged_word_forms_are_told(tmp_path: Path, content: str) -> None:
    Keywords.build(SOME).save(tmp_path)
    (tmp_path / "word-forms.json").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"word-forms|Expecting"):
        Keywords.load(tmp_path, 3)
