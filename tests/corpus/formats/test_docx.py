import io
import zipfile
from datetime import datetime

import docx
import pytest
from docx.shared import Pt
from docx_files import body, of_kind, p, r, read, saved, texts, with_parts
from growth import grows_in_proportion

from corpus.document import BlockKind
from corpus.errors import UnreadableFileError
from corpus.formats.word.docx import is_docx, read_docx
from corpus.options import Options

SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'


LEFT_OUT = "words that cannot be seen were left out:"


def line(xml: str) -> str:
    return texts(read(body(f"<w:p>{xml}</w:p>")))[0]


def field(instruction: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_styled_document_comes_with_its_title_and_headings() -> None:
    document = docx.Document()
    document.add_heading("Asthma in adults", 0)
    document.add_heading("Treatment", 1)
    document.add_paragraph("Give inhaled corticosteroids.")
    document.add_heading("Second line", 2)
    document.add_paragraph("Add a bronchodilator.")
    blocks = read(document).blocks
    assert [(block.kind, block.text, block.level) for block in blocks] == [
        (BlockKind.TITLE, "Asthma in adults", 1),
        (BlockKind.HEADING, "Treatment", 1),
        (BlockKind.PARAGRAPH, "Give inhaled corticosteroids.", 1),
        (BlockKind.HEADING, "Second line", 2),
        (BlockKind.PARAGRAPH, "Add a bronchodilator.", 1),
    ]


def test_a_heading_is_known_by_its_outline_level_whatever_its_style_is_named() -> None:
    document = docx.Document()
    style = document.styles.add_style("Kapitelname", 1)
    style.base_style = document.styles["Heading 2"]
    document.add_paragraph("Ursachen", style="Kapitelname")
    document.add_paragraph("Pollen.")
    document.add_paragraph("Behandlung", style="Kapitelname")
    document.add_paragraph("Cortison.")
    assert [(block.text, block.level) for block in of_kind(read(document), BlockKind.HEADING)] == [
        ("Ursachen", 2),
        ("Behandlung", 2),
    ]


def test_short_bold_lines_are_headings_where_nothing_is_styled() -> None:
    document = docx.Document()
    title = document.add_paragraph().add_run("Your inhaler")
    title.bold, title.font.size = True, Pt(20)
    for heading, text in (
        ("What it is for", "It opens the airways."),
        ("Side effects:", "Your hands shake."),
    ):
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(text)
    document.add_paragraph().add_run("Never take more than eight puffs a day.").bold = True
    assert [(block.kind, block.text) for block in read(document).blocks] == [
        (BlockKind.TITLE, "Your inhaler"),
        (BlockKind.HEADING, "What it is for"),
        (BlockKind.PARAGRAPH, "It opens the airways."),
        (BlockKind.HEADING, "Side effects"),
        (BlockKind.PARAGRAPH, "Your hands shake."),
        (BlockKind.PARAGRAPH, "Never take more than eight puffs a day."),
    ]


def test_a_bold_line_with_nothing_below_it_is_not_lost() -> None:
    document = docx.Document()
    document.add_paragraph("Call for help.")
    document.add_paragraph().add_run("Emergency number 999").bold = True
    assert texts(read(document)) == ["Call for help.", "Emergency number 999"]


def test_a_list_is_one_paragraph_with_its_lead_in() -> None:
    document = docx.Document()
    document.add_paragraph("Contraindications:")
    document.add_paragraph("asthma", style="List Bullet")
    document.add_paragraph("heart failure", style="List Bullet")
    document.add_paragraph("severe", style="List Bullet 2")
    document.add_paragraph("Take care.")
    assert texts(read(document)) == ["Contraindications:\n- asthma\n- heart failure\n- severe", "Take care."]


NUMBERING = """
<w:abstractNum w:abstractNumId="7">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
  <w:lvlText w:val="%1.%2.%3"/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%4)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def item(text: str, level: int = 0, list_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_numbers_are_those_that_word_shows() -> None:
    xml = item("Wash") + item("hands", 1) + item("arms", 1) + item("twice", 2) + item("and", 3)
    xml += item("Dry") + item("again", 1) + p("Stop.") + item("Rinse") + p("Then:") + item("Anew", 0, 2)
    assert texts(read(body(xml, numbering=NUMBERING))) == [
        "1. Wash\na) hands\nb) arms\n1.2.1 twice\n(IV) and\n2. Dry\na) again",
        "Stop.",
        "3. Rinse",
        "Then:\n1. Anew",
    ]


def test_numbers_of_headings_are_kept() -> None:
    heading = '<w:outlineLvl w:val="0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    content = read(
        body(p("Scope", heading) + p("All.") + p("Care", heading) + p("Some."), numbering=NUMBERING)
    )
    assert [block.text for block in of_kind(content, BlockKind.HEADING)] == ["1. Scope", "2. Care"]


def test_bullets_that_were_typed_make_a_list() -> None:
    assert texts(read(body(p("Avoid:") + p("• aspirin") + p("•\tibuprofen") + p("Rest.")))) == [
        "Avoid:\n- aspirin\n- ibuprofen",
        "Rest.",
    ]
    assert line("<w:r><w:t>Avoid:</w:t><w:br/><w:t>- aspirin</w:t><w:br/><w:t>- beer</w:t></w:r>") == (
        "Avoid:\n- aspirin\n- beer"
    )


def table_document(*, caption_above: bool) -> docx.document.Document:
    document = docx.Document()
    document.add_paragraph("Doses differ.")
    if caption_above:
        document.add_paragraph("Table 1. Doses.", style="Caption")
    table = document.add_table(3, 2)
    for row, cells in zip(
        table.rows, (("Drug", "Dose"), ("warfarin", "5 mg"), ("aspirin", "75 mg")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    if not caption_above:
        document.add_paragraph("Table 1. Doses.", style="Caption")
    document.add_paragraph("Ask a pharmacist.")
    return document


@pytest.mark.parametrize("caption_above", [True, False])
def test_the_rows_of_a_table_read_alone_and_know_its_caption(caption_above: bool) -> None:
    content = read(table_document(caption_above=caption_above))
    assert [(block.text, block.caption) for block in of_kind(content, BlockKind.TABLE_ROW)] == [
        ("Drug: warfarin; Dose: 5 mg", "Table 1. Doses."),
        ("Drug: aspirin; Dose: 75 mg", "Table 1. Doses."),
    ]
    assert [block.text for block in of_kind(content, BlockKind.CAPTION)] == ["Table 1. Doses."]
    assert [block.text for block in of_kind(content, BlockKind.PARAGRAPH)] == [
        "Doses differ.",
        "Ask a pharmacist.",
    ]


def test_merged_cells_count_in_each_row_and_column() -> None:
    document = docx.Document()
    table = document.add_table(4, 3)
    filled = (
        ("Drug", "Dose", ""),
        ("", "Adults", "Children"),
        ("warfarin", "5 mg", "2 mg"),
        ("", "none", ""),
    )
    for row, cells in zip(table.rows, filled, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    table.cell(3, 1).merge(table.cell(3, 2))
    assert texts(read(document)) == [
        "Drug: warfarin; Dose > Adults: 5 mg; Dose > Children: 2 mg",
        "Drug: warfarin; Dose > Adults / Dose > Children: none",
    ]


def test_a_first_column_in_bold_names_rows_and_leaves_no_row_as_the_header() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, (("Class", "penicillin"), ("Route", "by mouth")), strict=True):
        row.cells[0].paragraphs[0].add_run(cells[0]).bold = True
        row.cells[1].text = cells[1]
    assert texts(read(document)) == ["Class; penicillin", "Route; by mouth"]


def test_a_box_is_one_paragraph_with_its_title() -> None:
    document = docx.Document()
    document.add_paragraph("Look for red flags.")
    cell = document.add_table(1, 1).cell(0, 0)
    cell.paragraphs[0].add_run("Recommendation 3").bold = True
    cell.add_paragraph("Refer at once if:")
    cell.add_paragraph("the stools are black", style="List Bullet")
    document.add_paragraph("Otherwise wait.")
    assert texts(read(document)) == [
        "Look for red flags.",
        "Recommendation 3\nRefer at once if:\n- the stools are black",
        "Otherwise wait.",
    ]


def test_framed_paragraphs_are_one_box() -> None:
    sides = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right"))
    framed = f"<w:pBdr>{sides}</w:pBdr>"
    xml = p("Before.") + p("Key point", framed) + p("Weigh the child.", framed) + p("After.")
    assert texts(read(body(xml))) == ["Before.", "Key point\nWeigh the child.", "After."]


def test_a_text_box_that_word_writes_in_two_ways_is_read_once() -> None:
    inside = f"<w:txbxContent>{p('Refer at once.')}</w:txbxContent>"
    xml = (
        f"<w:p>{r('Look.')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{inside}"
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(read(body(xml))) == ["Look.", "Refer at once."]


def test_a_table_in_a_table_that_only_places_text_is_read_as_a_table() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Doses follow."
    inner = cell.add_table(2, 2)
    for at, text in enumerate(("Drug", "Dose", "warfarin", "5 mg")):
        inner.cell(at // 2, at % 2).text = text
    assert texts(read(document)) == ["Doses follow.", "Drug: warfarin; Dose: 5 mg"]


def test_raised_numbers_are_marks_or_exponents() -> None:
    assert line(r("Use it early.") + r("3,4", SUPERSCRIPT) + r(" Then wait.")) == (
        "Use it early. [3,4] Then wait."
    )
    assert line(r("10") + r("9", SUPERSCRIPT) + r("/L, 20 kg/m") + r("2", SUPERSCRIPT)) == "10⁹/L, 20 kg/m²"
    assert line(r("CO") + r("2", '<w:vertAlign w:val="subscript"/>')) == "CO2"


def test_notes_stand_behind_the_paragraph_that_calls_them() -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{p("")}</w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{r(" In adults.")}</w:p></w:footnote>'
    )
    call = f'<w:r><w:rPr>{SUPERSCRIPT}</w:rPr><w:footnoteReference w:id="2"/></w:r>'
    content = read(body(f"<w:p>{r('Give 5 mg')}{call}{r('.')}</w:p>{p('Wait.')}", footnotes=notes))
    assert [(block.kind, block.text) for block in content.blocks] == [
        (BlockKind.PARAGRAPH, "Give 5 mg [1]."),
        (BlockKind.FOOTNOTE, "[1] In adults."),
        (BlockKind.PARAGRAPH, "Wait."),
    ]


def test_changes_are_read_as_accepted_and_comments_are_not() -> None:
    xml = (
        f"{r('Give ')}<w:del><w:r><w:delText>50</w:delText></w:r></w:del><w:ins>{r('5')}</w:ins>{r(' mg')}"
        '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
        f"<w:moveFrom>{r(' never')}</w:moveFrom>{r('.')}"
    )
    content = read(body(f"<w:p>{xml}</w:p>"))
    assert texts(content) == ["Give 5 mg."]
    assert content.warnings == (f"{LEFT_OUT} 1 deleted while changes were tracked",)


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next() -> None:
    assert texts(read(body(p("Give 5 mg ", "<w:rPr><w:del/></w:rPr>") + p("daily.")))) == ["Give 5 mg daily."]


def test_hidden_text_is_not_read() -> None:
    assert (
        line(r("Seen.") + r(" Hidden.", "<w:vanish/>") + r(" Seen.", '<w:vanish w:val="0"/>'))
        == "Seen. Seen."
    )


def test_fields_give_what_they_show() -> None:
    assert (
        line(r("See ") + field(' HYPERLINK "https://a.example" ', r("the page")) + r(".")) == "See the page."
    )
    assert line(r("dose ") + field(" SYMBOL 179 \\f Symbol ", "") + r(" 5")) == "dose 5"
    symbol = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SYMBOL 179 \\f "Symbol"</w:instrText>'
    )
    assert (
        line(r("dose ") + symbol + '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" 5"))
        == "dose ≥ 5"
    )


def test_a_table_of_contents_is_left_out() -> None:
    begin = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    toc = f'{begin}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("Treatment 3")}</w:p>{p("Dose 4")}'
    toc += '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Contents')}</w:sdtContent></w:sdt>"
    )
    assert texts(read(body(toc + gallery + p("Give it.")))) == ["Give it."]


def test_symbols_hyphens_and_line_ends_are_read_as_they_look() -> None:
    symbol = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    assert line(r("eGFR ") + symbol + r(" 60")) == "eGFR ≥ 60"
    assert (
        line(r("leads ") + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' + r(" to")) == "leads → to"
    )
    assert line(
        "<w:r><w:t>pre</w:t><w:noBreakHyphen/><w:t>load ther</w:t><w:softHyphen/><w:t>apy</w:t></w:r>"
    ) == ("pre-load therapy")
    assert (
        line("<w:r><w:t>the long</w:t><w:br/><w:t>story</w:t><w:tab/><w:t>ends</w:t></w:r>")
        == "the long story ends"
    )
    assert line(r("5 µg &lt; 6 mg, α “β” ≥")) == "5 µg < 6 mg, α “β” ≥"


def test_content_controls_are_read_and_their_placeholders_are_not() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Inside.')}</w:sdtContent></w:sdt>"
    empty = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click here')}</w:sdtContent></w:sdt>"
    )
    assert texts(read(body(control + f"<w:p>{r('Name.')}{empty}</w:p>"))) == ["Inside.", "Name."]


def test_equations_are_read_in_one_line() -> None:
    fraction = (
        "<m:f><m:num><m:r><m:t>140−age</m:t></m:r></m:num><m:den><m:r><m:t>72</m:t></m:r></m:den></m:f>"
    )
    power = "<m:sSup><m:e><m:r><m:t>h</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    assert line(r("C = ") + f"<m:oMath>{fraction}</m:oMath>") == "C = (140−age) / 72"
    assert line(r("BMI = w/") + f"<m:oMath>{power}</m:oMath>") == "BMI = w/h²"


def test_headers_and_footers_are_not_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Running head"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Body.")
    assert texts(read(document)) == ["Body."]


def test_pages_are_known_where_word_laid_them_out() -> None:
    second = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Second.</w:t></w:r></w:p>"
    content = read(body(p("First.") + second + p("Also second.")))
    assert [block.page for block in content.blocks] == [1, 2, 2]
    assert content.pages == 2
    content = read(body(p("First.") + p("Second.")))
    assert (content.blocks[0].page, content.pages) == (None, None)


def test_the_properties_are_the_front_matter() -> None:
    document = docx.Document()
    document.add_paragraph("Body.")
    properties = document.core_properties
    properties.title, properties.author = "Asthma guideline", "Anna Baker; Bob Cole"
    properties.modified = datetime(2024, 5, 3, 9, 0)
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property name="Document version"><vt:lpwstr>3.1</vt:lpwstr></property></Properties>'
    )
    stated = read(with_parts(saved(document), {"docProps/custom.xml": custom})).front_matter
    assert (stated.title, stated.authors) == ("Asthma guideline", ("Anna Baker", "Bob Cole"))
    assert (stated.date, stated.version) == ("2024-05-03", "3.1")


@pytest.mark.parametrize("title", ["Microsoft Word - asthma.doc", "Document1", "asthma_v2.docx", "untitled"])
def test_what_an_editor_fills_in_is_not_the_title(title: str) -> None:
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, "Windows User"
    stated = read(document).front_matter
    assert (stated.title, stated.authors) == ("", ())


def test_the_strict_variant_is_read_too() -> None:
    data = saved(table_document(caption_above=True))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in ("word/document.xml", "word/styles.xml")}
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = {
        name: part.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        for name, part in parts.items()
    }
    assert texts(read(with_parts(data, strict))) == texts(read(data))


def test_links_templates_and_macros_are_not_followed() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/styles" Target="file:///etc/passwd" TargetMode="External"/>'
        '<Relationship Id="b" Type="x/footnotes" Target="../../../etc/passwd"/></Relationships>'
    )
    data = with_parts(
        body(p("Body.")), {"word/_rels/document.xml.rels": relations, "word/vbaProject.bin": b"\0macro"}
    )
    assert texts(read(data)) == ["Body."]


def test_a_word_document_is_told_by_what_it_holds() -> None:
    data = saved(docx.Document())
    assert is_docx(data)
    assert is_docx(data[: len(data) // 2])
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("xl/workbook.xml", "<x/>")
    assert not is_docx(other.getvalue())
    assert not is_docx(b"word/document.xml")


def nested(depth: int) -> bytes:
    inside = "<w:sdt><w:sdtContent>" * depth + p("Deep.") + "</w:sdtContent></w:sdt>" * depth
    start = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    return with_parts(body(""), {"word/document.xml": f"{start}{inside}</w:body></w:document>"})


BROKEN = {
    "cut short": saved(table_document(caption_above=True))[:-2000],
    "no document": with_parts(saved(docx.Document()), {"word/document.xml": ""}),
    "broken XML": with_parts(saved(docx.Document()), {"word/document.xml": "<w:document><w:body>"}),
    "no body": with_parts(saved(docx.Document()), {"word/document.xml": "<document/>"}),
    "too deep": nested(10_000),
    "not a ZIP": b"PK\x03\x04 word/document.xml",
    "nothing": b"",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_a_reason(name: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"\w"):
        read_docx(BROKEN[name], Options())


def test_what_is_nested_as_deep_as_xml_may_be_is_read() -> None:
    assert texts(read(nested(120))) == ["Deep."]


def test_many_paragraphs_are_read_in_time_in_proportion() -> None:
    def read_many(paragraphs: int) -> None:
        content = read(body("".join(p(f"Paragraph {number} of many.") for number in range(paragraphs))))
        assert len(content.blocks) == paragraphs

    grows_in_proportion(read_many, 20_000)


def test_ticks_of_a_form_are_read() -> None:
    def box(checked: str) -> str:
        begin = f'<w:ffData><w:checkBox><w:default w:val="0"/>{checked}</w:checkBox></w:ffData>'
        return (
            f'<w:r><w:fldChar w:fldCharType="begin">{begin}</w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    xml = (
        r("Route: ")
        + box("<w:checked/>")
        + r(" oral ")
        + box('<w:checked w:val="0"/>')
        + r(" IM ")
        + box("")
        + r(" IV")
    )
    assert line(xml) == "Route: ☑ oral ☐ IM ☐ IV"
