"""Suggested questions come from headings, tables and definitions, and the documents answer them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from clinical_library import write_library
from growth import grows_in_proportion
from small_files import SMALL_FILES

from assistant.answer import Message
from assistant.assistant import Assistant
from assistant.evidence.confidence import FAIR
from assistant.settings import Settings
from assistant.suggestions import first_questions, follow_ups
from assistant.suggestions.drafting import defined_by
from assistant.suggestions.names import in_sentence, plain_heading
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise

GUIDELINE = """# Hypertension in adults: a guideline

## 1 Introduction
This guideline is for general practice.

## 2 Diagnosis
### 2.1 What is white-coat hypertension?
White-coat hypertension is a raised pressure in the clinic with normal values at home.

## 3 TREATMENT
### 3.1 ACE INHIBITORS
ACE inhibitors should not be given in pregnancy. A dry cough is their commonest side effect.

### 3.2 Calcium-channel blockers
Amlodipine is started at 5 mg a day.

## 4 Complications
Untreated hypertension leads to stroke, heart failure and kidney disease.

## Discussion
The pressure of most people with hypertension rises with their age.

## References
1. Somebody. Something. 2020.
"""
INFECTIONS = """# Infections of the urinary tract

## Cystitis
### Symptoms
Burning on passing urine and frequency are typical of cystitis.
### Management
Nitrofurantoin 100 mg twice daily for five days is the first choice to treat cystitis in women.

## Croup
### Dosage
Dexamethasone 0.15 mg/kg by mouth once is the dosage in croup.

## Prophylaxis

| Drug | Dose | Duration |
|---|---|---|
| Trimethoprim | 100 mg at night | six months |
| Cefalexin | 125 mg at night | three months |

## What is <img src=x onerror=alert(1)> [here](javascript:alert(1))?
Keep the tablets dry.
"""


@pytest.fixture(scope="module")
def guidelines(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("guidelines")
    files = write_library(folder / "files", {"pressure.md": GUIDELINE, "urine.md": INFECTIONS})
    settings = Settings(home=folder)
    synchronise(settings.index_folder, [files], embedder)
    assistant = Assistant(settings, Library(settings.index_folder, embedder))
    yield assistant
    assistant.close()


def asked(*questions: str) -> list[Message]:
    return [{"role": "user", "content": question} for question in questions]


def test_first_questions_are_spread_over_the_documents(library_assistant: Assistant) -> None:
    questions = first_questions(library_assistant)
    cited = {library_assistant.ask(question).citations[0].document for question in questions}
    assert cited == {"asthma", "gout", "migraine", "scabies"}


def test_each_first_question_is_answered_surely(
    library_assistant: Assistant, bundled_assistant: Assistant, guidelines: Assistant
) -> None:
    for assistant in (library_assistant, bundled_assistant, guidelines):
        questions = first_questions(assistant)
        assert len(questions) == 4
        for question in questions:
            answer = assistant.ask(question)
            assert answer.answered, question
            assert answer.confidence >= FAIR


def test_one_document_gives_its_own_questions(library_assistant: Assistant) -> None:
    questions = first_questions(library_assistant, documents=["gout"])
    assert {"What is gout?", "How is gout diagnosed?"} <= set(questions)
    answers = [library_assistant.ask(question, documents=["gout"]) for question in questions]
    quotes = [answer.citations[0].quote for answer in answers]
    assert len(set(quotes)) == len(quotes) >= 3


def test_they_are_the_same_each_time_and_as_many_as_wanted(library_assistant: Assistant) -> None:
    assert first_questions(library_assistant) == first_questions(library_assistant)
    assert len(first_questions(library_assistant, count=2)) == 2
    assert first_questions(library_assistant, count=0) == ()


def test_headings_become_questions_about_what_stands_above_them(guidelines: Assistant) -> None:
    questions = [
        question for name in ("pressure", "urine") for question in first_questions(guidelines, 10, [name])
    ]
    assert "What are the complications of hypertension?" in questions
    assert "What is white-coat hypertension?" in questions
    assert "What are the symptoms of cystitis?" in questions
    assert "How is cystitis treated?" in questions
    assert "What is the dose in croup?" in questions


def test_rows_of_tables_become_questions_about_what_labels_them(guidelines: Assistant) -> None:
    questions = first_questions(guidelines, 10, ["urine"])
    assert {"What is the dose of cefalexin?", "What is the dose of trimethoprim?"} <= set(questions)
    assert "125 mg" in guidelines.ask("What is the dose of cefalexin?").text


@pytest.mark.parametrize("ending", SMALL_FILES)
def test_a_small_file_of_any_format_gives_questions(ending: str, tmp_path: Path, embedder: Embedder) -> None:
    file = tmp_path / f"asthma{ending}"
    file.write_bytes(SMALL_FILES[ending]())
    settings = Settings(home=tmp_path / "home")
    synchronise(settings.index_folder, [file], embedder)
    assistant = Assistant(settings, Library(settings.index_folder, embedder))
    questions = {question.lower() for question in first_questions(assistant)}
    assert "what is asthma?" in questions
    # The first drug of the table, where the format's file has one with more than a column.
    assert ("what is the dose of salbutamol?" in questions) == (ending not in (".txt", ".epub"))
    assistant.close()


def test_a_document_that_was_just_added_is_asked_about_first(tmp_path: Path, embedder: Embedder) -> None:
    settings = Settings(home=tmp_path)
    files = write_library(tmp_path / "files")
    synchronise(settings.index_folder, [files], embedder)
    assistant = Assistant(settings, Library(settings.index_folder, embedder))
    before = first_questions(assistant)
    write_library(files, {"pressure.md": GUIDELINE})
    synchronise(settings.index_folder, [files], embedder)
    first, *others = first_questions(assistant)
    assert assistant.ask(first).citations[0].document == "pressure"
    assert len(others) == len(before) - 1
    assistant.close()


def test_headings_that_ask_nothing_and_odd_ones_are_left_out(guidelines: Assistant) -> None:
    questions = " ".join(first_questions(guidelines, 12))
    for word in ("Introduction", "discussion", "Discussion", "References", "<img", "javascript", "2.1"):
        assert word not in questions


def test_hundreds_of_documents_cost_no_more_than_a_few(tmp_path: Path, small_embedder: Embedder) -> None:
    texts = {
        f"{number}.txt": f"Remedy {number}\n\nXanthol-{number}a is an extract of the bark of tree {number}.\n"
        for number in range(300)
    }
    settings = Settings(home=tmp_path)
    synchronise(settings.index_folder, [write_library(tmp_path / "files", texts)], small_embedder)
    tried: list[str] = []
    assistant = counting(settings, small_embedder, tried)
    assert first_questions(assistant) == first_questions(assistant)
    assert 0 < len(tried) <= 24
    assistant.close()


def counting(settings: Settings, embedder: Embedder, tried: list[str]) -> Assistant:
    """Give an assistant whose embedder notes what is searched for."""

    class Counting(Embedder):
        def embed_query(self, text: str) -> list[float]:
            tried.append(text)
            return super().embed_query(text)

    return Assistant(settings, Library(settings.index_folder, Counting(embedder.name)))


def test_follow_ups_are_new_answered_and_about_the_topic(library_assistant: Assistant) -> None:
    answer = library_assistant.ask("What is gout?")
    questions = follow_ups(library_assistant, answer)
    assert 2 <= len(questions) <= 3
    assert "How is gout diagnosed?" in questions
    quoted = {citation.quote for citation in answer.citations}
    for question in questions:
        next_answer = library_assistant.ask(question)
        assert next_answer.answered
        assert next_answer.citations[0].quote not in quoted


def test_what_was_asked_before_is_not_suggested_again(bundled_assistant: Assistant) -> None:
    answer = bundled_assistant.ask("What is JDM?")
    (first, *_) = follow_ups(bundled_assistant, answer)
    later = follow_ups(bundled_assistant, answer, asked(first))
    assert first not in later
    assert not any(
        "treat" in one for one in follow_ups(bundled_assistant, answer, asked("How is JDM treated?"))
    )
    assert "What is juvenile dermatomyositis?" not in later


def test_after_a_refusal_what_is_near_is_suggested_if_it_is_answered(library_assistant: Assistant) -> None:
    refused = library_assistant.ask("How much does permethrin cost?")
    assert not refused.answered
    for question in follow_ups(library_assistant, refused):
        assert library_assistant.ask(question).answered, question


def test_small_talk_and_removed_documents_give_no_follow_ups(library_assistant: Assistant) -> None:
    assert follow_ups(library_assistant, library_assistant.ask("Thank you!")) == ()
    answer = library_assistant.ask("What is gout?")
    gone = [replace(citation, document="removed") for citation in answer.citations]
    assert follow_ups(library_assistant, replace(answer, citations=tuple(gone))) == ()
    assert first_questions(library_assistant, documents=["removed"]) == ()


def test_follow_ups_stay_with_the_chosen_documents(library_assistant: Assistant) -> None:
    answer = library_assistant.ask("What is asthma?", documents=["asthma"])
    for question in follow_ups(library_assistant, answer, documents=["asthma"]):
        found = library_assistant.ask(question, documents=["asthma"])
        assert {citation.document for citation in found.citations} == {"asthma"}


def test_follow_ups_come_quickly(bundled_assistant: Assistant) -> None:
    answer = bundled_assistant.ask("What is JDM?")
    follow_ups(bundled_assistant, answer)
    started = time.process_time()
    follow_ups(bundled_assistant, answer)
    assert time.process_time() - started < 0.8


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Scabies is an infestation of the skin by a mite.", "What is scabies?"),
        ("Japanese encephalitis is an infection of the brain.", "What is Japanese encephalitis?"),
        ("Hot flashes are any sudden feeling of heat.", "What are hot flashes?"),
        ("A pulmonary embolism (PE) is a clot in the lung.", "What is a pulmonary embolism?"),
        ("Hypotension is defined as a systolic pressure under 90 mmHg.", "What is hypotension?"),
    ],
)
def test_a_definition_answers_what_the_thing_is(sentence: str, question: str) -> None:
    assert defined_by(sentence, {}) == question


@pytest.mark.parametrize(
    "sentence",
    [
        "It is a disease of the skin.",
        "This study is a trial of two drugs.",
        "The virus is an enveloped one.",
        "The Task Force is an independent panel.",
        "Gout is a common problem in old age.",
        "Gout are a disease of the joints.",
        "The causes of gout were examined in 20 patients.",
        "Patients are treated with steroids.",
        "Allopurinol lowers the urate in the blood.",
        "<b>Gout</b> is an arthritis.",
        "Smith et al. is a paper on gout.",
        "Supportive care with infection control measures is a matter of course.",
        "",
    ],
)
def test_a_sentence_that_defines_nothing_gives_no_question(sentence: str) -> None:
    assert defined_by(sentence, {}) == ""


@pytest.mark.parametrize("piece", ["-", "a", "a-", "- ", "the ", "of ", "( ", "a is ", "a is a "])
def test_a_sentence_takes_time_in_proportion(piece: str) -> None:
    def look(length: int) -> None:
        defined_by((piece * length)[:length], {})
        defined_by(("Gout is a " + piece * length)[:length], {})

    grows_in_proportion(look, 1600)


@pytest.mark.parametrize(
    ("heading", "plain"),
    [
        ("2.1 Treatment", "Treatment"),
        ("IV. Diagnosis:", "Diagnosis"),
        ("A) Dose (adults)", "Dose"),
        ("3", "3"),
    ],
)
def test_a_heading_loses_its_number(heading: str, plain: str) -> None:
    assert plain_heading(heading) == plain


def test_capitals_stay_where_they_belong() -> None:
    written = {"wuhan": "Wuhan", "risk": "risk", "ace": "ACE"}
    assert in_sentence("Risk Assessment In Wuhan", written) == "risk assessment in Wuhan"
    assert in_sentence("ACE INHIBITORS", written) == "ACE inhibitors"
    assert in_sentence("Gottron's papules", written) == "Gottron's papules"
    assert in_sentence("Juvenile dermatomyositis", written) == "juvenile dermatomyositis"
    assert in_sentence("Hepatitis B", written) == "hepatitis B"
    assert in_sentence("Etomidate", written) == "etomidate"
