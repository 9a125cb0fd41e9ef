"""The ways in which models say a statement otherwise, each with a change of it that is found."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.answering.agreement import agrees
from assistant.answering.checking import CitedStatement, held_by
from assistant.evidence.pieces.cutting import pieces


@dataclass(frozen=True, slots=True)
class Way:
    """A statement, what says the same in other words, and what looks like it and does not."""

    statement: str
    same: str
    changed: str


WAYS = {
    "passive": Way(
        "Rifampicin may reduce plasma levels of dabigatran.",
        "Plasma concentrations of dabigatran may be lowered by rifampicin.",
        "Plasma concentrations of rifampicin may be lowered by dabigatran.",
    ),
    "passive of a verb with two sides": Way(
        "Vancomycin causes red flushing.",
        "Red flushing is caused by vancomycin.",
        "Vancomycin is caused by red flushing.",
    ),
    "active": Way(
        "The effect of warfarin is increased by fluconazole.",
        "Fluconazole increases the effect of warfarin.",
        "Warfarin increases the effect of fluconazole.",
    ),
    "by how much": Way(
        "Reduce the morphine dose by 25% every week.",
        "Taper morphine by 25 percent every week.",
        "Taper morphine by 75 percent every week.",
    ),
    "times a day": Way(
        "doxycycline 100 mg orally 2x/day for 7 days",
        "Doxycycline 100 mg is taken by mouth twice a day for one week.",
        "Doxycycline 100 mg is taken by mouth three times a day for one week.",
    ),
    "range": Way(
        "The target INR ranges from 2 to 3.",
        "The target INR is between 2 and 3.",
        "The target INR is between 2 and 4.",
    ),
    "interval": Way(
        "Ferritin should be checked at two-week intervals.",
        "Ferritin should be checked every two weeks.",
        "Ferritin should be checked every two months.",
    ),
    "millions": Way(
        "benzathine penicillin G 2.4 million units IM in a single dose",
        "One dose of 2,400,000 units of benzathine penicillin G is given intramuscularly.",
        "One dose of 2.4 units of benzathine penicillin G is given intramuscularly.",
    ),
    "number in words": Way(
        "Relapse occurred in 68 of 70 patients on placebo.",
        "Sixty-eight of 70 patients on placebo had a relapse.",
        "Sixty-six of 70 patients on placebo had a relapse.",
    ),
    "rate": Way(
        "Rewarm the patient by 1-2°C per hour.",
        "The patient should be rewarmed by 1 to 2 °C an hour.",
        "The patient should be rewarmed by 1 to 2 °C a minute.",
    ),
    "unit of a column": Way(
        "Drug: Lidocaine; Maximum (mg): 300; Onset (min): 5",
        "The maximum of lidocaine is 300 mg.",
        "The maximum of lidocaine is 300 micrograms.",
    ),
    "over an amount": Way(
        "Stop metformin if creatinine exceeds 150 mg/L.",
        "Metformin is stopped if creatinine is over 150 mg/L.",
        "Metformin is stopped if creatinine is under 150 mg/L.",
    ),
    "over a time": Way(
        "Infuse phenytoin 20 mg/kg over 30 minutes.",
        "Phenytoin 20 mg/kg is infused over half an hour.",
        "Phenytoin 20 mg/kg is infused after half an hour.",
    ),
    "contains no": Way(
        "The vaccine does not contain thiomersal or gelatine.",
        "The vaccine contains no thiomersal or gelatine.",
        "The vaccine contains thiomersal or gelatine.",
    ),
    "each contains": Way(
        "Each tablet contains 40 mg of telmisartan.",
        "One tablet contains telmisartan 40 mg.",
        "One tablet contains telmisartan 80 mg.",
    ),
    "usually not": Way(
        "Imaging is not usually needed in acute back pain.",
        "In acute back pain imaging is usually not needed.",
        "In acute back pain imaging is usually needed.",
    ),
    "as soon": Way(
        "If you vomit within 2 hours, take another capsule as soon as possible.",
        "Another capsule should be taken as soon as you can if vomiting happens within two hours.",
        "Another capsule should be taken as soon as you can if vomiting happens after two hours.",
    ),
    "as needed": Way(
        "Give salbutamol, if needed with a spacer, in severe asthma.",
        "In severe asthma salbutamol is given with a spacer if necessary.",
        "In severe asthma salbutamol is given with a spacer.",
    ),
    "alternatives in another order": Way(
        "Inflammation may begin when bacteria or stool get caught in a pouch.",
        "Inflammation may start when stool or bacteria get caught in a pouch.",
        "Inflammation may start unless stool or bacteria get caught in a pouch.",
    ),
    "relative clause for a condition": Way(
        "Insulin may lose its potency if it becomes too warm.",
        "Insulin that becomes too warm may lose its potency.",
        "Insulin that becomes too warm must lose its potency.",
    ),
    "end of a range": Way(
        "Screening should start at age 45 and continue through age 75.",
        "Screening should start at 45, ending at 75.",
        "Screening should start at 75, ending at 45.",
    ),
    "label of a row": Way(
        "Severity: first episode, mild-moderate severity; Treatment: Metronidazole 500 mg PO TID",
        "Metronidazole 500 mg by mouth three times a day is used for a first episode of mild to moderate "
        "severity.",
        "Metronidazole 500 mg by mouth three times a day is used for a second episode of mild to moderate "
        "severity.",
    ),
    "abbreviation": Way(
        "Keep SBP below 140 mmHg until the aneurysm is secured.",
        "The systolic blood pressure is kept below 140 mm Hg until the aneurysm is secured.",
        "The diastolic blood pressure is kept below 140 mm Hg until the aneurysm is secured.",
    ),
    "everyday verbs": Way(
        "The clinician should make sure that hydration is maintained in severe diarrhoea.",
        "In severe diarrhea the doctor should ensure that hydration is kept up.",
        "In severe diarrhea the doctor may ensure that hydration is kept up.",
    ),
    "instruction": Way(
        "If the child is drowsy, give glucose 5 mL/kg.",
        "Glucose 5 mL/kg should be given if the child is drowsy.",
        "Glucose 5 mL/kg may be given if the child is drowsy.",
    ),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_says_the_same_in_other_words_agrees(way: Way) -> None:
    assert agrees(way.same, way.statement)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_was_changed_in_other_words_does_not(way: Way) -> None:
    assert not agrees(way.changed, way.statement)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        # What is firm does not become possible.
        (
            "Blood cultures should be taken before antibiotics.",
            "Blood cultures may be taken before antibiotics.",
        ),
        # A word between two that are taken over is not left out.
        (
            "Do not remove the dressing until the wound is dry.",
            "Do not remove the dressing from the wound that is dry.",
        ),
        # A label that is denied is not lent, and what follows a label is said of it.
        ("Criteria: No hypotension; Points: 5", "Criteria: hypotension; Points: 5"),
        (
            "Criteria: Rochester; Chest radiograph: if cough; Antibiotics: none",
            "Criteria Rochester antibiotics.",
        ),
        # Lists of names take these for the same.
        ("Adequate sedation relieves distress in children.", "Adequate pain relieves distress in children."),
        ("Aspirin helps prevent malignant neoplasms.", "Aspirin helps prevent benign cancer."),
        # "One" beside a number has no unit of its own.
        ("Take one 75 mg tablet of clopidogrel.", "Take 1 mg of clopidogrel as a 75 mg tablet."),
    ],
)
def test_what_passed_before_and_says_something_else_does_not_agree(statement: str, sentence: str) -> None:
    assert not agrees(sentence, statement)


def test_over_an_amount_is_above_it_and_over_a_time_is_not() -> None:
    assert pieces("over 60 mg") == pieces("above 60 mg")
    assert pieces("over 60 minutes") != pieces("above 60 minutes")


NEIGHBOURS = (
    CitedStatement("Give adrenaline into the thigh.", "", "Anaphylaxis"),
    CitedStatement("In adults the dose of adrenaline is 500 micrograms IM.", "", "Anaphylaxis"),
    CitedStatement("In children the dose is 150 micrograms.", "", "Anaphylaxis"),
)


def test_a_sentence_may_take_from_two_statements_beside_each_other() -> None:
    said = "Adults are given adrenaline 500 micrograms IM into the thigh."
    assert held_by(said, NEIGHBOURS) == (0, 1)


@pytest.mark.parametrize(
    "said",
    [
        "Children are given adrenaline 500 micrograms IM into the thigh.",
        "Adults are given adrenaline 150 micrograms IM into the thigh.",
        "Adults are given adrenaline 500 micrograms IV into the thigh.",
        "Adults are given adrenaline 500 mg IM into the thigh.",
    ],
)
def test_what_two_statements_say_of_different_patients_is_not_mixed(said: str) -> None:
    assert held_by(said, NEIGHBOURS) == ()


def test_statements_of_different_headings_are_not_taken_together() -> None:
    apart = (NEIGHBOURS[0], CitedStatement(NEIGHBOURS[1].text, "", "Asthma"))
    assert held_by("Adults are given adrenaline 500 micrograms IM into the thigh.", apart) == ()
