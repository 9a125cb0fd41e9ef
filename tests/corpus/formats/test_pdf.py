from __future__ import annotations

import random
from typing import Any

import pytest
from growth import grows_in_proportion
from pdf_files import (
    BODY,
    HEADING,
    HEIGHT,
    JUSTIFIED,
    SENTENCES,
    SMALL,
    SUBHEADING,
    TITLE,
    WIDTH,
    draw,
    draw_paragraph,
    paragraphs,
    read,
    set_pages,
    set_text,
    texts,
)
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, ListItem, PageBreak, Paragraph, Table

from corpus.document import BlockKind
from corpus.errors import UnreadableFileError
from corpus.formats.pdf import is_pdf
from corpus.text.references import split_references
from corpus.text.scripts import SURE

GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
DOSES = [
    ["Drug", "Starting dose", "Maximum"],
    ["Ramipril", "2.5 mg", "10 mg"],
    ["Losartan", "50 mg", "100 mg"],
]
DOSE_ROWS = [
    "Drug: Ramipril; Starting dose: 2.5 mg; Maximum: 10 mg",
    "Drug: Losartan; Starting dose: 50 mg; Maximum: 100 mg",
]


class TestTelling:
    def test_a_pdf_is_told_by_its_signature_even_behind_a_little_rubbish(self) -> None:
        assert is_pdf(b"%PDF-1.7\n")
        assert is_pdf(b"\0" * 1000 + b"%PDF-1.4\n")

    def test_text_that_speaks_of_pdf_is_none(self) -> None:
        assert not is_pdf(b"A PDF file begins with a signature.")
        assert not is_pdf(b" " * 2000 + b"%PDF-1.4")


class TestColumns:
    @pytest.mark.parametrize("columns", [1, 2, 3])
    @pytest.mark.parametrize("style", [BODY, JUSTIFIED], ids=["ragged", "justified"])
    def test_each_column_is_read_to_its_end(self, columns: int, style: ParagraphStyle) -> None:
        written = paragraphs(20)

        assert texts(read(set_text(written, style, columns=columns))) == written

    def test_paragraphs_parted_by_an_indent_alone_are_told_apart(self) -> None:
        written = paragraphs(16)
        indented = ParagraphStyle("indented", JUSTIFIED, firstLineIndent=12, spaceAfter=0)

        assert texts(read(set_text(written, indented, columns=2))) == written

    def test_a_title_and_an_abstract_across_both_columns_come_first(self) -> None:
        abstract, left, right = paragraphs(3, sentences=6)
        below = paragraphs(2, sentences=5)[1]

        def paint(canvas: Canvas) -> None:
            draw_paragraph(canvas, "Management of hypertension in adults", 50, 50, WIDTH - 100, TITLE)
            draw_paragraph(canvas, abstract, 50, 100, WIDTH - 100)
            draw_paragraph(canvas, right, 310, 180, 235)
            draw_paragraph(canvas, below, 310, 330, 235)
            draw_paragraph(canvas, left, 50, 180, 235)

        content = read(draw(paint))

        assert texts(content, BlockKind.TITLE) == ["Management of hypertension in adults"]
        assert texts(content) == [abstract, left, right, below]

    def test_a_picture_across_both_columns_parts_what_is_above_from_what_is_below(self) -> None:
        above_left, above_right, below_left, below_right = paragraphs(4, sentences=6)

        def paint(canvas: Canvas) -> None:
            for left, top, text in (
                (50, 60, above_left),
                (310, 60, above_right),
                (50, 420, below_left),
                (310, 420, below_right),
            ):
                draw_paragraph(canvas, text, left, top, 235)
            canvas.drawImage(
                ImageReader(Image.new("RGB", (40, 20), "grey")), 50, HEIGHT - 380, WIDTH - 100, 160
            )
            draw_paragraph(canvas, "Figure 1. Blood pressure over a year.", 50, 385, WIDTH - 100, SMALL)

        content = read(draw(paint))

        assert texts(content) == [above_left, above_right, below_left, below_right]
        assert texts(content, BlockKind.CAPTION) == ["Figure 1. Blood pressure over a year."]

    def test_a_page_may_change_from_one_column_to_two(self) -> None:
        wide, left, right, below = paragraphs(4, sentences=8)

        def paint(canvas: Canvas) -> None:
            draw_paragraph(canvas, wide, 50, 60, WIDTH - 100)
            draw_paragraph(canvas, left, 50, 200, 235)
            draw_paragraph(canvas, right, 310, 200, 235)
            draw_paragraph(canvas, below, 310, 400, 235)

        assert texts(read(draw(paint))) == [wide, left, right, below]


class TestPages:
    def test_running_heads_and_page_numbers_are_left_out_and_pages_known(self) -> None:
        written = paragraphs(40)

        def edges(canvas: Canvas, document: Any) -> None:
            canvas.drawString(50, HEIGHT - 30, "Hypertension in adults")
            canvas.drawRightString(WIDTH - 50, HEIGHT - 30, "Version 2.1")
            canvas.drawCentredString(WIDTH / 2, 30, f"Page {document.page} of 4")

        content = read(set_text(written, on_page=edges))

        assert texts(content) == written
        assert content.pages == max(block.page or 0 for block in content.blocks) > 2
        assert [block.page for block in content.blocks] == sorted(block.page or 0 for block in content.blocks)

    def test_a_paragraph_goes_on_over_columns_and_pages(self) -> None:
        written = [" ".join(SENTENCES[each % 7] for each in range(60)), paragraphs(1)[0]]

        content = read(set_text(written, JUSTIFIED, columns=3))

        assert texts(content) == written
        assert content.blocks[0].page == 1

    def test_a_footnote_does_not_break_the_paragraph_that_goes_on(self) -> None:
        first, second, last = paragraphs(3, sentences=9)

        def paint(canvas: Canvas) -> None:
            draw_paragraph(canvas, first, 50, 60, 235)
            draw_paragraph(canvas, f"{SENTENCES[0]} {SENTENCES[1]} The treatment of choice in", 50, 700, 235)
            canvas.line(50, HEIGHT - 765, 110, HEIGHT - 765)
            draw_paragraph(canvas, "* Not licensed for children in all countries.", 50, 770, 235, SMALL)
            draw_paragraph(canvas, "most adults is a tablet in the morning.", 310, 60, 235)
            draw_paragraph(canvas, second, 310, 80, 235)
            draw_paragraph(canvas, last, 310, 300, 235)

        content = read(draw(paint))

        choice = "The treatment of choice in most adults is a tablet in the morning."
        going_on = f"{SENTENCES[0]} {SENTENCES[1]} {choice}"
        assert texts(content) == [first, going_on, second, last]
        assert texts(content, BlockKind.FOOTNOTE) == ["* Not licensed for children in all countries."]

    def test_words_that_run_up_the_margin_are_left_out(self) -> None:
        written = paragraphs(3)

        def stamp(canvas: Canvas, _: Any) -> None:
            canvas.saveState()
            canvas.rotate(90)
            canvas.drawString(200, -25, "arXiv:2401.01234v1 [q-bio] 2 Jan 2024")
            canvas.restoreState()

        assert texts(read(set_text(written, on_page=stamp))) == written

    def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(self) -> None:
        written = paragraphs(3)

        def paint(canvas: Canvas) -> None:
            canvas.setPageRotation(90)
            canvas.rotate(90)
            canvas.translate(0, -HEIGHT)
            for number, text in enumerate(written):
                draw_paragraph(canvas, text, 50, 60 + 100 * number, 400)

        assert texts(read(draw(paint))) == written

    def test_text_beside_the_visible_part_of_a_page_is_left_out(self) -> None:
        written = paragraphs(2)

        def paint(canvas: Canvas) -> None:
            canvas.setCropBox((100, 0, WIDTH + 100, HEIGHT))
            draw_paragraph(canvas, "Printer’s note for the left margin only.", 5, 60, 80)
            draw_paragraph(canvas, written[0], 150, 60, 300)
            draw_paragraph(canvas, written[1], 150, 200, 300)

        assert texts(read(draw(paint))) == written


class TestWords:
    def test_words_broken_over_lines_are_mended(self) -> None:
        def paint(canvas: Canvas) -> None:
            lines = (
                "Angiotensin-converting enzyme inhibitors are contra-",
                "indicated in pregnancy and in bilateral",
            )
            for number, line in enumerate((*lines, "renal artery stenosis, a well-known risk.")):
                canvas.drawString(50, 700 - 14 * number, line)

        assert texts(read(draw(paint))) == [
            "Angiotensin-converting enzyme inhibitors are contraindicated in pregnancy and in bilateral "
            "renal artery stenosis, a well-known risk."
        ]

    def test_raised_numbers_are_marks_behind_words_and_exponents_behind_units(self) -> None:
        written = (
            "Statins lower the risk of stroke.<super size=6>3,4</super> Give platelets below "
            "10 × 10<super size=6>9</super>/L, and plan weight loss above 30 kg/m<super size=6>2</super>, "
            "as trials have shown<super size=6>12</super> where CO<sub size=6>2</sub> was measured."
        )

        (text,) = texts(read(set_text([written])))

        assert text.replace(SURE, "") == (
            "Statins lower the risk of stroke. [3,4] Give platelets below 10 × 10⁹/L, and plan weight loss "
            "above 30 kg/m², as trials have shown [12] where CO2 was measured."
        )
        assert split_references(text, glued=False)[1] == ("3", "4", "12")

    def test_signs_and_units_stay_as_they_are(self) -> None:
        written = "Give 5 µg/kg when the pressure is < 90 mmHg or ± 10% off, “slowly”, i.e. over 4–6 h."

        assert texts(read(set_text([written]))) == [written]

    def test_ligatures_are_spelt_out_and_soft_hyphens_go(self, dejavu: str) -> None:
        def paint(canvas: Canvas) -> None:
            canvas.setFont(dejavu, 10)
            canvas.drawString(
                50, 700, "The ﬁrst-line drug is eﬀective, and inﬂam\u00admation ﬁnally subsides."
            )

        assert texts(read(draw(paint))) == [
            "The first-line drug is effective, and inflammation finally subsides."
        ]

    def test_greek_letters_and_comparisons_survive(self, dejavu: str) -> None:
        written = "Use a β-blocker when eGFR ≥ 60 mL/min and α-fetoprotein ≤ 10 µg/L."

        def paint(canvas: Canvas) -> None:
            canvas.setFont(dejavu, 10)
            canvas.drawString(50, 700, written)

        assert texts(read(draw(paint))) == [written]

    def test_the_invisible_text_under_a_scan_is_read(self) -> None:
        def paint(canvas: Canvas) -> None:
            canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, WIDTH, HEIGHT)
            text = canvas.beginText(50, 700)
            text.setTextRenderMode(3)
            text.textLine("Give oxygen to patients whose saturation is low.")
            canvas.drawText(text)

        content = read(draw(paint))

        assert texts(content) == ["Give oxygen to patients whose saturation is low."]
        assert content.warnings == ("page 1: a scan, read from its invisible text layer",)


class TestLists:
    def test_a_bulleted_list_is_one_paragraph_with_its_lead_in(self) -> None:
        items = [
            "pregnancy at any stage",
            "a history of angioedema, whatever its cause and however long ago",
            "anuria",
        ]
        story = [
            Paragraph("Do not give the drug in:", BODY),
            ListFlowable([ListItem(Paragraph(item, BODY)) for item in items], bulletType="bullet"),
            Paragraph(SENTENCES[0], BODY),
        ]

        listed = "Do not give the drug in:\n" + "\n".join(f"- {item}" for item in items)
        assert texts(read(set_pages(story, columns=3))) == [listed, SENTENCES[0]]

    def test_a_numbered_list_keeps_its_numbers(self) -> None:
        story = [
            Paragraph("Proceed as follows:", BODY),
            *(Paragraph(f"{number}. {SENTENCES[number]}", BODY) for number in (1, 2, 3)),
        ]

        listed = "\n".join(f"{number}. {SENTENCES[number]}" for number in (1, 2, 3))
        assert texts(read(set_pages(story))) == [f"Proceed as follows:\n{listed}"]


class TestHeadings:
    def test_levels_follow_the_size_of_the_type(self) -> None:
        story = [
            Paragraph("Heart failure", TITLE),
            Paragraph("Treatment", HEADING),
            Paragraph(SENTENCES[0], BODY),
            Paragraph("Second line", SUBHEADING),
            Paragraph(f"<b>Dose.</b> {SENTENCES[1]}", BODY),
            Paragraph("Follow-up", HEADING),
            Paragraph(SENTENCES[2], BODY),
        ]

        content = read(set_pages(story))

        headings = [(block.text, block.level) for block in content.blocks if block.kind is BlockKind.HEADING]
        assert headings == [("Treatment", 1), ("Second line", 2), ("Follow-up", 1)]
        assert texts(content) == [SENTENCES[0], f"Dose. {SENTENCES[1]}", SENTENCES[2]]

    def test_levels_follow_the_numbers_of_the_headings(self) -> None:
        story = [Paragraph("Heart failure", TITLE)]
        for heading, text in zip(("1 Diagnosis", "1.1 Symptoms", "2 Treatment"), SENTENCES, strict=False):
            story += [Paragraph(heading, SUBHEADING), Paragraph(text, BODY)]

        content = read(set_pages(story))

        headings = [(block.text, block.level) for block in content.blocks if block.kind is BlockKind.HEADING]
        assert headings == [("1 Diagnosis", 1), ("1.1 Symptoms", 2), ("2 Treatment", 1)]

    @pytest.mark.parametrize(
        ("said", "levels"),
        [
            # One in capitals among others is a name; where those in capitals lead, they are higher.
            (("MRI", "Ultrasound", "Plain films"), (1, 1, 1)),
            (("Ultrasound", "MRI", "CT"), (1, 1, 1)),
            (("IMAGING", "Ultrasound", "TREATMENT"), (1, 2, 1)),
        ],
    )
    def test_capitals_are_higher_where_they_lead(
        self, said: tuple[str, ...], levels: tuple[int, ...]
    ) -> None:
        story = [Paragraph("Heart failure", TITLE)]
        for heading, text in zip(said, SENTENCES, strict=False):
            story += [Paragraph(heading, SUBHEADING), Paragraph(text, BODY)]

        blocks = read(set_pages(story)).blocks

        assert [block.level for block in blocks if block.kind is BlockKind.HEADING] == list(levels)

    @pytest.mark.parametrize(
        ("said", "levels"),
        [
            (("*Physiology", "*Algorithm", "1. Airway", "2. Access", "*References"), (1, 1, 2, 2, 1)),
            (("*Adults", "1. Airway", "*Children", "1. Airway"), (1, 2, 1, 2)),
            (("*Foreword", "1. Airway", "2. Access", "*References"), (1, 1, 1, 1)),
        ],
    )
    def test_numbers_that_count_within_a_larger_heading_are_below_it(
        self, said: tuple[str, ...], levels: tuple[int, ...]
    ) -> None:
        story = [Paragraph("Cardiac arrest", TITLE)]
        for heading, below in zip(said, [*said[1:], ""], strict=True):
            story.append(Paragraph(heading.strip("*"), HEADING if heading[0] == "*" else SUBHEADING))
            # The steps begin right below the name of the algorithm.
            if heading != "*Algorithm" or below[:1] != "1":
                story.append(Paragraph(SENTENCES[len(story) % len(SENTENCES)], BODY))

        blocks = read(set_pages(story)).blocks

        assert [block.level for block in blocks if block.kind is BlockKind.HEADING] == list(levels)


class TestTables:
    def test_each_row_of_a_ruled_table_reads_alone_under_the_tables_caption(self) -> None:
        story = [
            Paragraph("Table 1. Doses in adults.", SMALL),
            Table(DOSES, style=GRID),
            Paragraph(SENTENCES[0], BODY),
        ]

        content = read(set_pages(story))

        assert texts(content, BlockKind.TABLE_ROW) == DOSE_ROWS
        assert texts(content, BlockKind.CAPTION) == ["Table 1. Doses in adults."]
        captions = {block.caption for block in content.blocks if block.kind is BlockKind.TABLE_ROW}
        assert captions == {"Table 1. Doses in adults."}
        assert texts(content) == [SENTENCES[0]]

    def test_a_table_without_rules_is_told_by_its_columns(self) -> None:
        rows = [*DOSES, ["Amlodipine", "5 mg", "10 mg"]]
        story = [
            Paragraph(SENTENCES[1], BODY),
            Table(rows, colWidths=[120, 100, 100], hAlign="LEFT"),
            Paragraph(SENTENCES[0], BODY),
        ]

        content = read(set_pages(story))

        assert texts(content, BlockKind.TABLE_ROW) == [
            *DOSE_ROWS,
            "Drug: Amlodipine; Starting dose: 5 mg; Maximum: 10 mg",
        ]
        assert texts(content) == [SENTENCES[1], SENTENCES[0]]

    def test_the_lines_of_a_cell_are_joined(self) -> None:
        rows = [["Drug", "Remarks"], ["Ramipril", Paragraph(SENTENCES[2], BODY)], ["Losartan", "None"]]

        content = read(
            set_pages([Table(rows, colWidths=[80, 150], style=GRID), Paragraph(SENTENCES[0], BODY)])
        )

        assert texts(content, BlockKind.TABLE_ROW) == [
            f"Drug: Ramipril; Remarks: {SENTENCES[2]}",
            "Drug: Losartan; Remarks: None",
        ]

    def test_a_table_goes_on_over_pages_with_its_header_said_once(self) -> None:
        rows = [["Drug", "Dose"], *([f"Drug number {number}", f"{number} mg"] for number in range(60))]
        story = [Paragraph("Table 3. All drugs.", SMALL), Table(rows, style=GRID, repeatRows=1)]

        content = read(set_pages(story))

        assert texts(content, BlockKind.TABLE_ROW) == [
            f"Drug: Drug number {number}; Dose: {number} mg" for number in range(60)
        ]
        assert {block.caption for block in content.blocks[1:]} == {"Table 3. All drugs."}

    def test_a_table_stands_in_its_column(self) -> None:
        before, after = paragraphs(2, sentences=5)
        story = [Paragraph(before, BODY), Table(DOSES, style=GRID), Paragraph(after, BODY)]

        content = read(set_pages([*story, *(Paragraph(text, BODY) for text in paragraphs(20))], columns=2))

        assert [block.text for block in content.blocks][:4] == [before, *DOSE_ROWS, after]
        assert texts(content)[2:] == paragraphs(20)


class TestApart:
    def test_a_box_is_read_on_its_own_and_not_with_the_column_beside_it(self) -> None:
        left, box, right, below = paragraphs(4, sentences=5)

        def paint(canvas: Canvas) -> None:
            draw_paragraph(canvas, left, 50, 60, 235)
            end = draw_paragraph(canvas, box, 60, 200, 215)
            canvas.rect(50, HEIGHT - end - 8, 235, end - 190 + 8)
            draw_paragraph(canvas, right, 310, 60, 235)
            draw_paragraph(canvas, below, 310, 300, 235)

        assert texts(read(draw(paint))) == [left, box, right, below]

    def test_the_words_inside_a_figure_are_no_paragraphs(self) -> None:
        text = paragraphs(1)[0]

        def paint(canvas: Canvas) -> None:
            draw_paragraph(canvas, text, 50, 60, 400)
            canvas.setFont("Helvetica", 7)
            canvas.bezier(100, 500, 150, 640, 250, 520, 350, 600)
            for number in range(5):
                canvas.drawString(110 + 50 * number, 510, f"{number} years")
            draw_paragraph(canvas, "Figure 2. Survival by age.", 50, HEIGHT - 470, 400, SMALL)

        content = read(draw(paint))

        assert texts(content) == [text]
        assert texts(content, BlockKind.CAPTION) == ["Figure 2. Survival by age."]

    def test_sentences_on_a_picture_are_read_in_a_box_of_their_own(self) -> None:
        text = paragraphs(1)[0]
        said = (
            "Grades in this recommendation:",
            "B means that it is recommended.",
            "I means that it is open.",
        )

        def paint(canvas: Canvas) -> None:
            draw_paragraph(canvas, text, 50, 60, 240)
            picture = ImageReader(Image.new("RGB", (60, 20), (200, 220, 240)))
            canvas.drawImage(picture, 320, HEIGHT - 130, 230, 70)
            canvas.setFont("Helvetica", 9)
            for number, line in enumerate(said):
                canvas.drawString(330, HEIGHT - 80 - 16 * number, line)

        content = read(draw(paint))

        assert text in texts(content)
        assert all(line in " ".join(block.text for block in content.blocks) for line in said)

    def test_what_is_set_as_a_heading_at_the_end_of_a_box_stays_in_it(self) -> None:
        box, below = paragraphs(2)

        def paint(canvas: Canvas) -> None:
            end = draw_paragraph(canvas, box, 60, 60, 400)
            canvas.setFont("Helvetica-Bold", 10)
            canvas.drawString(60, HEIGHT - end - 24, "Call a specialist")
            canvas.rect(50, HEIGHT - end - 40, 420, end - 50 + 40)
            draw_paragraph(canvas, below, 50, end + 80, 420)

        assert texts(read(draw(paint))) == [box, "Call a specialist", below]

    def test_the_entries_of_a_list_of_sources_are_told_apart(self) -> None:
        entries = [
            f"{number}. Smith J, Jones K, Miller A. The treatment of hypertension in trial {number}: "
            f"randomised trial of two strategies. Lancet. 20{number + 10};38{number}:1{number}–2{number}."
            for number in range(1, 13)
        ]
        story = [Paragraph(text, BODY) for text in paragraphs(3)]
        story += [Paragraph("References", HEADING), *(Paragraph(entry, SMALL) for entry in entries)]

        content = read(set_pages(story, columns=2))

        assert texts(content, BlockKind.REFERENCE) == entries


class TestFrontMatter:
    def test_title_and_authors_are_the_metadatas(self) -> None:
        data = set_text(
            paragraphs(2), title="Asthma in children", author="Jane Smith, Karl Jones; Ann Miller"
        )

        front_matter = read(data).front_matter

        assert front_matter.title == "Asthma in children"
        assert front_matter.authors == ("Jane Smith", "Karl Jones", "Ann Miller")
        assert front_matter.date == ""

    @pytest.mark.parametrize("title", ["Microsoft Word - guideline_v3.doc", "untitled", "report-2024.indd"])
    def test_a_title_that_an_editor_wrote_is_not_trusted(self, title: str) -> None:
        story = [Paragraph("Asthma in children", TITLE), *(Paragraph(text, BODY) for text in paragraphs(2))]

        content = read(set_pages(story, title=title))

        assert content.front_matter.title == ""
        assert texts(content, BlockKind.TITLE) == ["Asthma in children"]


class TestPagesWithoutText:
    def test_pages_that_hold_only_an_image_are_named(self) -> None:
        scan = ImageReader(Image.new("RGB", (60, 80), "grey"))

        def paint(canvas: Canvas) -> None:
            for page in range(1, 8):
                if page in (2, 4, 5, 6):
                    canvas.drawImage(scan, 0, 0, WIDTH, HEIGHT)
                else:
                    canvas.drawString(50, 700, f"This is what page {page} says.")
                canvas.showPage()

        assert read(draw(paint)).warnings == ("page 2 holds only an image", "pages 4 to 6 hold only an image")

    def test_a_blank_page_is_nothing_to_warn_of(self) -> None:
        content = read(set_pages([Paragraph(SENTENCES[0], BODY), PageBreak(), PageBreak()]))

        assert content.warnings == ()


class TestBadFiles:
    def test_an_encrypted_file_asks_for_its_password(self) -> None:
        data = draw(lambda canvas: canvas.drawString(50, 700, SENTENCES[0]), encrypt="secret")

        with pytest.raises(UnreadableFileError, match="give its password in ASSISTANT_PASSWORD"):
            read(data)
        with pytest.raises(UnreadableFileError, match="does not open it"):
            read(data, password="wrong")
        assert texts(read(data, password="secret")) == [SENTENCES[0]]

    def test_a_file_that_only_forbids_printing_is_read(self) -> None:
        forbidden = StandardEncryption("", ownerPassword="owner", canPrint=0, canCopy=0)

        assert texts(read(draw(lambda canvas: canvas.drawString(50, 700, SENTENCES[0]), encrypt=forbidden)))

    def test_what_is_no_pdf_behind_its_signature_is_named(self) -> None:
        with pytest.raises(UnreadableFileError, match="damaged"):
            read(b"%PDF-1.7\n" + bytes(range(256)) * 20)

    def test_a_file_is_read_or_named_wherever_it_is_cut_or_bent(self) -> None:
        whole = set_text(paragraphs(6), columns=2)
        chance = random.Random(5)
        for _ in range(60):
            data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.4 else whole)
            for _ in range(chance.randrange(20)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            try:
                content = read(bytes(data))
            except UnreadableFileError as error:
                assert str(error)
            else:
                assert all(block.text for block in content.blocks)

    def test_letters_that_the_file_does_not_tell_are_dropped_and_warned_of(self, dejavu: str) -> None:
        def paint(canvas: Canvas) -> None:
            canvas.drawString(50, 700, SENTENCES[0])
            canvas.setFont(dejavu, 10)
            canvas.drawString(50, 650, "".join(chr(0xE000 + each) for each in range(40)))

        content = read(draw(paint))

        assert texts(content) == [SENTENCES[0]]
        assert content.warnings == ("page 1: its letters cannot be told",)


class TestSize:
    def test_a_page_of_half_a_million_characters_is_read_in_time_in_proportion(self) -> None:
        line = "the quick brown fox jumps over " * 65

        def read_lines(lines: int) -> None:
            def paint(canvas: Canvas) -> None:
                canvas.setPageSize((6000, 6000))
                canvas.setFont("Helvetica", 4)
                for number in range(lines):
                    canvas.drawString(10, 5990 - 11 * number, line)

            content = read(draw(paint))
            assert sum(len(block.text) for block in content.blocks) > 2000 * lines

        grows_in_proportion(read_lines, 250)


@pytest.fixture(scope="module")
def dejavu() -> str:
    """Return the name of a font that has ligatures and Greek letters, which the standard ones lack."""
    from matplotlib import get_data_path
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    registerFont(TTFont("DejaVu", f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf"))
    return "DejaVu"
