"""A written sentence says what one statement says: each kind of change that could harm is found."""

from __future__ import annotations

import pytest

from assistant.answering.agreement import agrees
from assistant.evidence.pieces.cutting import pieces

GENTAMICIN = "Adults may receive gentamicin 5 mg/kg IV once daily for at most 7 days."
CEFTRIAXONE = (
    "Ceftriaxone 50 mg/kg IM should be given within 1 hour, followed by 1 g IV every 12 hours until day 10."
)
IBUPROFEN = "Ibuprofen should not be given to infants younger than 3 months unless a specialist advises it."
DIGOXIN = (
    "Drug: Digoxin; Dose: Loading: 500 mcg PO, then 250 mcg PO q6h (max 1 mg); Maintenance: 125 mcg PO daily"
)

SOUND = [
    (GENTAMICIN, GENTAMICIN),
    (GENTAMICIN, "Adults may receive gentamicin 5 mg/kg intravenously once a day for up to 7 days."),
    (GENTAMICIN, "Adults may be given gentamicin 0.005 g/kg IV once daily for a maximum of seven days."),
    (CEFTRIAXONE, "Ceftriaxone 50 mg/kg intramuscularly should be given within one hour."),
    (CEFTRIAXONE, "1000 mg IV q12h until day 10"),
    (
        IBUPROFEN,
        "Ibuprofen should not be given to infants younger than three months unless a specialist advises it.",
    ),
    (DIGOXIN, "Digoxin loading: 0.5 mg by mouth, then 0.25 mg orally every 6 hours (maximum 1 mg)."),
    (DIGOXIN, "Maintenance: 125 micrograms PO a day"),
]
CHANGED = {
    "unit": [
        (GENTAMICIN, "Adults may receive gentamicin 5 g/kg IV once daily for at most 7 days."),
        (GENTAMICIN, "Adults may receive gentamicin 5 mg IV once daily for at most 7 days."),
        (CEFTRIAXONE, "Ceftriaxone 50 mg/kg IM should be given within 1 day."),
    ],
    "number": [
        (GENTAMICIN, "Adults may receive gentamicin 15 mg/kg IV once daily for at most 7 days."),
        (DIGOXIN, "Maintenance: 12.5 mcg PO daily"),
    ],
    "number of the statement": [
        (GENTAMICIN, "Adults may receive gentamicin 7 mg/kg IV once daily for at most 5 days."),
        (DIGOXIN, "Digoxin maintenance: 250 mcg PO daily"),
        (DIGOXIN, "Digoxin loading: 125 mcg PO, then 250 mcg PO q6h (max 1 mg)"),
        (CEFTRIAXONE, "Ceftriaxone 1 g IM should be given within 1 hour."),
    ],
    "frequency": [
        (GENTAMICIN, "Adults may receive gentamicin 5 mg/kg IV twice daily for at most 7 days."),
        (CEFTRIAXONE, "1 g IV every 2 hours until day 10"),
        (DIGOXIN, "Digoxin loading: 500 mcg PO, then 250 mcg PO q8h (max 1 mg)"),
    ],
    "negation": [
        (IBUPROFEN, "Ibuprofen should be given to infants younger than 3 months."),
        (GENTAMICIN, "Adults may not receive gentamicin 5 mg/kg IV once daily for at most 7 days."),
        (GENTAMICIN, "Adults may never receive gentamicin 5 mg/kg IV once daily for at most 7 days."),
        (GENTAMICIN, "Avoid gentamicin 5 mg/kg IV once daily."),
        (IBUPROFEN, "given to infants younger than 3 months"),
        (IBUPROFEN, "Ibuprofen should not not be given to infants younger than 3 months"),
    ],
    "direction": [
        (GENTAMICIN, "Adults may receive gentamicin 5 mg/kg IV once daily for at least 7 days."),
        (GENTAMICIN, "gentamicin 5 mg/kg IV once daily for 7 days"),
        (
            IBUPROFEN,
            "Ibuprofen should not be given to infants older than 3 months unless a specialist advises it.",
        ),
        (CEFTRIAXONE, "Ceftriaxone 50 mg/kg IM should be given after 1 hour."),
    ],
    "exception": [(IBUPROFEN, "Ibuprofen should not be given to infants younger than 3 months.")],
    "route": [
        (GENTAMICIN, "Adults may receive gentamicin 5 mg/kg IM once daily for at most 7 days."),
        (CEFTRIAXONE, "Ceftriaxone 50 mg/kg IV should be given within 1 hour."),
        (DIGOXIN, "Maintenance: 125 mcg rectally daily"),
    ],
    "population": [
        (GENTAMICIN, "Children may receive gentamicin 5 mg/kg IV once daily for at most 7 days."),
        (GENTAMICIN, "In pregnancy: Adults may receive gentamicin 5 mg/kg IV once daily for at most 7 days."),
        (
            IBUPROFEN,
            "Ibuprofen should not be given to adults younger than 3 months unless a specialist advises it.",
        ),
    ],
    "hedge": [
        (GENTAMICIN, "Adults must receive gentamicin 5 mg/kg IV once daily for at most 7 days."),
        (GENTAMICIN, "Adults should receive gentamicin 5 mg/kg IV once daily for at most 7 days."),
        (CEFTRIAXONE, "Ceftriaxone 50 mg/kg IM is contraindicated within 1 hour."),
    ],
    "name": [
        (GENTAMICIN, "Adults may receive tobramycin 5 mg/kg IV once daily for at most 7 days."),
        (GENTAMICIN, "Adults with sepsis may receive gentamicin 5 mg/kg IV once daily for at most 7 days."),
    ],
    "clause": [
        (
            GENTAMICIN,
            "Adults may receive gentamicin 5 mg/kg IV once daily, and no monitoring is needed.",
        ),
        (DIGOXIN, "Maintenance: 125 mcg PO daily, which is safe in pregnancy."),
    ],
    "order": [
        (
            "Warfarin is safer than dabigatran in mitral stenosis.",
            "Dabigatran is safer than warfarin in mitral stenosis.",
        ),
        (
            "Vancomycin 500 mg PO plus metronidazole 400 mg IV",
            "Metronidazole 500 mg PO plus vancomycin 400 mg IV",
        ),
    ],
}


@pytest.mark.parametrize(("statement", "sentence"), SOUND)
def test_the_same_said_otherwise_agrees(statement: str, sentence: str) -> None:
    assert agrees(sentence, statement)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [pytest.param(*pair, id=kind) for kind, pairs in CHANGED.items() for pair in pairs],
)
def test_what_was_changed_does_not_agree(statement: str, sentence: str) -> None:
    assert not agrees(sentence, statement)


def test_a_statement_agrees_with_itself() -> None:
    for statement in (GENTAMICIN, CEFTRIAXONE, IBUPROFEN, DIGOXIN):
        assert agrees(statement, statement)


def test_title_and_headings_lend_names_and_a_population_where_the_statement_has_none() -> None:
    context = "Asthma in children\nAcute attack > Salbutamol"
    assert agrees(
        "Salbutamol 100 micrograms, repeated after 20 minutes",
        "100 mcg, repeated after 20 minutes",
        "",
        context,
    )
    assert agrees(
        "In children: 100 mcg, repeated after 20 minutes", "100 mcg, repeated after 20 minutes", "", context
    )
    assert not agrees("In children: adults get 100 mcg", "Adults get 100 mcg", "", context)
    assert not agrees("Not 100 mcg", "100 mcg", "", "Not for asthma")


def test_a_sentence_of_the_title_alone_says_nothing_of_the_statement() -> None:
    assert not agrees(
        "Salbutamol asthma children", "100 mcg, repeated after 20 minutes", "", "Asthma children salbutamol"
    )


@pytest.mark.parametrize("sentence", ["", " ", ".", "It is."])
def test_what_says_nothing_agrees_with_nothing(sentence: str) -> None:
    assert not agrees(sentence, GENTAMICIN)


def test_a_model_that_says_the_same_on_and_on_says_nothing() -> None:
    assert not agrees("gentamicin may be given to adults " * 2000, GENTAMICIN)


def test_what_leads_in_to_a_list_is_a_part_of_its_items() -> None:
    lead_in, item = "The vaccine should not be given to:", "- people with severe asthma who are wheezing"
    assert agrees("The vaccine should not be given to people with severe asthma.", item, lead_in)
    assert not agrees("The vaccine should be given to people with severe asthma.", item, lead_in)
    assert not agrees("Severe asthma.", item, lead_in)
    assert not agrees("are not wheezing", "- are wheezing", "It should not be given to those who:")
    assert agrees("people with severe asthma who are wheezing", item, lead_in)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0.5 g", "500 mg"),
        ("500 micrograms", "0.5 mg"),
        ("five tablets", "5 tablets"),
        ("q8h", "every 8 hours"),
        ("QID", "four times a day"),
        ("every other week", "every two weeks"),
        ("10 mg PO", "10 milligrams by mouth"),
        ("IV/IM", "intravenously or intramuscularly"),
        ("2, 4 and 6 months", "2 months, 4 months, and 6 months"),
        ("10–20 mL", "10 to 20 millilitres"),
        ("1,000 units", "1000 units"),
        ("no more than 3 days", "at most 3 days"),
        ("24 hours", "1 day"),
        ("5 mg/kg/day", "5 mg per kg per day"),
        ("doesn't help", "does not help"),
    ],
)
def test_ways_to_write_one_thing_have_the_same_pieces(one: str, other: str) -> None:
    names = [piece for piece in pieces(one) if piece.kind != "border" and piece.value != "to"]
    assert names == [
        piece for piece in pieces(other) if piece.kind != "border" and piece.value not in ("and", "to")
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("5 mg", "5 mg/kg"), ("5 mg", "5 mcg"), ("5 units", "5 IU"), ("5", "5 mg")]
)
def test_different_quantities_have_different_pieces(one: str, other: str) -> None:
    assert pieces(one) != pieces(other)
