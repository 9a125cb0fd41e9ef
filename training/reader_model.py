"""The reader as torch trains it: BERT's encoder, a score from its first piece and one from each statement's.

Provence (Chirkova et al., ICLR 2025, https://arxiv.org/abs/2501.16214) reranks and prunes in one pass so; the
encoder begins as all-MiniLM-L6-v2, whose word embeddings stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from index.models.packaged import packaged_folder
from index.models.windows import Window
from training.encoder_graph import EPSILON, HEADS, INNER, KINDS, LAYERS, POSITIONS, WIDTH, WORDS

# Of the embedded pieces, while training.
DROPPED = 0.1
VERY_LOW = -1e4


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: pieces and kinds (windows, pieces), `spans` (windows, statements, pieces).

    Each row of `spans` takes the mean of a statement's pieces; rows of padding are zero.
    """

    pieces: Tensor
    held: Tensor
    kinds: Tensor
    spans: Tensor


def batch_of(windows: Sequence[Window]) -> Batch:
    """Put `windows` side by side, padded to the longest."""
    longest = max(len(window.pieces) for window in windows)
    most = max(len(window.spans) for window in windows)
    pieces = torch.zeros(len(windows), longest, dtype=torch.long)
    held, kinds = torch.zeros_like(pieces), torch.zeros_like(pieces)
    spans = torch.zeros(len(windows), most, longest)
    for row, window in enumerate(windows):
        pieces[row, : len(window.pieces)] = torch.tensor(window.pieces)
        held[row, : len(window.pieces)] = 1
        kinds[row, window.question : len(window.pieces)] = 1
        for place, (start, end) in enumerate(window.spans):
            spans[row, place, start:end] = 1 / (end - start)
    return Batch(pieces, held, kinds, spans)


def fast_kind() -> torch.dtype:
    """Return the kind of number to compute in: bfloat16 where the processor has tiles (AMX) for it."""
    return torch.bfloat16 if torch.cpu._is_amx_tile_supported() else torch.float32


class ReaderModel(nn.Module):
    """Score each window, shape (windows,), and its statements, (windows, statements), as logits.

    Parameters are named as those of all-MiniLM-L6-v2 are in its file.
    """

    def __init__(self) -> None:
        super().__init__()
        self.embeddings = nn.ModuleDict(
            {
                "word_embeddings": nn.Embedding(WORDS, WIDTH),
                "position_embeddings": nn.Embedding(POSITIONS, WIDTH),
                "token_type_embeddings": nn.Embedding(KINDS, WIDTH),
                "LayerNorm": nn.LayerNorm(WIDTH, EPSILON),
            }
        )
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(_Layer() for _ in range(LAYERS))})
        self.passage = nn.Linear(WIDTH, 1)
        self.statement = nn.Linear(WIDTH, 1)
        self.embeddings["word_embeddings"].requires_grad_(False)

    @classmethod
    def packaged(cls) -> ReaderModel:
        """Return the model before training: the packaged encoder, and heads that score everything zero."""
        model = cls()
        model.take(packaged_folder() / "model.safetensors")
        for head in (model.passage, model.statement):
            nn.init.zeros_(head.weight)
            nn.init.zeros_(head.bias)
        return model

    def take(self, weights: Path) -> None:
        """Take over the tensors in a file of safetensors that are named as the parameters are."""
        from safetensors.torch import load_file

        known = self.state_dict().keys()
        self.load_state_dict({k: v for k, v in load_file(weights).items() if k in known}, strict=False)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the logits of passages and statements, in float32."""
        parts: Any = self.embeddings
        places = torch.arange(batch.pieces.shape[1])
        x = parts["word_embeddings"](batch.pieces) + parts["position_embeddings"](places)
        x = parts["LayerNorm"](x + parts["token_type_embeddings"](batch.kinds))
        x = functional.dropout(x, DROPPED, self.training)
        unseen = ((1 - batch.held) * VERY_LOW)[:, None, None, :].to(x.dtype)
        layers: Any = self.encoder["layer"]
        for layer in layers:
            x = layer(x, unseen)
        means = torch.bmm(batch.spans.to(x.dtype), x)
        return self.passage(x[:, 0]).squeeze(-1).float(), self.statement(means).squeeze(-1).float()


class _Layer(nn.Module):
    """A layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        roles = {role: nn.Linear(WIDTH, WIDTH) for role in ("query", "key", "value")}
        output = {"dense": nn.Linear(WIDTH, WIDTH), "LayerNorm": nn.LayerNorm(WIDTH, EPSILON)}
        self.attention = nn.ModuleDict({"self": nn.ModuleDict(roles), "output": nn.ModuleDict(output)})
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(WIDTH, INNER)})
        closing = {"dense": nn.Linear(INNER, WIDTH), "LayerNorm": nn.LayerNorm(WIDTH, EPSILON)}
        self.output = nn.ModuleDict(closing)

    def forward(self, x: Tensor, unseen: Tensor) -> Tensor:
        roles: Any = self.attention["self"]
        close: Any = self.attention["output"]
        inner: Any = self.intermediate
        last: Any = self.output
        query, key, value = (
            roles[role](x).unflatten(-1, (HEADS, -1)).transpose(1, 2) for role in ("query", "key", "value")
        )
        # Measured on CPUs, in bfloat16: the fused attention takes three times as long to go back.
        shares = torch.softmax(query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + unseen, dim=-1)
        mixed = shares @ value
        x = close["LayerNorm"](x + close["dense"](mixed.transpose(1, 2).flatten(-2)))
        return last["LayerNorm"](x + last["dense"](functional.gelu(inner["dense"](x))))  # type: ignore[no-any-return]
