import io
import zipfile

import pytest
from docx_files import with_parts
from sure_marks import unmarked

from corpus.document import BlockKind, Content
from corpus.errors import UnreadableFileError
from corpus.formats.word.odt import is_odt, read_odt
from corpus.options import Options

MIME = "application/vnd.oasis.opendocument.text"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **{
            name: f"urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"
            for name, long in {
                "office": "office",
                "style": "style",
                "text": "text",
                "table": "table",
                "draw": "drawing",
                "meta": "meta",
                "fo": "xsl-fo-compatible",
            }.items()
        },
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
STYLES = """
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="Table" style:family="paragraph" style:parent-style-name="Caption"/>
<style:style style:name="Caption" style:family="paragraph"/>
<style:style style:name="Framed" style:family="paragraph">
 <style:paragraph-properties fo:border="1pt solid #000000"/></style:style>
<style:style style:name="NewPage" style:family="paragraph">
 <style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="Bold" style:family="text">
 <style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Super" style:family="text">
 <style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Hidden" style:family="text">
 <style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L1">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="B1"><text:list-level-style-bullet text:level="1"/></text:list-style>
"""


def odt(body: str, *, meta: str = "", manifest: str = "", styles: str = STYLES) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        archive.writestr(
            "meta.xml",
            f"<office:document-meta {NAMESPACES}><office:meta>{meta}</office:meta></office:document-meta>",
        )
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return file.getvalue()


def read(body: str, **parts: str) -> Content:
    return unmarked(read_odt(odt(body, **parts), Options()))


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def texts(content: Content) -> list[str]:
    return [block.text for block in content.blocks]


def line(text: str) -> str:
    return texts(read(p(text)))[0]


def items(*texts: str, style: str = "B1", more: str = "") -> str:
    inside = "".join(f"<text:list-item>{text}</text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}" {more}>{inside}</text:list>'


def test_title_headings_and_paragraphs_are_told_apart() -> None:
    heading = '<text:h text:outline-level="{}">{}</text:h>'
    body = p("Asthma", "P1") + heading.format(1, "Treatment") + p("Steroids.") + heading.format(2, "More")
    assert [(block.kind, block.text, block.level) for block in read(body + p("Others.")).blocks] == [
        (BlockKind.TITLE, "Asthma", 1),
        (BlockKind.HEADING, "Treatment", 1),
        (BlockKind.PARAGRAPH, "Steroids.", 1),
        (BlockKind.HEADING, "More", 2),
        (BlockKind.PARAGRAPH, "Others.", 1),
    ]


def test_short_bold_lines_are_headings() -> None:
    bold = '<text:span text:style-name="Bold">Side effects</text:span>'
    assert [block.kind for block in read(p("Take it.") + p(bold) + p("Your hands shake.")).blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]


def test_lists_keep_their_lead_in_and_their_numbers() -> None:
    body = p("Avoid:") + items(p("aspirin"), p("beer")) + p("Rest.")
    assert texts(read(body)) == ["Avoid:\n- aspirin\n- beer", "Rest."]
    inner = items(p("hands"), p("arms"), style="L1")
    body = items(p("Wash") + inner, p("Dry"), style="L1") + p("Stop.")
    body += items(p("Rinse"), style="L1", more='text:continue-numbering="true"') + p("Anew:")
    assert texts(read(body + items(p("Wash"), style="L1"))) == [
        "1. Wash\na) hands\nb) arms\n2. Dry",
        "Stop.",
        "3. Rinse",
        "Anew:\n1. Wash",
    ]


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{p(text)}</table:table-cell>"


def test_the_rows_of_a_table_read_alone_with_what_spans_them() -> None:
    header = f"<table:table-header-rows>{row(*map(cell, ('Drug', 'Age', 'Dose')))}</table:table-header-rows>"
    wide = cell("none", 'table:number-columns-spanned="2"')
    rows = row(cell("warfarin", 'table:number-rows-spanned="2"'), cell("adult"), cell("5 mg"))
    rows += row("<table:covered-table-cell/>", cell("child"), cell("2 mg"))
    rows += row(cell("aspirin"), wide, "<table:covered-table-cell/>")
    content = read(p("Table 1: Doses", "Table") + f"<table:table>{header}{rows}</table:table>")
    assert texts(content) == [
        "Table 1: Doses",
        "Drug: warfarin; Age: adult; Dose: 5 mg",
        "Drug: warfarin; Age: child; Dose: 2 mg",
        "Drug: aspirin; Age / Dose: none",
    ]
    assert [block.caption for block in content.blocks] == ["", *["Table 1: Doses"] * 3]
    assert content.blocks[0].kind is BlockKind.CAPTION


def test_notes_stand_behind_the_paragraph_that_calls_them() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('In adults.')}</text:note-body></text:note>"
    )
    content = read(p(f"Give 5 mg{note}.") + p("Wait."))
    assert texts(content) == ["Give 5 mg [1].", "[1] In adults.", "Wait."]
    assert content.blocks[1].kind is BlockKind.FOOTNOTE


def test_boxes_are_paragraphs_of_their_own() -> None:
    frame = f"<draw:frame><draw:text-box>{p('Key point')}{p('Refer at once.')}</draw:text-box></draw:frame>"
    assert texts(read(p(f"Look.{frame}"))) == ["Look.", "Key point\nRefer at once."]
    body = p("Before.") + p("Key point", "Framed") + p("Weigh the child.", "Framed") + p("After.")
    assert texts(read(body)) == ["Before.", "Key point\nWeigh the child.", "After."]


def test_what_stands_in_a_line_is_read_as_it_looks() -> None:
    raised = '<text:span text:style-name="Super">{}</text:span>'
    assert line(f"Use it.{raised.format('3,4')} 10{raised.format('9')}/L, kg/m{raised.format('2')}") == (
        "Use it. [3,4] 10⁹/L, kg/m²"
    )
    assert line('a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d') == "a b c d"
    assert line('Seen<text:span text:style-name="Hidden"> hidden</text:span>.') == "Seen."
    assert (
        line("≥ 5 µg<office:annotation><text:p>Really?</text:p></office:annotation> daily.")
        == "≥ 5 µg daily."
    )


def test_formulas_are_read_in_one_line() -> None:
    formula = "<math><mfrac><mrow><mn>140</mn><mo>−</mo><mi>age</mi></mrow><mn>72</mn></mfrac></math>"
    drawn = f"<draw:frame><draw:object>{formula}</draw:object></draw:frame>"
    assert line(f"C = {drawn}") == "C = (140 − age) / 72"
    linked = '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
    data = with_parts(odt(p(f"C = {linked}")), {"Object 1/content.xml": formula})
    assert texts(read_odt(data, Options())) == ["C = (140 − age) / 72"]


def test_deleted_text_and_tables_of_contents_are_left_out() -> None:
    region = f"<text:changed-region>{p('Gone.')}</text:changed-region>"
    deleted = f"<text:tracked-changes>{region}</text:tracked-changes>"
    index = f"<text:index-body>{p('Treatment 3')}</text:index-body>"
    toc = f"<text:table-of-content>{index}</text:table-of-content>"
    section = f"<text:section>{p('Kept.')}</text:section>"
    content = read(deleted + toc + section)
    assert texts(content) == ["Kept."]
    left_out = "1 deleted while changes were tracked"
    assert content.warnings == (f"words that cannot be seen were left out: {left_out}",)


def test_pages_are_known_where_the_editor_counted_as_many() -> None:
    body = p("One.") + "<text:soft-page-break/>" + p("Two.") + p("Three.", "NewPage")
    count = '<meta:document-statistic meta:page-count="{}"/>'
    content = read(body, meta=count.format(3))
    assert ([block.page for block in content.blocks], content.pages) == ([1, 2, 3], 3)
    assert read(body, meta=count.format(5)).pages is None


def test_the_properties_are_the_front_matter() -> None:
    meta = (
        "<dc:title>Asthma guideline</dc:title><meta:initial-creator>Anna Baker</meta:initial-creator>"
        "<dc:creator>Somebody Else</dc:creator><dc:date>2024-05-03T09:00:00</dc:date>"
        '<meta:user-defined meta:name="Version">3.1</meta:user-defined>'
    )
    stated = read(p("Body."), meta=meta).front_matter
    assert (stated.title, stated.authors) == ("Asthma guideline", ("Anna Baker",))
    assert (stated.date, stated.version) == ("2024-05-03", "3.1")


def test_an_odt_is_told_by_what_it_holds() -> None:
    assert is_odt(odt(p("Body.")))
    assert not is_odt(odt(p("Body.")).replace(MIME.encode(), b"application/vnd.oasis.opendocument.calc"))


def test_a_password_is_named_as_the_reason() -> None:
    with pytest.raises(UnreadableFileError, match="password"):
        read(p("Body."), manifest="<encryption-data/>")


def test_broken_files_are_refused_with_a_reason() -> None:
    data = odt(p("Body."))
    for broken in (data[:-100], data.replace(b"content.xml", b"kontent.xml"), b"PK\x03\x04", b""):
        with pytest.raises(UnreadableFileError):
            read_odt(broken, Options())
    with pytest.raises(UnreadableFileError):
        read("<text:section>" * 10_000 + p("Deep.") + "</text:section>" * 10_000)
    with pytest.raises(UnreadableFileError):
        read("<text:p>")


def test_cells_repeated_without_end_do_no_harm() -> None:
    many = 'table:number-columns-repeated="16384"'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell("x", many)}</table:table-row>'
    assert len(read(f"<table:table>{rows}</table:table>").blocks) <= 1000
