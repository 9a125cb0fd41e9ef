"""The index as a LangChain retriever, to be put into chains of one's own."""

from __future__ import annotations

from dataclasses import asdict

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from index.library import Library
from index.passage import Passage


class ParagraphRetriever(BaseRetriever):
    """Yield the paragraphs nearest to a question as LangChain documents, best first.

    The metadata hold the paragraph's own fields, its document's title and the scores. Only paragraphs of
    `documents` (their ids) come, unless it is empty.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    count: int = Field(8, ge=1)
    documents: tuple[str, ...] = ()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        del run_manager
        found = self.library.search(query, self.count, self.documents)
        return [as_langchain(passage) for passage in found]


def as_langchain(passage: Passage) -> Document:
    """Return a passage as a LangChain document whose id is the paragraph's."""
    metadata = asdict(passage.paragraph)
    text, _ = metadata.pop("text"), metadata.pop("parts")
    scores = {"score": passage.score, "similarity": passage.similarity, "keywords": passage.keywords}
    return Document(
        id=passage.paragraph.id, page_content=text, metadata=metadata | {"title": passage.title} | scores
    )
