"""Examples from public sets of questions whose answering sentences are known."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.text.sentences import split_sentences
from index.models.windows import Said
from training.examples import ANSWERS, DOUBTFUL, WRONG, Example

# How many lines of each set are taken: medicine first.
TAKEN = {
    "squad-medical": 6000,
    "bioasq": 8000,
    "medquad": 8000,
    "evidence-inference": 5000,
    "pubmedqa": 2000,
    "trial-titles": 1000,
    "squad": 8000,
}
# Sentences around the evidence that are kept of a paragraph: the windows are short.
AROUND = 3


def public_examples(folder: Path, seed: int = 7) -> Iterator[Example]:
    """Yield as many examples of each set in `folder` as `TAKEN` says, drawn at random."""
    for name, count in TAKEN.items():
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            lines = file.readlines()
        chance = random.Random(f"{seed} {name}")
        for line in chance.sample(lines, min(count, len(lines))):
            example = example_of(json.loads(line), chance)
            if example:
                yield example


def example_of(line: dict[str, Any], chance: random.Random) -> Example | None:
    """Return the line of a public set as an example, cut to the neighbourhood of its evidence."""
    spans = line.get("spans") or ([(line["start"], line["end"])] if line["answerable"] else [])
    context = tuple(filter(None, (line["title"], *line["heading"].split(" > "))))
    # Where the source does not say sentence by sentence, what is outside of the span may answer too.
    outside = DOUBTFUL if line.get("weak") and line["answerable"] else WRONG
    sentences = split_sentences(line["paragraph"])
    labels = [
        ANSWERS if any(one.start < end and start < one.end for start, end in spans) else outside
        for one in sentences
    ]
    hits = [place for place, one in enumerate(labels) if one == ANSWERS]
    if line["answerable"] and not hits:
        return None
    center = chance.choice(hits) if hits else chance.randrange(max(1, len(sentences)))
    kept = slice(max(0, center - chance.randint(0, AROUND)), center + chance.randint(1, AROUND))
    said = tuple(Said(context, one.text) for one in sentences[kept])
    return Example(line["question"], said, tuple(labels[kept]), line["source"]) if said else None
