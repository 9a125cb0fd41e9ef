"""The index serves LangChain chains as a retriever."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda, RunnablePassthrough
from pydantic import ValidationError

from index.library import Library
from index.retriever import ParagraphRetriever

QUESTION = "Omalizumab for severe allergic asthma?"


@pytest.fixture
def retriever(opened_library: Library) -> ParagraphRetriever:
    return ParagraphRetriever(library=opened_library, count=3)


def ids(documents: list[Document]) -> list[str | None]:
    return [document.id for document in documents]


def test_paragraphs_come_as_langchain_documents_best_first(
    retriever: ParagraphRetriever, opened_library: Library
) -> None:
    documents = retriever.invoke(QUESTION)
    assert ids(documents) == [passage.paragraph.id for passage in opened_library.search(QUESTION, 3)]
    assert documents[0].id == "asthma#4"
    assert documents[0].page_content.startswith("Omalizumab, an antibody against immunoglobulin E")


def test_the_metadata_say_where_a_paragraph_stands_and_how_well_it_fits(
    retriever: ParagraphRetriever, opened_library: Library
) -> None:
    passage = opened_library.search(QUESTION, 1)[0]
    assert retriever.invoke(QUESTION)[0].metadata == {
        "document": "asthma",
        "number": 4,
        "start": passage.paragraph.start,
        "end": passage.paragraph.end,
        "page": None,
        "heading": "",
        "references": (),
        "kind": "paragraph",
        "caption": "",
        "lead_ins": (),
        "table": 0,
        "row": 0,
        "box": "",
        "certain": True,
        "title": "Asthma in adults",
        "score": passage.score,
        "similarity": passage.similarity,
        "keywords": passage.keywords,
    }


def test_it_works_in_a_chain(retriever: ParagraphRetriever) -> None:
    chain = retriever | RunnableLambda(ids)
    assert chain.invoke(QUESTION)[0] == "asthma#4"
    branch: Any = {"context": retriever | RunnableLambda(ids), "question": RunnablePassthrough()}
    both = (branch | RunnableLambda(lambda answer: answer)).invoke(QUESTION)
    assert both["question"] == QUESTION
    assert both["context"][0] == "asthma#4"


def test_many_questions_at_once_are_answered_each_by_itself(retriever: ParagraphRetriever) -> None:
    questions = [QUESTION, "What is an aura in migraine?", "negatively birefringent crystals"] * 4
    found = [documents[0].id for documents in retriever.batch(questions)]
    assert found == ["asthma#4", "migraine#2", "gout#2"] * 4


def test_it_can_be_awaited(retriever: ParagraphRetriever) -> None:
    async def ask() -> list[list[Document]]:
        chain = retriever | RunnableLambda(lambda documents: documents[:1])
        return [await retriever.ainvoke(QUESTION), *await chain.abatch(["negatively birefringent", QUESTION])]

    alone, *together = asyncio.run(ask())
    assert len(alone) == 3
    assert [documents[0].id for documents in (alone, *together)] == ["asthma#4", "gout#2", "asthma#4"]


def test_as_many_paragraphs_come_as_asked_for(opened_library: Library) -> None:
    assert len(ParagraphRetriever(library=opened_library).invoke(QUESTION)) == 8
    assert len(ParagraphRetriever(library=opened_library, count=1).invoke(QUESTION)) == 1
    with pytest.raises(ValidationError):
        ParagraphRetriever(library=opened_library, count=0)


def test_it_can_be_kept_to_chosen_documents(opened_library: Library) -> None:
    found = ParagraphRetriever(library=opened_library, documents=("gout", "scabies")).invoke(QUESTION)
    assert {document.metadata["document"] for document in found} == {"gout", "scabies"}
