import pytest

from assistant.evidence.requirements.folding import fold
from assistant.evidence.requirements.mentions import Mention, mentions
from assistant.evidence.requirements.names import ROOM, load_names
from assistant.evidence.requirements.relations import Relation, relation
from assistant.evidence.requirements.requirement import Kind

NAMES = load_names()


def named(text: str, kind: Kind) -> list[Mention]:
    return [each for each in mentions(text, NAMES) if each.kind is kind]


def value_of(text: str, kind: Kind) -> str:
    (found,) = named(text, kind)
    (value,) = found.values
    return value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("adrenaline", "epinephrine"),
        ("Adrenaline", "EpiPen"),
        ("paracetamol", "acetaminophen"),
        ("Tylenol", "paracetamol"),
        ("salbutamol", "albuterol"),
        ("suxamethonium", "succinylcholine"),
        ("frusemide", "furosemide"),
        ("cephalexin", "cefalexin"),
        ("rifampicin", "rifampin"),
        ("beta-blockers", "β blocker"),
        ("NSAIDs", "nonsteroidal anti-inflammatory drugs"),
        ("Veklury", "remdesivir"),
        ("co-trimoxazole", "TMP-SMX"),
    ],
)
def test_spellings_brands_and_synonyms_are_one_drug(one: str, other: str) -> None:
    assert value_of(one, Kind.DRUG) == value_of(other, Kind.DRUG)


@pytest.mark.parametrize(
    ("one", "other", "wide"),
    [
        ("RotaTeq", "Rotarix", "rotavirus vaccine"),
        ("Dukoral", "Vaxchora", "cholera vaccine"),
        ("Havrix", "Vaqta", "hepatitis A vaccine"),
        ("Boostrix", "DTaP", "diphtheria tetanus pertussis vaccine"),
        ("Fluzone", "FluMist", "influenza vaccine"),
        ("ACAM2000", "MVA-BN", "smallpox vaccine"),
        ("Shingrix", "Zostavax", "shingles vaccine"),
        ("Gardasil", "Cervarix", "HPV vaccine"),
    ],
)
def test_products_against_one_disease_are_apart_and_each_is_such_a_vaccine(
    one: str, other: str, wide: str
) -> None:
    ours, theirs, both = (value_of(name, Kind.DRUG) for name in (one, other, wide))
    assert relation(Kind.DRUG, ours, theirs, NAMES) is Relation.APART
    assert relation(Kind.DRUG, ours, both, NAMES) is Relation.SAME
    assert relation(Kind.DRUG, theirs, both, NAMES) is Relation.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("urinary tract infections", "UTI"),
        ("heart attack", "myocardial infarction"),
        ("haemophilia A", "hemophilia A"),
        ("high blood pressure", "hypertension"),
        ("C. difficile infection", "Clostridioides difficile"),
        ("chickenpox", "varicella"),
        ("paracetamol overdose", "acetaminophen toxicity"),
    ],
)
def test_spellings_and_abbreviations_are_one_disease(one: str, other: str) -> None:
    assert value_of(one, Kind.CONDITION) == value_of(other, Kind.CONDITION)


@pytest.mark.parametrize(
    "text",
    [
        "Can he lead a pet to the ice in cold air?",
        "Is it said that a hard plan can advance relief?",
        "The patient can take one more pill with water.",
        "The reaction was severe and the response complete.",
    ],
)
def test_everyday_words_name_no_drug_and_no_disease(text: str) -> None:
    assert not named(text, Kind.DRUG)
    assert not named(text, Kind.CONDITION)


def test_a_contraction_is_no_route() -> None:
    assert not named("I'm breastfeeding", Kind.ROUTE)
    assert not named("I’m breastfeeding", Kind.ROUTE)
    assert named("0.5 mg i.m.", Kind.ROUTE)


def test_capitals_tell_a_route_from_a_word() -> None:
    assert [each.said for each in named("Give fentanyl IN in children.", Kind.ROUTE)] == ["IN"]
    assert not named("Give fentanyl in children.", Kind.ROUTE)
    # Where all is in capitals, it is a word.
    assert not named("USE IN SPECIFIC POPULATIONS", Kind.ROUTE)
    assert value_of("IN", Kind.ROUTE) == "intranasal"


@pytest.mark.parametrize(
    "text",
    ["oral thrush", "rectal bleeding", "an oral contraceptive", "people who inject drugs", "nasal polyps"],
)
def test_what_only_sounds_like_a_route_is_none(text: str) -> None:
    assert not named(text, Kind.ROUTE)


def test_the_longest_name_counts() -> None:
    assert [each.said for each in mentions("hepatitis B vaccine", NAMES)] == ["hepatitis B vaccine"]
    assert value_of("status asthmaticus", Kind.CONDITION) == "status asthmaticus"


def test_a_drug_that_is_not_borne_is_an_aside() -> None:
    (penicillin, doxycycline) = named("Penicillin-allergic patients: give doxycycline.", Kind.DRUG)
    assert penicillin.aside
    assert not doxycycline.aside
    assert named("allergic to penicillin", Kind.DRUG)[0].aside
    assert named("rather than ceftriaxone", Kind.DRUG)[0].aside


@pytest.mark.parametrize("text", ["Drug: Fentanyl; Dose: 50 mcg", "Fentanyl: 50 mcg", "Give fentanyl 50 mcg"])
def test_what_a_statement_begins_with_is_its_label(text: str) -> None:
    assert named(text, Kind.DRUG)[0].label


def test_what_a_statement_names_in_passing_is_no_label() -> None:
    assert not named("It is fifty times as strong as fentanyl.", Kind.DRUG)[0].label


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("fentanyl", "fentanyl", Relation.SAME),
        ("fentanyl", "morphine", Relation.APART),
        ("opioids", "fentanyl", Relation.SAME),
        ("opioids", "metformin", Relation.APART),
        ("fentanyl", "opioids", Relation.WIDER),
        ("atenolol", "beta-blockers", Relation.WIDER),
        ("atenolol", "ACE inhibitors", Relation.APART),
        ("ramipril", "ACE inhibitors", Relation.WIDER),
        ("penicillins", "amoxicillin", Relation.SAME),
        ("insulin", "insulin glargine", Relation.SAME),
    ],
)
def test_a_class_is_met_by_its_members(asked: str, said: str, expected: Relation) -> None:
    assert relation(Kind.DRUG, value_of(asked, Kind.DRUG), value_of(said, Kind.DRUG), NAMES) is expected


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("status asthmaticus", "asthma", Relation.SAME),
        ("asthma", "status asthmaticus", Relation.SAME),
        ("preeclampsia", "hypertension", Relation.SAME),
        ("UTI", "pneumonia", Relation.APART),
        ("croup", "gout", Relation.APART),
        # A guideline on high blood pressure speaks of the failing heart.
        ("heart failure", "hypertension", Relation.WIDER),
        # A symptom comes with any disease.
        ("headache", "meningitis", Relation.WIDER),
    ],
)
def test_diseases_are_related_as_in_mesh(asked: str, said: str, expected: Relation) -> None:
    pair = value_of(asked, Kind.CONDITION), value_of(said, Kind.CONDITION)
    assert relation(Kind.CONDITION, *pair, NAMES) is expected


@pytest.mark.parametrize("file", ["drugs.txt", "diseases.txt"])
def test_the_lists_name_their_sources_and_are_folded(file: str) -> None:
    lines = (ROOM / file).read_text(encoding="utf-8").splitlines()
    head = " ".join(line for line in lines if line.startswith("#"))
    assert "MIT" in head
    assert "National Library of Medicine" in head
    for line in lines[len(lines) // 2 : len(lines) // 2 + 200]:
        for name in line.split("\t")[-2:]:
            assert " ".join(fold(name)) == name or name[0] in "CF"
