"""British and American spelling, and numbers in words and in figures, are one to whoever compares them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexicon.terms import terms
from index.lexicon.variants import compound_numbers, one_spelling


@pytest.mark.parametrize(
    "spellings",
    """haemoglobin hemoglobin, haem heme, anaemia anemia, leukaemia leukemia, ischaemic ischemic
    oedema edema, lymphoedema lymphedema, oesophagus esophagus, oestrogen estrogen, foetus fetus, foetal fetal
    diarrhoea diarrhea, gonorrhoea gonorrhea, apnoea apnea, coeliac celiac, amoebic amebic
    paediatric pediatric, orthopaedic orthopedic, gynaecology gynecology, anaesthesia anesthesia
    aetiology etiology, faecal fecal, caecum cecum, caesarean cesarean, paraesthesia paresthesia
    phaeochromocytoma pheochromocytoma, leucocyte leukocyte, homoeopathy homeopathy
    tumour tumor, colour color, discoloured discolored, behavioural behavioral, labour labor, odour odor
    centre center, centred centered, multicentre multicenter, fibre fiber, litres liters
    millilitre milliliter, titre titer, goitre goiter, metres meters, programme program, programmes programs
    sulphate sulfate, sulphasalazine sulfasalazine, grey gray, practise practice, ageing aging
    organise organize, organisation organization, hospitalised hospitalized, immunisation immunization
    analyse analyze, paralysed paralyzed, dialyse dialyze, catalogue catalog, analogue analog
    labelled labeled, counselling counseling, tranquilliser tranquilizer, enrolment enrollment
    defence defense, licence license, artefact artifact, disk disc, mould mold, judgement judgment""".replace(
        "\n", ","
    ).split(","),
)
def test_british_and_american_spelling_meet(spellings: str) -> None:
    british, american = spellings.split()
    assert terms(british) == terms(american)


@pytest.mark.parametrize(
    "word",
    """aerobic anaerobic aerosol does shoe toe toes canoe phoebe michael israel coefficient coexist coenzyme
    hour four pour contour sour size sized seize prize maize citizen azithromycin acre are there before where
    ogre fibroid metformin literature disease exercise rise otherwise this is basis shoulder would
    vertebrate aortic peel""".split(),
)
def test_a_word_that_only_looks_british_stays_as_it_is(word: str) -> None:
    assert one_spelling(word) in {word, "4"}


@pytest.mark.parametrize(
    "pair",
    [
        *(
            "organ organization",
            "immune immunization",
            "hour hor",
            "hepatic hepatitis",
            "prostate prostatitis",
        ),
        *("pancreatic pancreatitis", "pneumonia pneumoniae", "influenza influenzae", "vertebrae vertebrates"),
        *("oral aural", "ileum ilium", "mucus mucous", "tumour humour", "fibre fever", "sulphate sulphite"),
        *("metre meteor", "colour colon", "shoe she", "toe to", "disc disease", "gray gravid"),
    ],
)
def test_look_alikes_stay_apart(pair: str) -> None:
    one, other = pair.split()
    assert terms(one) != terms(other)


@pytest.mark.parametrize(
    "forms",
    [
        *("vertebra vertebrae", "larva larvae", "bulla bullae", "thrombosis thromboses", "crisis crises"),
        *("metastasis metastases", "diagnosis diagnoses", "stenosis stenoses", "arthritis arthritides"),
    ],
)
def test_a_plural_from_greek_or_latin_meets_its_singular(forms: str) -> None:
    assert len({*terms(forms)}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("two patients", "2 patients"),
        ("twelve weeks", "12 weeks"),
        ("twenty years", "20 years"),
        ("twenty-five mg", "25 mg"),
        ("ninety nine", "99"),
        ("1,000 IU", "1000 IU"),
        ("12,345,678.5", "12345678.5"),
        ("5 to 14 years", "5-14 years"),
        ("5-14 years", "5–14 years"),
        ("20%", "20 per cent"),
        ("20 %", "20 percent"),
        ("a 3-year-old", "3 years old"),
        ("three-year-old", "3 years of age"),
    ],
)
def test_numbers_meet_in_words_and_in_figures(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("twenty-five", "20 5"), ("twenty-five", "five"), ("20, 5", "25"), ("1,00", "100"), ("2.5", "25")),
        *(("two", "twelve"), ("one", "1"), ("10", "1.0"), ("0,5", "05"), ("two", "to")),
    ],
)
def test_different_numbers_stay_apart(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_the_word_one_is_more_often_a_pronoun_than_a_number() -> None:
    assert terms("Which one is it?") == []
    assert compound_numbers()["twenty one"] == "21"


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_any_word_has_a_spelling(word: str) -> None:
    assert one_spelling(word)
