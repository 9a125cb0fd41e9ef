"""Write what was trained as the package carries it: python -m training.export CHECKPOINT... [--target FILE].

Of several checkpoints the mean of their weights is written (Izmailov et al., 2018,
https://arxiv.org/abs/1803.05407). It tells the hash that index/models/reader.py must know, and how far the
graph's scores are from torch's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer

from index.models.reader import GRAPH, LoadedReader, Reader
from index.models.windows import Pieces, Said, Window, load_pieces, make_windows
from training.reader_graph import draw_reader
from training.reader_model import ReaderModel, batch_of, fast_kind

QUESTION = "What is the dose of intranasal midazolam for a child with a seizure?"
STATEMENTS = (
    (
        Said(("Drug card", "Seizure", "Midazolam", "Intranasal"), "0.2 mg/kg (max 10 mg)"),
        Said(("Drug card", "Seizure", "Midazolam", "Intravenous"), "0.1 mg/kg (max 4 mg)"),
    ),
    (
        Said(
            ("Drug card", "Sedation"), "Give oxygen, and have a second person watch the patient's breathing."
        ),
    ),
)


class CheckpointReader(Reader):
    """A reader that torch runs, as training has left it: for measuring, where no graph is needed."""

    def __init__(self, checkpoint: Path) -> None:
        super().__init__()
        self._checkpoint = checkpoint

    def load(self) -> LoadedReader:
        """Load the checkpoint if it is not yet loaded."""
        if self._loaded is None:
            self._loaded = _InTorch(load_model(self._checkpoint).to(fast_kind()), load_pieces())
        return self._loaded


@dataclass(frozen=True, slots=True)
class _InTorch:
    model: ReaderModel
    pieces: Pieces

    @torch.no_grad()
    def scores(self, windows: Sequence[Window]) -> Iterator[tuple[float, list[float]]]:
        passages, statements = self.model(batch_of(windows))
        for one, passage, found in zip(windows, passages.tolist(), statements.tolist(), strict=True):
            yield passage, found[: len(one.spans)]


def load_model(*checkpoints: Path) -> ReaderModel:
    """Return the model of a checkpoint, or of the mean of several, ready to read."""
    states = [torch.load(one, weights_only=True)["master"] for one in checkpoints]
    model = ReaderModel()
    model.load_state_dict({name: sum(one[name] for one in states) / len(states) for name in states[0]})
    return model.eval()


def export(
    checkpoints: Annotated[list[Path], typer.Argument(help="Checkpoints of training.train.")],
    target: Annotated[Path, typer.Option(help="Where the graph is written.")] = GRAPH,
) -> None:
    """Write the graph with its weights, and compare it with torch."""
    model = load_model(*checkpoints)
    tensors = {name: one.detach().numpy() for name, one in model.named_parameters() if one.requires_grad}
    target.write_bytes(draw_reader(tensors).SerializeToString())
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, SHA-256 {digest}")  # noqa: T201
    print(f"largest difference from torch: {difference(model, Reader(target, digest)):.5f}")  # noqa: T201


@torch.no_grad()
def difference(model: ReaderModel, reader: Reader) -> float:
    """Return the largest difference between the logits of the exported reader and those of torch."""
    read = reader.read(QUESTION, STATEMENTS)
    apart = []
    for statements, found in zip(STATEMENTS, read, strict=True):
        windows = make_windows(QUESTION, statements, load_pieces())
        passages, scores = model(batch_of(windows))
        apart += [abs(float(passages[0]) - found.passage)]
        apart += np.abs(scores[0].numpy() - np.asarray(found.statements)).tolist()
    return max(apart)


if __name__ == "__main__":
    typer.run(export)
