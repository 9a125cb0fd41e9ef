"""Statements: what can be quoted alone, each with what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Block, BlockKind, Paragraph
from corpus.document_json import document_from_json, document_to_json
from corpus.formats.boxes import boxed
from corpus.formats.lists import Listed, gather_lists
from corpus.formats.table_rows import Cell, table_rows
from corpus.parts import Part, PartKind, moved
from corpus.reading import read_document
from corpus.statements import Context, Statement, StatementKind, render, statements_of

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.text("abcdé", min_size=2, max_size=6)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
SENTENCES = PHRASES.map(lambda words: f"{words.capitalize()}.")

GUIDE = """# Otitis media

Otitis media is common. It is painful.

## Treatment

Give for five days:

- Amoxicillin 500 mg
  1. Adults: three times a day
  2. Children: twice a day
- In allergy:
  - Doxycycline 100 mg

| Drug | Route | Dose |
|---|---|---|
| **Children** | | |
| Ibuprofen | oral | 5 mg |
| Ibuprofen | rectal | 10 mg |
| **Adults** | | |
| Ibuprofen | oral | 400 mg |
"""


def read(folder: Path, text: str, name: str = "guide.md") -> list[Statement]:
    (folder / name).write_text(text, "utf-8")
    document = read_document(folder / name)
    return [each for one in document.paragraphs for each in statements_of(one, document.title)]


def rendered(statements: Sequence[Statement], *kinds: StatementKind) -> list[str]:
    return [render(each.context, each.text) for each in statements if not kinds or each.kind in kinds]


def plain(text: str, heading: str = "", kind: BlockKind = BlockKind.PARAGRAPH) -> Paragraph:
    return Paragraph("guide", 1, text, 0, len(text), heading=heading, kind=kind)


def test_each_sentence_is_a_statement_under_its_title_and_headings(tmp_path: Path) -> None:
    assert rendered(read(tmp_path, GUIDE), StatementKind.SENTENCE) == [
        "Otitis media: Otitis media is common.",
        "Otitis media: It is painful.",
    ]


def test_an_item_has_the_lead_ins_of_all_its_parents_and_a_label_says_nothing_alone(tmp_path: Path) -> None:
    items = [each for each in read(tmp_path, GUIDE) if each.kind is StatementKind.ITEM]
    about = "Otitis media > Treatment > Give for five days"
    assert rendered(items) == [
        f"{about}: Amoxicillin 500 mg",
        f"{about} > Amoxicillin 500 mg: Adults: three times a day",
        f"{about} > Amoxicillin 500 mg: Children: twice a day",
        f"{about} > In allergy: Doxycycline 100 mg",
    ]
    assert [each.level for each in items] == [1, 2, 2, 2]


def test_a_row_of_several_values_gives_itself_and_its_cells(tmp_path: Path) -> None:
    rows = [each for each in read(tmp_path, GUIDE) if each.table]
    about = "Otitis media > Treatment"
    assert rendered(rows) == [
        f"{about} > Children: Drug: Ibuprofen; Route: oral; Dose: 5 mg",
        f"{about} > Children > Ibuprofen > Route: oral",
        f"{about} > Children > Ibuprofen, oral > Dose: 5 mg",
        f"{about} > Children: Drug: Ibuprofen; Route: rectal; Dose: 10 mg",
        f"{about} > Children > Ibuprofen > Route: rectal",
        f"{about} > Children > Ibuprofen, rectal > Dose: 10 mg",
        f"{about} > Adults: Drug: Ibuprofen; Route: oral; Dose: 400 mg",
        f"{about} > Adults > Ibuprofen > Route: oral",
        f"{about} > Adults > Ibuprofen, oral > Dose: 400 mg",
    ]
    assert [(each.table, each.row, each.column) for each in rows[:3]] == [(1, 3, 0), (1, 3, 2), (1, 3, 3)]


def test_a_row_of_one_value_is_one_statement(tmp_path: Path) -> None:
    text = "# Doses\n\n| Drug | Dose |\n|---|---|\n| Ibuprofen | 5 mg |\n"
    assert rendered(read(tmp_path, text)) == ["Doses: Drug: Ibuprofen; Dose: 5 mg"]


def test_a_cell_has_the_names_of_its_column_from_the_top_and_the_caption(tmp_path: Path) -> None:
    text = (
        "<h1>Doses</h1><p>By age.</p><table><caption>Table 1. Oral</caption><thead>"
        "<tr><th rowspan=2>Drug</th><th colspan=2>Dose</th></tr><tr><th>Adult</th><th>Child</th></tr></thead>"
        "<tr><td>Ibuprofen</td><td>400 mg [1]</td><td>5 mg</td></tr></table>"
    )
    cells = [each for each in read(tmp_path, text, "doses.html") if each.kind is StatementKind.CELL]
    assert rendered(cells) == [
        "Doses > Table 1. Oral > Ibuprofen > Dose > Adult: 400 mg",
        "Doses > Table 1. Oral > Ibuprofen > Dose > Child: 5 mg",
    ]
    assert cells[0].context == Context(
        "Doses", caption="Table 1. Oral", row="Ibuprofen", columns=("Dose", "Adult")
    )


def test_a_label_leads_in_to_the_paragraph_or_the_table_below_it(tmp_path: Path) -> None:
    text = (
        "# Pain\n\nKey points:\n\nGive it early.\n\nDoses:\n\n| A | B |\n|---|---|\n| x | 5 mg |\n\nEnd it.\n"
    )
    assert rendered(read(tmp_path, text)) == [
        "Pain > Key points: Give it early.",
        "Pain > Doses: A: x; B: 5 mg",
        "Pain: End it.",
    ]


def test_a_label_leads_in_to_all_lines_of_a_list_without_marks(tmp_path: Path) -> None:
    text = "# BCG\n\nA single dose of:\n\n0.05 ml for infants\n\n0.1 ml for adults\n\nIt is given once.\n"
    assert rendered(read(tmp_path, text)) == [
        "BCG > A single dose of: 0.05 ml for infants",
        "BCG > A single dose of: 0.1 ml for adults",
        "BCG: It is given once.",
    ]


def test_lines_of_labels_lead_in_to_what_stands_below_them() -> None:
    text = "Key points:\nFirst choice:\n- Naproxen 750 mg\nCaution:\n- Heart failure\nIt is over."
    assert rendered(statements_of(plain(text))) == [
        "Key points > First choice: Naproxen 750 mg",
        "Key points > Caution: Heart failure",
        "It is over.",
    ]


def test_a_heading_said_again_is_no_statement() -> None:
    assert rendered(statements_of(plain("DRUG TREATMENT:\nRest.", "Care > Drug treatment"))) == [
        "Care > Drug treatment: Rest."
    ]


def test_the_heading_of_a_box_that_says_something_can_be_quoted() -> None:
    head = "Do not give ibuprofen to infants"
    (box,) = boxed([Block(BlockKind.HEADING, head, 0, 0), made("Paracetamol is given.")])
    assert rendered(statements_of(paragraph_of(box))) == [head, f"{head}: Paracetamol is given."]


def test_an_open_box_says_something_only_below_what_it_is_asked_for() -> None:
    assert not statements_of(plain("☐ Fever\n☐ Rash"))
    text = "Red flags:\n☐ Fever\n☑ Stiff neck\n☑ seen by a doctor"
    assert [each.text for each in statements_of(plain(text))] == ["Fever", "Stiff neck"]


def test_sources_and_bare_captions_say_nothing() -> None:
    assert not statements_of(plain("Smith J. Pain. 2019.", kind=BlockKind.REFERENCE))
    assert not statements_of(plain("Table 1. Doses", kind=BlockKind.CAPTION))


def test_what_is_said_twice_in_a_context_is_rendered_once() -> None:
    context = Context("Pain", ("Pain", "Dose:"), lead_ins=("Dose:",))
    assert context.parts() == ("Pain", "Dose")
    assert render(context, "5 mg") == "Pain > Dose: 5 mg"
    assert render(Context(), "5 mg") == "5 mg"


def test_parts_are_where_they_were_after_marks_are_taken_out() -> None:
    before = "Drug: A [1]; Dose:  5 mg"
    parts = (Part(PartKind.LABEL, 6, 11), Part(PartKind.CELL, 19, 24))
    after = "Drug: A; Dose: 5 mg"
    assert [after[part.start : part.end] for part in moved(parts, before, after)] == ["A", "5 mg"]


def test_statements_outlive_the_way_through_json(tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text(GUIDE, "utf-8")
    document = read_document(tmp_path / "guide.md")
    assert document_from_json(document_to_json(document)) == document


@st.composite
def lists(draw: st.DrawFn) -> list[Listed]:
    items = draw(
        st.lists(st.tuples(st.integers(1, 3), PHRASES, st.sampled_from("-1")), min_size=1, max_size=6)
    )
    blocks = [Listed(made(draw(SENTENCES) + f" {draw(PHRASES)}:"), 0, "")]
    blocks += [Listed(made(text), depth, f"{mark}." if mark == "1" else mark) for depth, text, mark in items]
    return blocks


@st.composite
def row_paragraphs(draw: st.DrawFn) -> list[Paragraph]:
    width = draw(st.integers(2, 5))
    cells = st.lists(st.builds(Cell, st.one_of(PHRASES, st.just(""))), min_size=width, max_size=width)
    rows = draw(st.lists(cells, min_size=1, max_size=5))
    blocks = table_rows(
        rows, header_rows=draw(st.integers(0, 2)), caption=draw(st.one_of(PHRASES, st.just("")))
    )
    return [
        Paragraph("guide", place, each.text, 0, 0, kind=each.kind, parts=each.parts, row=each.row)
        for place, each in enumerate(blocks, start=1)
    ]


def made(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, 0, 0)


def paragraph_of(block: Block) -> Paragraph:
    return Paragraph("guide", 1, block.text, 0, 0, parts=block.parts)


def check(paragraph: Paragraph) -> None:
    statements = statements_of(paragraph, "Title")
    said: set[str] = set()
    for each in statements:
        assert paragraph.text[each.start : each.end] == each.text != ""
        assert render(each.context, each.text).endswith(f": {each.text}")
        said |= set(re.findall(r"\w+", render(each.context, each.text)))
    assert set(re.findall(r"[^\W\d]+", paragraph.text)) <= said


@UNTIMED
@given(lists())
def test_every_word_of_a_list_is_in_a_statement_or_in_what_one_is_about(listed: list[Listed]) -> None:
    (block,) = gather_lists(listed)
    check(paragraph_of(block))


@UNTIMED
@given(PHRASES.map("Box of {}".format), st.lists(SENTENCES, max_size=4), lists())
def test_every_word_of_a_box_is_in_a_statement_or_in_what_one_is_about(
    heading: str, sentences: list[str], listed: list[Listed]
) -> None:
    texts = map(made, sentences)
    (block,) = boxed([Block(BlockKind.HEADING, heading, 0, 0), *texts, *gather_lists(listed)])
    check(paragraph_of(block))


@UNTIMED
@given(row_paragraphs())
def test_every_word_of_a_row_is_in_a_statement_or_in_what_one_is_about(rows: list[Paragraph]) -> None:
    for row in rows:
        # One that holds nothing but a label says nothing.
        if any(part.kind is PartKind.CELL for part in row.parts):
            check(row)


@UNTIMED
@given(st.lists(SENTENCES, min_size=1, max_size=5))
def test_every_word_of_running_text_is_in_a_statement(sentences: list[str]) -> None:
    check(plain(" ".join(sentences)))


def test_what_follows_a_label_that_a_paragraph_begins_with_stands_under_it() -> None:
    text = "Racemic adrenaline: Reduces swelling. Watch for 3 hours. Dose: 0.5 mL/kg"
    assert [(each.text, each.context.lead_ins) for each in statements_of(plain(text))] == [
        ("Racemic adrenaline: Reduces swelling.", ()),
        ("Watch for 3 hours.", ("Racemic adrenaline",)),
        ("Dose: 0.5 mL/kg", ("Racemic adrenaline",)),
    ]


def test_a_second_label_beside_the_first_is_not_under_it() -> None:
    text = "Adults: 10 mg. No more than 20 mg. Children: 5 mg. Not under 2 years."
    assert [each.context.lead_ins for each in statements_of(plain(text))] == [
        (),
        ("Adults",),
        (),
        ("Children",),
    ]


def test_a_lead_in_that_goes_on_from_the_sentence_before_it_brings_that_along() -> None:
    text = "Some drugs raise the level. Some examples include:\n- diclofenac\n- axitinib"
    assert [(each.text, each.context.lead_ins) for each in statements_of(plain(text))] == [
        ("Some drugs raise the level.", ()),
        ("diclofenac", ("Some drugs raise the level.", "Some examples include:")),
        ("axitinib", ("Some drugs raise the level.", "Some examples include:")),
    ]
    text = "Levels rise. Give one of:\n- diclofenac"
    assert [each.context.lead_ins for each in statements_of(plain(text))] == [(), ("Give one of:",)]
