from collections.abc import Sequence

import pytest

from assistant.evidence.requirements.admitting import may_answer
from assistant.evidence.requirements.asking import requirements_of
from assistant.evidence.requirements.judging import judge_statement
from assistant.evidence.requirements.names import load_names

NAMES = load_names()


def admitted(question: str, statement: str, context: Sequence[str] = (), title: str = "") -> bool:
    required = requirements_of(question, NAMES)
    return may_answer(required, judge_statement(required, statement, context, title, NAMES))


@pytest.mark.parametrize(
    ("question", "statement", "context", "title"),
    [
        ("What is the dose of atenolol?", "50 mg once daily", ("Dose",), "Atenolol"),
        ("What is the dose of atenolol?", "Atenolol is started at 50 mg.", (), "Hypertension"),
        ("Intranasal midazolam dose for a child", "0.2 mg/kg IN", ("Children", "Midazolam"), ""),
        ("How long is pneumonia treated?", "Amoxicillin for seven days.", (), "Pneumonia"),
        ("Which antihypertensives are avoided in pregnancy?", "Ramipril is avoided in pregnancy.", (), ""),
        # A dose that is told of no disease holds whatever the disease.
        ("Dose of atenolol in a man with hypertension?", "50 mg once daily in adults", (), "Atenolol"),
        ("Why are they safer?", "They do not multiply.", (), ""),
        (
            "What is the dose of remdesivir?",
            "One vial, which contains 100 mg, is given daily.",
            (),
            "Remdesivir",
        ),
        # "How long" outdoes the noun: no dose is asked for.
        ("How long does a dose of hydralazine last?", "Hydralazine works for 1 to 4 hours.", (), ""),
        ("How many doses of palivizumab?", "Palivizumab is given five times at most.", (), ""),
        ("How many doses of cholera vaccine?", "Dukoral: two doses", (), "Vaccines"),
        ("When are infants of HBsAg-negative mothers vaccinated?", "At birth", ("HBsAg negative",), ""),
        ("When is an Rh-positive patient seen?", "Within a week", ("Patients",), ""),
        # Other drugs are what is asked for.
        (
            "Which drugs raise the level of artesunate?",
            "diclofenac, so that harm is likelier",
            ("Artesunate", "Interactions"),
            "",
        ),
        # A form of many routes need not be told, nor the purpose of what is done.
        ("How much of the drops is given?", "2 ml once", ("Dose",), ""),
        ("When is a fracture of the hand managed at home?", "If it is stable", ("Fractures",), ""),
        # One who is overweight need not be told to be obese as well.
        ("How many pounds should the overweight lose?", "Lose 14 to 20 pounds if overweight.", (), ""),
        # The quantity may be named by its heading, or be what is measured and not what is asked for.
        ("What is the LDL target?", "Below 100 mg/dL", ("Cholesterol",), ""),
        ("How many doses with a potassium of 6?", "Two doses", ("Potassium above 5.5",), ""),
        ("What is the penicillin dose?", "Amoxicillin 500 mg", (), "Tonsillitis"),
        ("What dose of the vaccine?", "0.5 mL into the thigh", ("Pneumococcal",), ""),
        # A disease may be named by its adjective.
        ("Chlamydia treatment in pregnancy?", "azithromycin 1 g", ("Pregnancy",), "Chlamydial infections"),
        ("Doxycycline dose for malaria?", "Doxycycline 100 mg", ("Malarial prophylaxis",), ""),
        ("How is vaginal candidiasis treated?", "Clotrimazole", ("Vulvovaginal candidiasis",), ""),
        # The number is a measured value, whatever word stands behind it.
        ("Reversal of warfarin at INR 11 without bleeding?", "INR: >10; Hold warfarin", (), ""),
        ("What is the maximum dose of Lipitor?", "The dosage range of LIPITOR is 10 to 80 mg.", (), ""),
        # What a syringe holds is a dose where it is given, or stands in the column of doses.
        ("What is the dose of epinephrine?", "Epinephrine 1 mg/10 mL IV push", (), ""),
        ("What is the dose of amoxicillin?", "250 mg/5 mL", ("Amoxicillin", "Dose"), ""),
        ("What is the dose of midazolam?", "Midazolam 5 mg/mL: 0.2 mg/kg", (), ""),
        # Of a pregnancy, animals may be all that tells; a bite is no experiment.
        (
            "Is remdesivir safe in pregnancy?",
            "Remdesivir did no harm to pregnant rats at 20 mg/kg/day.",
            (),
            "",
        ),
        ("How long is rabies vaccine given?", "Rabies vaccine for four weeks after a dog bite.", (), ""),
        ("Dose of rabies vaccine?", "Two doses of rabies vaccine after the bite of an animal.", (), ""),
        ("When is a man with methanol poisoning dialysed?", "If acidosis is severe", (), "Methanol"),
    ],
)
def test_what_is_about_all_that_is_asked_may_answer(
    question: str, statement: str, context: Sequence[str], title: str
) -> None:
    assert admitted(question, statement, context, title)


@pytest.mark.parametrize(
    ("question", "statement", "context", "title"),
    [
        # another drug, route, population, disease
        ("What is the dose of atenolol?", "10 mg once daily", ("Dose",), "Amlodipine"),
        ("Intranasal midazolam dose for a child", "0.1 mg/kg IV", ("Children", "Midazolam"), ""),
        ("Midazolam dose for a child", "5 mg IV", ("Midazolam",), "Emergency card: adults"),
        ("Dexamethasone dose in meningitis", "6 mg twelve-hourly", ("Dexamethasone",), "Preeclampsia"),
        # silent about what a dose must be said of
        ("Midazolam dose for a child", "5 mg IV", ("Midazolam",), ""),
        ("Midazolam dose in pregnancy", "5 mg IV", ("Midazolam",), ""),
        ("Rectal diazepam dose", "5 mg", ("Diazepam",), ""),
        ("Rasburicase dose in gout", "0.2 mg/kg", ("Rasburicase",), "Tumour lysis syndrome"),
        ("What is the dose of atenolol?", "50 mg once daily", (), ""),
        ("Dose of atenolol in renal impairment?", "50 mg once daily in adults", (), "Atenolol"),
        ("Is atenolol safe in pregnancy?", "Atenolol must be avoided in asthma.", (), ""),
        # silent about the aspect, or without the value
        ("What does nirsevimab cost?", "A single dose of nirsevimab is given.", (), ""),
        ("What is the dose of atenolol?", "Atenolol is given in the morning.", (), ""),
        # What a laboratory measures and what a vial holds are no doses.
        ("What is the dose of rasburicase?", "Rasburicase is kept for uric acid above 8 mg/dL.", (), ""),
        ("What is the dose of remdesivir?", "Each vial contains 100 mg of remdesivir.", (), ""),
        ("What is the dose of remdesivir?", "Remdesivir 100 mg is supplied as a powder.", (), ""),
        ("What is the dose of remdesivir?", "Remdesivir 100 mg/20 mL (5 mg/mL)", (), ""),
        ("Remdesivir dose in a child?", "100 mg. Keep out of the reach of children", ("Remdesivir",), ""),
        # What was done to animals
        ("How long is remdesivir given?", "Remdesivir was given to rats for 4 weeks at 3 mg/kg.", (), ""),
        ("Side effects of remdesivir?", "Kidney injury", ("Remdesivir", "Toxicology in animals"), ""),
        ("When is a man with methanol poisoning dialysed?", "If oliguria is severe", (), "Tumour lysis"),
        ("Esmolol bolus for a 3 year old?", "500 micrograms/kg IV", ("Esmolol",), ""),
        ("Enoxaparin dose for obese patients", "40 mg once daily", ("Enoxaparin",), ""),
        # another quantity
        ("How many mg of potassium a day?", "Limit sodium to 2,300 mg a day.", (), ""),
        ("What is the LDL target?", "The target of the blood pressure is 130/80.", (), ""),
        ("Waist limit for men?", "Men should have at most two drinks a day.", (), ""),
        # another sign of the same marker
        (
            "When are infants of HBsAg-negative mothers vaccinated?",
            "At birth",
            ("HBsAg-positive mothers",),
            "",
        ),
        ("Who of Rh-negative women gets it?", "Women who are Rh positive do not get it.", (), ""),
        ("Infants of HBsAg-positive mothers: when?", "Within 7 days", ("Unknown HBsAg status",), ""),
        # what is asked for is told of another thing
        ("How many days does croup last?", "Typical age: 6 months to 5 years", (), "Croup"),
        (
            "How is serotonin syndrome treated?",
            "Fluoxetine is tapered.",
            ("Serotonin discontinuation syndrome",),
            "",
        ),
        ("How is vaginal candidiasis treated?", "Amoxicillin for five days", ("Pneumonia",), ""),
        ("Reversal of warfarin at INR 11 without bleeding?", "INR: ≤10; Hold warfarin", (), ""),
        ("Is alteplase given at a BP of 200/110?", "Alteplase if SBP is below 185 mmHg", (), ""),
        ("What heart rate is aimed for in aortic dissection?", "Incidence: 2.2%", ("Aortic dissection",), ""),
        ("When can a child with croup go home?", "Typical age: 6 months to 5 years", (), "Croup"),
        ("What is the sensitivity of the test for C. difficile?", "3 stools in 24 hours", (), "C. difficile"),
        ("What is the half-life of fomepizole?", "Fomepizole helps to eliminate methanol.", (), ""),
        ("How long does atenolol take to work?", "Atenolol 5 mg is given over 10 minutes.", (), ""),
        ("How is cystitis treated in children?", "Nitrofurantoin twice daily", ("Cystitis",), ""),
        # How much of it is given is no question for other drugs.
        ("What is the drug dose of fentanyl?", "Morphine: 5 mg IV", ("Fentanyl",), ""),
        ("Is there a nasal form of naloxone?", "Naloxone reverses opioids.", (), ""),
        # another place of treatment
        ("What dose of fosfomycin does an inpatient get?", "3 g once", ("Fosfomycin", "Outpatient"), ""),
        # a class of drugs, which no statement names
        ("What is the penicillin dose in croup?", "Dose 0.6 mg/kg by mouth", ("Croup", "Treatment"), ""),
        # another disease of the same branch
        ("How is chronic hepatitis C treated?", "Chronic hepatitis B: treatment is with tenofovir.", (), ""),
        ("Adenosine dose in ventricular fibrillation?", "Adenosine 6 mg for tachycardia", (), ""),
        # another product, another sort of heparin
        ("How many doses of Dukoral for a 4 year old?", "Vaxchora: one dose", ("Children",), "Cholera"),
        ("How many MenB doses?", "MenACWY: one dose", (), "Meningococcal vaccines"),
        ("What is the heparin dose?", "Enoxaparin: 1 mg/kg", (), "Thrombosis"),
    ],
)
def test_what_is_about_another_thing_or_silent_may_not(
    question: str, statement: str, context: Sequence[str], title: str
) -> None:
    assert not admitted(question, statement, context, title)


def test_a_dose_for_whatever_disease_holds_where_its_document_speaks_of_the_one_asked_about() -> None:
    required = requirements_of("Dose of remdesivir in influenza?", NAMES)
    judged = judge_statement(required, "Remdesivir 200 mg on day 1", (), "", NAMES)
    assert may_answer(required, judged, of_disease=True)
    assert not may_answer(required, judged, of_disease=False)
