"""A drug that a document calls otherwise is read under the name that the question uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.evidence.requirements.mentions import Synonyms
from assistant.evidence.requirements.names import load_names
from assistant.settings import Settings
from index.library import Library
from index.models.embedder import Embedder
from index.synchronise import synchronise


@pytest.mark.parametrize(
    ("question", "text", "read"),
    [
        ("Dose of remdesivir?", "VEKLURY 200 mg is given.", "remdesivir 200 mg is given."),
        ("Dose of Veklury?", "Remdesivir 200 mg is given.", "Veklury 200 mg is given."),
        ("Dose of paracetamol?", "Acetaminophen: 1 g", "paracetamol: 1 g"),
        # Its own name, another drug and a class stay as they are.
        ("Dose of remdesivir?", "Remdesivir 200 mg is given.", "Remdesivir 200 mg is given."),
        ("Dose of remdesivir?", "Favipiravir is an antiviral drug.", "Favipiravir is an antiviral drug."),
        ("How is gout treated?", "VEKLURY 200 mg is given.", "VEKLURY 200 mg is given."),
    ],
)
def test_other_names_of_what_is_asked_about_are_replaced(question: str, text: str, read: str) -> None:
    assert Synonyms(question, load_names()).as_asked(text) == read


def test_a_document_that_uses_the_brand_answers_a_question_on_the_drug(
    tmp_path: Path, embedder: Embedder
) -> None:
    text = """# Label

    VEKLURY is started with a single loading dose of 200 mg by infusion.

    Remdesivir is a white powder. The substance remdesivir is kept below 30 degrees.
    """
    (tmp_path / "label.md").write_text("\n".join(map(str.strip, text.splitlines())), encoding="utf-8")
    synchronise(tmp_path / "index", [tmp_path / "label.md"], embedder)
    library = Library(tmp_path / "index", embedder)
    answer = Assistant(Settings(home=tmp_path), library).ask("What is the loading dose of remdesivir?")
    assert answer.citations[0].quote.startswith("VEKLURY is started")
    library.close()
