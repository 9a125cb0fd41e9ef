"""The reader learns from examples, goes on where it was broken off, and is exported as it is."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest
import torch

from corpus.errors import UserError
from index.models.reader import Reader
from index.models.windows import Said, load_pieces
from training.development import Development, Figures, figures
from training.examples import ANSWERS, DOUBTFUL, WRONG, Example, passage_label, write_examples
from training.export import difference, export, load_model
from training.feeding import BATCH_PIECES, SORTED, Feed, Source, Task, tasks_of
from training.train import Trainer, loss_of, seconds_until

PIECES = load_pieces()
DRUGS = ("Midazolam", "Lorazepam", "Diazepam", "Phenytoin", "Ketamine", "Propofol")


def examples(chance: random.Random) -> list[Example]:
    """Return questions for one drug's dose, with its paragraph and another one's."""
    found = []
    for drug in DRUGS:
        others = [one for one in DRUGS if one != drug]
        for other in (drug, *chance.sample(others, 2)):
            said = (Said((other,), f"{chance.randint(1, 9)} mg"), Said((other,), "Watch the airway."))
            labels = (ANSWERS if other == drug else WRONG, WRONG)
            found.append(Example(f"dose of {drug.lower()}?", said, labels, "marks"))
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_examples(tmp_path / "examples.jsonl", examples(random.Random(1)))
    return tmp_path / "examples.jsonl"


def some_tasks() -> list[Task]:
    return [task for one in examples(random.Random(2)) for task in tasks_of(one, PIECES)]


def test_training_lowers_the_loss(tmp_path: Path) -> None:
    torch.manual_seed(1)
    trainer = Trainer(tmp_path, seconds=1e9)
    losses = [trainer.learn(some_tasks()) for _ in range(6)]
    assert losses[-1] < losses[0]


def test_a_run_that_was_broken_off_goes_on_as_if_it_had_not_been(tmp_path: Path) -> None:
    trainer = Trainer(tmp_path, seconds=1e9)
    trainer.learn(some_tasks())
    trainer.save()
    again = Trainer(tmp_path, seconds=1e9)
    again.take_up()
    assert again.step == 1
    for one in (trainer, again):
        torch.manual_seed(3)
        one.learn(some_tasks())
    for kept, taken in zip(trainer.master.parameters(), again.master.parameters(), strict=True):
        assert torch.equal(kept, taken)


def test_the_word_embeddings_stay_as_they_are_packaged(tmp_path: Path) -> None:
    trainer = Trainer(tmp_path, seconds=1e9)
    before = trainer.master.embeddings["word_embeddings"].weight.clone()  # type: ignore[operator]
    trainer.learn(some_tasks())
    assert torch.equal(before, trainer.master.embeddings["word_embeddings"].weight)  # type: ignore[arg-type]


def test_what_is_doubtful_does_not_count() -> None:
    (task,) = tasks_of(
        Example("dose?", (Said((), "5 mg"), Said((), "Maybe.")), (ANSWERS, DOUBTFUL), "marks"), PIECES
    )
    passages = torch.zeros(1)
    sure, unsure = torch.tensor([[1.0, 0.0]]), torch.tensor([[1.0, 9.0]])
    assert loss_of(passages, sure, [task]) == loss_of(passages, unsure, [task])


@pytest.mark.parametrize(
    ("labels", "whole"),
    [
        ((WRONG, ANSWERS, DOUBTFUL), ANSWERS),
        ((WRONG, DOUBTFUL), DOUBTFUL),
        ((WRONG, WRONG), WRONG),
        ((), WRONG),
    ],
)
def test_a_passage_answers_where_a_statement_does(labels: tuple[int, ...], whole: int) -> None:
    assert passage_label(labels) == whole


def test_the_same_seed_feeds_the_same_batches_of_like_length(file: Path) -> None:
    feeds = [Feed([Source(file, 1.0)], PIECES, seed=5).batches() for _ in range(2)]
    one, other = ([next(feed) for _ in range(3)] for feed in feeds)
    assert one == other
    for batch in one:
        assert len(batch) * max(len(task.window.pieces) for task in batch) <= BATCH_PIECES


def test_about_as_many_windows_answer_as_a_question_brings(file: Path) -> None:
    feed = Feed([Source(file, 1.0)], PIECES, seed=5).batches()
    # Those that are sorted by length together: a batch alone may hold what is short.
    labels = [task.label for _ in range(SORTED) for task in next(feed)]
    assert 0.25 < labels.count(ANSWERS) / len(labels) < 0.5


def test_development_counts_what_the_best_statement_and_the_best_passage_are() -> None:
    answering, silent = (tasks_of(one, PIECES)[0] for one in examples(random.Random(1))[:2])
    known = [[(answering, 2.0, [3.0, -3.0]), (silent, -2.0, [-3.0, -3.0])], [(silent, -2.0, [-3.0, -3.0])]]
    assert figures(known) == Figures(answerable=1.0, statement=1.0, passage=1.0)
    guessed = [[(answering, -2.0, [1.0, 2.0]), (silent, 2.0, [0.0, 0.0])], [(silent, 2.0, [3.0, 0.0])]]
    assert figures(guessed) == Figures(answerable=0.0, statement=0.0, passage=0.0)


def test_the_development_set_is_read_whole(file: Path, tmp_path: Path) -> None:
    found = Development(file, PIECES).measure(Trainer(tmp_path, seconds=1e9).model)
    assert 0 <= found.statement <= 1


def test_the_exported_graph_scores_as_torch_does(tmp_path: Path) -> None:
    torch.manual_seed(4)
    trainer = Trainer(tmp_path, seconds=1e9)
    trainer.learn(some_tasks())
    trainer.save()
    export([tmp_path / "checkpoint.pt"], tmp_path / "reader.onnx")
    digest = hashlib.sha256((tmp_path / "reader.onnx").read_bytes()).hexdigest()
    assert difference(load_model(tmp_path / "checkpoint.pt"), Reader(tmp_path / "reader.onnx", digest)) < 0.01
    assert (tmp_path / "reader.onnx").stat().st_size < 22e6


def test_of_several_checkpoints_the_mean_is_exported(tmp_path: Path) -> None:
    trainer = Trainer(tmp_path, seconds=1e9)
    for _ in range(2):
        trainer.learn(some_tasks())
        trainer.save()
    one, other = (load_model(tmp_path / f"step-{step}.pt").statement.weight for step in (1, 2))
    mean = load_model(tmp_path / "step-1.pt", tmp_path / "step-2.pt").statement.weight
    assert not torch.equal(one, other)
    assert torch.allclose(mean, (one + other) / 2)


def test_a_graph_that_is_not_the_exported_one_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "reader.onnx").write_bytes(b"something else")
    with pytest.raises(UserError, match=r"reader\.onnx is not the reader that belongs here"):
        Reader(tmp_path / "reader.onnx", "0" * 64).load()


def test_a_graph_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"reader\.onnx cannot be read"):
        Reader(tmp_path / "reader.onnx").load()


def test_the_time_of_the_day_that_has_passed_is_tomorrows() -> None:
    assert 0 < seconds_until("00:00") <= 24 * 3600
