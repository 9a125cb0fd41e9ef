"""What is told with a quote though it scores less, and what is told once: by statements of given scores."""

from __future__ import annotations

from pathlib import Path

from assistant.answering.quoting import quote_answer
from assistant.evidence.confidence import NOTHING
from assistant.evidence.judging import Evidence, SentenceScore
from corpus.document import Paragraph
from corpus.reading import read_document
from corpus.statements import Statement, statements_of
from index.passage import Passage

DOSES = "Adults get adrenaline 0.5 mg. Children get adrenaline 0.1 mg. Infants are weighed."
LIST = "1. Adrenaline at once, repeat every 5 minutes\n   - 0.5 mg for adults\n   - into the thigh"


def passage(document: str, text: str) -> Passage:
    return Passage(Paragraph(document, 1, text, 0, len(text)), document, 1.0, 1.0, 1.0)


def scored(found: Passage, start: str, score: float, read: float = 0.0) -> SentenceScore:
    """Give the statement of a passage that begins so a score: similarity alone varies it."""
    one = next(each for each in _statements(found) if each.text.startswith(start))
    return SentenceScore(found, one, 0.0, score, 0.0, read=read)


def _statements(found: Passage) -> tuple[Statement, ...]:
    return statements_of(found.paragraph, found.title)


def quotes(*sentences: SentenceScore) -> list[str]:
    told, _ = quote_answer(Evidence((), sentences, (sentences,), NOTHING, 0.9), 3)
    return [each.text for each in told]


def test_the_dose_for_other_patients_beside_the_best_is_told_though_it_scores_less() -> None:
    doses = passage("card", DOSES)
    best, other = scored(doses, "Adults", 2.0), scored(doses, "Children", 1.2)
    assert 0.7 * best.score < other.score < 0.85 * best.score
    assert quotes(best, other) == ["Adults get adrenaline 0.5 mg.", "Children get adrenaline 0.1 mg."]
    # What gives no dose is not told for that.
    assert quotes(best, scored(doses, "Infants", 1.2)) == ["Adults get adrenaline 0.5 mg."]


def test_another_figure_of_another_document_is_told_where_the_reader_takes_it_for_an_answer() -> None:
    new, old = (
        passage("new", "Adults get adrenaline 0.5 mg."),
        passage("old", "Adrenaline is 0.3 mg in adults."),
    )
    best = scored(new, "Adults", 2.0, read=0.9)
    assert len(quotes(best, scored(old, "Adrenaline", 1.2, read=0.9))) == 2
    assert len(quotes(best, scored(old, "Adrenaline", 1.2, read=0.1))) == 1
    same = passage("same", "Adrenaline is 500 micrograms in adults.")
    assert len(quotes(best, scored(same, "Adrenaline", 1.2, read=0.9))) == 1


def test_what_leads_in_to_a_quote_and_answers_is_a_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "card.md").write_text(LIST, "utf-8")
    (paragraph,) = read_document(tmp_path / "card.md").paragraphs
    found = Passage(paragraph, "card", 1.0, 1.0, 1.0)
    lead_in, item = (one for one in _statements(found) if one.text.startswith(("Adrenaline", "0.5 mg")))
    chosen = [SentenceScore(found, one, 0.0, 2.0, 0.0) for one in (lead_in, item)]
    (told,) = quotes(*chosen)
    assert told.startswith("Adrenaline at once, repeat every 5 minutes\n")
    assert told.endswith("- 0.5 mg for adults")


def test_nothing_is_quoted_that_another_quote_holds() -> None:
    found = passage("card", "The causes are known. These are beer and diuretics.")
    first, second = _statements(found)
    best, other = (SentenceScore(found, one, 0.0, score, 0.0) for one, score in ((second, 2.0), (first, 1.9)))
    # The second leans on the first, and is quoted with it.
    assert quotes(best, other) == ["The causes are known. These are beer and diuretics."]
    assert quotes(other, best) == ["The causes are known. These are beer and diuretics."]
