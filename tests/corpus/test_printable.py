"""A file's name is printed in one line, whatever is in it, and is told from every other."""

import os

import pytest

from corpus.errors import printable


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Gicht – Übersicht (2024).pdf", "Gicht – Übersicht (2024).pdf"),
        ("関節リウマチ.docx", "関節リウマチ.docx"),
        ("two\nlines\t.txt", r"two\nlines\t.txt"),
        ("\x1b[31mred\x9b.txt", r"\x1b[31mred\x9b.txt"),
        ("turned\u202eround", r"turned\u202eround"),
        (os.fsdecode(b"gr\xfcn.txt"), r"gr\xfcn.txt"),
        ("\ud800.txt", r"\ud800.txt"),
    ],
)
def test_what_cannot_be_printed_is_written_as_an_escape(name: str, shown: str) -> None:
    assert printable(name) == shown
    printable(name).encode("utf-8")
