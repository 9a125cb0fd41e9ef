"""An answer can be asked why it was given or withheld, and every number of that adds up."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from assistant.assistant import Assistant
from assistant.cli.command_line import app
from assistant.cli.explanation import print_explanation
from assistant.evidence.explanation import Explanation
from assistant.evidence.judging import SentenceScore
from assistant.settings import Settings
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise

GOUT = "How is an acute attack of gout treated?"
QUESTIONS = (GOUT, "What is the capital of Australia?", "xqzv", "How many patients have an aura?")
WIDTH = 100


def shown(explanation: Explanation, width: int = WIDTH) -> str:
    console = Console(width=width, markup=False, highlight=False, color_system=None)
    with console.capture() as capture:
        print_explanation(console, explanation)
    return capture.get()


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_explained_is_what_is_answered(library_assistant: Assistant, question: str) -> None:
    answer, why = library_assistant.ask(question), library_assistant.explain(question)
    assert (why.question, why.standalone_question) == (answer.question, answer.standalone_question)
    assert why.confidence == pytest.approx(answer.confidence, abs=1e-4)
    assert (why.confidence >= why.threshold) == answer.answered
    assert [(passage.document, passage.paragraph) for passage in why.passages] == [
        (passage.document, passage.paragraph) for passage in answer.passages
    ]
    assert [passage.score for passage in why.passages] == pytest.approx(
        [passage.score for passage in answer.passages], abs=1e-4
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_features_add_up_to_the_confidence(library_assistant: Assistant, question: str) -> None:
    why = library_assistant.explain(question)
    assert all(part.contribution == pytest.approx(part.weight * part.value) for part in why.features)
    assert why.total == pytest.approx(why.intercept + sum(part.contribution for part in why.features))
    assert why.estimate == pytest.approx(1 / (1 + math.exp(-why.total)))
    assert why.confidence <= why.estimate + 1e-9
    assert why.missing or why.confidence == pytest.approx(why.estimate)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_parts_of_a_sentence_add_up_to_its_score(library_assistant: Assistant, question: str) -> None:
    why = library_assistant.explain(question)
    assert why.sentences
    for one in why.sentences:
        assert one.score == pytest.approx(sum(part.contribution for part in one.parts))
    assert [one.score for one in why.sentences] == sorted((one.score for one in why.sentences), reverse=True)
    # Every number that a sentence is weighed by has its part.
    weighed = {name for name, kind in SentenceScore.__annotations__.items() if kind == "float"}
    assert {part.name for part in why.sentences[0].parts} == weighed | {"passage"}


def test_the_ranks_are_those_of_the_two_rankings(library_index: Path, embedder: Embedder) -> None:
    home = library_index.parent
    found = {}
    for weight in (0, 0.5, 1):
        library = Library(library_index, embedder, embedding_weight=weight)
        assistant = Assistant(Settings(home=home, passages=14), library)
        found[weight] = assistant.explain(GOUT).passages
        assistant.close()
    for place, passage in enumerate(found[1], 1):
        assert passage.similarity_rank == place
    for place, passage in enumerate(found[0], 1):
        assert passage.keywords_rank == (place if passage.keywords else None)
    assert {
        passage.paragraph: passage.keywords_rank for passage in found[0] if passage.document == "gout"
    } == {passage.paragraph: passage.keywords_rank for passage in found[0.5] if passage.document == "gout"}
    assert [passage.rank for passage in found[0.5]] == list(range(1, 15))


def test_typing_errors_and_abbreviations_are_told(bundled_assistant: Assistant) -> None:
    why = bundled_assistant.explain("How is juvenile dermatomyositis treated with cortecosteroid?")
    assert [(one.found, one.instead) for one in why.corrections] == [("cortecosteroid", "corticosteroid")]
    assert why.standalone_question.endswith("with corticosteroid?")
    assert why.abbreviations == {"JDM": ("juvenile dermatomyositis",)}
    assert bundled_assistant.explain("What is jdm?").abbreviations == why.abbreviations
    assert bundled_assistant.explain("What is calcinosis?").abbreviations == {}
    text = shown(why)
    assert "Corrected: cortecosteroid to corticosteroid" in text
    assert "Abbreviation: JDM for juvenile dermatomyositis" in text


def test_small_words_that_look_like_abbreviations_are_none(tmp_path: Path, embedder: Embedder) -> None:
    library = tmp_path / "library"
    library.mkdir()
    text = "Spine\n\nAnkylosing spondylitis (AS) stiffens the spine.\n\nAS is treated with exercise.\n"
    (library / "spine.txt").write_text(text, encoding="utf-8")
    settings = Settings(home=tmp_path)
    synchronise(settings.index_folder, [library], embedder)
    assistant = Assistant(settings, Library(settings.index_folder, embedder))
    assert assistant.explain("Which is known as stiff spine?").abbreviations == {}
    assert assistant.explain("How is AS treated?").abbreviations == {"AS": ("ankylosing spondylitis",)}
    assistant.close()


def test_words_that_no_document_names_are_told_as_they_were_typed(library_assistant: Assistant) -> None:
    why = library_assistant.explain("Does rituximab help in gout?")
    assert "rituximab" in why.unnamed
    assert "gout" not in why.unnamed
    assert all(0 <= rarity <= 1 for rarity in why.unnamed.values())
    assert "Words that no document names: rituximab (rarity 0." in shown(why)


def test_it_is_told_in_words_what_the_confidence_decides(library_assistant: Assistant) -> None:
    assert "The evidence is enough: the confidence 0." in shown(library_assistant.explain(GOUT))
    withheld = shown(library_assistant.explain("What is the capital of Australia?"))
    assert "The answer was withheld: the confidence 0." in withheld
    assert f"is under the threshold {library_assistant.settings.threshold:g}." in withheld


@pytest.mark.parametrize("width", [WIDTH, 80])
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_line_is_wider_than_the_terminal_and_no_number_is_cut(
    library_assistant: Assistant, question: str, width: int
) -> None:
    why = library_assistant.explain(question)
    lines = shown(why, width).splitlines()
    assert max(map(len, lines)) <= width
    text = "\n".join(lines)
    for part in why.features:
        assert f"{part.name} " in text
        assert f"{part.contribution + 0.0:.3f}" in text
    for passage in why.passages:
        assert f"{passage.score:.3f}" in text
        assert f"{passage.similarity:.3f}" in text
    for sentence in why.sentences:
        assert all(f"{part.value:.3f}" in text for part in sentence.parts)


def test_tables_fit_even_when_names_and_sentences_are_long(tmp_path: Path, embedder: Embedder) -> None:
    library = tmp_path / "library"
    library.mkdir()
    words = "which-is-a-very-long-name-of-a-file" * 4
    (library / f"{words}.txt").write_text(
        f"Gout\n\nColchicine{' and naproxen' * 80} relieve gout.\n", "utf-8"
    )
    settings = Settings(home=tmp_path)
    synchronise(settings.index_folder, [library], embedder)
    assistant = Assistant(settings, Library(settings.index_folder, embedder))
    lines = shown(assistant.explain("What relieves gout?")).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assistant.close()


def test_the_command_line_prints_it_under_the_answer_and_adds_it_to_the_object(library_index: Path) -> None:
    variables = {"ASSISTANT_HOME": str(library_index.parent), "COLUMNS": str(WIDTH)}
    plain = CliRunner().invoke(app, ["ask", GOUT], env=variables).stdout
    explained = CliRunner().invoke(app, ["ask", GOUT, "--explain"], env=variables).stdout
    assert explained.startswith(plain)
    assert explained.removeprefix(plain).startswith("Why\nSearched for: ")
    assert max(map(len, explained.removeprefix(plain).splitlines())) <= WIDTH
    answer = json.loads(CliRunner().invoke(app, ["ask", GOUT, "--json", "--explain"], env=variables).stdout)
    assert answer["answered"] is True
    assert answer["explanation"]["confidence"] == pytest.approx(answer["confidence"], abs=1e-4)
    assert answer["explanation"]["passages"][0]["keywords_rank"] == 1
    without = json.loads(CliRunner().invoke(app, ["ask", GOUT, "--json"], env=variables).stdout)
    assert set(answer) - set(without) == {"explanation"}
