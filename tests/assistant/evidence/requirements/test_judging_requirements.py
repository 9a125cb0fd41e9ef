from collections.abc import Sequence

import pytest

from assistant.evidence.requirements.asking import requirements_of
from assistant.evidence.requirements.judging import judge_requirement, judge_statement
from assistant.evidence.requirements.names import load_names
from assistant.evidence.requirements.requirement import Kind, Verdict

NAMES = load_names()
MET, OTHER, SILENT = Verdict.MET, Verdict.OTHER, Verdict.SILENT


def judged(
    question: str, kind: Kind, statement: str, context: Sequence[str] = (), title: str = ""
) -> Verdict:
    (requirement, *_) = [each for each in requirements_of(question, NAMES) if each.kind is kind]
    return judge_requirement(requirement, statement, context, title, NAMES)


@pytest.mark.parametrize(
    ("statement", "context", "title", "verdict"),
    [
        ("Give fentanyl 50 micrograms.", (), "Analgesia", MET),
        ("50 micrograms IV", ("Fentanyl",), "Analgesia", MET),
        ("50 micrograms IV", ("Sublimaze",), "Analgesia", MET),
        ("5 mg IV", ("Morphine",), "Analgesia", OTHER),
        ("Drug: Morphine; Dose: 5 mg IV", (), "Analgesia", OTHER),
        ("Morphine 5 mg IV is given slowly.", (), "Analgesia", OTHER),
        ("5 mg IV", ("Opioids",), "Analgesia", SILENT),
        ("5 mg IV", (), "Analgesia", SILENT),
        # Nearer context wins over farther.
        ("5 mg IV", ("Fentanyl and morphine", "Morphine"), "Analgesia", OTHER),
        ("50 micrograms IV", ("Opioids: morphine", "Fentanyl"), "Morphine", MET),
        ("Morphine: 5 mg IV", ("Morphine and fentanyl",), "Analgesia", OTHER),
        # A title of several drugs excludes none.
        ("Start with a low dose.", (), "Atenolol and amlodipine", SILENT),
        ("Start with a low dose.", (), "Atenolol", OTHER),
        # What the patient does not bear is not what the statement is about.
        ("In patients allergic to morphine, start low.", (), "Analgesia", SILENT),
    ],
)
def test_the_drug(statement: str, context: Sequence[str], title: str, verdict: Verdict) -> None:
    assert judged("What is the dose of fentanyl?", Kind.DRUG, statement, context, title) is verdict


def test_a_class_is_met_by_its_members_and_a_member_not_excluded_by_its_class() -> None:
    question = "Which opioids are given?"
    assert judged(question, Kind.DRUG, "Morphine 5 mg is given.") is MET
    assert judged(question, Kind.DRUG, "Metformin 500 mg is given.") is OTHER
    assert judged("dose of morphine", Kind.DRUG, "Opioids are given slowly.") is SILENT


def test_a_drug_that_the_question_names_too_excludes_nothing() -> None:
    question = "Can rocuronium be given with propofol?"
    assert judged(question, Kind.DRUG, "Propofol may be combined with a relaxant.") is SILENT


def test_the_dose_of_one_is_not_that_of_the_drug_beside_it() -> None:
    question = "Which dose of sugammadex reverses rocuronium?"
    assert judged(question, Kind.DRUG, "Drug: Rocuronium; Dose: 0.6 mg/kg") is OTHER


@pytest.mark.parametrize(
    ("statement", "context", "verdict"),
    [
        ("0.2 mg/kg IN", ("Midazolam",), MET),
        ("0.1 mg/kg IV", ("Midazolam",), OTHER),
        ("Give 0.1 mg/kg intravenously, then wait.", ("Midazolam",), OTHER),
        ("0.1 mg/kg", ("Midazolam", "Route: IM"), OTHER),
        ("0.2 mg/kg", ("Intranasal midazolam",), MET),
        ("IV: 0.1 mg/kg; intranasal: 0.2 mg/kg", (), MET),
        ("0.1 mg/kg", ("Midazolam",), SILENT),
        ("In oral thrush: 0.1 mg/kg", (), SILENT),
    ],
)
def test_the_route(statement: str, context: Sequence[str], verdict: Verdict) -> None:
    assert judged("intranasal midazolam dose", Kind.ROUTE, statement, context) is verdict


@pytest.mark.parametrize(
    ("question", "statement", "verdict"),
    [
        ("intramuscular dose", "by injection", MET),
        ("oral dose", "by injection", OTHER),
        ("oral dose", "one tablet twice daily", MET),
        ("intravenous dose", "one tablet twice daily", OTHER),
        ("intravenous dose", "as an infusion over 10 minutes", MET),
    ],
)
def test_a_form_tells_its_routes(question: str, statement: str, verdict: Verdict) -> None:
    assert judged(question, Kind.ROUTE, statement) is verdict


@pytest.mark.parametrize(
    ("question", "statement", "context", "title", "verdict"),
    [
        ("dose for a child", "10 mg/kg", ("Dose", "Children"), "", MET),
        ("dose for a child", "500 mg", ("Dose", "Adults"), "", OTHER),
        # A cell of the column "Children" in a document about adults is for children.
        ("dose for a child", "10 mg/kg", ("Dose", "Children"), "Adult emergencies", MET),
        ("dose for a child", "500 mg", ("Dose",), "Adult emergencies", OTHER),
        ("dose for an adult", "10 mg/kg", ("Dose",), "Emergency card: paediatric", OTHER),
        ("dose for a 3 year old", "120 mg", ("2-5 years",), "", MET),
        ("dose for a 3 year old", "240 mg", ("6-12 years",), "", OTHER),
        ("dose for a 3 year old", "Adults take 500 mg.", (), "", OTHER),
        ("dose for a 3 year old", "Children 120 mg, adults 500 mg", (), "", MET),
        ("dose for a 70 year old", "50 micrograms under 65 years", (), "", OTHER),
        ("dose for a 70 year old", "25 micrograms over 65 years", (), "", MET),
        ("dose for an 18 month old", "Infants under 12 months: 2 ml", (), "", OTHER),
        ("dose for a neonate", "Adults: 1 g", (), "", OTHER),
        ("dose for an elderly patient", "Adults: 1 g", (), "", MET),
        ("dose for an elderly patient", "Children: 10 mg", (), "", OTHER),
        ("dose in pregnancy", "In pregnancy give 5 mg.", (), "", MET),
        ("dose in pregnancy", "Give 5 mg.", ("Non-pregnant women",), "", OTHER),
        ("dose in pregnancy", "Adults: 5 mg", (), "", SILENT),
        ("dose in pregnancy", "The newborn is examined.", (), "", SILENT),
        ("dose for a child", "1 g for 5 days", (), "", SILENT),
        ("safe in the third trimester?", "Avoid it in the first trimester of pregnancy.", (), "", OTHER),
        ("safe in the third trimester?", "Avoid it in the last three months of pregnancy.", (), "", MET),
        ("safe in the third trimester?", "Avoid it in pregnancy.", (), "", MET),
        ("safe in the third trimester?", "Adults take 5 mg.", (), "", SILENT),
        ("limit for adults under 50", "Women over age 65: one drink a day", (), "", OTHER),
    ],
)
def test_the_population(
    question: str, statement: str, context: Sequence[str], title: str, verdict: Verdict
) -> None:
    assert judged(question, Kind.POPULATION, statement, context, title) is verdict


@pytest.mark.parametrize(
    ("question", "statement", "context", "title", "verdict"),
    [
        ("treatment of UTI", "Nitrofurantoin for three days.", (), "Urinary tract infection", MET),
        ("treatment of UTI", "Amoxicillin for five days.", (), "Pneumonia", OTHER),
        ("treatment of UTI", "Amoxicillin for five days.", ("Pneumonia",), "Infections", OTHER),
        # A disease in passing excludes nothing, and what is named anywhere is not excluded.
        ("treatment of UTI", "It was given in pneumonia as well.", (), "Antibiotics", SILENT),
        ("treatment of UTI", "Three days.", ("Urinary tract infection", "After pneumonia"), "", MET),
        ("status asthmaticus dose", "2 g over 20 minutes", ("Asthma",), "", MET),
        ("seizures dose", "0.1 mg/kg", ("Status epilepticus",), "", MET),
        ("heart failure dose", "25 mg daily", ("Compelling indications",), "Hypertension", SILENT),
        ("rabies vaccine in haemophilia", "Give it subcutaneously.", (), "Rabies", SILENT),
        ("gonorrhoea dose", "500 mg once", (), "Gonococcal infections", MET),
        ("meningitis dose", "6 mg twelve-hourly", (), "Preeclampsia", OTHER),
    ],
)
def test_the_condition(
    question: str, statement: str, context: Sequence[str], title: str, verdict: Verdict
) -> None:
    assert judged(question, Kind.CONDITION, statement, context, title) is verdict


@pytest.mark.parametrize(
    ("question", "statement", "verdict"),
    [
        # What another drug is for is not what the statement is about.
        ("Is Epanutin used in epilepsy?", "carbamazepine (a medicine used to treat epilepsy)", SILENT),
        ("Is it used in epilepsy?", "carbamazepine (a medicine used to treat epilepsy)", SILENT),
        ("Is it used in epilepsy?", "It is used to treat epilepsy.", MET),
        ("I take Tegretol for epilepsy: is it safe?", "carbamazepine (used to treat epilepsy)", MET),
    ],
)
def test_what_another_drug_is_for_is_told_apart(question: str, statement: str, verdict: Verdict) -> None:
    requirements = requirements_of(question, NAMES)
    (place,) = [at for at, each in enumerate(requirements) if each.kind is Kind.CONDITION]
    assert judge_statement(requirements, statement, (), "", NAMES).verdicts[place] is verdict


@pytest.mark.parametrize(
    ("question", "kind", "statement", "context", "verdict"),
    [
        ("severe croup", Kind.SEVERITY, "Dexamethasone once", ("Mild",), OTHER),
        ("severe croup", Kind.SEVERITY, "Dexamethasone once", ("Moderate to severe",), MET),
        ("severe croup", Kind.SEVERITY, "A mild fever is common.", (), SILENT),
        ("stage 1 hypertension", Kind.SEVERITY, "Confirm within 2 months", ("Stage 1",), MET),
        ("stage 1 hypertension", Kind.SEVERITY, "See within a month", ("Stage II",), OTHER),
        ("stage 2 hypertension", Kind.SEVERITY, "Treat at once", ("Stages 1 and 2",), MET),
        ("stage 2 hypertension", Kind.SEVERITY, "Treat at once", ("Stages 1–3",), MET),
        ("class II heart failure", Kind.SEVERITY, "Class I: none. Class 2: diuretics.", (), MET),
        ("stage 1 hypertension", Kind.SEVERITY, "Grade 2 retinopathy is common.", (), SILENT),
        ("malaria prophylaxis", Kind.PURPOSE, "250 mg weekly", ("Prophylaxis",), MET),
        ("enoxaparin to prevent clots", Kind.PURPOSE, "1 mg/kg", ("Treating blood clots in the leg",), OTHER),
        (
            "How is malaria treated?",
            Kind.PURPOSE,
            "250 mg weekly",
            ("Prevention in travellers to Africa",),
            OTHER,
        ),
        # A heading that says no more than "Treatment" has everything under it.
        ("magnesium to prevent seizures", Kind.PURPOSE, "4 g", ("Treatment",), SILENT),
        ("How is pneumonia treated?", Kind.PURPOSE, "Amoxicillin 500 mg three times daily", (), MET),
        ("first-line therapy", Kind.LINE, "Doxycycline", ("Second-line treatment",), OTHER),
        ("loading dose", Kind.LINE, "1 g/hour", ("Maintenance dose",), OTHER),
        ("loading dose", Kind.LINE, "First-line therapy: magnesium", (), SILENT),
        ("CT in head injury", Kind.TEST, "within 1 hour", ("MRI",), OTHER),
        ("CT in head injury", Kind.TEST, "within 1 hour", ("CT scan",), MET),
        ("cocaine in a hair sample", Kind.TEST, "up to 8 days", ("Urine screen", "Cocaine"), OTHER),
        ("cocaine in spit", Kind.TEST, "up to 2 days", ("Saliva", "Cocaine"), MET),
        ("dose for a man", Kind.POPULATION, "5 mg", ("Women",), OTHER),
    ],
)
def test_severity_purpose_line_test_and_sex(
    question: str, kind: Kind, statement: str, context: Sequence[str], verdict: Verdict
) -> None:
    assert judged(question, kind, statement, context) is verdict


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("If it is between 5.5 and 6.0 mmol/L, halve the dose.", MET),
        ("Above 6.0 mmol/L, stop.", OTHER),
        ("Check it after two weeks.", SILENT),
    ],
)
def test_a_measured_value(statement: str, verdict: Verdict) -> None:
    question = "What if potassium is 5.7 on lisinopril?"
    assert judged(question, Kind.MEASURE, statement, ("Potassium",), "Lisinopril") is verdict


@pytest.mark.parametrize(
    ("question", "statement", "context", "verdict"),
    [
        ("dose of atenolol", "Give 50 mg once daily.", (), MET),
        ("dose of atenolol", "It is given in the morning.", (), SILENT),
        ("dose of atenolol", "50", ("Atenolol", "Dose (mg)"), MET),
        ("dose of atenolol", "not known", ("Atenolol", "Dose (mg)"), SILENT),
        ("How long is it given?", "Seven days.", (), MET),
        ("How long is it given?", "500 mg", (), SILENT),
        ("How often is it given?", "Twice daily", (), MET),
        ("How often is it given?", "0.5 mg for adults", (), SILENT),
        ("How often is it given?", "every 5 minutes", (), MET),
        ("How often does it occur?", "in 5% of patients", (), MET),
        ("How soon is it repeated?", "It is repeated after the scan.", (), SILENT),
        ("After how long may it be repeated?", "10 years after the first course", (), MET),
        ("sodium per dose", "It contains 1.1 g sodium.", (), MET),
        ("How soon is it repeated?", "It is repeated within 48 hours.", (), MET),
        ("For how many years does it protect?", "Give a dose one year after the course.", (), SILENT),
        ("For how many years does it protect?", "It lasts for one year after the course.", (), MET),
        ("How long is it given?", "Continue for 7 days after the fever has gone.", (), MET),
        ("At what age do children get it?", "Children get it with other vaccines.", (), SILENT),
        ("At what age do children get it?", "at 8 weeks and at one year", (), MET),
        ("At what age do children get it?", "Cases fell within 3 years of the programme.", (), SILENT),
        ("How many litres a day are allowed?", "1,500 mg of salt a day", (), SILENT),
        ("How many litres a day are allowed?", "up to two litres a day", (), MET),
        ("Who should get it?", "Pregnant women", (), MET),
        ("Why is gonorrhoea resistant?", "Gonorrhoea is common, with increasing resistance.", (), SILENT),
        ("Why is gonorrhoea resistant?", "It is resistant because of mutations.", (), MET),
        ("Hepatitis A vaccine route", "hepatitis A vaccine (see Chapter 17)", (), SILENT),
        ("Recommended vaccine route?", "It is given intramuscularly.", (), MET),
        ("Who should get it?", "asthma", ("It is recommended for people who have had:",), MET),
    ],
)
def test_the_kind_of_value(question: str, statement: str, context: Sequence[str], verdict: Verdict) -> None:
    assert judged(question, Kind.VALUE, statement, context) is verdict


@pytest.mark.parametrize(
    ("question", "statement", "verdict"),
    [
        ("What does nirsevimab cost?", "A single dose is given.", SILENT),
        ("What does nirsevimab cost?", "The price is 300 pounds.", MET),
        ("Is atenolol contraindicated in asthma?", "Avoid atenolol in asthma.", MET),
        ("Is atenolol contraindicated in asthma?", "Atenolol does not worsen asthma.", MET),
        ("What are the side effects of atenolol?", "Cold hands and tiredness are common.", MET),
        ("What is its half-life?", "Give 10 mg.", SILENT),
        ("Is oral iron better than an infusion?", "Oral iron: 200 mg daily", SILENT),
        ("Is oral iron better than an infusion?", "An infusion works faster than tablets.", MET),
        ("Is it as effective as an injection?", "Give 10 mg by injection.", SILENT),
        ("Is aspirin or warfarin safer?", "There is no difference in bleeding.", MET),
        ("Contraindications of atenolol", "It is not licensed in some countries.", SILENT),
        ("Contraindications of atenolol", "It should not be given in asthma.", MET),
    ],
)
def test_the_aspect(question: str, statement: str, verdict: Verdict) -> None:
    assert judged(question, Kind.ASPECT, statement) is verdict


def test_a_slip_in_a_long_name_is_forgiven_but_not_another_name() -> None:
    assert judged("fomepizole dose", Kind.DRUG, "Fomipezole: 10 mg/kg IV") is MET
    assert judged("prednisolone dose", Kind.DRUG, "Prednisone: 40 mg daily") is not MET


def test_an_age_that_is_told_outdoes_the_word_beside_it() -> None:
    statement = "0.05 ml for infants under 12 months"
    assert judged("dose for a six month old baby", Kind.POPULATION, statement) is MET
    assert judged("dose for an 18 month old baby", Kind.POPULATION, statement) is OTHER
    assert judged("dose for a 6-year-old", Kind.POPULATION, "It was seen in a 2 year old child.") is OTHER
