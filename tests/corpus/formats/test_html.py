from html_pages import GUIDELINE_PAGE, HOSPITAL_PAGE, LEAFLET, of_kind, paragraphs, read

from corpus.document import BlockKind


def test_a_hospital_page_is_read_without_what_stands_around_its_text() -> None:
    assert paragraphs(HOSPITAL_PAGE) == [
        "Gout is a painful arthritis. [1] Treat when uric acid is ≥ 360 µmol/L and leucocytes are below "
        "11×10⁹/L.",
        "Do not take colchicine if you have:\n- severe kidney disease (eGFR < 30)\n- liver disease\n"
        "- cirrhosis",
        "c. Rest the joint.\nd. Cool it.",
        "Important\nStop colchicine if you have diarrhoea.\nCall your doctor.",
        "Drink water.",
        "Avoid beer and spirits.",
        "Lose weight slowly.",
        "Keep active.",
        "Who is at risk?\nMen over 40.",
    ]


def test_headings_keep_their_levels_and_the_first_is_the_title() -> None:
    content = read(HOSPITAL_PAGE)
    assert content.blocks[0].kind is BlockKind.TITLE
    assert content.blocks[0].text == content.front_matter.title == "Gout"
    headings = [(block.level, block.text) for block in content.blocks if block.kind is BlockKind.HEADING]
    assert headings == [(2, "Treatment"), (3, "Colchicine"), (2, "Diet")]


def test_front_matter_comes_from_the_data_for_search_engines() -> None:
    stated = read(HOSPITAL_PAGE).front_matter
    assert (stated.date, stated.version) == ("2023-05-03", "2.1")
    assert stated.authors == ("Jane Smith",)


def test_front_matter_comes_from_the_meta_elements_of_publishers() -> None:
    stated = read(GUIDELINE_PAGE).front_matter
    assert stated.title == "Management of gout"
    assert stated.authors == ("Jane Smith", "A. B. Roe")
    assert (stated.date, stated.doi) == ("2022-06-09", "10.1000/gout.2022")


def test_a_row_of_a_table_reads_alone_and_its_caption_and_notes_stand_apart() -> None:
    content = read(GUIDELINE_PAGE)
    rows = of_kind(content, BlockKind.TABLE_ROW)
    assert [row.count("Allopurinol") + row.count("Febuxostat") for row in rows] == [1, 1]
    assert "Drug: Febuxostat" in rows[1] and "Start: 80 mg" in rows[1] and "Most: 120 mg" in rows[1]
    assert of_kind(content, BlockKind.CAPTION) == ["Table 1. Doses", "Figure 1. Steps of treatment."]
    assert {block.caption for block in content.blocks if block.kind is BlockKind.TABLE_ROW} == {
        "Table 1. Doses"
    }
    assert of_kind(content, BlockKind.FOOTNOTE) == ["a Less in renal impairment.", "a Check eGFR first."]


def test_sources_and_marks_of_sources_are_told_apart_from_other_links() -> None:
    content = read(GUIDELINE_PAGE)
    assert of_kind(content, BlockKind.PARAGRAPH)[0] == "Offer urate-lowering therapy (Table 1). [2,3]"
    assert of_kind(content, BlockKind.REFERENCE) == [
        "1. Doe J. Gout now. Lancet 2010.",
        "2. Roe A. Urate. BMJ 2011.",
    ]


def test_definitions_and_formulas_read_as_text() -> None:
    texts = paragraphs(GUIDELINE_PAGE)
    assert "- Flare: Sudden pain.\n- Tophus: A deposit of urate." in texts
    assert "Score = a / (b + 1)." in texts


def test_a_plain_leaflet_with_tags_left_open_comes_out_whole() -> None:
    content = read(LEAFLET)
    assert [block.text for block in content.blocks] == [
        "Your medicine",
        "Take it every day with food.",
        "Keep out of reach of children.",
        "Store below 25 °C.",
        "- swallow whole\n- do not chew",
        "See asthma.",
    ]


def test_linked_items_stay_where_a_sentence_leads_in_to_them() -> None:
    page = """<h1>Cough</h1><p>Read on.</p><p>It is caused by:</p>
    <ul><li><a href="/a">asthma</a></li><li><a href="/b">reflux</a></li><li><a href="/c">smoking</a></li></ul>
    <h2>Causes in children</h2><ul><li><a href="/d">croup</a></li><li><a href="/e">colds</a></li>
    <li><a href="/f">asthma</a></li></ul><h2>Related pages</h2><ul><li><a href="/g">Flu</a></li></ul>
<p>End.</p>"""
    assert paragraphs(page) == [
        "Read on.",
        "It is caused by:\n- asthma\n- reflux\n- smoking",
        "- croup\n- colds\n- asthma",
        "End.",
    ]


def test_rows_of_links_around_the_text_of_a_page_without_structure_go() -> None:
    links = "".join(f"<a href='/{name}'>{name}</a> | " for name in ("Home", "News", "Wards", "Jobs"))
    items = "".join(f"<li><a href='#{name}'>{name}</a></li>" for name in ("Causes", "Signs", "Cure"))
    text = f"<h1>Flu</h1><p>Flu is a virus.</p><ul>{items}</ul><p>Rest.</p>"
    page = f"<body><div>{links}</div>{text}<div>{links}</div></body>"
    assert paragraphs(page) == ["Flu is a virus.", "Rest."]


def test_a_section_is_not_taken_for_a_menu_by_its_name() -> None:
    page = """<h1>Consent</h1><section id="social-history"><h2>Social history</h2>
<p>Ask about alcohol.</p></section>
    <section class="informed-consent"><p>Explain the risks.</p></section><div
class="menu-of-foods">Eat oats.</div>"""
    assert paragraphs(page) == ["Ask about alcohol.", "Explain the risks.", "Eat oats."]


def test_what_a_switch_on_the_page_opens_is_read() -> None:
    page = """<h1>Asthma</h1><p>Breathe.</p><button aria-controls="p1">Doses</button>
    <div id="p1" hidden><p>Take two puffs.</p></div><div class="accordion-panel"
style="display:none">Rinse.</div>"""
    assert paragraphs(page) == ["Breathe.", "Take two puffs.", "Rinse."]


def test_the_site_is_not_taken_for_the_title() -> None:
    page = """<title>Croup | Northtown</title><meta property="og:site_name" content="Northtown">
    <header><h1>Northtown</h1></header><main><p>Croup is a cough.</p></main>"""
    assert read(page).blocks[0].text == "Croup"


def test_struck_out_words_are_left_out_and_isotopes_keep_their_mass() -> None:
    assert paragraphs("<p>Give <s>5 mg</s> 10 mg of <sup>131</sup>I once.</p>") == [
        "Give 10 mg of ¹³¹I once."
    ]


def test_ticks_of_a_form_are_read() -> None:
    boxes = '<p><input type="checkbox" checked> Glucagon is.</p><p><input type=checkbox> Insulin is.</p>'
    page = f"<html><body><h1>Doses</h1><p>These are allowed on the ward.</p>{boxes}</body></html>"
    assert [block.text for block in read(page).blocks][2:] == ["- ☑ Glucagon is.\n- ☐ Insulin is."]


def test_the_mark_of_a_note_is_set_off_from_a_figure() -> None:
    link = '<sup><a href="#fn1">a</a></sup>'
    page = f"<html><body><h1>Doses</h1><p>Give 25{link} mg to adults{link} once.</p></body></html>"
    assert [block.text for block in read(page).blocks][1:] == ["Give 25 [a] mg to adults[a] once."]
