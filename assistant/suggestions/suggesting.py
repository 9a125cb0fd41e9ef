"""Questions to suggest: to begin with, and after an answer; each one is tried, and kept only if answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice

from assistant.answer import Answer, Message
from assistant.assistant import Assistant
from assistant.suggestions.drafting import Draft, drafts_of, in_turn
from assistant.suggestions.topic import READ
from corpus.document import Document, Paragraph
from corpus.errors import UserError
from index.lexicon.abbreviations import find_abbreviations
from index.lexicon.terms import terms

# Questions that are tried at most; each costs about 20 ms.
# How sure an answer must be for its question to be suggested.
SURE_ENOUGH = 0.3
TRIED_AT_FIRST, TRIED_AFTER = 12, 10
# Questions of one document that are tried until it is the next one's turn.
TRIED_IN_TURN = 3
# Documents that are looked into for first questions: drafting costs a few ms each.
LOOKED_INTO = 40
# Paragraphs looked at before and after the cited one.
BEFORE, AFTER = 3, 8
# Two questions with so many of their terms in common (Jaccard) ask the same.
SAME = 0.75


def first_questions(assistant: Assistant, count: int = 4, documents: Collection[str] = ()) -> tuple[str, ...]:
    """Return at most `count` questions that the documents answer, as a way to begin.

    They are drawn from the documents (their ids; all when empty) in turn, the one that was indexed last
    first, and each has been answered, fairly surely, from where it was drawn. At most 12 are tried. Raise
    `UserError` when the index cannot be read.
    """
    chosen = [one for one in assistant.documents() if not documents or one.id in documents]
    newest = sorted(chosen, key=lambda one: one.indexed, reverse=True)[:LOOKED_INTO]
    # Drafted when its turn comes: mostly the first few documents are enough.
    drafts = [_drafts(document) for document in newest]
    return tuple(islice(_answered(assistant, drafts, TRIED_AT_FIRST, documents), count))


def follow_ups(
    assistant: Assistant,
    answer: Answer,
    history: Sequence[Message] = (),
    documents: Collection[str] = (),
    count: int = 3,
) -> tuple[str, ...]:
    """Return at most `count` questions that may come next and that `documents` (ids; all when empty) answer.

    They are drawn from the cited documents in turn, what stands around the cited paragraphs first; where the
    question was not answered, from that of the closest passage. `history` holds what was asked before. None
    is answered by what `answer` quotes already. At most 10 are tried. Raise `UserError` when the
    index cannot be read.
    """
    said = [message["content"] for message in history if message["role"] == "user"]
    asked = [answer.question, answer.standalone_question, *said]
    by_id = {document.id: document for document in assistant.documents()}
    near: dict[str, list[int]] = {}
    for one in answer.citations or answer.passages[:1]:
        near.setdefault(one.document, []).append(one.paragraph)
    drafts = [
        _drafts(by_id[name], _around(by_id[name], numbers), asked)
        for name, numbers in near.items()
        if name in by_id
    ]
    quoted = [citation.quote for citation in answer.citations]
    return tuple(islice(_answered(assistant, drafts, TRIED_AFTER, documents, quoted), count))


def _drafts(document: Document, near: Sequence[Paragraph] = (), asked: Iterable[str] = ()) -> Iterator[Draft]:
    """Yield what may be asked of `document`, first of what is `near`, and asks nothing of what was `asked`.

    Nothing comes twice; an abbreviation and its long form are one.
    """
    shorten = find_abbreviations(("", one.text) for one in document.paragraphs[:READ]).shorten
    before = [shorten(question) for question in asked]
    parts = (near, document.paragraphs)
    for draft in chain.from_iterable(drafts_of(document, paragraphs) for paragraphs in parts if paragraphs):
        question = shorten(draft.question)
        if not any(_same(question, other) for other in before):
            before.append(question)
            yield draft


def _around(document: Document, numbers: Collection[int]) -> list[Paragraph]:
    """Return the paragraphs near to those of some numbers, and those that these are themselves."""
    near = {number + step for number in numbers for step in range(-BEFORE, AFTER + 1)}
    return [paragraph for paragraph in document.paragraphs if paragraph.number in near]


def _answered(
    assistant: Assistant,
    drafts: Iterable[Iterator[Draft]],
    most: int,
    documents: Collection[str],
    quoted: Iterable[str] = (),
) -> Iterator[str]:
    """Yield the questions of `drafts`, one of each in turn, that are answered and by nothing yet `quoted`.

    At most `most` are tried.
    """
    # A chat model would take long to try questions.
    # Many are tried: reading for each would take longer than the answer did.
    trial = assistant.quoting(read=False)
    tries, seen, kept = iter(range(most)), set(quoted), list[str]()

    def own_turns(own: Iterable[Draft]) -> Iterator[str]:
        """Yield what is suggested at each turn of one document; nothing where its tries were in vain."""
        in_vain = 0
        for draft, _ in zip(own, tries, strict=False):
            first = _first_quote(trial, draft, documents)
            if first and first not in seen and not any(_same(draft.question, one) for one in kept):
                seen.add(first)
                kept.append(draft.question)
                yield draft.question
            else:
                in_vain += 1
                if in_vain % TRIED_IN_TURN == 0:
                    yield ""

    return filter(None, in_turn([own_turns(own) for own in drafts]))


def _first_quote(assistant: Assistant, draft: Draft, documents: Collection[str]) -> str:
    """Return what answers a draft if it is sure enough, and from where the draft was drawn; else nothing."""
    try:
        answer = assistant.ask(draft.question, documents=documents)
    except UserError:
        # The documents may have been removed meanwhile; nothing is then to be suggested.
        return ""
    if not answer.answered or answer.confidence < SURE_ENOUGH:
        return ""
    first, *_ = answer.citations
    quotes = [one.quote.lower() for one in answer.citations if one.document == draft.document]
    told = any(word in quote for quote in quotes for word in draft.words)
    drawn = first.document == draft.document and (told or first.paragraph in draft.paragraphs)
    return first.quote if drawn else ""


def _same(one: str, other: str) -> bool:
    """Tell whether two questions share nearly all of their terms."""
    held, others = set(terms(one)), set(terms(other))
    return len(held & others) >= SAME * len(held | others)
