"""How many sentences their citations support, by the assistant's own check."""

from __future__ import annotations

from assistant.answering.checking import carries
from assistant.evaluation.case import Case


def supported_statements(case: Case) -> float | None:
    """Return the share of the statements that a cited paragraph holds verbatim or a quote agrees with.

    0 to 1, by `assistant.answering.checking.carries`, the very check that written answers pass before they
    are shown: it compares words and numbers, not meaning. Applies to questions that were answered.
    """
    answer = case.answer
    if not answer.answered or not answer.statements:
        return None
    cited = {citation.number: citation for citation in answer.citations}
    carried = sum(
        any(carries(cited[number], statement) for number in statement.citations if number in cited)
        for statement in answer.statements
    )
    return carried / len(answer.statements)
