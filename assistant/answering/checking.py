"""Check an answer before it is shown: quotes stand verbatim, and written sentences agree with theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answer import NOT_ANSWERED, Answer, Citation, Statement, shown_with
from assistant.answering.agreement import agrees
from corpus.text.shapes import is_list_item


def check_answers(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Check each answer of a growing series; the last one is the whole.

    That the documents do not answer is said at the end alone: until then, more may come.
    """
    refused = None
    for answer in answers:
        checked = check_answer(answer)
        refused = None if checked.answered else checked
        if checked.answered:
            yield checked
    if refused:
        yield refused


def check_answer(answer: Answer) -> Answer:
    """Return `answer` without the statements that its citations do not carry.

    A citation must hold its quote verbatim. With no statement left, the documents do not answer.
    """
    if not answer.answered:
        return answer
    sound = {citation.number: citation for citation in answer.citations if is_verbatim(citation)}
    kept = [checked for statement in answer.statements if (checked := _carried(statement, sound))]
    if not kept:
        return withhold(answer)
    return _renumbered(answer, kept, sound)


def withhold(answer: Answer) -> Answer:
    """Return `answer` as one that the documents do not give."""
    return replace(answer, kind="refused", text=NOT_ANSWERED, statements=(), citations=())


def is_verbatim(citation: Citation) -> bool:
    """Tell whether the quote stands in its paragraph where it says."""
    return bool(citation.quote) and citation.text[citation.start : citation.end] == citation.quote


def carries(citation: Citation, statement: Statement) -> bool:
    """Tell whether the cited paragraph holds `statement` verbatim, or the quote agrees with it."""
    if statement.checked != "written" and statement.text in citation.text:
        return True
    context = f"{citation.title}\n{citation.heading}"
    return agrees(statement.text, citation.quote, citation.lead_in, context)


def with_statements(answer: Answer, statements: Sequence[Statement], citations: Sequence[Citation]) -> Answer:
    """Return `answer` as one that the documents give in these statements."""
    return replace(
        answer,
        kind="answered",
        text=answer_text(statements),
        statements=tuple(statements),
        citations=tuple(citations),
    )


def answer_text(statements: Iterable[Statement]) -> str:
    """Return the statements as one text, each with its marks: "JDM is rare. [1]"; lists stand apart."""
    text, above = "", ""
    for about, statement in shown_with(statements):
        marks = "".join(f"[{number}]" for number in statement.citations)
        apart = statement.about or is_list_item(statement.text) or "\n" in above
        border = ("\n" if apart else " ") if text else ""
        text += f"{border}{about}{statement.text} {marks}"
        above = statement.text
    return text


def _carried(statement: Statement, sound: dict[int, Citation]) -> Statement | None:
    numbers = tuple(
        number for number in statement.citations if number in sound and carries(sound[number], statement)
    )
    return replace(statement, citations=numbers) if numbers else None


def _renumbered(answer: Answer, kept: Sequence[Statement], sound: dict[int, Citation]) -> Answer:
    """Return the answer with its citations numbered anew from 1, in the order of the statements."""
    used = list(dict.fromkeys(number for statement in kept for number in statement.citations))
    numbers = {old: new for new, old in enumerate(used, start=1)}
    statements = tuple(
        replace(statement, citations=tuple(numbers[old] for old in statement.citations)) for statement in kept
    )
    citations = tuple(replace(sound[old], number=numbers[old]) for old in used)
    return with_statements(answer, statements, citations)
