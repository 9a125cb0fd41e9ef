"""Where it is said: paragraphs ranked for a question."""

from index.adding import add_files
from index.changes import Changes
from index.models.embedder import PACKAGED_MODEL, Embedder
from index.reader import IndexReader, Passage
from index.removing import remove_documents
from index.retriever import ParagraphRetriever
from index.synchronise import synchronise

__all__ = [
    "PACKAGED_MODEL",
    "Changes",
    "Embedder",
    "IndexReader",
    "ParagraphRetriever",
    "Passage",
    "add_files",
    "remove_documents",
    "synchronise",
]
