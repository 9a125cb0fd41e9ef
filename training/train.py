"""Train the reader until a time of the day: python -m training.train FOLDER --until 04:18 FILE=SHARE ...

A run that was broken off goes on from its last checkpoint when it is started again with the same folder.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from torch import Tensor
from torch.nn import functional

from index.models.windows import load_pieces
from training.development import Development
from training.examples import DOUBTFUL
from training.feeding import Feed, Source, Task
from training.reader_model import ReaderModel, batch_of, fast_kind

ENCODER_RATE, HEAD_RATE, DECAY, LONGEST_GRADIENT = 1e-4, 1e-3, 0.01, 1.0
WARM_UP = 40
CHECKPOINT_SECONDS = 600
# What counts of the loss is the statements' part and the passage's.
STATEMENTS, PASSAGE = 1.0, 0.5


class Trainer:
    """A model in bfloat16 where the processor multiplies it fast, its float32 master, and their optimiser."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.folder = folder
        self.step, self.spent, self.seconds = 0, 0.0, seconds
        self.master = ReaderModel.packaged()
        self.model = ReaderModel()
        self.model.to(fast_kind())
        trained = [(name, one) for name, one in self.master.named_parameters() if one.requires_grad]
        heads = [one for name, one in trained if name.startswith(("passage", "statement"))]
        encoder = [one for name, one in trained if not name.startswith(("passage", "statement"))]
        groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
        self._rates = [ENCODER_RATE, HEAD_RATE]
        self._share_weights()

    def learn(self, tasks: Sequence[Task]) -> float:
        """Take a step over a batch, and return its loss."""
        self.model.train()
        self.model.zero_grad()
        batch = batch_of([task.window for task in tasks])
        passages, statements = self.model(batch)
        loss = loss_of(passages, statements, tasks)
        loss.backward()  # type: ignore[no-untyped-call]
        pairs = zip(self.master.parameters(), self.model.parameters(), strict=True)
        for kept, worked in pairs:
            kept.grad = None if worked.grad is None else worked.grad.float()
        torch.nn.utils.clip_grad_norm_(self.master.parameters(), LONGEST_GRADIENT)
        factor = self._factor()
        for group, rate in zip(self.optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * factor
        self.optimizer.step()
        self._share_weights()
        self.step += 1
        return float(loss.detach())

    def _factor(self) -> float:
        """Return the share of the learning rate that is due: it rises by steps and falls by time."""
        return min(1.0, (self.step + 1) / WARM_UP) * max(0.0, 1 - self.spent / self.seconds)

    @torch.no_grad()
    def _share_weights(self) -> None:
        for kept, worked in zip(self.master.parameters(), self.model.parameters(), strict=True):
            worked.copy_(kept)

    def save(self) -> None:
        """Write a checkpoint, whole or not at all, and keep its weights."""
        state = {"step": self.step, "spent": self.spent, "optimizer": self.optimizer.state_dict()}
        torch.save({"master": self.master.state_dict()}, self.folder / f"step-{self.step}.pt")
        torch.save(state | {"master": self.master.state_dict()}, self.folder / "checkpoint.new")
        (self.folder / "checkpoint.new").replace(self.folder / "checkpoint.pt")

    def take_up(self) -> None:
        """Go on from the last checkpoint, where there is one."""
        file = self.folder / "checkpoint.pt"
        if file.exists():
            state: dict[str, Any] = torch.load(file, weights_only=True)
            self.step, self.spent = state["step"], state["spent"]
            self.optimizer.load_state_dict(state["optimizer"])
            self.master.load_state_dict(state["master"])
            self._share_weights()


def loss_of(passages: Tensor, statements: Tensor, tasks: Sequence[Task]) -> Tensor:
    """Return the binary cross-entropy of passages and statements, without those that are doubtful."""
    whole = torch.tensor([task.label for task in tasks])
    parts = torch.full(statements.shape, DOUBTFUL)
    for row, task in enumerate(tasks):
        parts[row, : len(task.labels)] = torch.tensor(task.labels)
    return PASSAGE * _entropy(passages, whole) + STATEMENTS * _entropy(statements, parts)


def _entropy(logits: Tensor, labels: Tensor) -> Tensor:
    known = labels != DOUBTFUL
    if not known.any():
        return logits.sum() * 0
    return functional.binary_cross_entropy_with_logits(logits[known], labels[known].float())


def train(
    folder: Annotated[Path, typer.Argument(help="Where the checkpoints and the log are kept.")],
    sources: Annotated[list[str], typer.Argument(help="FILE=SHARE, as many as there are.")],
    until: Annotated[str, typer.Option(help="When the learning rate has come to zero (HH:MM).")],
    development: Annotated[Path, typer.Option(help="The examples that training is measured by.")],
    threads: int = 2,
    seed: int = 7,
) -> None:
    """Train until a time of the day, measure and keep a checkpoint every ten minutes."""
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    torch.use_deterministic_algorithms(True)
    folder.mkdir(parents=True, exist_ok=True)
    pieces = load_pieces()
    trainer = Trainer(folder, seconds_until(until))
    trainer.take_up()
    trainer.seconds = trainer.spent + seconds_until(until)
    found = [Source(Path(file), float(share)) for file, share in (one.rsplit("=", 1) for one in sources)]
    feed = Feed(found, pieces, seed + trainer.step)
    run(trainer, feed.batches(), Development(development, pieces))


def run(trainer: Trainer, batches: Iterator[list[Task]], development: Development) -> None:
    """Train on `batches` until the trainer's time is spent."""
    spent, begun = trainer.spent, time.monotonic()
    losses: list[float] = []
    windows, kept = 0, begun
    while trainer.spent < trainer.seconds:
        batch = next(batches)
        losses.append(trainer.learn(batch))
        windows += len(batch)
        trainer.spent = spent + time.monotonic() - begun
        if len(losses) == 50:
            say(trainer, f"step {trainer.step}, {windows} windows, loss {sum(losses) / len(losses):.4f}")
            losses = []
        if time.monotonic() - kept > CHECKPOINT_SECONDS:
            trainer.save()
            say(trainer, f"development: {development.measure(trainer.model)}")
            kept = time.monotonic()
    trainer.save()


def say(trainer: Trainer, words: str) -> None:
    """Write a line to the run's log."""
    with (trainer.folder / "log.txt").open("a", encoding="utf-8") as log:
        log.write(f"{datetime.now():%H:%M:%S} {words}\n")


def seconds_until(clock: str) -> float:
    """Return the seconds from now to the next time that the clock shows `clock` (HH:MM)."""
    now = datetime.now()
    hour, minute = map(int, clock.split(":"))
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return ((then if then > now else then + timedelta(days=1)) - now).total_seconds()


if __name__ == "__main__":
    typer.run(train)
