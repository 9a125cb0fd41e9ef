"""`assistant documents` and `assistant show` tell what is indexed, and what has become of its files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from clinical_library import write_library
from running import assistant, refused

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
