"""BM25 (bm25s) and the forms of the documents' words, kept in a folder beside the collection.

What is ranked are windows of three sentences, one around each sentence, and a paragraph counts as its best
one: measured, a long paragraph is found better by what it says in one place than by all of its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.document import Paragraph
from corpus.statements import Context, StatementKind, statements_of
from index.lexicon.abbreviations import Abbreviations
from index.lexicon.spelling import Vocabulary
from index.lexicon.terms import terms

if TYPE_CHECKING:
    from bm25s import BM25
    from numpy.typing import NDArray

WORD_FORMS = "word-forms.json"
STARTS = "windows.npy"
# Sentences on either side of the one that a window is around.
NEIGHBOURS = 1
# How much a repeated word and a long text count: Anserini's values for passages, which did better here than
# those for whole documents (1.5 and 0.75).
SATURATION, LENGTH = 0.9, 0.4


class Keywords:
    """Score every paragraph of the index for the words of a question; `vocabulary` mends those words."""

    def __init__(self, bm25: BM25, starts: NDArray[np.int64], vocabulary: Vocabulary) -> None:
        """Take the ranked windows and the place of each paragraph's first one, shape (paragraphs,)."""
        self._bm25 = bm25
        self._starts = starts
        self.vocabulary = vocabulary

    @classmethod
    def build(
        cls,
        paragraphs: Sequence[Paragraph],
        titles: Iterable[str] = (),
        abbreviations: Abbreviations | None = None,
    ) -> Keywords:
        """Index the words of `paragraphs` and of the headings above them; `titles` only lend theirs.

        `abbreviations` that mean different things in different documents are found by either form.
        """
        import bm25s

        windows = [list(_windows(paragraph, abbreviations or Abbreviations({}))) for paragraph in paragraphs]
        words = [window for found in windows for window in found]
        bm25 = bm25s.BM25(k1=SATURATION, b=LENGTH)
        # An index without any word cannot be made; no question holds the empty one.
        bm25.index(words if any(words) else [[""]] * max(1, len(words)), show_progress=False)
        starts = np.cumsum([0, *map(len, windows)])[:-1]
        texts = (f"{paragraph.heading} {paragraph.text}" for paragraph in paragraphs)
        return cls(bm25, starts, Vocabulary.build([*texts, *titles]))

    def save(self, folder: Path) -> None:
        """Write the index to `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        self._bm25.save(str(folder), show_progress=False)
        np.save(folder / STARTS, self._starts)
        self.vocabulary.save(folder / WORD_FORMS)

    @classmethod
    def load(cls, folder: Path, size: int) -> Keywords:
        """Read what `save` wrote for `size` paragraphs.

        Raise `FileNotFoundError` when some of it is gone, `ValueError` when it is damaged or of others.
        """
        import bm25s

        bm25 = bm25s.BM25.load(str(folder), show_progress=False)
        starts = np.load(folder / STARTS)
        if len(starts) != size or (starts[-1:] >= bm25.scores["num_docs"]).any():
            raise ValueError(f"{folder} is of {len(starts)} paragraphs, not of {size}")
        return cls(bm25, starts, Vocabulary.load(folder / WORD_FORMS))

    def scores(self, question: str) -> NDArray[np.float32]:
        """Return the BM25 score of each paragraph for `question`, shape (paragraphs,), zero for none."""
        known = [word for word in terms(question) if word in self._bm25.vocab_dict]
        if not known:
            return np.zeros(len(self._starts), dtype=np.float32)
        scores = np.asarray(self._bm25.get_scores(known), dtype=np.float32)
        return np.asarray(np.maximum.reduceat(scores, self._starts))

    def knows(self, term: str) -> bool:
        """Tell whether some paragraph or heading holds `term`."""
        return term in self._bm25.vocab_dict


def _windows(paragraph: Paragraph, abbreviations: Abbreviations) -> Iterator[list[str]]:
    """Yield the terms of each window of a paragraph, with those of what it is about, each said once.

    A row stands for its cells.
    """
    both = partial(abbreviations.both_forms, document=paragraph.document)
    found = [one for one in statements_of(paragraph) if one.kind is not StatementKind.CELL]
    texts = [terms(both(one.text)) for one in found]
    heading = terms(paragraph.heading) if found else []
    about = {one.context: terms(both(" ".join(_near(one.context)))) for one in found}
    for place in range(max(1, len(found))):
        around = [
            term for text in texts[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1] for term in text
        ]
        yield heading + (about[found[place].context] if found else []) + around


def _near(context: Context) -> tuple[str, ...]:
    return (context.box, *context.lead_ins, context.group)
