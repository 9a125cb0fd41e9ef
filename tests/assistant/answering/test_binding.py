"""A sentence in other words says what one statement says: what belongs together there does here."""

from __future__ import annotations

import pytest

from assistant.answering.agreement import agrees

TITLE = "Fever in children\nTreatment of sepsis > Antibiotics"
# Statements as documents have them, with what may be made of each, and what may not.
CEFTRIAXONE = (
    "Give ceftriaxone 80 mg/kg IV once daily in severe sepsis, and oral amoxicillin 40 mg/kg in mild sepsis."
)
HEPARIN = "Bolus 75 units/kg over 10 minutes, then infusion 20 units/kg/hour (maximum 1500 units/hour)"
METHOTREXATE = (
    "Coadministration of methotrexate and trimethoprim is not recommended because of bone marrow suppression."
)
WARFARIN = "Apixaban causes less bleeding than warfarin in older people with atrial fibrillation."
LORAZEPAM = "Lorazepam may be repeated once after 10 minutes if the seizure continues, but not in neonates."
METFORMIN = "Consider stopping metformin if eGFR falls below 45 mL/min."
STEROID = "Only patients with confirmed adrenal crisis should receive hydrocortisone 100 mg intravenously."
VACCINE = "The vaccine should not be given within 4 weeks of chemotherapy."
ADULTS = "Adults: 10 mg twice daily for 5 days; Children: 0.2 mg/kg twice daily for 3 days"

SOUND = [
    (CEFTRIAXONE, "In severe sepsis, ceftriaxone 80 mg/kg is given intravenously once a day."),
    (CEFTRIAXONE, "For mild sepsis give amoxicillin 40 mg/kg by mouth."),
    (HEPARIN, "A bolus of 75 U/kg is given over ten minutes, followed by an infusion of 20 U/kg per hour."),
    (HEPARIN, "The infusion is 20 units/kg/hour, with a maximum of 1,500 units/hour."),
    (METHOTREXATE, "Methotrexate should not be combined with trimethoprim."),
    (METHOTREXATE, "No, giving methotrexate together with trimethoprim is not recommended."),
    (WARFARIN, "In older people with atrial fibrillation, apixaban causes less bleeding than warfarin."),
    (LORAZEPAM, "If the seizure continues, lorazepam may be repeated once after 10 minutes."),
    (METFORMIN, "Stopping metformin should be considered when eGFR falls below 45 mL/min."),
    (STEROID, "Only patients with confirmed adrenal crisis should receive 0.1 g of hydrocortisone IV."),
    (VACCINE, "Within four weeks of chemotherapy, the vaccine should not be given."),
    (ADULTS, "For adults the dose is 10 mg two times a day for 5 days."),
    (ADULTS, "Children are given 0.2 mg/kg every 12 hours for three days."),
    ("Paracetamol 15 mg/kg q6h PO", "Oral acetaminophen 15 mg/kg is given four times a day."),
    ("Inject 0.5 mg of adrenaline into the thigh.", "Epinephrine 500 micrograms is injected into the thigh."),
    (
        "Screening every other year from age 50",
        "Screening is recommended every two years from the age of 50.",
    ),
    ("Onset of the rash is typically within 48 hours.", "The rash usually starts within two days."),
]
CHANGED = {
    "drug": [
        (CEFTRIAXONE, "In severe sepsis, cefotaxime 80 mg/kg is given intravenously once a day."),
        (STEROID, "Only patients with confirmed adrenal crisis should receive 0.1 g of prednisolone IV."),
    ],
    "drugs exchanged": [
        (CEFTRIAXONE, "For mild sepsis give ceftriaxone 40 mg/kg by mouth."),
        (CEFTRIAXONE, "In severe sepsis, amoxicillin 80 mg/kg is given intravenously once a day."),
        (WARFARIN, "In older people with atrial fibrillation, warfarin causes less bleeding than apixaban."),
    ],
    "number": [
        (CEFTRIAXONE, "In severe sepsis, ceftriaxone 40 mg/kg is given intravenously once a day."),
        (
            HEPARIN,
            "A bolus of 20 U/kg is given over ten minutes, followed by an infusion of 75 U/kg per hour.",
        ),
        (HEPARIN, "The infusion is 1,500 units/hour, with a maximum of 20 units/kg/hour."),
        (ADULTS, "For adults the dose is 10 mg two times a day for 3 days."),
    ],
    "unit": [
        (HEPARIN, "A bolus of 75 U is given over ten minutes."),
        (STEROID, "Only patients with confirmed adrenal crisis should receive 0.1 mg of hydrocortisone IV."),
        ("Paracetamol 15 mg/kg q6h PO", "Oral acetaminophen 15 mg/kg is given six times a day."),
    ],
    "route": [
        (CEFTRIAXONE, "For mild sepsis give amoxicillin 40 mg/kg IV."),
        (STEROID, "Only patients with confirmed adrenal crisis should receive 0.1 g of hydrocortisone IM."),
    ],
    "severity": [
        (CEFTRIAXONE, "In mild sepsis, ceftriaxone 80 mg/kg is given intravenously once a day."),
        (CEFTRIAXONE, "In sepsis, ceftriaxone 80 mg/kg is given intravenously once a day."),
    ],
    "population": [
        (ADULTS, "For children the dose is 10 mg two times a day for 5 days."),
        (ADULTS, "The dose is 10 mg two times a day for 5 days."),
        (WARFARIN, "In children with atrial fibrillation, apixaban causes less bleeding than warfarin."),
        (HEPARIN, "In pregnancy a bolus of 75 U/kg is given over ten minutes."),
    ],
    "negation": [
        (METHOTREXATE, "Methotrexate should be combined with trimethoprim."),
        (METHOTREXATE, "Yes, giving methotrexate together with trimethoprim is recommended."),
        (
            WARFARIN,
            "In older people with atrial fibrillation, apixaban does not cause less bleeding than warfarin.",
        ),
        (VACCINE, "Within four weeks of chemotherapy the vaccine should be given."),
        (CEFTRIAXONE, "Avoid ceftriaxone 80 mg/kg IV once daily in severe sepsis."),
    ],
    "condition": [
        (LORAZEPAM, "Lorazepam may be repeated once after 10 minutes."),
        (METFORMIN, "Consider stopping metformin."),
        (STEROID, "Patients with confirmed adrenal crisis should receive 0.1 g of hydrocortisone IV."),
        (STEROID, "Only patients with adrenal crisis should receive 0.1 g of hydrocortisone IV."),
    ],
    "hedge": [
        (LORAZEPAM, "If the seizure continues, lorazepam must be repeated once after 10 minutes."),
        (LORAZEPAM, "If the seizure continues, lorazepam is repeated once after 10 minutes."),
        (LORAZEPAM, "If the seizure continues, lorazepam should be repeated once after 10 minutes."),
        (METHOTREXATE, "Methotrexate must not be combined with trimethoprim."),
    ],
    "direction": [
        (METFORMIN, "Stopping metformin should be considered when eGFR rises above 45 mL/min."),
        (VACCINE, "After four weeks of chemotherapy the vaccine should not be given."),
        (HEPARIN, "The infusion is 20 units/kg/hour, with a minimum of 1,500 units/hour."),
        (WARFARIN, "In older people with atrial fibrillation, apixaban causes more bleeding than warfarin."),
    ],
    "label": [
        (
            "Drug: Alteplase; Dose: Stroke: 0.9 mg/kg; Embolism: 100 mg over 2 hours",
            "Alteplase for stroke is given as 100 mg over 2 hours.",
        ),
    ],
    "alternatives": [("Give naproxen or colchicine.", "Give naproxen and colchicine.")],
    "sides": [
        ("Hypokalaemia causes weakness.", "Weakness causes hypokalaemia."),
        ("Take it one hour before meals.", "One hour before it take meals."),
    ],
    "clause": [
        (
            CEFTRIAXONE,
            "In severe sepsis, ceftriaxone 80 mg/kg is given IV once a day, which is safe in pregnancy.",
        ),
        (
            WARFARIN,
            "In older people with atrial fibrillation, apixaban causes less bleeding and pain than warfarin.",
        ),
    ],
}


@pytest.mark.parametrize(("statement", "sentence"), SOUND)
def test_the_same_in_other_words_and_another_order_agrees(statement: str, sentence: str) -> None:
    assert agrees(sentence, statement, "", TITLE)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [pytest.param(*pair, id=kind) for kind, pairs in CHANGED.items() for pair in pairs],
)
def test_what_is_torn_from_what_it_belongs_to_does_not_agree(statement: str, sentence: str) -> None:
    assert not agrees(sentence, statement, "", TITLE)


def test_a_drug_of_the_title_is_not_put_in_the_place_of_the_statement_s_own() -> None:
    assert agrees("Vancomycin 15 mg/kg IV", "15 mg/kg IV", "", "Vancomycin")
    assert not agrees("Vancomycin 15 mg/kg IV", "Gentamicin 15 mg/kg IV", "", "Vancomycin")


def test_what_leads_in_to_a_statement_is_bound_as_it_is() -> None:
    lead_in, item = "Vaccination is contraindicated in", "people with asthma that is not controlled"
    assert agrees(
        "Vaccination is contraindicated in people with asthma that is not controlled.", item, lead_in
    )
    assert not agrees(
        "Vaccination is recommended in people with asthma that is not controlled.", item, lead_in
    )
    assert not agrees("Vaccinate people with asthma that is not controlled.", item, lead_in)
