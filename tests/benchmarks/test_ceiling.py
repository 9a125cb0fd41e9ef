"""The instrument of losses: what was found, what perfect choosing could reach, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.evaluation import Evidence, GoldQuestion, ground, run
from assistant.settings import Settings
from benchmarks.ceiling import could_answer, losses, table
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise

DOSES = """# Ibuprofen

| Patient | Dose |
|---|---|
| Adult | 400 mg |
| Child | 10 mg/kg |

It is given with food. It is not given in late pregnancy.
"""


def asked(facts: tuple[str, ...], *must_not: str) -> GoldQuestion:
    return GoldQuestion(
        id="dose",
        question="What is the dose of ibuprofen for a child?",
        answerable=True,
        facts=tuple((fact,) for fact in facts),
        must_not=must_not,
        tags=("dose",),
        evidence=(Evidence(document="ibuprofen", quote="10 mg/kg"),),
    )


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("ceiling")
    (home / "ibuprofen.md").write_text(DOSES, encoding="utf-8")
    settings = Settings(home=home)
    synchronise(settings.index_folder, [home / "ibuprofen.md"], embedder)
    assistant = Assistant(settings, Library(settings.index_folder, embedder))
    yield assistant
    assistant.close()


def test_perfect_choosing_leaves_out_the_row_that_must_not_be_told(assistant: Assistant) -> None:
    passages = assistant.search("dose of ibuprofen", 20)
    assert could_answer(asked(("10 mg/kg",), "400 mg"), passages)
    assert could_answer(asked(("10 mg/kg", "with food"), "400 mg"), passages)


def test_what_stands_in_one_statement_with_what_must_not_be_told_cannot_be_chosen(
    assistant: Assistant,
) -> None:
    passages = assistant.search("dose of ibuprofen", 20)
    assert not could_answer(asked(("10 mg/kg",), "Child"), passages)
    assert not could_answer(asked(("20 mg/kg",)), passages)


def test_the_table_tells_all_and_each_tag(assistant: Assistant) -> None:
    grounded = ground((asked(("10 mg/kg",), "400 mg"),), assistant.documents())
    found = losses(assistant, run(grounded, assistant.stream))
    shown = table(found, by_tag=True).splitlines()
    assert shown[0].startswith("| of | questions | found in 1 | found in 3 |")
    assert [line.split(" | ")[0] for line in shown[2:]] == ["| all", "| dose"]
    assert found[0].columns["found in 20"]
    assert found[0].columns["ceiling of 20"]
    assert "1.000" in shown[2]
