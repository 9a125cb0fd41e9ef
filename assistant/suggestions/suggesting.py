"""Questions to suggest: to begin with, and after an answer; each one is tried, and kept only if answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from assistant.answer import Answer, Citation, Message
from assistant.assistant import Assistant
from assistant.evidence.confidence import FAIR
from assistant.question.topics import subject
from assistant.suggestions.drafting_questions import Draft, drafts_of, topic_named
from assistant.suggestions.wording import READ, topic_of, wording_of
from corpus.document import Document, Paragraph
from corpus.errors import UserError
from index.lexicon.abbreviations import find_abbreviations
from index.lexicon.terms import terms

# Questions that are tried at most; each costs about 20 ms.
TRIED_AT_FIRST, TRIED_AFTER = 12, 10
# Documents that are looked into for first questions: drafting costs a few ms each.
LOOKED_INTO = 40
# A draft that promises less is tried when there is no better one.
LITTLE = 0.4
# Characters within which a sentence names what it is about.
OPENING = 50
# Paragraphs looked at before and after the cited one.
BEFORE, AFTER = 3, 8
# Two questions with so many of their terms in common (Jaccard) ask the same.
SAME = 0.75


def first_questions(assistant: Assistant, count: int = 4, documents: Collection[str] = ()) -> tuple[str, ...]:
    """Return at most `count` questions that the documents answer, as a way to begin.

    They are drawn from the documents' titles, headings and sentences, spread over the documents (their ids;
    all when empty), and each has been answered, fairly surely, from the document that it was drawn from. At
    most 12 are tried. Raise `UserError` when the index cannot be read.
    """
    chosen = [one for one in assistant.documents() if not documents or one.id in documents]
    # A chat model would take long to try questions.
    trial = assistant.quoting()
    kept: list[tuple[Draft, Answer]] = []
    for draft in _in_turn(_spread(chosen), kept, TRIED_AT_FIRST):
        if len(kept) >= count:
            break
        answer = _tried(trial, draft, documents)
        if answer and not _repeats(draft, answer, kept):
            kept.append((draft, answer))
    return tuple(draft.question for draft, _ in kept)


def follow_ups(
    assistant: Assistant,
    answer: Answer,
    history: Sequence[Message] = (),
    documents: Collection[str] = (),
    count: int = 3,
) -> tuple[str, ...]:
    """Return at most `count` questions that may come next and that `documents` (ids; all when empty) answer.

    They are drawn from the paragraphs around the cited ones, or, where the question was not answered, around
    the closest passage; `history` holds what was asked before. None is answered by what `answer` quotes
    already. At most 10 are tried. Raise `UserError` when the index cannot be read.
    """
    said = [message["content"] for message in history if message["role"] == "user"]
    asked = [answer.question, answer.standalone_question, *said]
    quoted = {citation.quote for citation in answer.citations}
    trial = assistant.quoting()
    kept: list[tuple[Draft, Answer]] = []
    drafts = _not_asked(_near(assistant, answer), asked)
    for draft in _in_turn([drafts], kept, TRIED_AFTER):
        if len(kept) >= count:
            break
        found = _tried(trial, draft, documents)
        if found and found.citations[0].quote not in quoted and not _repeats(draft, found, kept):
            kept.append((draft, found))
    return tuple(draft.question for draft, _ in kept)


def _drafts(document: Document) -> list[Draft]:
    """Return what may be asked of a whole document."""
    wording = wording_of(document)
    topic = topic_named(topic_of(document, wording), document, wording)
    return drafts_of(document, topic, wording, document.paragraphs[:READ])


def _near(assistant: Assistant, answer: Answer) -> tuple[Document | None, list[Draft]]:
    """Return what may be asked next: drawn from the paragraphs around those that the answer stands on."""
    places = [(one.document, one.paragraph) for one in answer.citations or answer.passages[:1]]
    by_id = {document.id: document for document in assistant.documents()}
    document = by_id.get(places[0][0]) if places else None
    if document is None:
        return None, []
    wording = wording_of(document)
    asked = subject(answer.standalone_question)
    own = topic_of(document, wording)
    named = asked if asked and answer.answered and wording.count(asked.text) else own
    topic = topic_named(named, document, wording)
    around = _around(document, [number for name, number in places if name == document.id])
    return document, drafts_of(document, topic, wording, around)


def _not_asked(found: tuple[Document | None, list[Draft]], asked: Sequence[str]) -> list[Draft]:
    """Return the drafts that ask nothing of what was asked, abbreviations and their long forms being one."""
    document, drafts = found
    texts = [paragraph.text for paragraph in document.paragraphs[:READ]] if document else []
    shorten = find_abbreviations(("", text) for text in texts).shorten
    before = [shorten(question) for question in asked]
    return [draft for draft in drafts if not any(_same(shorten(draft.question), other) for other in before)]


def _around(document: Document, numbers: Collection[int]) -> list[Paragraph]:
    """Return the paragraphs near to some (numbers): those around them, and those of the same section."""
    near = {number + step for number in numbers for step in range(-BEFORE, AFTER + 1)}
    return [paragraph for paragraph in document.paragraphs if paragraph.number in near]


def _spread(documents: Sequence[Document]) -> list[list[Draft]]:
    """Return the drafts of documents that promise much, evenly from the first document to the last."""
    step = max(1.0, len(documents) / LOOKED_INTO)
    looked = [documents[int(place * step)] for place in range(min(LOOKED_INTO, len(documents)))]
    drafts = [found for found in map(_drafts, looked) if found]
    return sorted(drafts, key=lambda own: -own[0].promise)[:TRIED_AT_FIRST]


def _in_turn(
    drafts: Sequence[list[Draft]], kept: Sequence[tuple[Draft, Answer]], most: int
) -> Iterator[Draft]:
    """Yield at most `most` drafts: the best of the document that has had the fewest so far."""
    left = {place: list(own) for place, own in enumerate(drafts)}
    tried = dict.fromkeys(left, 0)
    for _ in range(most):
        forms = [draft.form for draft, _ in kept]
        names = [draft.document for draft, _ in kept]
        best = {place: max(own, key=lambda one: _worth(one, forms)) for place, own in left.items() if own}
        if not best:
            return
        turn = min(best, key=lambda place: _cost(best[place], tried[place], names))
        left[turn].remove(best[turn])
        tried[turn] += 1
        yield best[turn]


def _cost(draft: Draft, tried: int, kept: Sequence[str]) -> tuple[bool, int]:
    """Return what is to be the least of the next draft to try; what promises little waits to the last."""
    return draft.promise < LITTLE, tried + 2 * kept.count(draft.document)


def _worth(draft: Draft, forms: Collection[str]) -> float:
    """Return what a draft promises, less where one of its form was kept."""
    return draft.promise - 0.3 * (draft.form in forms)


def _tried(assistant: Assistant, draft: Draft, documents: Collection[str]) -> Answer | None:
    """Return the answer to a draft if it is sure enough, and from where the draft was drawn; else None."""
    try:
        answer = assistant.ask(draft.question, documents=documents)
    except UserError:
        # The documents may have been removed meanwhile; nothing is then to be suggested.
        return None
    fits = answer.answered and answer.confidence >= FAIR and _fits(draft, answer.citations)
    return answer if fits else None


def _fits(draft: Draft, citations: Sequence[Citation]) -> bool:
    """Tell whether citations are of the document that `draft` was drawn from, and of the place there."""
    first = citations[0]
    if first.document != draft.document:
        return False
    if draft.sentence:
        return first.paragraph == draft.paragraph and any(
            draft.sentence in one.quote or one.quote in draft.sentence for one in citations
        )
    if draft.heading:
        return first.heading == draft.heading
    if draft.form == "aspect of the topic":
        return any(_has_one(one.quote, draft.told) for one in citations if one.document == draft.document)
    said = first.quote[:OPENING] if draft.form == "anything" else first.quote
    return _has_one(said, draft.told) and _has_one(said, draft.names or draft.told)


def _has_one(quote: str, words: Iterable[str]) -> bool:
    return any(word in quote.lower() for word in words)


def _repeats(draft: Draft, answer: Answer, kept: Iterable[tuple[Draft, Answer]]) -> bool:
    """Tell whether a question asks, or is answered, as one that was kept."""
    first = answer.citations[0].quote
    return any(
        first == other.citations[0].quote or _same(draft.question, one.question) for one, other in kept
    )


def _same(one: str, other: str) -> bool:
    """Tell whether two questions share nearly all of their terms."""
    held, others = set(terms(one)), set(terms(other))
    return len(held & others) >= SAME * len(held | others)
