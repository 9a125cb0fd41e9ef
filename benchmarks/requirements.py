"""Measure what the requirements of questions stop: python -m benchmarks.requirements CASES [PAIRS ...].

CASES is what `assistant eval GOLD --cases CASES` wrote; an answer is stopped when each of its quotes is.
PAIRS are JSON lines of a question with the statement that answers it and `near_misses` that do not, each with
its `heading`, `lead_in` and `why`. A quote is stopped by OTHER when it is about another thing, by the gate
when `may_answer` does not let it pass.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.evidence.requirements.asking import requirements_of
from assistant.evidence.requirements.judging import judge_statement
from assistant.evidence.requirements.names import load_names
from assistant.evidence.requirements.requirement import Verdict
from assistant.evidence.requiring import may_answer


@dataclass(frozen=True, slots=True)
class Quote:
    """Words with what they stand under, from far to near."""

    text: str
    context: Sequence[str]
    title: str


@dataclass
class Count:
    """How many answers there are of a sort, how many are stopped, and by what kinds of requirement."""

    number: int = 0
    other: int = 0
    gate: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, question: str, quotes: Sequence[Quote]) -> None:
        """Count an answer of `quotes` to `question`."""
        required = requirements_of(question, load_names())
        judged = [
            judge_statement(required, each.text, each.context, each.title, load_names()) for each in quotes
        ]
        self.number += 1
        self.gate += not any(may_answer(required, each) for each in judged)
        if all(Verdict.OTHER in each.verdicts for each in judged):
            self.other += 1
            self.kinds.update(
                {
                    requirement.kind.value
                    for each in judged
                    for requirement, verdict in zip(required, each.verdicts, strict=True)
                    if verdict is Verdict.OTHER
                }
            )


def measure_cases(lines: Iterator[Mapping[str, Any]]) -> dict[str, Count]:
    """Count the given answers of an evaluation by how they were judged there."""
    counts: dict[str, Count] = defaultdict(Count)
    for case in lines:
        answer = case["answer"]
        if answer["answered"] and answer["citations"]:
            sort = "right" if case["right"] else "false answer" if not case["gold"]["answerable"] else "other"
            quotes = [
                Quote(each["quote"], _context(each["heading"], each["lead_in"]), each["title"])
                for each in answer["citations"]
            ]
            counts[sort].add(answer["standalone_question"] or answer["question"], quotes)
    return counts


def measure_pairs(lines: Iterator[Mapping[str, Any]]) -> dict[str, Count]:
    """Count the statements that answer, and those that do not by why they do not."""
    counts: dict[str, Count] = defaultdict(Count)
    for line in lines:
        if line["answerable"]:
            counts["answers"].add(line["question"], [_quote(line, line["title"])])
        for near in line["near_misses"]:
            counts[near["why"]].add(line["question"], [_quote(near, near.get("title") or line["title"])])
    return counts


def _quote(held: Mapping[str, str], title: str) -> Quote:
    return Quote(held["statement"], _context(held.get("heading", ""), held.get("lead_in", "")), title)


def _context(heading: str, lead_in: str) -> list[str]:
    return [part.strip() for part in (*heading.split(" > "), *lead_in.split(" > ")) if part.strip()]


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _show(counts: Mapping[str, Count]) -> None:
    typer.echo(f"{'':40}{'n':>6}{'OTHER':>7}{'gate':>7}  kinds of OTHER")
    for name, count in sorted(counts.items(), key=lambda pair: -pair[1].number):
        kinds = ", ".join(f"{kind} {number}" for kind, number in count.kinds.most_common())
        typer.echo(f"{name:40}{count.number:6}{count.other:7}{count.gate:7}  {kinds}")


def main(
    cases: Annotated[Path, typer.Argument(help="What `assistant eval --cases` wrote.")],
    pairs: Annotated[list[Path] | None, typer.Argument(help="Questions with near misses.")] = None,
) -> None:
    """Print how many answers are stopped, by how good they are."""
    _show(measure_cases(_lines(cases)))
    for path in pairs or ():
        typer.echo(f"\n{path.name}")
        _show(measure_pairs(_lines(path)))


if __name__ == "__main__":
    typer.run(main)
