from corpus.document import Block, BlockKind
from corpus.formats.lists import BULLET, Listed, find_typed_lists, gather_lists

LONG = (
    "Offer a blood test to everyone who takes the medicine for longer than three months. Repeat it every "
    "year, and sooner when the dose goes up, the kidneys fail or another medicine is added to it."
)


def text(words: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Listed:
    return Listed(Block(kind, words, 0, 0))


def item(words: str, mark: str = BULLET, depth: int = 1) -> Listed:
    return Listed(Block(BlockKind.PARAGRAPH, words, 0, 0), depth, mark)


def gathered(*listed: Listed) -> list[str]:
    return [block.text for block in gather_lists(listed)]


def typed(*lines: str) -> list[str]:
    return [block.text for block in gather_lists(find_typed_lists(map(text, lines)))]


def test_a_list_is_one_paragraph_with_its_lead_in() -> None:
    assert gathered(text("Contraindications:"), item("asthma"), item("pregnancy"), text("Take care.")) == [
        "Contraindications:\n- asthma\n- pregnancy",
        "Take care.",
    ]


def test_an_unfinished_sentence_leads_in_to_a_list() -> None:
    assert gathered(text("Do not take it if you"), item("are pregnant")) == [
        "Do not take it if you\n- are pregnant"
    ]


def test_a_finished_sentence_does_not_lead_in() -> None:
    assert gathered(text("Take care."), item("one"), item("two")) == ["Take care.", "- one\n- two"]


def test_a_sentence_that_ends_in_a_reference_mark_does_not_lead_in() -> None:
    assert gathered(text("Take care. [7]"), item("one")) == ["Take care. [7]", "- one"]


def test_a_heading_stays_a_heading_above_its_list() -> None:
    blocks = list(gather_lists([text("Contraindications", BlockKind.HEADING), item("asthma")]))
    assert [block.kind for block in blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_numbers_are_kept_and_lists_in_lists_stay_with_them() -> None:
    listed = [item("Stop:", "1."), item("aspirin", "a)", 2), item("ibuprofen", "b)", 2), item("Wait.", "2.")]
    assert gathered(*listed) == ["1. Stop:\na) aspirin\nb) ibuprofen\n2. Wait."]


def test_a_second_paragraph_of_an_item_goes_on_in_its_line() -> None:
    assert gathered(item("Weigh the child."), item("Every week.", ""), item("Measure it.")) == [
        "- Weigh the child. Every week.\n- Measure it."
    ]


def test_a_table_row_parts_two_lists() -> None:
    row = text("Drug: warfarin", BlockKind.TABLE_ROW)
    assert gathered(item("one"), row, item("two")) == ["- one", "Drug: warfarin", "- two"]


def test_numbered_paragraphs_of_several_sentences_stay_paragraphs_with_the_items_below_them() -> None:
    listed = [item(LONG, "1.1"), item("the elderly", BULLET, 2), item(LONG, "1.2")]
    assert gathered(*listed) == [f"1.1 {LONG}\n- the elderly", f"1.2 {LONG}"]


def test_a_list_of_sources_is_not_gathered() -> None:
    listed = [text("References", BlockKind.HEADING), item("Baker A. BMJ 2001.", "1."), item("Cole B.", "2.")]
    assert gathered(*listed) == ["References", "1. Baker A. BMJ 2001.", "2. Cole B."]


def test_bullets_typed_by_hand_make_a_list() -> None:
    assert typed("Do not take it with:", "• warfarin", "•\tmethotrexate", "Ask a doctor.") == [
        "Do not take it with:\n- warfarin\n- methotrexate",
        "Ask a doctor.",
    ]


def test_numbers_typed_by_hand_make_a_list_beside_their_neighbours() -> None:
    assert typed("1) Wash.", "2) Dry.", "Done.") == ["1) Wash.\n2) Dry.", "Done."]
    assert typed("12. August was hot.", "It rained.") == ["12. August was hot.", "It rained."]


def test_a_lone_star_is_a_footnote_not_an_item() -> None:
    assert typed("Doses are for adults.", "* Halve them in children.") == [
        "Doses are for adults.",
        "* Halve them in children.",
    ]


def test_nothing_comes_of_blocks_without_text() -> None:
    assert gathered(text(" "), item(""), text("Word.")) == ["Word."]
