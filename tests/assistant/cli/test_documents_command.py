"""`assistant documents` and `assistant show` tell what is indexed, and what has become of its files."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from clinical_library import write_library
from pdf_files import draw
from reportlab.pdfgen.canvas import Canvas
from running import assistant, refused

from index.store.catalogue import CATALOGUE, read_catalogue, write_catalogue

pytestmark = pytest.mark.slow

MARKDOWN = """# Gout: diagnosis and management

## Treatment

Treat with colchicine.[^1]

| Drug | Dose |
|---|---|
| Colchicine | 500 µg |

## References

1. Smith A. Gout and its history. Lancet 2001;3:4-5.
"""
NAME = 'a "strange"\nname \x1b[31m.txt'


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = {"gout.md": MARKDOWN, "copies/gout.md": MARKDOWN, NAME: "Scabies\n\nIt itches.\n"}
    return write_library(tmp_path_factory.mktemp("library"), texts)


@pytest.fixture(scope="module")
def home(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    run = assistant("index", str(library), home=home)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("2 new, 0 changed, 0 unchanged, 0 removed, 1 duplicate. ")
    return home


def test_documents_lists_what_is_indexed_with_its_copies(home: Path) -> None:
    shown = assistant("documents", home=home).stdout
    assert "Gout: diagnosis and management" in shown
    assert "paragraphs" in shown and "indexed" in shown
    (copy,) = (line for line in shown.splitlines() if "has the same text as" in line)
    assert "gout.md" in copy
    assert "\x1b" not in shown


def test_documents_as_json_has_all_that_is_known(home: Path, library: Path) -> None:
    found = {one["document"]: one for one in json.loads(assistant("documents", "--json", home=home).stdout)}
    gout = found["gout"]
    assert {"document", "title", "paragraphs", "file", "content_hash", "date", "pages"} <= set(gout)
    assert gout["warnings"] == []
    assert {gout["file"], *gout["copies"]} == {str(library / "gout.md"), str(library / "copies/gout.md")}
    assert gout["newer_version"] is None
    (strange,) = (one for one in found.values() if one["title"] == "Scabies")
    assert strange["file"] == str(library / NAME)


def test_a_name_that_is_no_unicode_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "library" / os.fsdecode(b"gr\xfcn.txt")
    write_library(tmp_path / "library", {path.name: "Scabies\n\nIt itches.\n"})
    assert assistant("index", str(tmp_path / "library"), home=tmp_path).returncode == 0
    (found,) = json.loads(assistant("documents", "--json", home=tmp_path).stdout)
    assert found["file"] == str(path)
    shown = assistant("show", found["document"], home=tmp_path)
    assert "gr\\xfcn.txt" in shown.stdout


def test_show_tells_what_a_paragraph_is(home: Path) -> None:
    shown = assistant("show", "gout", home=home).stdout
    assert "Treatment" in shown
    assert "(table row)" in shown
    assert "(reference)" in shown
    assert "Same text: " in shown


def test_show_prints_one_paragraph_among_its_neighbours(home: Path) -> None:
    shown = assistant("show", "gout#1", home=home).stdout
    assert "▶ 1" in shown
    assert "(reference)" not in shown


def test_show_takes_the_name_of_a_copy(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library", {"gout.md": MARKDOWN, "podagra.md": MARKDOWN})
    assert assistant("index", str(library), home=tmp_path).returncode == 0
    assert "Gout: diagnosis" in assistant("show", "podagra#1", home=tmp_path).stdout
    assert "No indexed document" in refused(assistant("show", "nothing#1", home=tmp_path))


def test_show_says_that_the_file_has_changed_or_is_gone(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library", {"gout.md": MARKDOWN})
    assert assistant("index", str(library), home=tmp_path).returncode == 0
    assert "The file" not in assistant("show", "gout#1", home=tmp_path).stdout
    (library / "gout.md").write_text(MARKDOWN.replace("colchicine", "naproxen"))
    assert "The file has changed since it was read" in assistant("show", "gout#1", home=tmp_path).stdout
    (library / "gout.md").unlink()
    assert "The file is no longer there" in assistant("show", "gout#1", home=tmp_path).stdout


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the home of an index of a PDF whose pages have a head, and of a web page with hidden words."""
    home, library = tmp_path_factory.mktemp("printed"), tmp_path_factory.mktemp("pages")
    (library / "scabies.pdf").write_bytes(draw(_two_pages))
    (library / "gout.html").write_text("<p>Treat with colchicine.</p><p hidden>all of it</p>")
    assert assistant("index", str(library), home=home).returncode == 0
    return home


def _two_pages(canvas: Canvas) -> None:
    for said in ("Scabies itches at night and spreads.", "Treat the whole household with permethrin."):
        canvas.drawString(50, 800, "Guideline on scabies")
        canvas.drawString(50, 600, said)
        canvas.showPage()


def test_documents_tells_what_of_each_file_was_not_read(printed: Path) -> None:
    shown = assistant("documents", home=printed).stdout
    assert "gout.html: not read: 3 words left out (hidden: 3)" in shown
    assert "scabies.pdf: not read: 6 words left out (running heads, page and line numbers: 6)" in shown
    found = json.loads(assistant("documents", "scabies", "--json", home=printed).stdout)
    assert [each["document"] for each in found] == ["scabies"]
    assert found[0]["left_out"] == {"running heads, page and line numbers": 6}
    assert (found[0]["uncertain_tables"], found[0]["pictures"]) == ([], [])


def test_left_out_words_are_shown_page_by_page_with_their_class(printed: Path) -> None:
    lines = [
        line.strip()
        for line in assistant("documents", "scabies", "--left-out", home=printed).stdout.split("\n")
    ]
    one = ["running heads, page and line numbers: 3 words", "Guideline on scabies"]
    assert [line for line in lines if line] == ["Page 1", *one, "Page 2", *one]
    found = json.loads(assistant("documents", "scabies", "--left-out", "--json", home=printed).stdout)
    assert found[1] == {"page": 2, "why": one[0].split(":")[0], "words": 3, "text": one[1]}


def test_left_out_words_are_those_of_one_document(printed: Path) -> None:
    assert "Name the document" in refused(assistant("documents", "--left-out", home=printed))
    assert "No indexed document" in refused(assistant("documents", "nothing", "--left-out", home=printed))


def test_an_index_without_ledgers_says_what_to_run(printed: Path, tmp_path: Path) -> None:
    shutil.copytree(printed, tmp_path, dirs_exist_ok=True)
    (file,) = tmp_path.rglob(CATALOGUE)
    catalogue = read_catalogue(file.parent)
    assert catalogue is not None
    old = (replace(document, ledger=None) for document in catalogue.documents)
    write_catalogue(file.parent, replace(catalogue, documents=tuple(old)))
    assert "`assistant index --rebuild`" in refused(
        assistant("documents", "scabies", "--left-out", home=tmp_path)
    )
    assert "was indexed by an older version" in assistant("documents", home=tmp_path).stdout
