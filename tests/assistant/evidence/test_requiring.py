"""What is asked about is what is told about, from the question to the answer and the refusal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise

NOTHING = "The documents do not answer this."
SEIZURES = """# Seizures on the ward

## Stopping a seizure

| Drug | Route | Adult | Child |
|------|-------|-------|-------|
| Lorazepam | IV | 4 mg once | 0.1 mg/kg once |
| Midazolam | buccal | 10 mg once | 0.3 mg/kg once |
| Diazepam | rectal | 20 mg once | 0.5 mg/kg once |

## Preventing further seizures

Levetiracetam 60 mg/kg IV over ten minutes is given to adults in whom seizures go on.

Measure the glucose of every patient who has a seizure.
"""
ANAPHYLAXIS = """# Anaphylaxis

## Treatment

Give adrenaline 0.5 mg IM into the thigh at once to an adult.

Hydrocortisone 200 mg IV may follow in adults with asthma.
"""


CARD = """# Drug card

## Intubation

Ketamine 2 mg/kg is given fast.

Rocuronium 1 mg/kg is given fast.

## Sedation

Ketamine 0.5 mg/kg is given slowly.

Propofol 1 mg/kg is given slowly.
"""

DISSECTION = """# Aortic dissection

## History

Hypertension comes first: three of four patients with aortic dissection have it.

## Treatment

Esmolol comes first, nicardipine second.
"""


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("ward")
    files: Path = home / "files"
    files.mkdir()
    (files / "seizures.md").write_text(SEIZURES, "utf-8")
    (files / "anaphylaxis.md").write_text(ANAPHYLAXIS, "utf-8")
    (files / "card.md").write_text(CARD, "utf-8")
    (files / "dissection.md").write_text(DISSECTION, "utf-8")
    settings = Settings(home=home)
    synchronise(settings.index_folder, [files], embedder)
    assistant = Assistant(settings, Library(settings.index_folder, embedder))
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("question", "told", "never"),
    [
        ("What is the IV lorazepam dose for an adult in a seizure?", "Adult: 4 mg once", ("10 mg", "20 mg")),
        ("Buccal midazolam dose for a child in a seizure?", "Child: 0.3 mg/kg once", ("0.5 mg", "0.1 mg")),
        ("How much epinephrine is given in anaphylaxis?", "0.5 mg IM", ("200 mg", "mg/kg")),
    ],
)
def test_the_dose_is_that_of_the_drug_the_route_and_the_patient(
    ward: Assistant, question: str, told: str, never: tuple[str, ...]
) -> None:
    answer = ward.ask(question)
    assert told in answer.text
    assert not [words for words in never if words in answer.text]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What is the dose of phenytoin in seizures?", "No document names phenytoin."),
        ("What is the dose of fentanyl for an adult?", "No document names fentanyl."),
        ("What is the intramuscular dose of lorazepam for an adult?", "nothing is said of intramuscular"),
        ("What is the dose of hydrocortisone in croup?", "No document names croup."),
    ],
)
def test_a_refusal_says_what_the_documents_do_not_name(ward: Assistant, question: str, reason: str) -> None:
    answer = ward.ask(question)
    assert answer.kind == "refused"
    assert answer.text.startswith(NOTHING)
    assert reason in answer.text


def test_a_drug_is_found_by_its_other_name(ward: Assistant) -> None:
    assert ward.ask("What is the dose of Keppra in an adult with seizures?").kind == "answered"


def test_what_is_ruled_out_is_explained(ward: Assistant) -> None:
    why = ward.explain("What is the dose of fentanyl for an adult?")
    assert why.missing == "fentanyl"
    assert why.confidence <= 0.05


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("clinic")
    (home / "gout.md").write_text(
        "# Gout\n\n## Overview\n\nCauses of gout (see table 2).\n\n"
        "The causes are diuretics, beer and obesity.\n\n"
        "## Attacks\n\nAcetaminophen 1 g is taken four times a day.\n\n"
        "An attack is certain where at least 2 signs are found:\n\n- a red joint\n- a swollen toe\n\n"
        "## Emergencies\n\nNaproxen 500 mg is given by mouth. Repeat after 12 hours.\n\n"
        "Etoricoxib or febuxostat may follow. Repeat after 24 hours.\n\n"
        "## Breast-feeding\n\nMothers who breast-feed may take ibuprofen. Colchicine should be avoided.\n",
        "utf-8",
    )
    (home / "asthma.md").write_text("# Asthma\n\nSalbutamol relieves asthma.\n", "utf-8")
    (home / "ibuprofen.md").write_text("# Ibuprofen\n\nIbuprofen 400 mg is taken with a meal.\n", "utf-8")
    (home / "nerves.md").write_text(
        "# Steroids\n\nMyasthenia gravis (MYG) is found by antibodies.\n\n"
        "Ulcerative colitis (ULC) is found by endoscopy.\n\n"
        "## Ulcerative colitis\n\nPrednisolone 15 mg is given daily.\n",
        "utf-8",
    )
    files = [home / name for name in ("gout.md", "asthma.md", "ibuprofen.md", "nerves.md")]
    synchronise(home / "index", files, embedder)
    assistant = Assistant(Settings(home=home), Library(home / "index", embedder))
    yield assistant
    assistant.close()


def test_a_sentence_that_only_says_the_question_again_is_no_answer(clinic: Assistant) -> None:
    answer = clinic.ask("What are the causes of gout?")
    assert [statement.text for statement in answer.statements] == [
        "The causes are diuretics, beer and obesity."
    ]


def test_what_a_paragraph_goes_on_with_is_about_the_patients_it_began_with(clinic: Assistant) -> None:
    answer = clinic.ask("Which gout drugs should be avoided while breast-feeding?")
    assert "Colchicine should be avoided." in answer.text


def test_a_brand_that_no_document_names_is_answered_by_the_drugs_other_name(clinic: Assistant) -> None:
    answer = clinic.ask("What is the dose of Tylenol?")
    assert answer.text.startswith("Acetaminophen 1 g is taken four times a day.")


def test_a_dose_is_that_of_the_use_that_is_asked_for(ward: Assistant) -> None:
    answer = ward.ask("Which dose of ketamine for intubation?")
    assert "2 mg/kg" in answer.text
    assert "0.5 mg/kg" not in answer.text
    # Other drugs stand under intubation, this one under sedation alone.
    assert not ward.ask("Which dose of propofol for intubation?").answered
    assert ward.ask("Which dose of propofol for sedation?").answered


def test_an_abbreviation_is_what_the_documents_define_it_as(clinic: Assistant) -> None:
    assert not clinic.ask("What is the dose of prednisolone in MYG?").answered
    assert (
        clinic.ask("What is the dose of prednisolone in ULC?").text
        == "Prednisolone 15 mg is given daily. [1]"
    )


def test_whether_a_drug_is_for_a_disease_is_told_by_what_names_it(clinic: Assistant) -> None:
    assert not clinic.ask("Is ibuprofen used against asthma?").answered
    assert clinic.ask("Is salbutamol used against asthma?").answered
    # What the person has besides is not what is asked about.
    assert clinic.ask("I have asthma. Is ibuprofen taken with a meal?").answered


def test_a_sentence_is_about_the_drug_of_the_sentence_that_it_leans_on(clinic: Assistant) -> None:
    answer = clinic.ask("How soon is naproxen repeated?")
    assert answer.text == "Naproxen 500 mg is given by mouth. Repeat after 12 hours. [1]"
    # Of two drugs either may be meant.
    assert not clinic.ask("How soon is etoricoxib repeated?").answered


def test_a_place_that_no_document_names_is_said(clinic: Assistant) -> None:
    refused = clinic.ask("How common is gout in Nigeria?")
    assert not refused.answered
    assert "No document names Nigeria." in refused.text
    assert clinic.ask("What Are The Causes Of Gout In Adults?").answered
    # Where the patient was is not what is asked about.
    assert "Nigeria" not in clinic.ask("He fell ill in Nigeria: which dose of ibuprofen is taken?").text


def test_an_item_gives_the_value_that_leads_in_to_it(clinic: Assistant) -> None:
    answer = clinic.ask("How many signs make an attack of gout certain?")
    assert "at least 2 signs" in answer.text


def test_what_a_patient_has_besides_need_not_be_named(clinic: Assistant) -> None:
    asked = "What dose of ibuprofen is taken {}?"
    assert not clinic.ask(asked.format("in asthma")).answered
    assert clinic.ask("An old man has asthma. " + asked.format("by him")).answered


def test_which_drug_it_is_is_told_by_what_names_one(ward: Assistant) -> None:
    answer = ward.ask("Which antihypertensive comes first in aortic dissection?")
    assert "Esmolol" in answer.text
    assert "three of four" not in answer.text
