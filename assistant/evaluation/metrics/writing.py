"""What became of the sentences that a chat model wrote; none of it applies where none was asked."""

from __future__ import annotations

from assistant.evaluation.case import Case


def written_answers(case: Case) -> float | None:
    """Return 1 for an answer in which a sentence of the chat model passed the check, 0 for one that quotes.

    Applies to questions that the chat model was asked.
    """
    written = case.answer.written
    return None if written is None else float(written.passed > 0)


def sentences_passed(case: Case) -> float | None:
    """Return the share of the sentences of the chat model that passed the check, 0 to 1.

    Applies, as the next two, to questions to which it wrote a sentence.
    """
    written = case.answer.written
    return written.passed / written.sentences if written and written.sentences else None


def sentences_replaced(case: Case) -> float | None:
    """Return the share of its sentences in whose place the statement stands that they cite, 0 to 1."""
    written = case.answer.written
    return written.replaced / written.sentences if written and written.sentences else None


def sentences_dropped(case: Case) -> float | None:
    """Return the share of its sentences that are not shown: they cite nothing, or nothing alike, 0 to 1."""
    written = case.answer.written
    if not written or not written.sentences:
        return None
    return (written.dropped + written.unmarked) / written.sentences
