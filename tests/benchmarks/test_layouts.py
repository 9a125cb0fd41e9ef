"""The measure of reading: documents whose paragraphs are known, the score, what it says of the assistant."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from statistics import fmean

import pytest
from lxml import etree

from benchmarks.layouts import LAYOUTS, Layout, Truth
from benchmarks.layouts.source import Writer
from benchmarks.layouts.story import Box, Heading, Listing, Note, Prose, Source, Story, Table, truths
from benchmarks.layouts.text import NARROW, set_narrow
from benchmarks.layouts.words import sentences
from benchmarks.paragraph_score import Found, ParagraphScore, Reading, longest_rising, score
from benchmarks.reading_results import figures, measure, table
from benchmarks.reading_systems import read_with_assistant, read_with_recipe
from corpus.document import BlockKind
from corpus.errors import UnreadableFileError

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
NAMES = [make.__name__.replace("_", "-") for make in LAYOUTS]
PDFS = [name for name, make in zip(NAMES, LAYOUTS, strict=True) if ".pdf_" in make.__module__]
SEEDS = (1, 2)
LIMIT_SECONDS = 120
# What all layouts together are to reach, and what no single one may fall below.
MEAN = 0.95
FLOOR = 0.85
ENDS = 24


def made(name: str, seed: int = 1) -> Layout:
    return LAYOUTS[NAMES.index(name)](seed)


# The documents.


@pytest.fixture(scope="module")
def layouts() -> dict[str, Layout]:
    return {name: make(1) for name, make in zip(NAMES, LAYOUTS, strict=True)}


def letters(text: str) -> str:
    """Return the letters and digits alone, as they would be typed: hyphens and columns may part them."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def text_in(layout: Layout) -> str:
    """Return the text of a file by other means than the assistant's."""
    if layout.file_name.endswith(".pdf"):
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(layout.data)).pages)
    if zipfile.is_zipfile(io.BytesIO(layout.data)):
        with zipfile.ZipFile(io.BytesIO(layout.data)) as package:
            parts: list[bytes] = [
                package.read(name) for name in package.namelist() if name.endswith((".xml", "xhtml"))
            ]
        return "\n".join("".join(map(str, etree.fromstring(part).itertext())) for part in parts)
    text = layout.data.decode()
    if layout.file_name.endswith(".rtf"):
        numbered = re.sub(r"\\u(-?\d+)\?", lambda sign: chr(int(sign[1]) % 65536), text)
        return re.sub(r"\\[a-z]+-?\d* ?|[{}]", "", numbered)
    return re.sub(r"<[a-zA-Z/!?][^>]*>", "", text).replace("&lt;", "<").replace("&gt;", ">")


def test_there_are_layouts_enough_in_every_format(layouts: dict[str, Layout]) -> None:
    endings = [layout.file_name.rsplit(".", 1)[1] for layout in layouts.values()]
    assert endings.count("pdf") >= 12
    assert set(endings) >= {"pdf", "docx", "odt", "rtf", "html", "epub", "xml", "md", "txt"}
    assert [layout.name for layout in layouts.values()] == NAMES
    assert sum(map(len, sentences().values())) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_every_true_paragraph_are_in_the_file(layouts: dict[str, Layout], name: str) -> None:
    layout = layouts[name]
    there = letters(text_in(layout))
    for truth in layout.paragraphs:
        words = letters((truth.printed or truth.text).replace("- ", "")) if "\n" not in truth.text else ""
        assert words[:ENDS] in there
        assert words[-ENDS:] in there
        # The items of a list may have their numbers from the format.
        for line in truth.text.splitlines() if "\n" in truth.text else ():
            assert letters(re.sub(r"^(?:-|\d+\.) ", "", line))[:ENDS] in there


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_always_gives_the_same_document_and_another_seed_another(
    layouts: dict[str, Layout], name: str
) -> None:
    again, other = made(name), made(name, 2)
    assert again.paragraphs == layouts[name].paragraphs
    assert {truth.text for truth in other.paragraphs}.isdisjoint(
        truth.text for truth in again.paragraphs if len(truth.text) > 120
    )
    if not zipfile.is_zipfile(io.BytesIO(again.data)):
        assert again.data == layouts[name].data


@pytest.mark.parametrize("name", NAMES)
def test_no_paragraph_is_true_twice(layouts: dict[str, Layout], name: str) -> None:
    texts = [truth.text for truth in layouts[name].paragraphs]
    assert len(texts) == len(set(texts))
    assert all(text == text.strip() and "^[" not in text and "{" not in text for text in texts)


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_has_each_paragraph_begin_on_its_page(layouts: dict[str, Layout], name: str) -> None:
    from pypdf import PdfReader

    layout = layouts[name]
    pages = [letters(page.extract_text()) for page in PdfReader(io.BytesIO(layout.data)).pages]
    for truth in layout.paragraphs:
        assert truth.page is not None
        first = (truth.printed or truth.text).splitlines()[0]
        assert letters(first)[:ENDS] in pages[truth.page - 1]
    assert {truth.page for truth in layout.paragraphs} == set(range(1, len(pages) + 1))


def test_the_layouts_have_the_difficulties_that_they_are_named_after(layouts: dict[str, Layout]) -> None:
    from pypdf import PdfReader

    def pages(name: str) -> list[str]:
        return [page.extract_text() for page in PdfReader(io.BytesIO(layouts[name].data)).pages]

    assert len(re.findall(r"[a-z]-$", "\n".join(pages("hyphenated")), re.M)) > 20
    assert "\u00ad\n" in "".join(pages("small-signs"))
    assert "ﬁ" in "".join(pages("small-signs"))
    assert all("Practice Guideline" in page for page in pages("running-heads"))
    assert sum("Starting dose (mg)" in page for page in pages("continued-table")) == 2
    assert PdfReader(io.BytesIO(layouts["turned-page"].data)).pages[1].rotation == 90
    begun = [letters(truth.text)[-ENDS:] for truth in layouts["running-on"].paragraphs if truth.page == 1]
    assert any(end in letters(pages("running-on")[1]) for end in begun)
    assert layouts["wrapped-text"].data.count(b"\f") >= 1
    assert re.search(rb"[a-z]-\n[a-z]", layouts["narrow-text"].data)


def test_the_truth_of_a_story_is_what_the_parts_of_a_document_are_to_a_reader() -> None:
    story = Story(
        "Gout",
        (
            Heading("Treatment"),
            Prose("Rest the joint.^[1,2] Cool it."),
            Heading("Drugs", 2),
            Listing("Options:", ("colchicine", "naproxen")),
            Table("Table 1. Doses", ("Drug", "Dose (mg)"), (("Colchicine", "0.5"), ("Naproxen", ""))),
            Note("a", "Not in pregnancy."),
            Heading("Box"),
            Box("Do not stop allopurinol.", beside=True),
            Heading("References"),
            Source(1, "Berg A. Gout. BMJ. 2020."),
        ),
    )
    assert truths(story, {(1, 0): 1, (4, 2): 7}) == (
        Truth("Rest the joint. Cool it.", heading="Treatment", page=1, printed="Rest the joint.1,2 Cool it."),
        Truth("Options:\n- colchicine\n- naproxen", heading="Treatment > Drugs"),
        Truth("Table 1. Doses", BlockKind.CAPTION, floats=True),
        Truth(
            "Drug: Colchicine; Dose (mg): 0.5", BlockKind.TABLE_ROW, "Treatment > Drugs > Table 1. Doses",
            printed="Colchicine 0.5",
        ),
        Truth(
            "Drug: Naproxen", BlockKind.TABLE_ROW, "Treatment > Drugs > Table 1. Doses", page=7,
            printed="Naproxen",
        ),
        Truth("Not in pregnancy.", BlockKind.FOOTNOTE, floats=True),
        Truth("Do not stop allopurinol.", floats=True),
        Truth("Berg A. Gout. BMJ. 2020.", BlockKind.REFERENCE, "References"),
    )  # fmt: skip


def test_narrow_lines_break_words_where_a_dictionary_does_and_compounds_at_their_hyphen() -> None:
    assert set_narrow("anticoagulation", 11) == "anticoagu-\nlation"
    assert set_narrow("for disease-modifying drugs", 14) == "for disease-\nmodifying\ndrugs"
    prose = Writer("test", 1).prose(5, 5).text
    assert all(len(line) <= NARROW for line in set_narrow(prose).splitlines())


# The score.

TRUE = (
    Truth("Gout is common.", heading="Basics", page=1),
    Truth("Rest the joint.", heading="Treatment", page=1),
    Truth(
        "Drug: Colchicine; Dose: 0.5", BlockKind.TABLE_ROW, "Treatment > Doses", 2, printed="Colchicine 0.5"
    ),
    Truth("Not in pregnancy.", BlockKind.FOOTNOTE, page=2, floats=True),
)
HAND_MADE = Layout("hand-made", "gout.txt", b"", "Gout", TRUE)


def scored(*texts: str, title: str = "") -> ParagraphScore:
    return score(HAND_MADE, Reading(tuple(map(Found, texts)), title))


def test_all_whole_and_in_order_is_one() -> None:
    found = tuple(Found(each.text, each.kind, each.heading, each.page) for each in TRUE)
    all_right = score(HAND_MADE, Reading(found, "Gout"))
    assert (all_right.whole, all_right.true, all_right.contained) == (1.0, 1.0, 1.0)
    assert (all_right.headings, all_right.pages, all_right.kinds) == (1.0, 1.0, 1.0)
    assert all_right.title
    assert not all_right.lost
    assert not all_right.untrue


def test_nothing_found_is_zero_and_leaves_nothing_to_judge() -> None:
    nothing = scored()
    assert (nothing.whole, nothing.true, nothing.contained) == (0.0, 0.0, 0.0)
    assert nothing.headings is nothing.pages is nothing.kinds is None
    assert nothing.lost == TRUE


def test_joined_cut_and_changed_paragraphs_are_not_whole() -> None:
    joined = scored("Gout is common. Rest the joint.", TRUE[2].text, TRUE[3].text)
    assert (joined.whole, joined.true, joined.contained) == (0.5, 2 / 3, 1.0)
    cut = scored("Gout is", "common.", "Rest the joint.", "Rest the joint")
    assert (cut.whole, cut.true, cut.contained) == (0.25, 0.25, 0.25)
    assert scored("Gout is com-mon.", "rest the joint.", "Rest the joint.1").whole == 0.0


def test_white_space_and_the_sign_of_a_bullet_do_not_count() -> None:
    assert scored("Gout\n is  common.\u00a0").whole == 0.25
    listed = Layout("list", "a.txt", b"", "", (Truth("Options:\n- colchicine\n- naproxen"),))
    assert score(listed, Reading((Found("Options:\n• colchicine\n• naproxen"),))).whole == 1.0
    assert score(listed, Reading((Found("Options: colchicine naproxen"),))).whole == 0.0


def test_the_label_of_a_footnote_does_not_count_but_a_number_before_a_paragraph_does() -> None:
    for label in ("1 ", "¹ ", "* ", "[1] ", "1. "):
        assert scored(f"{label}Not in pregnancy.").whole == 0.25
        assert scored(f"{label}Gout is common.").whole == 0.0


def test_out_of_order_counts_the_longest_run_and_a_footnote_anywhere() -> None:
    assert scored(TRUE[1].text, TRUE[2].text, TRUE[0].text).whole == 0.5
    assert scored(TRUE[3].text, *(each.text for each in TRUE[:3])).whole == 1.0
    assert scored(TRUE[1].text, TRUE[2].text, TRUE[0].text).lost == (TRUE[0], TRUE[3])
    assert longest_rising([4, 0, 5, 1, 2, 6, 3]) == [0, 1, 2, 3]
    assert longest_rising([]) == []


def test_junk_and_a_paragraph_found_twice_are_untrue() -> None:
    junk = scored("Page 3", *(each.text for each in TRUE), TRUE[0].text)
    assert (junk.whole, junk.true) == (1.0, 4 / 6)
    assert [each.text for each in junk.untrue] == ["Page 3", TRUE[0].text]


def test_headings_pages_and_kinds_are_judged_where_they_are_known() -> None:
    found = (
        Found(TRUE[0].text, BlockKind.PARAGRAPH, "Basics", 2),
        Found(TRUE[2].text, BlockKind.PARAGRAPH, "Treatment", 2),
        Found(TRUE[3].text, BlockKind.FOOTNOTE, "anything", 2),
    )
    judged = score(HAND_MADE, Reading(found, "gout"))
    assert (judged.headings, judged.pages, judged.kinds) == (1 / 2, 2 / 3, 2 / 3)
    assert not judged.title


def test_a_chunk_holds_a_row_by_its_cells_alone() -> None:
    chunk = scored("Drug Dose Colchicine 0.5 Gout is common.")
    assert (chunk.whole, chunk.contained) == (0.0, 0.5)


# The benchmark.


def test_a_file_that_cannot_be_read_counts_as_nothing_found_and_a_foreign_format_not_at_all() -> None:
    def fails(*_: object) -> Reading:
        raise UnreadableFileError("it is broken")

    found = figures(measure([HAND_MADE], fails, lambda *_: None))
    assert found["whole, in order"] == 0.0
    assert found["recipe: whole"] is None


def test_the_recipe_reads_pdf_and_text_and_cuts_as_the_tutorials_do() -> None:
    chunks = read_with_recipe("a.pdf", made("two-columns").data)
    assert chunks is not None
    assert max(len(chunk.text) for chunk in chunks.found) <= 1000
    assert len(chunks.found) > 5
    assert read_with_recipe("a.txt", b"Gout is common.") == Reading((Found("Gout is common."),))
    assert read_with_recipe("a.docx", b"PK") is None


def test_the_table_has_a_line_for_each_layout_and_the_means() -> None:
    layout = made("narrow-text")
    lines = table([measure([layout], read_with_recipe, read_with_recipe)] * 2).splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines[:5]]
    assert cells[2][:3] == ["narrow-text", str(len(layout.paragraphs)), "0.000"]
    assert cells[4][:2] == ["**mean**", str(2 * len(layout.paragraphs))]
    assert len(cells[0]) == len(cells[2]) == len(cells[4])


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.reading", *words],
        cwd=ROOT, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False,
    )  # fmt: skip


def test_the_command_prints_one_layout_and_writes_it_with_the_documents(tmp_path: Path) -> None:
    done = run(
        "--layout", "narrow-text", "--seeds", "2", "--output", str(tmp_path / "results.md"),
        "--documents", str(tmp_path / "documents"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "| narrow-text | " in done.stdout
    assert (tmp_path / "results.md").read_text(encoding="utf-8").startswith("# How documents are read")
    names = sorted(path.name for path in (tmp_path / "documents").iterdir())
    assert names == ["1-narrow-text.txt", "2-narrow-text.txt"]


def test_the_command_says_what_layouts_there_are() -> None:
    done = run("--layout", "four-columns")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: There is no layout named 'four-columns'; there are one-column, ")


# What it says of the assistant.


@pytest.fixture(scope="module")
def read() -> dict[str, dict[str, float | None]]:
    return {
        name: dict(figures(measure([make(seed) for seed in SEEDS], read_with_assistant, lambda *_: None)))
        for name, make in zip(NAMES, LAYOUTS, strict=True)
    }


def test_the_assistant_reads_paragraphs_whole_and_in_order(read: dict[str, dict[str, float | None]]) -> None:
    shares = [found["whole, in order"] or 0.0 for found in read.values()]
    assert fmean(shares) >= MEAN, read


@pytest.mark.parametrize("name", NAMES)
def test_no_layout_is_read_badly(read: dict[str, dict[str, float | None]], name: str) -> None:
    found = read[name]
    assert (found["whole, in order"] or 0.0) >= FLOOR, found
    assert (found["of those found, true"] or 0.0) >= FLOOR, found
