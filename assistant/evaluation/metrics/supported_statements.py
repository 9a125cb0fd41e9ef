"""How many sentences their citations support, by the assistant's own check."""

from __future__ import annotations

from assistant.checking import supported
from assistant.evaluation.case import Case


def supported_statements(case: Case) -> float | None:
    """Return the share of the statements whose cited paragraphs hold their numbers and most of their words.

    0 to 1, by `assistant.checking.supported`, the very check that written answers pass before they
    are shown: it compares words, not meaning. Applies to questions that were answered.
    """
    answer = case.answer
    if not answer.answered or not answer.statements:
        return None
    texts = {citation.number: citation.text for citation in answer.citations}
    carried = sum(
        supported(statement.text, [texts[number] for number in statement.citations if number in texts])
        for statement in answer.statements
    )
    return carried / len(answer.statements)
