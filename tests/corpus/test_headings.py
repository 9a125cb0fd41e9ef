import pytest
from corpus_layouts import double_spaced, read, texts, wrap

from corpus.text.headings import tells

FIRST = "Migraine is a headache that comes in attacks and is made worse by moving about."
SECOND = "Triptans stop an attack in one person out of three within two hours."


@pytest.mark.parametrize(
    "heading",
    ["Treatment", "TREATMENT", "2.1 Treatment of attacks", "Triptans and other drugs", "3 Treatment"],
)
@pytest.mark.parametrize("layout", ["wrapped", "wrapped, right above", "long lines", "double-spaced"])
def test_the_text_below_a_heading_knows_it(heading: str, layout: str) -> None:
    parts = ["Migraine in adults", FIRST, heading, SECOND]
    wrapped = "\n\n".join("\n".join(wrap(part)) for part in parts)
    text = {
        "wrapped": wrapped,
        "wrapped, right above": wrapped.replace(f"{heading}\n\n", f"{heading}\n"),
        "long lines": "\n".join(f"{part} {part}" if part in (FIRST, SECOND) else part for part in parts),
        "double-spaced": double_spaced(*map(wrap, parts)),
    }[layout]
    document = read(text)
    assert document.title == "Migraine in adults"
    assert [paragraph.heading for paragraph in document.paragraphs] == ["", heading]


@pytest.mark.parametrize(
    "line",
    [
        "Triptans are drugs.",
        "Written by A. Baker, nurse",
        "Source: the clinic",
        "https://example.org/migraine",
        "triptans and others",
        "- triptans",
    ],
)
def test_a_short_line_that_is_no_heading_stays_a_paragraph(line: str) -> None:
    document = read(f"Migraine in adults\n\n{FIRST}\n\n{line}\n\n{SECOND}\n")
    assert texts(document) == (FIRST, line, SECOND)
    assert {paragraph.heading for paragraph in document.paragraphs} == {""}


def test_the_unmarked_items_of_a_list_are_no_headings() -> None:
    items = [
        "People who are at risk are those with:",
        "Diabetes",
        "Lung disease",
        "A heart attack or a stroke before",
    ]
    long_lines = [f"{FIRST} {SECOND} {FIRST}", f"{SECOND} {FIRST} {SECOND}"]
    document = read("\n\n".join(["Migraine in adults", long_lines[0], "\n".join(items), long_lines[1]]))
    assert texts(document) == (long_lines[0], *items, long_lines[1])


def test_headings_that_follow_one_another_lose_no_words() -> None:
    document = read(f"Migraine in adults\n\n{FIRST}\n\nTreatment\n\nTreatment of attacks\n\n{SECOND}\n")
    assert texts(document) == (FIRST, "Treatment", SECOND)
    assert document.paragraphs[2].heading == "Treatment of attacks"


def test_the_last_line_of_a_file_is_no_heading() -> None:
    assert texts(read(f"Migraine in adults\n\n{FIRST}\n\nThe end\n")) == (FIRST, "The end")


class TestTitle:
    @pytest.mark.parametrize(
        "title",
        [
            "Migraine in adults",
            "MIGRAINE IN ADULTS",
            "Migraine: a review",
            "What is migraine?",
            "Migraine (with and without aura)",
            "Migraine in adults and in children who have been ill for at least six months",
        ],
    )
    def test_the_line_above_the_first_paragraph_is_the_title(self, title: str) -> None:
        document = read(f"{title}\n\n{FIRST}\n\n{SECOND}\n")
        assert document.title == title
        assert texts(document) == (FIRST, SECOND)

    @pytest.mark.parametrize("label", ["ANSWER", "Title", "question", "Case", "Topic"])
    def test_a_label_in_front_of_it_is_left_out(self, label: str) -> None:
        assert read(f" {label}: Migraine in adults\n\n{FIRST}\n").title == "Migraine in adults"

    def test_it_may_go_on_over_several_lines_with_a_broken_word(self) -> None:
        document = read(f"TREATMENT OF MIGRAINE AND CLUS-\nTER HEADACHE\n\n{FIRST}\n")
        assert document.title == "TREATMENT OF MIGRAINE AND CLUSTER HEADACHE"

    @pytest.mark.parametrize(
        "first",
        [
            "Migraine is common.",
            "Migraine is common.1,2",
            "Dear colleague,",
            "It may be caused by:",
            "Patient: a man Age: 43 Complaint: headache",
            "1. Migraine",
        ],
    )
    def test_a_first_line_that_is_no_title_is_a_paragraph(self, first: str) -> None:
        document = read(f"{first}\n\n{FIRST}\n", "migraine_in-adults.txt")
        assert document.title == "Migraine in adults"
        assert len(document.paragraphs) == 2

    def test_an_address_below_it_is_not_part_of_it(self) -> None:
        document = read(f"Migraine in adults\n\nhttps://example.org/migraine\n\n{FIRST}\n")
        assert document.title == "Migraine in adults"
        assert texts(document) == ("https://example.org/migraine", FIRST)

    def test_a_file_of_one_paragraph_is_not_all_title(self) -> None:
        document = read("Migraine without aura")
        assert document.title == "Asthma"
        assert texts(document) == ("Migraine without aura",)


@pytest.mark.parametrize(
    "heading",
    [
        "10. If no pulse returns by 4 minutes, consider perimortem caesarean delivery",
        "Circulation: Continue advanced cardiac life support per protocol",
        "Stop magnesium if running, and give calcium",
        "Beta blockers should not be given in acute asthma",
        "Do not give ibuprofen to infants",
        "When resistance testing is available, use what it says",
    ],
)
def test_a_heading_may_say_something_itself(heading: str) -> None:
    assert tells(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Treatment of acute severe asthma in adults",
        "What you need to know before you take apixaban",
        "Use of vaccines outside of their marketing authorisation",
        "Individuals who are travelling or going to reside abroad",
        "Signs Your Child May Have Croup Now",
        "Table 4. Rates that are recommended for infusion",
        "If not in cardiac arrest and temperature below 32 degrees",
        "Low risk patients (may be treated at home)",
        "Stop at once and tell the doctor:",
        "Is a backup culture needed after a negative test?",
    ],
)
def test_a_heading_that_names_what_is_below_it_says_nothing(heading: str) -> None:
    assert not tells(heading)
