import re

import pytest
from corpus_layouts import PARAGRAPHS, TITLE, double_spaced, read, texts, wrap
from growth import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st

LINES = [wrap(TITLE, 25), *(wrap(paragraph) for paragraph in PARAGRAPHS)]
TIGHT = "\n\n".join("\n".join(lines) for lines in LINES)
LAYOUTS = {
    "a blank line after every line, paragraphs parted by a line with a space": double_spaced(*LINES),
    "a blank line after every line, paragraphs parted by two blank lines": double_spaced(
        *LINES, parted_by="\n"
    ),
    "a blank line after every line, each with a space in it": double_spaced(*LINES, parted_by="\n\n").replace(
        "\n\n", "\n \n"
    ),
    "a blank line after every line, the title right above the text": double_spaced(
        [*LINES[0], *LINES[1]], *LINES[2:]
    ),
    "lines wrapped by hand, a blank line between paragraphs": TIGHT,
    "lines wrapped by hand in a wide column": "\n\n".join(
        "\n".join(wrap(part, 90)) for part in (TITLE, *PARAGRAPHS)
    ),
    "lines wrapped by hand, several blank lines between paragraphs": TIGHT.replace("\n\n", "\n\n\n\n"),
    "lines wrapped by hand, the title right above the text": TIGHT.replace("\n\n", "\n", 1),
    "lines wrapped by hand, the first of a paragraph indented": "\n".join(
        ["\n".join(LINES[0]), *("   " + "\n".join(lines) for lines in LINES[1:])]
    ),
    "a paragraph on each long line": "\n".join((TITLE, *PARAGRAPHS)),
    "a paragraph on each long line, blank lines between": "\n\n".join((TITLE, *PARAGRAPHS)),
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["Unix", "Windows", "old Macintosh"])
def test_a_document_comes_out_as_it_was_written_in_every_layout(text: str, line_end: str) -> None:
    document = read(text.replace("\n", line_end))
    assert document.title == TITLE
    assert texts(document) == PARAGRAPHS


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_the_offsets_of_a_paragraph_lead_back_to_its_words(text: str) -> None:
    for paragraph in read(text).paragraphs:
        assert text[paragraph.start : paragraph.end].split() == paragraph.text.split()


@pytest.mark.parametrize("layout", ["double-spaced", "wrapped", "long lines"])
def test_a_file_without_a_title_keeps_its_first_paragraph_and_is_called_by_its_name(layout: str) -> None:
    text = {
        "double-spaced": double_spaced(*LINES[1:]),
        "wrapped": "\n\n".join("\n".join(lines) for lines in LINES[1:]),
        "long lines": "\n".join(PARAGRAPHS),
    }[layout]
    document = read(text, "asthma_in-children.txt")
    assert document.title == "Asthma in children"
    assert texts(document) == PARAGRAPHS


def test_paragraphs_parted_by_nothing_but_a_short_last_line_are_told_apart() -> None:
    lines = [
        "Salbutamol relaxes the muscles of the airways",
        "within five minutes and wears off after about",
        "four hours.",
        "Budesonide reduces the inflammation and works",
        "only when it is inhaled every day.",
    ]
    parted = (" ".join(lines[:3]), " ".join(lines[3:]))
    assert texts(read("\n".join(lines))) == parted
    assert texts(read(double_spaced(lines))) == parted


@pytest.mark.parametrize("double", [True, False], ids=["a blank line after every line", "wrapped by hand"])
def test_a_title_in_small_letters_over_two_lines_is_told_from_the_text_below_it(double: bool) -> None:
    title = ["Management of chronic asthma in children and", "adolescents"]
    layout = double_spaced([*title, *LINES[1]], LINES[2]) if double else "\n".join([*title, *LINES[1]])
    assert read(layout).title == " ".join(title)
    assert texts(read(layout))[0] == PARAGRAPHS[0]


class TestPages:
    FIRST = (
        "Theophylline has a narrow therapeutic range and its\n"
        "levels must be measured, above all when the patient\n"
    )

    def test_a_form_feed_begins_a_page(self) -> None:
        document = read("Asthma\n\nIt is a common disease.\n\fIt is treated.\n\n\fIt comes back.\n")
        assert [(part.text, part.page) for part in document.paragraphs] == [
            ("It is a common disease.", 1),
            ("It is treated.", 2),
            ("It comes back.", 3),
        ]

    def test_a_file_without_form_feeds_has_no_pages(self) -> None:
        assert {paragraph.page for paragraph in read(TIGHT + "\n\f").paragraphs} == {None}

    @pytest.mark.parametrize(
        "page_break", ["\f", "\n\f", "\n\n\f\n\n", "\n\n12\n\f", "\n\f- 12 -\n\n", "\nPage 2 of 3\n\f"]
    )
    def test_a_sentence_over_the_border_of_a_page_is_one_sentence(self, page_break: str) -> None:
        document = read(f"{self.FIRST.strip()}{page_break}takes a macrolide as well.\n\nIt is seldom used.\n")
        assert texts(document) == (
            "Theophylline has a narrow therapeutic range and its levels must be measured, above all when the "
            "patient takes a macrolide as well.",
            "It is seldom used.",
        )
        assert document.paragraphs[0].page == 1

    def test_a_sentence_may_go_on_with_a_capital_on_the_next_page(self) -> None:
        first = (
            "Attacks are graded by the criteria that were written\n"
            "by members of the British Thoracic Society and of the"
        )
        document = read(f"{first}\n\fEuropean Respiratory Society.\n")
        assert texts(document) == (f"{first} European Respiratory Society.".replace("\n", " "),)

    @pytest.mark.parametrize("page_break", [" \n ", " \n\n\n\n ", " \n \n\n "])
    def test_a_page_may_end_inside_a_sentence_without_a_form_feed(self, page_break: str) -> None:
        lines = [wrap(part) for part in (TITLE, *PARAGRAPHS)]
        text = double_spaced(*lines).replace(" \n\nchildren have", f"{page_break}children have", 1)
        assert text != double_spaced(*lines)
        assert texts(read(text)) == PARAGRAPHS

    def test_a_word_broken_over_the_border_of_a_page_is_mended(self) -> None:
        document = read("It is treated with inhaled cortico-\n\n\fsteroids every day.\n")
        assert texts(document) == ("It is treated with inhaled corticosteroids every day.",)

    def test_a_paragraph_that_ends_with_its_page_is_not_joined_to_the_next(self) -> None:
        document = read(f"{self.FIRST}is ill.\n\fIt is seldom used.\n")
        assert len(document.paragraphs) == 2
        assert document.paragraphs[1].page == 2

    def test_a_blank_line_inside_a_sentence_does_not_part_it(self) -> None:
        document = read(f"{self.FIRST}\n\ntakes a macrolide as well, and it is\nseldom used now.\n")
        assert len(document.paragraphs) == 1

    def test_a_number_that_is_part_of_the_text_is_no_page_number(self) -> None:
        document = read(
            "Scores\n\nThe median score of all children was\n\n42\n\nand it rose in the next year.\n"
        )
        assert "42" in " ".join(texts(document)).split()


class TestLists:
    def test_a_list_is_kept_with_the_line_that_leads_in_to_it_an_item_a_line(self) -> None:
        document = read(
            "Stepwise treatment\n\nTreatment is stepped up in this order:\n"
            "- a bronchodilator as needed\n"
            "- an inhaled corticosteroid when attacks come\n  more than twice a week\n"
            "- a second controller\n\nIt is stepped down after three months.\n"
        )
        assert texts(document) == (
            "Treatment is stepped up in this order:\n- a bronchodilator as needed\n"
            "- an inhaled corticosteroid when attacks come more than twice a week\n- a second controller",
            "It is stepped down after three months.",
        )

    @pytest.mark.parametrize("marker", ["1.", "1)", "(a)", "•", "*", "–"])
    def test_numbers_letters_and_bullets_begin_items(self, marker: str) -> None:
        document = read(
            f"Danger signs:\n\n{marker} silent chest\n\n{marker} exhaustion\n\nCall for help at once.\n"
        )
        assert texts(document) == (
            f"Danger signs:\n{marker} silent chest\n{marker} exhaustion",
            "Call for help at once.",
        )

    def test_a_list_in_a_double_spaced_file_is_kept_too(self) -> None:
        items = [
            "Signs of a severe attack, which call for help, are:",
            "- a silent chest",
            "- exhaustion and con-",
            "fusion",
        ]
        document = read(double_spaced(wrap(TITLE), items, LINES[1]))
        assert texts(document)[0] == (
            "Signs of a severe attack, which call for help, are:\n- a silent chest\n"
            "- exhaustion and confusion"
        )

    def test_a_line_that_only_begins_with_a_number_or_a_dash_is_no_item(self) -> None:
        lines = [
            "The peak flow was measured in children of grade",
            "2. It was low in most of them – they were ill",
            "– and it rose when they had been treated for a",
            "month with an inhaled corticosteroid.",
        ]
        assert texts(read("\n".join(lines))) == (" ".join(lines),)

    def test_a_list_at_the_beginning_of_a_file_is_no_title(self) -> None:
        document = read("1. Salbutamol\n2. Budesonide\n\nBoth are inhaled, the second one every day.\n")
        assert document.title == "Asthma"
        assert texts(document)[0] == "1. Salbutamol\n2. Budesonide"


WORDS = st.lists(st.sampled_from(["{}", "X{}", "y{}."]), min_size=1, max_size=40)
GAPS = st.sampled_from(
    [" ", " ", " ", "\n", "\n\n", "\n \n", "\n\n\n", "\f", "\n- ", ":\n", ",\n", "\n\t", "\n1. "]
)


@settings(deadline=None)
@given(WORDS, st.data())
def test_every_word_of_a_file_comes_out_wherever_its_lines_end(
    patterns: list[str], data: st.DataObject
) -> None:
    words = [
        pattern.format(f"w{'abcdefghij'[position // 10]}{'abcdefghij'[position % 10]}q")
        for position, pattern in enumerate(patterns)
    ]
    document = read("".join(word + data.draw(GAPS) for word in words))
    kept = [document.title, *(part.heading for part in document.paragraphs), *texts(document)]
    assert set(words) <= set(re.findall(r"[a-zX]+\.?", " ".join(kept)))


@pytest.mark.parametrize("line", ["IT IS COMMON\n", "it is common\n", "- it is common\n", "It is a com-\n"])
def test_the_time_to_read_a_file_grows_with_its_length_and_no_faster(line: str) -> None:
    grows_in_proportion(lambda lines: read("Asthma\n\n" + line * lines), 20_000)


def test_heads_and_feet_that_pages_repeat_are_left_out_and_the_paragraph_goes_on_across() -> None:
    pages = (
        "Gout in adults\n\nGout is caused by crystals of urate in the joints, and is treated with drugs",
        "that lower the urate in the blood.\n\nThe dose is 0.5 mg, which is repeated after an hour and",
        "then twice a day until the attack is over.",
    )
    text = "\f".join(
        f"Guideline on gout\n\n{page}\n\nVersion 2  Page {number}\n" for number, page in enumerate(pages, 1)
    )
    document = read(text)
    assert document.title == "Gout in adults"
    assert texts(document) == (
        "Gout is caused by crystals of urate in the joints, and is treated with drugs "
        "that lower the urate in the blood.",
        "The dose is 0.5 mg, which is repeated after an hour and then twice a day until the attack is over.",
    )
