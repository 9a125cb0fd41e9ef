import pytest
from jats_articles import ARTICLE, BACK, BODY, FRONT, article, body, of_kind, read

from corpus.document import BlockKind
from corpus.formats.markup.jats import read_jats
from corpus.options import Options


def test_front_matter_is_what_the_article_states() -> None:
    stated = read(ARTICLE).front_matter
    assert stated.title == "Gout & TNF-α in CD4⁺ cells: a cohort study"
    assert stated.authors == ("Jane A. Smith", "Gout Study Group")
    assert (stated.date, stated.doi, stated.version) == ("2020-05-03", "10.1186/s41927-020-0001", "2.0")


def test_sections_are_headings_with_their_levels() -> None:
    headings = [
        (block.level, block.text) for block in read(ARTICLE).blocks if block.kind is BlockKind.HEADING
    ]
    assert headings == [
        (1, "Abstract"),
        (2, "Background"),
        (2, "Methods"),
        (1, "1 Introduction"),
        (2, "Aims"),
        (1, "Results"),
        (1, "Acknowledgements"),
        (1, "Notes"),
        (1, "References"),
        (1, "Appendix A"),
    ]


def test_paragraphs_read_as_their_authors_wrote_them() -> None:
    assert of_kind(read(ARTICLE), BlockKind.PARAGRAPH) == [
        "Gout is common.",
        "We counted n = 30 (p < 0.05).",
        "Gout is frequent [1,3–5] and painful. [2] See Table 1 and Fig. 1.",
        "The aims were:\n1. to count;\n2. to treat 10⁹/L, CO2, kg/m².",
        "They were met.",
        "The score is a / (b + 1) where x² ≥ 3 holds.",
        "Key points\nTreat to target.\n- below 360 µmol/L",
        "Anti-CCP-positive people did well.",
        "We thank all.",
        "More.",
    ]


def test_tables_figures_and_notes_stand_apart() -> None:
    content = read(ARTICLE)
    caption = "Table 1. Doses of drugs. By group."
    (row,) = (block for block in content.blocks if block.kind is BlockKind.TABLE_ROW)
    assert row.caption == caption
    assert "Drug: Colchicine" in row.text and "Adults: 500 µg" in row.text and "Children: 250 µg" in row.text
    assert of_kind(content, BlockKind.CAPTION) == [caption, "Figure 1. Flow of patients."]
    assert of_kind(content, BlockKind.FOOTNOTE) == ["a Under 12.", "BMI body mass index", "None declared."]


def test_each_source_is_one_readable_reference() -> None:
    assert of_kind(read(ARTICLE), BlockKind.REFERENCE) == [
        "1. Doe J, Roe A. Gout now. Lancet. 2010;3(4):1-9. doi:10.1000/x.",
        "2. Poe E. Ravens. BMJ. 2011.",
    ]


def test_offsets_put_the_blocks_under_one_another() -> None:
    blocks = read_jats(ARTICLE.encode(), Options()).blocks
    whole = "\n".join(block.text for block in blocks)
    assert all(whole[block.start : block.end] == block.text for block in blocks)


@pytest.mark.parametrize(
    ("dates", "date"),
    [
        ("<pub-date pub-type='ppub'><month>Jun</month><year>2019</year></pub-date>", "2019-06"),
        ("<pub-date date-type='pub' iso-8601-date='2019'><year>2019</year></pub-date>", "2019"),
        ("<pub-date><season>Spring</season><year>2018</year></pub-date>", "2018"),
        ("<pub-date pub-type='pmc-release'><day>1</day><month>1</month><year>2018</year></pub-date>", ""),
        ("<pub-date><day>45</day><month>13</month><year>2018</year></pub-date>", "2018"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(dates: str, date: str) -> None:
    assert read(article(f"<front><article-meta>{dates}</article-meta></front>")).front_matter.date == date


def test_names_of_years_in_brackets_are_no_marks() -> None:
    source = '<p>As shown (<xref ref-type="bibr">Smith 2010</xref>) by <xref ref-type="bibr">Roe</xref>.</p>'
    assert body(source) == ["As shown (Smith 2010) by Roe."]


def test_marks_in_round_brackets_read_as_marks() -> None:
    source = '<p>Shown (<xref ref-type="bibr">3</xref>, <xref ref-type="bibr">4</xref>) twice.</p>'
    assert body(source) == ["Shown [3,4] twice."]


def test_lists_keep_their_labels_and_definitions_their_terms() -> None:
    source = """<list list-type="simple"><list-item><label>(a)</label><p>One</p></list-item>
    <list-item><label>(b)</label><p>Two</p></list-item></list>
    <def-list><def-item><term>BMI</term><def><p>body mass index</p></def></def-item></def-list>"""
    assert body(source) == ["(a) One\n(b) Two", "- BMI: body mass index"]


def test_a_table_without_markup_and_one_of_the_oasis_model_are_read() -> None:
    oasis = """<table-wrap><label>Table 2</label><table><tgroup cols="2"><thead><row><entry>Drug</entry>
    <entry>Dose</entry></row></thead><tbody><row><entry>Febuxostat</entry><entry>80 mg</entry></row></tbody>
    </tgroup></table></table-wrap>"""
    picture = "<table-wrap><label>Table 3</label><caption><p>A picture.</p></caption><graphic/></table-wrap>"
    assert body(oasis + picture) == ["Table 2", "Drug: Febuxostat; Dose: 80 mg", "Table 3. A picture."]


def test_tables_set_at_the_end_come_before_the_sources() -> None:
    floats = "<floats-group><fig><label>Figure 2</label><caption><p>Rates.</p></caption></fig></floats-group>"
    texts = [block.text for block in read(article(FRONT, BODY, BACK, floats)).blocks]
    assert texts.index("Figure 2. Rates.") < texts.index("References")


def test_what_reviewers_wrote_is_left_out() -> None:
    review = "<sub-article article-type='decision-letter'><body><p>Please revise.</p></body></sub-article>"
    texts = [block.text for block in read(article(FRONT, BODY, review)).blocks]
    assert "Please revise." not in texts


def test_a_retracted_article_says_so() -> None:
    related = FRONT.replace(
        "<permissions>", "<related-article related-article-type='retraction-forward'/><permissions>"
    )
    assert "retracted" in read(article(related, BODY)).warnings[0]


def test_an_abstract_alone_says_that_the_full_text_is_missing() -> None:
    assert "no full text" in read(article(FRONT)).warnings[0]
