"""Columns are found, and what is read before what."""

from __future__ import annotations

import pytest
from page_steps import page_of, two_columns
from pdf_files import draw_paragraph, paragraphs

from corpus.pages.columns import column_of, in_order, text_columns
from corpus.pages.page import Box
from corpus.pages.strands import strands

LEFT, RIGHT = Box(50, 100, 290, 400), Box(310, 100, 550, 400)


def test_two_columns_are_found_where_they_stand() -> None:
    columns = sorted(text_columns(strands(page_of(two_columns).lines)), key=lambda column: column.left)

    assert [column.left for column in columns] == pytest.approx([50, 310], abs=3)


def test_text_across_the_page_is_one_column() -> None:
    page = page_of(lambda canvas: draw_paragraph(canvas, paragraphs(1)[0] * 2, 50, 100, 500))

    assert len(text_columns(strands(page.lines))) == 1


def test_the_left_column_is_read_to_its_end_before_the_right_one() -> None:
    parts = [Box(310, 100, 550, 240), Box(50, 100, 290, 240), Box(310, 260, 550, 400), Box(50, 260, 290, 400)]

    assert in_order(parts, [LEFT, RIGHT]) == [1, 3, 0, 2]


def test_what_stands_across_both_parts_the_page_in_height() -> None:
    across = Box(50, 245, 550, 255)
    parts = [Box(310, 100, 550, 240), Box(50, 100, 290, 240), Box(310, 260, 550, 400), Box(50, 260, 290, 400)]

    assert in_order([*parts, across], [LEFT, RIGHT]) == [1, 0, 4, 3, 2]


def test_a_box_stands_in_the_narrowest_column_around_it() -> None:
    assert column_of(Box(60, 120, 200, 140), [Box(50, 0, 550, 800), LEFT, RIGHT]) == LEFT
    assert column_of(Box(200, 120, 450, 140), [LEFT, RIGHT]) is None
