"""Formatting that bears meaning reads alike in every format, and no figure becomes another one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from formatting_sheet import FORMATS, OFFICE, seen

from benchmarks.guidelines.formatting import SHEET, TITLE, Line
from corpus.document import Document
from corpus.reading import read_document

# A figure ends where raised or lowered figures begin, and a fraction has two.
_NUMBERS = re.compile(r"\d+|[⁰¹²³⁴-⁹]+|[₀-₉]+|[½⅓⅔¼¾⅛⅜⅝⅞]")


@pytest.fixture(scope="module", params=FORMATS)
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Document]:
    path = tmp_path_factory.mktemp("sheet") / f"ward{request.param}"
    path.write_bytes(FORMATS[request.param]())
    return request.param, read_document(path)


def expressed(ending: str) -> list[Line]:
    """Return the lines that a format can express."""
    return [line for line in SHEET if ending != ".txt" or not line.looks()]


def numbers(text: str) -> Counter[str]:
    pieces = (unicodedata.normalize("NFKC", each) for each in _NUMBERS.findall(text))
    return Counter(number for each in pieces for number in re.findall(r"\d+", each))


def test_each_line_reads_as_it_looks(read: tuple[str, Document]) -> None:
    ending, document = read
    lines = expressed(ending)
    assert document.title == TITLE
    assert [each.text for each in document.paragraphs] == [line.reads for line in lines]
    assert [each.references for each in document.paragraphs] == [line.references for line in lines]


def test_figures_are_conserved_but_for_those_that_are_named(read: tuple[str, Document]) -> None:
    ending, document = read
    drawn: Counter[str] = Counter()
    left_out = 0
    for line in expressed(ending):
        for look, words in line.runs():
            # In the font Symbol no character is a figure here.
            drawn += Counter() if look in ("~", "!", "$") else numbers(words)
            left_out += len(words.split()) if look in ("~", "!") else 0
    found = sum((numbers(each.text) for each in document.paragraphs), Counter[str]())
    found += Counter(number for each in document.paragraphs for number in each.references)
    assert found == drawn
    named = sum(int(count) for warning in document.warnings for count in re.findall(r"\d+", warning))
    assert named == left_out


@pytest.mark.parametrize("ending", OFFICE)
def test_slides_and_sheets_read_what_they_show(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"ward{ending}"
    path.write_bytes(OFFICE[ending]())
    document = read_document(path)
    assert [each.text.removeprefix("- ") for each in document.paragraphs] == [line.reads for line in seen()]
    assert [each.references for each in document.paragraphs] == [line.references for line in seen()]
