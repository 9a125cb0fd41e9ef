import pytest
from corpus_layouts import read, texts

from corpus.document import Paragraph


def paragraph(text: str) -> Paragraph:
    """Read one paragraph of a document that marks its references with plain digits elsewhere."""
    document = read(
        f"Migraine in adults\n\nIt is a common disease.1 It is seldom seen in infants.2,3\n\n{text}\n"
    )
    return document.paragraphs[1]


STYLES = [
    ("Triptans help [4].", "Triptans help.", ("4",)),
    ("Triptans [4] help most people [5, 6].", "Triptans help most people.", ("4", "5", "6")),
    ("Triptans [4,5] and gepants [7–9] help.", "Triptans and gepants help.", ("4", "5", "7", "8", "9")),
    ("Triptans help [4] . They are safe [5] , too.", "Triptans help. They are safe, too.", ("4", "5")),
    ("Triptans help.[4][5] They are safe.", "Triptans help. They are safe.", ("4", "5")),
    ("Triptans help.[^4] They are safe.", "Triptans help. They are safe.", ("4",)),
    ("Triptans help.⁴ They are safe.", "Triptans help. They are safe.", ("4",)),
    (
        "Triptans help.⁴,⁵ They are safe,⁷⁻⁹ too.",
        "Triptans help. They are safe, too.",
        ("4", "5", "7", "8", "9"),
    ),
    ("Triptans¹² help.", "Triptans help.", ("12",)),
    ("Triptans help.4 They are safe.", "Triptans help. They are safe.", ("4",)),
    ("Triptans help.4,5 They are safe.7-9", "Triptans help. They are safe.", ("4", "5", "7", "8", "9")),
    ("Triptans help. 4 They are safe. 5, 6", "Triptans help. They are safe.", ("4", "5", "6")),
    ("Triptans help (see below).4 They are safe.", "Triptans help (see below). They are safe.", ("4",)),
    ("They said “triptans help.”4 They are safe.", "They said “triptans help.” They are safe.", ("4",)),
    ("Triptans help in 30%.4 (They are safe.)", "Triptans help in 30%. (They are safe.)", ("4",)),
    ("Triptans,4,5 which are safe, help.", "Triptans, which are safe, help.", ("4", "5")),
    ("Baker et al.4 found that triptans help.", "Baker et al. found that triptans help.", ("4",)),
    ("Do triptans help?4 They do!5", "Do triptans help? They do!", ("4", "5")),
]


@pytest.mark.parametrize(("written", "text", "references"), STYLES, ids=[style[0] for style in STYLES])
def test_a_reference_mark_leaves_the_text_and_is_kept_with_the_paragraph(
    written: str, text: str, references: tuple[str, ...]
) -> None:
    assert paragraph(written).text == text
    assert paragraph(written).references == references


@pytest.mark.parametrize(
    "text",
    [
        "The dose is 0.5 mg in adults.",
        "It was done with version 2.1 The authors agreed.",
        "Take it when the fever is at 37.5 The fever falls.",
        "There were 10⁵ cells per ml, and 10⁻³ of them were dead.",
        "The body mass index was 25 kg/m² and the area 5 cm².",
        "Free Ca²⁺ rises and HCO₃⁻ falls.",
        "He was seen in 2015. 30 patients were seen after him.",
        "The headache had gone by half past ten. 30 patients were asked.",
        "It is shown in Fig. 2 The arrow points at it.",
        "It is shown in Fig.2 The arrow points at it.",
        "Patient No. 7 Had no attacks.",
        "The code is G43.1 Patients know it.",
        "Their median age was 45 [32-60] years.",
        "The mean was 45.2% [32, 60] in all.",
        "They were adults (95% CI [12, 45]) then.",
        "The first is a[0] and the matrix [0, 1] follows.",
        "It was a rotavirus of type G3P[8] and G12P[8].",
        "Take 1,000 mg a day, 2,5 at most.",
        "Vitamins B1, B2, 3 tablets a day.",
        "It is caused by CYP2D6.",
    ],
)
def test_a_number_that_is_no_reference_mark_stays(text: str) -> None:
    assert paragraph(text).text == text
    assert paragraph(text).references == ()


def test_references_are_named_once_and_in_rising_order() -> None:
    found = paragraph("It helps [10]. It does [9, 2], it does [10-12].")
    assert found.references == ("2", "9", "10", "11", "12")


def test_a_mark_at_the_start_of_a_line_is_the_number_of_a_source() -> None:
    document = read(
        "Migraine\n\nIt is common [1].\n\nReferences\n\n[1] Baker A. Headache.\n[2] Cook B. Pain.\n"
    )
    assert texts(document) == ("It is common.", "[1] Baker A. Headache.\n[2] Cook B. Pain.")
    assert document.paragraphs[1].references == ()


class TestPlainDigits:
    """Plain digits are marks only in a document that shows that it uses them so."""

    def test_a_number_between_two_sentences_stays_in_a_document_without_marks(self) -> None:
        text = "The attacks are severe. 12 Patients were lost."
        assert texts(read(f"Migraine\n\n{text}\n")) == (text,)

    def test_a_name_with_a_number_behind_its_full_stop_is_no_mark(self) -> None:
        text = "The region uc.454 Inhibits growth. 12 Patients had it."
        assert texts(read(f"Migraine\n\n{text}\n")) == (text,)

    def test_digits_that_always_stand_apart_are_marks_when_there_are_several(self) -> None:
        document = read(
            "Migraine\n\nIt is common in adults. 1 It is rare in infants.\n\n"
            "Triptans help. 2, 3 They are safe.\n\nGepants help as well. 4 They are new.\n"
        )
        assert texts(document) == (
            "It is common in adults. It is rare in infants.",
            "Triptans help. They are safe.",
            "Gepants help as well. They are new.",
        )
        assert [part.references for part in document.paragraphs] == [("1",), ("2", "3"), ("4",)]


RANGES = (
    "Aim for a target INR [2-3] in atrial fibrillation.",
    "Aim for a target INR of [3] with a mitral valve.",
    "Keep the potassium within [4-5] mmol/L.",
    "Give [5] mg at night.",
    "The score was 4 [2–6] before and 2 [1–3] after it.",
    "The body mass index is weight (kg) / height (m)².",
    "The area was 5 metres² in all of them.",
    "It is tablets¹/2 on the label.",
)


@pytest.mark.parametrize("text", RANGES)
def test_values_in_brackets_stay_in_documents_with_marks_and_without(text: str) -> None:
    sources = "References\n\n[1] Baker A. Headache.\n[2] Cook B. Pain.\n"
    for document in (read(f"Migraine\n\n{text}\n"), read(f"Migraine\n\n{text}\n\n{sources}")):
        assert document.paragraphs[0].text == text
        assert document.paragraphs[0].references == ()


def test_numbers_in_brackets_are_no_marks_in_a_document_that_shows_none() -> None:
    text = "Count the stools [2-3] and the meals [4] of the day."
    assert texts(read(f"Migraine\n\n{text}\n")) == (text,)
