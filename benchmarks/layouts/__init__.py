"""Documents whose paragraphs are known exactly, in the layouts and formats that clinics have."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.layouts import journal, office, open_document, pdf_columns, pdf_parts, rich_text, text, web
from benchmarks.layouts.story import Layout, Truth

__all__ = ["LAYOUTS", "Layout", "Truth"]

# Each takes a seed; another seed gives another document in the same layout.
LAYOUTS: tuple[Callable[[int], Layout], ...] = (
    pdf_columns.one_column,
    pdf_columns.two_columns,
    pdf_columns.three_columns,
    pdf_columns.running_heads,
    pdf_columns.hyphenated,
    pdf_columns.running_on,
    pdf_columns.abstract_above,
    pdf_columns.small_signs,
    pdf_parts.lists,
    pdf_parts.numbered_headings,
    pdf_parts.ruled_table,
    pdf_parts.unruled_table,
    pdf_parts.spanning_table,
    pdf_parts.continued_table,
    pdf_parts.figure,
    pdf_parts.footnotes,
    pdf_parts.references,
    pdf_parts.boxes,
    pdf_parts.turned_page,
    office.word_document,
    open_document.open_document,
    rich_text.rich_text,
    web.web_page,
    web.book,
    journal.journal_article,
    text.markdown,
    text.wrapped_text,
    text.narrow_text,
)
