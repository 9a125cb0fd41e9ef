"""Everyday words find what clinicians write, and no word finds what is something else."""

from __future__ import annotations

import re

import pytest

from index.lexicon.terms import STOPWORDS, groups, terms, tokens


def test_every_member_of_a_group_gives_the_same_terms() -> None:
    for group in groups():
        found = {member: terms(member) for member in group}
        assert len(found) > 1, group
        assert found == dict.fromkeys(group, found[group[0]])
        assert found[group[0]], group


def test_the_clinical_word_of_a_group_has_no_quotes_and_no_stopword_to_lose() -> None:
    for clinical, *_ in groups():
        assert '"' not in clinical
        assert not STOPWORDS & {*tokens(clinical)}, clinical


def test_no_word_is_in_two_groups() -> None:
    members = [member for group in groups() for member in group]
    assert sorted(members) == sorted({*members})


@pytest.mark.parametrize(
    ("lay", "clinical"),
    [
        ("heart attack", "myocardial infarction"),
        ("Heart attacks", "myocardial infarctions"),
        ("kids", "paediatric"),
        ("youngsters", "children"),
        ("high blood pressure", "hypertension"),
        ("blood clots", "thrombi"),
        ("shots", "injections"),
        ("bloods", "blood tests"),
        ("belly", "abdominal"),
        ("tummy ache", "pain, abdominal"),
        ("water tablets", "diuretics"),
        ("calcium deposits", "calcinosis"),
        ("steroids", "corticosteroid"),
        ("how common", "prevalence"),
        ("side effects", "adverse events"),
        ("doctors", "physician"),
        ("look like", "appearance"),
        ("caused by", "aetiology"),
        ("therapy", "treated"),
        ("malignancies", "cancer"),
        ("kidney failure", "renal failure"),
        ("lung clot", "pulmonary embolism"),
        ("shortness of breath", "dyspnea"),
        ("epinephrine", "adrenaline"),
        ("magnetic resonance imaging", "MRI"),
        ("blood clotting", "coagulation of blood"),
    ],
)
def test_a_lay_expression_meets_the_clinical_one(lay: str, clinical: str) -> None:
    assert {*terms(lay)} == {*terms(clinical)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("heart attack", "cardiac arrest"), ("heart attack", "heart failure"), ("stroke", "haemorrhage")),
        *(("high blood pressure", "low blood pressure"), ("hypertension", "hypotension")),
        *(("hyperkalaemia", "hypokalaemia"), ("hyperglycaemia", "hypoglycaemia"), ("virus", "infection")),
        *(("prevalence", "incidence"), ("prednisolone", "steroid"), ("prednisolone", "prednisone")),
        *(("epinephrine", "norepinephrine"), ("blood clotting", "blood clot"), ("stomach flu", "influenza")),
        *(("kid", "kidney"), ("flu", "fluid"), ("ACh", "ache"), ("medical", "medicine"), ("testes", "tests")),
        *(("personal", "person"), ("hepatitis", "liver"), ("pancreatitis", "pancreas"), ("cancer", "tumour")),
        *(("bloods", "blood"), ("shots", "shot"), ("gums", "gum"), ("piles", "pile"), ("illness", "ill")),
        *(("exhaustive", "exhausted"), ("vertebrates", "vertebral"), ("fits", "fainting"), ("ct", "ct scan")),
        *(("renal", "adrenal"), ("dysphagia", "dysphasia"), ("chickenpox", "shingles"), ("deaf", "death")),
        *(("osteoporosis", "brittle bone disease"), ("mouth", "oral"), ("cervical", "neck")),
        *(("once daily", "twice daily"), ("type 1 diabetes", "type 2 diabetes"), ("women", "men")),
        *(("pulmonary embolism", "deep vein thrombosis"), ("polio", "polyp")),
    ],
)
def test_what_a_clinician_tells_apart_stays_apart(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_an_expression_is_found_inside_longer_text_and_its_words_count_no_more() -> None:
    found = terms("After her father's heart attack, he took water tablets for his high blood pressure.")
    assert {*terms("myocardial infarction"), *terms("diuretic"), *terms("hypertension")} <= {*found}
    assert not {"cardiac", "attack", "water", "tablet", "high", "blood", "pressur"} & {*found}


def test_the_longest_expression_counts() -> None:
    assert terms("a blood clot in the lung") == terms("pulmonary embolism")
    assert terms("a blood clot in the eye") == terms("thrombosis in the eye")


def test_an_expression_cut_short_is_no_expression() -> None:
    assert terms("a panic attack, and heart") == ["panic", "attack", *terms("cardiac")]
    assert terms("shortness of") == terms("shortness")


def test_the_list_is_written_plainly() -> None:
    for member in (member for group in groups() for member in group):
        assert re.fullmatch(r"\"[a-z]+\"|[a-zμ0-9' ]+", member), member
