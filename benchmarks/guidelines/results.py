"""How pages of guidelines are told, as Markdown: a table for each figure, a column for each reader."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import fmean

from benchmarks.guidelines import PAGES
from benchmarks.guidelines.page import GuidelinePage
from benchmarks.guidelines.readers import READERS
from benchmarks.guidelines.score import PageScore, score_page
from benchmarks.recipe import CHUNK_OVERLAP, CHUNK_SIZE

Scores = Mapping[str, Sequence[PageScore]]
FIGURES: Mapping[str, Callable[[Sequence[PageScore]], float]] = {
    "told with all they are about": lambda scores: fmean(each.about for each in scores),
    "told of something else": lambda scores: fmean(each.misled for each in scores),
    "numbers kept": lambda scores: fmean(each.figures for each in scores),
    "words nowhere": lambda scores: float(sum(each.lost_words for each in scores)),
}
EXPLANATION = f"""\
Pages as guidelines have them; each dose stands on a page once, and it is known what it is about: drug,
route, condition, patient. What a reader makes of a page is cut as it is searched and shown: the assistant's
statements with their contexts; of the others the rows of the tables that they find, each with the names in
the first row, and the rest in chunks (RecursiveCharacterTextSplitter, {CHUNK_SIZE:,} characters, overlap
{CHUNK_OVERLAP}).

- **told with all they are about**: the share of doses that some piece tells with all of it, and no piece
  with anything else. What is named last before a dose, of each kind, is what it is about. On the
  sheet of formatting, the share of lines that read as they look.
- **told of something else**: the share of doses that some piece tells behind another drug, route, patient.
- **numbers kept**: the share of the numbers on the page that are read, of these and of those that are
  read and stand nowhere on it. What is struck out or cannot be seen stands nowhere.
- **words nowhere**: words of the page that are not read; the assistant's are in no class of its ledger.

pypdf tells what a file draws in the order in which it draws it, which is kind to it here: column by column.
markitdown takes its PDF text and tables from pdfminer.six and pdfplumber. docling is not measured: it
downloads its models when it is first used.
"""


def measure_guidelines(seeds: Sequence[int]) -> str:
    """Return the tables of all readers over a page of each kind for each of `seeds`."""
    kinds = ([make(seed) for seed in seeds] for make in PAGES)
    with _quiet():
        measured = {pages[0].name: _scores(pages) for pages in kinds}
    return "\n".join((*_tables(measured), EXPLANATION))


def _scores(pages: Sequence[GuidelinePage]) -> Scores:
    return {name: [score_page(page, read(page.data)) for page in pages] for name, read in READERS.items()}


def _tables(measured: Mapping[str, Scores]) -> Iterator[str]:
    for name, figure in FIGURES.items():
        yield f"| {name} | {' | '.join(READERS)} |\n|---|{'---:|' * len(READERS)}"
        for page, scores in measured.items():
            shown = (figure(scores[reader]) for reader in READERS)
            digits = 0 if name.startswith("words") else 3
            yield f"| {page} | {' | '.join(f'{each:.{digits}f}' for each in shown)} |"
        yield ""


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep back what pdfminer logs of fonts."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
