"""Where answers are lost: in finding, in what can be quoted, or in choosing.

    python -m benchmarks.ceiling GOLD [--by-tag]

Asks the answerable questions of GOLD that name facts, over the index in the data folder. For each it is told
whether all facts stand in the first passages, and whether perfect choosing could have answered: whether some
four or fewer statements of the first passages, with their contexts, hold all facts and nothing that must not
be said. Beside it stand what was answered right, and what the first passages would have been worth whole.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from assistant.assistant import Assistant
from assistant.evaluation import Case, GoldQuestion, ground, read_gold, run
from assistant.evaluation.case import Verdict, verdict
from assistant.evaluation.matching import states
from assistant.opening import open_assistant
from assistant.settings import load_settings
from corpus.statements import render, statements_of
from index.passage import Passage

FOUND_IN = (1, 3, 8, 20, 40)
CHOSEN_FROM = (8, 20, 40)
MOST_STATEMENTS = 4
# So many whole passages are shown instead of an answer.
WHOLE = (1, 2)


@dataclass(frozen=True, slots=True)
class Loss:
    """How far a question came: each figure is 0 or 1, by its column."""

    tags: tuple[str, ...]
    columns: dict[str, bool]


def losses(assistant: Assistant, cases: Iterable[Case]) -> list[Loss]:
    """Tell of each answerable question that names facts how far it came."""
    return [_loss(assistant, case) for case in cases if case.gold.answerable and case.gold.facts]


def _loss(assistant: Assistant, case: Case) -> Loss:
    gold, became = case.gold, verdict(case)
    passages = assistant.search(case.answer.standalone_question, max(FOUND_IN))
    columns = {f"found in {count}": _holds_all(gold, passages[:count]) for count in FOUND_IN}
    columns |= {f"ceiling of {count}": could_answer(gold, passages[:count]) for count in CHOSEN_FROM}
    columns |= {f"{count} shown whole": _whole(gold, passages[:count]) for count in WHOLE}
    columns |= {
        "right": became is Verdict.RIGHT,
        "misleading": became is Verdict.MISLEADING,
        "refused": became is Verdict.FALSE_REFUSAL,
    }
    return Loss(gold.tags, columns)


def could_answer(gold: GoldQuestion, passages: Sequence[Passage]) -> bool:
    """Tell whether a few statements of `passages` hold all facts and nothing that must not be said."""
    held = {
        facts for text in _statements(passages) if (facts := _facts(gold, text)) and not _wrong(gold, text)
    }
    reached: set[frozenset[int]] = {frozenset()}
    for _ in range(MOST_STATEMENTS):
        reached |= {one | other for one in reached for other in held}
    return any(len(facts) == len(gold.facts) for facts in reached)


def _statements(passages: Sequence[Passage]) -> Iterable[str]:
    for passage in passages:
        for statement in statements_of(passage.paragraph, passage.title):
            yield render(statement.context, statement.text)


def _facts(gold: GoldQuestion, text: str) -> frozenset[int]:
    """Return the places of the facts that `text` states."""
    return frozenset(
        place for place, fact in enumerate(gold.facts) if any(states(text, words) for words in fact)
    )


def _wrong(gold: GoldQuestion, text: str) -> bool:
    return any(states(text, words) for words in gold.must_not)


def _holds_all(gold: GoldQuestion, passages: Sequence[Passage]) -> bool:
    return len(_facts(gold, _text(passages))) == len(gold.facts)


def _whole(gold: GoldQuestion, passages: Sequence[Passage]) -> bool:
    return _holds_all(gold, passages) and not _wrong(gold, _text(passages))


def _text(passages: Sequence[Passage]) -> str:
    return "\n".join(
        f"{passage.title}\n{passage.paragraph.heading}\n{passage.paragraph.text}" for passage in passages
    )


def table(found: Sequence[Loss], *, by_tag: bool) -> str:
    """Return the shares as a Markdown table, a line for all and, if wanted, one a tag."""
    lines: defaultdict[str, list[Loss]] = defaultdict(list)
    for loss in found:
        for tag in ("all", *(loss.tags if by_tag else ())):
            lines[tag].append(loss)
    names = list(found[0].columns) if found else []
    rows = [["of", "questions", *names], ["---"] * (2 + len(names))]
    for tag, losses_of in sorted(lines.items(), key=lambda line: (line[0] != "all", -len(line[1]))):
        shares = [sum(loss.columns[name] for loss in losses_of) / len(losses_of) for name in names]
        rows.append([tag, str(len(losses_of)), *(f"{share:.3f}".removeprefix("0") for share in shares)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main(
    gold: Annotated[Path, typer.Argument(help="Gold questions with facts.", exists=True)],
    by_tag: Annotated[bool, typer.Option("--by-tag", help="A line for each tag, too.")] = False,
) -> None:
    """Print where the answers to gold questions are lost."""
    assistant = open_assistant(load_settings())
    grounded = ground(tuple(read_gold(gold)), assistant.documents())
    sys.stdout.write(table(losses(assistant, run(grounded, assistant.stream)), by_tag=by_tag) + "\n")
    assistant.close()


if __name__ == "__main__":
    typer.run(main)
