"""A citation says where and how old its document is, where else it stands, and if a newer one is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.answer import Citation
from assistant.assistant import Assistant
from assistant.cli.command_line import app
from assistant.settings import Settings
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise

OLD = """# Management of gout (2018)

Authors: Jane Smith, Bob Jones

Published: 12 March 2018

Version 2.1

doi:10.1000/gout.2018

## Acute attack

An acute attack of gout is treated with colchicine 1 mg followed by 0.5 mg after an hour.
"""
NEW = """# Management of gout (2023)

Published: May 2023

## Acute attack

An attack of gout that lasts for less than two days responds best to naproxen 500 mg twice a day.
"""


@pytest.fixture(scope="module")
def guidelines(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("guidelines")
    (home / "gout-2018.md").write_text(OLD, encoding="utf-8")
    (home / "gout-2023.md").write_text(NEW, encoding="utf-8")
    (home / "leaflet copy.txt").write_text(OLD, encoding="utf-8")
    (home / "leaflet.md").write_text(OLD, encoding="utf-8")
    synchronise(home / "index", [home], embedder)
    library = Library(home / "index", embedder)
    yield Assistant(Settings(home=home), library)
    library.close()


@pytest.fixture(scope="module")
def old(guidelines: Assistant) -> Citation:
    return guidelines.ask("What is the dose of colchicine in an acute attack of gout?").citations[0]


def test_a_citation_knows_its_heading_and_the_date_of_its_document(old: Citation) -> None:
    assert (old.document, old.heading, old.date) == ("gout-2018", "Acute attack", "2018-03-12")


def test_a_citation_knows_who_wrote_it_in_which_version(old: Citation) -> None:
    assert old.authors == ("Jane Smith", "Bob Jones")
    assert (old.version, old.doi) == ("2.1", "10.1000/gout.2018")


def test_a_citation_names_the_other_files_with_the_same_text(old: Citation) -> None:
    assert [Path(copy).name for copy in old.copies] == ["leaflet copy.txt", "leaflet.md"]


def test_what_an_older_version_says_is_shown_with_the_newer_one(old: Citation, guidelines: Assistant) -> None:
    assert old.newer == "gout-2023"
    newest = guidelines.ask("What is the dose of naproxen in an attack of gout?").citations[0]
    assert (newest.document, newest.date, newest.newer) == ("gout-2023", "2023-05", "")


def test_the_terminal_prints_date_heading_copies_and_newer_version(guidelines: Assistant) -> None:
    question = ["ask", "What is the dose of colchicine in an acute attack of gout?"]
    home = str(guidelines.settings.home)
    printed = CliRunner().invoke(app, question, env={"ASSISTANT_HOME": home, "COLUMNS": "200"}).output
    assert "Management of gout (2018) (2018-03-12, version 2.1), paragraph 5 (gout-2018#5)" in printed
    assert "Jane Smith, Bob Jones; doi:10.1000/gout.2018" in printed
    assert "Under: Acute attack" in printed
    assert "Also in: leaflet copy.txt, leaflet.md" in printed
    assert "A newer version of this document is indexed: gout-2023" in printed
