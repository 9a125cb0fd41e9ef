"""What is said of an answer beside its statements: what was searched for, where, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, Citation, Statement
from assistant.evidence.confidence import FAIR, HIGH, in_words
from assistant.wording.sources import in_small_letters


def was_looked_for(answer: Answer) -> bool:
    """Tell an answer or a refusal from the reply to a greeting, for which nothing was searched."""
    return answer.kind != "greeted"


def documents_searched(count: int) -> str:
    """Return how many documents were searched, as a sentence; empty when that is not known."""
    if not count:
        return ""
    return "1 document was searched." if count == 1 else f"{count:,} documents were searched."


def asked_only(names: Sequence[str], most: int | None = None) -> str:
    """Return which documents were chosen to be asked, `most` of them by name; empty when all were asked."""
    if not names:
        return ""
    named, rest = names[:most], len(names[most:]) if most is not None else 0
    others = f" and {rest:,} other{'s' * (rest != 1)}" if rest else ""
    return f"Asked only of: {', '.join(named)}{others}"


def searched_for(answer: Answer) -> str:
    """Return what was searched for and which typing errors were mended; empty where it is what was asked."""
    searched = answer.standalone_question
    if searched.split() == answer.question.split():
        return ""
    read = ", ".join(f"“{change.found}” read as “{change.instead}”" for change in answer.corrections)
    return f"Searched for: “{searched}”" + (f" ({read})" if read else "")


def confidence(answer: Answer) -> str:
    """Return how sure the answer is, in words and as a number from 0 to 1."""
    words = in_words(answer.confidence) if answer.answered else "too low to answer"
    return f"{words} ({answer.confidence:.2f}){capped(answer)}"


def sureness(answer: Answer) -> str:
    """Return how sure the answer is in a word: high, fair or low."""
    return in_words(answer.confidence)


def sureness_means(answer: Answer) -> str:
    """Return what the word for how sure an answer is means."""
    high, fair = round(10 * HIGH), round(10 * FAIR)
    chance = {
        "high": f"at least {high} in 10",
        "fair": f"{fair} to {high} in 10",
        "low": f"under {fair} in 10",
    }
    word = sureness(answer)
    read = " Read the sources before you rely on it." if word == "low" else ""
    return (
        f"{word.capitalize()}: as the assistant estimates it, the chance that the documents answer this is "
        f"{chance[word]}{capped(answer)}. It does not tell whether the documents are right.{read}"
    )


def drawn_from(answer: Answer) -> str:
    """Return from how many documents an answer is, of when the newest is, and which says what of several."""
    numbers: dict[tuple[str, str], list[str]] = {}
    for citation in answer.citations:
        numbers.setdefault((citation.document, citation.name), []).append(f"[{citation.number}]")
    dates = {citation.document: citation.date for citation in answer.citations}
    newest = max(dates.values(), default="")
    if len(numbers) == 1:
        return f"From 1 document, {f'of {newest}' if newest else 'which states no date'}"
    named = "; ".join(f"{' '.join(marks)} {in_small_letters(name)}" for (_, name), marks in numbers.items())
    undated = sum(not date for date in dates.values())
    dated = f"the newest of {newest}" if newest else "none of which states a date"
    dated += f", {undated} without a date" if newest and undated else ""
    return f"From {len(numbers)} documents, {dated}: {named}"


def differ(answer: Answer) -> str:
    """Return which sources give different figures, each with its date; empty where none do."""
    dates = {one.number: f" (of {one.date})" if one.date else "" for one in answer.citations}
    pairs = (f"compare [{one}]{dates[one]} with [{other}]{dates[other]}" for one, other in answer.differing)
    said = "; ".join(pairs)
    return f"The documents give different figures: {said}." if said else ""


def capped(answer: Answer) -> str:
    """Return what holds down how sure an answer is that a model wrote, to be put behind it; else nothing."""
    if not answer.model:
        return ""
    return ", never high where a model wrote, times the share of its sentences that passed the check"


def written_by(answer: Answer) -> str:
    """Return who wrote the answer and what became of it, or why it quotes; empty where it was to quote."""
    if not answer.model:
        return answer.note
    count = _replaced(answer)
    replaced = f"{count} sentence{'s' * (count != 1)} replaced by the document's own words"
    checked = "each sentence is checked against the quote under it"
    return f"Written by {answer.model}; {replaced if count else checked}."


def _replaced(answer: Answer) -> int:
    return sum(statement.checked == "replaced" for statement in answer.statements)


def instead_of_written(statement: Statement) -> str:
    """Return that a quote stands in the place of a written sentence; empty where it does not."""
    return "Quoted in place of a written sentence that did not pass the check" * (
        statement.checked == "replaced"
    )


def stands_on(statement: Statement, answer: Answer) -> str:
    """Return the quote that a written sentence was checked against, with what it is about; else nothing."""
    if statement.checked != "entailed":
        return ""
    return " ".join(_quoted(one) for one in answer.citations if one.number in statement.citations)


def _quoted(citation: Citation) -> str:
    lead_in = f"{citation.lead_in} … " if citation.lead_in else ""
    about = " > ".join(filter(None, (citation.title, citation.heading)))
    return f"“{lead_in}{citation.quote}” ({about})"
