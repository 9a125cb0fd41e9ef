import pytest
from corpus_layouts import read, texts

from corpus.document import Document

GUIDE = """---
author: A. Baker
title: "Asthma: a guide"
---

# Asthma

Asthma is *common* in **children** and [adults](https://example.org).

## Treatment

### Relievers

Take one of these:

1. salbutamol
2. terbutaline

They work in minutes.

## Follow-up

Come every year.
"""


def markdown(text: str) -> Document:
    return read(text, "asthma.md")


def headings(document: Document) -> list[str]:
    return [paragraph.heading for paragraph in document.paragraphs]


def test_paragraphs_come_without_markup_under_the_path_of_their_headings() -> None:
    document = markdown(GUIDE)
    assert texts(document) == (
        "Asthma is common in children and adults.",
        "Take one of these:\n1. salbutamol\n2. terbutaline",
        "They work in minutes.",
        "Come every year.",
    )
    assert headings(document) == [
        "Asthma",
        "Asthma > Treatment > Relievers",
        "Asthma > Treatment > Relievers",
        "Asthma > Follow-up",
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_offsets_of_a_paragraph_lead_back_to_its_lines(line_end: str) -> None:
    document = markdown(GUIDE.replace("\n", line_end))
    there = [GUIDE[paragraph.start : paragraph.end] for paragraph in document.paragraphs]
    assert there == [
        "Asthma is *common* in **children** and [adults](https://example.org).",
        "Take one of these:\n\n1. salbutamol\n2. terbutaline",
        "They work in minutes.",
        "Come every year.",
    ]


class TestTitle:
    def test_the_front_matter_states_it(self) -> None:
        assert markdown(GUIDE).title == "Asthma: a guide"

    @pytest.mark.parametrize(
        "line", ["title: Asthma", "title:  'Asthma' ", "lang: en\ntitle: Asthma\ntags: [a]"]
    )
    def test_quotes_and_other_lines_do_not_matter(self, line: str) -> None:
        assert markdown(f"---\n{line}\n---\nIt is common.\n").title == "Asthma"

    def test_else_it_is_the_heading_that_the_file_begins_with(self) -> None:
        document = markdown("## Asthma in adults\n\nIt is common.\n\n## Treatment\n\nSteroids help.\n")
        assert document.title == "Asthma in adults"
        assert headings(document) == ["", "Treatment"]

    def test_else_it_is_the_first_heading_of_the_first_level(self) -> None:
        document = markdown("![The badge of a build](b.svg)\n\nAsthma in adults\n===\n\nIt is common.\n")
        assert document.title == "Asthma in adults"

    def test_a_heading_further_down_is_not_the_title_of_all(self) -> None:
        document = markdown("Asthma is common.\n\n## Treatment\n\nSteroids help.\n")
        assert document.title == "Asthma"
        assert headings(document) == ["", "Treatment"]

    def test_the_front_matter_is_not_a_paragraph(self) -> None:
        assert texts(markdown("---\nauthor: A. Baker\n---\n\nIt is common.\n")) == ("It is common.",)


class TestLists:
    def test_a_list_is_one_paragraph_with_the_sentence_that_leads_in_to_it(self) -> None:
        document = markdown("The signs are:\n\n- wheeze\n- cough\n  at night\n\nThey come and go.\n")
        assert texts(document) == ("The signs are:\n- wheeze\n- cough at night", "They come and go.")

    def test_a_sentence_that_does_not_lead_in_to_it_stands_alone(self) -> None:
        assert texts(markdown("It is common.\n\n* wheeze\n* cough\n")) == (
            "It is common.",
            "- wheeze\n- cough",
        )

    def test_a_list_in_a_list_keeps_its_words(self) -> None:
        document = markdown("- relievers\n  - salbutamol\n  - terbutaline\n- controllers\n")
        assert texts(document) == ("- relievers\n- salbutamol\n- terbutaline\n- controllers",)

    def test_a_list_ends_at_a_heading(self) -> None:
        document = markdown("# Asthma\n\n- wheeze\n\n## Treatment\n\n- salbutamol\n")
        assert texts(document) == ("- wheeze", "- salbutamol")
        assert headings(document) == ["", "Treatment"]


class TestTables:
    TABLE = "| Drug | Dose |\n|---|---|\n| Salbutamol | 100 µg |\n| **Budesonide** | 200 µg, `bd` |\n"

    def test_a_row_is_a_paragraph_that_names_its_columns(self) -> None:
        assert texts(markdown(f"Doses\n\n{self.TABLE}")) == (
            "Doses",
            "Drug: Salbutamol; Dose: 100 µg",
            "Drug: Budesonide; Dose: 200 µg, bd",
        )

    def test_an_empty_cell_is_left_out(self) -> None:
        table = "| Drug | Dose | |\n|---|---|---|\n| Salbutamol | | often |\n| | | |\n"
        assert texts(markdown(table)) == ("Drug: Salbutamol; often",)

    def test_a_second_table_has_columns_of_its_own(self) -> None:
        second = "| Sign | Share |\n|---|---|\n| Wheeze | 90% |\n"
        assert texts(markdown(f"{self.TABLE}\n{second}"))[2:] == ("Sign: Wheeze; Share: 90%",)

    def test_a_row_leads_back_to_its_line(self) -> None:
        row = markdown(f"Doses\n\n{self.TABLE}").paragraphs[1]
        assert f"Doses\n\n{self.TABLE}"[row.start : row.end] == "| Salbutamol | 100 µg |"


class TestHtml:
    """What a browser would show is kept; what only looks like a tag is kept as it stands."""

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ('It is <b>very</b> <span class="x">common</span>.', "It is very common."),
            ("It is common.<br>It hurts.<br/>It ends.", "It is common. It hurts. It ends."),
            ("It is common. <!-- Is it? --> It hurts.", "It is common. It hurts."),
            (
                "CO<sub>2</sub> is 10<sup>5</sup> and Ca<sup>2+</sup> is 10<sup>-3</sup>.",
                "CO2 is 10⁵ and Ca²⁺ is 10⁻³.",
            ),
            ("Take <drug name> now, if x <y and z> w.", "Take <drug name> now, if x <y and z> w."),
            ("It was low (p <0.05 and >0.01; a<b).", "It was low (p <0.05 and >0.01; a<b)."),
            ("A &lt; B &amp; C&nbsp;D \\* E", "A < B & C D * E"),
        ],
    )
    def test_inside_a_line(self, written: str, shown: str) -> None:
        assert texts(markdown(f"{written}\n")) == (shown,)

    def test_a_raised_number_behind_a_sentence_is_a_reference_mark(self) -> None:
        (paragraph,) = markdown("It is common.<sup>1,2</sup> It hurts.<sup>[3]</sup>\n").paragraphs
        assert (paragraph.text, paragraph.references) == ("It is common. It hurts.", ("1", "2", "3"))

    def test_a_block_of_html_keeps_its_words(self) -> None:
        block = "<div class='note'>\n<p>It is common.</p>\n<p>It hurts &amp; ends.</p>\n</div>\n"
        assert texts(markdown(f"One.\n\n{block}\nTwo.\n")) == (
            "One.",
            "It is common. It hurts & ends.",
            "Two.",
        )

    @pytest.mark.parametrize(
        "block",
        ["<!-- a note\nover lines -->", "<script>\nalert('x')\n</script>", "<style>p { margin: 0 }</style>"],
    )
    def test_what_a_browser_does_not_show_is_dropped(self, block: str) -> None:
        assert texts(markdown(f"One.\n\n{block}\n\nTwo.\n")) == ("One.", "Two.")

    def test_markdown_between_tags_is_read(self) -> None:
        text = "<details>\n<summary>More</summary>\n\nIt is *common*.\n\n</details>\n"
        assert texts(markdown(text)) == ("More", "It is common.")


def test_code_keeps_its_lines() -> None:
    document = markdown("Run this:\n\n```python\nx = 1\ny = x\n```\n\n    z = y\n\nand `look`.\n")
    assert texts(document) == ("Run this:", "x = 1\ny = x", "z = y", "and look.")


def test_quotes_images_and_addresses_keep_their_words() -> None:
    document = markdown("> It is\n> common.\n\n![A chart of doses](c.png)\n\n<https://example.org> ~~old~~\n")
    assert texts(document) == ("It is common.", "A chart of doses", "https://example.org")


def test_a_footnote_is_a_reference_mark_and_its_text_a_paragraph() -> None:
    document = markdown("It is common.[^1] It hurts.\n\n[^1]: Baker A. Asthma. 2015.\n")
    assert texts(document) == ("It is common. It hurts.", "[^1]: Baker A. Asthma. 2015.")
    assert document.paragraphs[0].references == ("1",)


def test_a_long_paragraph_may_be_wrapped() -> None:
    document = markdown("Asthma is a chronic\ndisease of the airways,  \nand it is common.\n")
    assert texts(document) == ("Asthma is a chronic disease of the airways, and it is common.",)
