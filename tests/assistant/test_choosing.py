"""Documents that are chosen to be asked in the terminal, of which two have one title."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import assistant

GOUT = "# Protocol\n\nAcute gout is treated with colchicine 500 micrograms two to four times daily.\n"
ASTHMA = "# Protocol\n\nAcute asthma is treated with salbutamol by inhaler and with prednisolone.\n"
CROUP = "# Croup\n\nCroup is treated with dexamethasone by mouth.\n"
QUESTION = "How is acute asthma treated?"
ASKED = "Asked only of: Protocol (protocol-1.md)\n"
ALL = "To ask all 3 documents, leave out --document.\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder with two protocols of one title and another document indexed."""
    home = tmp_path_factory.mktemp("choosing")
    documents = home / "a private folder"
    documents.mkdir()
    for name, text in (("protocol-1", GOUT), ("protocol-2", ASTHMA), ("croup", CROUP)):
        (documents / f"{name}.md").write_text(text, encoding="utf-8")
    assert assistant("index", str(documents), home=home).returncode == 0
    return home


def test_a_refusal_names_what_was_asked_and_says_how_to_ask_all(home: Path) -> None:
    run = assistant("ask", "--document", "protocol-1", QUESTION, home=home)

    assert ASKED + ALL in run.stdout
    assert "\nProtocol (protocol-1.md), paragraph 1 (protocol-1#1)\n" in run.stdout
    chat = assistant("chat", "--document", "protocol-1", home=home, typed=f"{QUESTION}\n")
    assert ASKED + ALL in chat.stdout


def test_an_answer_names_what_was_asked(home: Path) -> None:
    run = assistant("ask", "--document", "protocol-2", "--document", "croup", QUESTION, home=home)

    assert "Asked only of: Croup, Protocol (protocol-2.md)\n" in run.stdout
    assert "leave out" not in run.stdout
    assert "[1] Protocol (protocol-2.md), paragraph 1 (protocol-2#1)\n" in run.stdout


def test_who_chose_nothing_is_told_nothing(home: Path) -> None:
    assert "Asked only of" not in assistant("ask", QUESTION, home=home).stdout
    assert (
        "Croup, paragraph 1 (croup#1)\n" in assistant("ask", "What is croup treated with?", home=home).stdout
    )


def test_a_program_gets_the_title_and_beside_it_what_tells_it_apart(home: Path) -> None:
    printed = assistant("ask", "--json", QUESTION, home=home).stdout
    cited = json.loads(printed)["citations"][0]

    assert (cited["title"], cited["file"]) == ("Protocol", "protocol-2.md")
    assert "private" not in printed
    croup = json.loads(assistant("ask", "--json", "What is croup treated with?", home=home).stdout)
    assert croup["citations"][0]["file"] == ""
