"""What each part gives, and what reading costs: python -m benchmarks.ablation GOLD.

Asks the questions of GOLD over the index in the data folder, as installed and with a part left out or less
read, and prints a line of a Markdown table for each.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Annotated
from unittest.mock import patch

import numpy as np
import typer

from assistant.assistant import Assistant
from assistant.evaluation import Case, ground, read_gold, run
from assistant.evaluation.case import DANGEROUS, Verdict, verdict
from assistant.evaluation.metrics.confidence import auroc
from assistant.evidence.confidence import HIGH
from assistant.opening import open_assistant
from assistant.settings import UNREAD, Settings, load_settings

READ = (12, 8, 6, 4)
COLUMNS = (
    "questions",
    "right",
    "answerable right / refused",
    "others refused",
    "misleading",
    "dangerous (high)",
    "right at high confidence",
    "AUROC: right / answerable",
    "median ms",
)
_RIGHT = (Verdict.RIGHT, Verdict.RIGHT_REFUSAL)
_HARMING = (Verdict.MISLEADING, Verdict.UNSUPPORTED, Verdict.WRONG, Verdict.FALSE_ANSWER)
Setting = tuple[str, Settings, Callable[[], AbstractContextManager[object]]]


def variants(settings: Settings) -> Iterator[Setting]:
    """Yield what is measured: a name, settings, and what is changed while it is."""
    yield "all", settings, nullcontext
    for count in READ:
        yield f"reads {count} passages", settings.model_copy(update={"passages_read": count}), nullcontext
    yield "without the reader", settings.model_copy(update={"reranker": UNREAD}), nullcontext
    yield (
        "without the requirements",
        settings,
        lambda: patch("assistant.evidence.requiring.may_answer", return_value=True),
    )


def line_of(cases: Sequence[Case]) -> tuple[str, ...]:
    """Return the figures of `cases`, as `COLUMNS` names them."""
    became = Counter(map(verdict, cases))
    answerable = sum(case.gold.answerable for case in cases)
    given = [case for case in cases if case.answer.answered]
    sure = [case for case in given if case.answer.confidence >= HIGH]
    harming = [case for case in given if verdict(case) in _HARMING and case.gold.harm == DANGEROUS]
    right = [(case.answer.confidence, float(verdict(case) is Verdict.RIGHT)) for case in given]
    told = [(case.answer.confidence, float(case.gold.answerable)) for case in cases]
    return (
        str(len(cases)),
        f"{sum(became[each] for each in _RIGHT) / len(cases):.3f}",
        f"{became[Verdict.RIGHT]} / {became[Verdict.FALSE_REFUSAL]} of {answerable}",
        f"{became[Verdict.RIGHT_REFUSAL]} of {len(cases) - answerable}",
        str(became[Verdict.MISLEADING]),
        f"{len(harming)} ({sum(case in sure for case in harming)})",
        f"{sum(verdict(case) is Verdict.RIGHT for case in sure)} of {len(sure)}",
        f"{auroc(np.array(right)):.3f} / {auroc(np.array(told)):.3f}",
        f"{median(case.answer.timings_ms.get('total', 0.0) for case in cases):.0f}",
    )


def measured(gold: Path, settings: Settings) -> Iterator[tuple[str, ...]]:
    """Yield a line for each variant."""
    for name, chosen, changed in variants(settings):
        assistant = open_assistant(chosen)
        assistant.warm()
        with changed():
            yield (name, *line_of(list(_cases(assistant, gold))))
        assistant.close()


def _cases(assistant: Assistant, gold: Path) -> Iterator[Case]:
    grounded = ground(tuple(read_gold(gold)), assistant.documents())
    for case in run(grounded, assistant.stream):
        # What was considered is not needed, and much.
        yield replace(case, answer=replace(case.answer, passages=()))


def main(gold: Annotated[Path, typer.Argument(help="Gold questions with facts.", exists=True)]) -> None:
    """Print what each part of the assistant gives on gold questions."""
    rows = [("", *COLUMNS), ("---",) * (len(COLUMNS) + 1)]
    for row in rows:
        sys.stdout.write(f"| {' | '.join(row)} |\n")
    for row in measured(gold, load_settings()):
        sys.stdout.write(f"| {' | '.join(row)} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    typer.run(main)
