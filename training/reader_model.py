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
# Before training a statement's score is its similarity to the question, so that training begins with what the
# embeddings know: this many logits for each unit of cosine above the usual one.
# A passage's words differ less from each other than a statement's.
STATEMENT_LIKENESS, USUAL_STATEMENT = 8.0, 0.85
PASSAGE_LIKENESS, USUAL_PASSAGE = 16.0, 0.87


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

    To what a head finds, the similarity of what is asked and what is read is added. Parameters are named as
    those of all-MiniLM-L6-v2 are in its file.
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
        self.passage_alike = nn.Parameter(torch.full((WIDTH,), PASSAGE_LIKENESS))
        self.statement_alike = nn.Parameter(torch.full((WIDTH,), STATEMENT_LIKENESS))
        self.embeddings["word_embeddings"].requires_grad_(False)

    @classmethod
    def packaged(cls) -> ReaderModel:
        """Return the model before training: the packaged encoder, and heads that know only similarity."""
        model = cls()
        model.take(packaged_folder() / "model.safetensors")
        for head in (model.passage, model.statement):
            nn.init.zeros_(head.weight)
        nn.init.constant_(model.passage.bias, -PASSAGE_LIKENESS * USUAL_PASSAGE)
        nn.init.constant_(model.statement.bias, -STATEMENT_LIKENESS * USUAL_STATEMENT)
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
        asked, read = (_mean(x, batch.held * (batch.kinds == kind)) for kind in (0, 1))
        means = torch.bmm(batch.spans.to(x.dtype), x)
        passage = self.passage(x[:, 0]).squeeze(-1) + _likeness(self.passage_alike, asked, read)
        statements = self.statement(means).squeeze(-1)
        statements = statements + _likeness(self.statement_alike, asked[:, None], means)
        return passage.float(), statements.float()


def _mean(x: Tensor, counted: Tensor) -> Tensor:
    """Return the mean of the pieces that are counted, shape (windows, width)."""
    shares = counted / counted.sum(dim=-1, keepdim=True)
    return torch.bmm(shares[:, None].to(x.dtype), x).squeeze(1)


def _likeness(weights: Tensor, asked: Tensor, read: Tensor) -> Tensor:
    """Return the cosine similarity of what is asked and what is read, with a weight for each feature."""
    unit = functional.normalize(asked, dim=-1) * functional.normalize(read, dim=-1)
    return unit @ weights


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
