"""Where it is said: paragraphs ranked for a question.

`index.retriever` is the same as a LangChain retriever; it stands apart, for LangChain is slow to import.
"""

from index.adding import add_files
from index.changes import Changes
from index.library import Library
from index.models.embedder import PACKAGED_MODEL, Embedder
from index.passage import Passage
from index.removing import remove_documents
from index.snapshot import Snapshot
from index.synchronise import synchronise

__all__ = [
    "PACKAGED_MODEL",
    "Changes",
    "Embedder",
    "Library",
    "Passage",
    "Snapshot",
    "add_files",
    "remove_documents",
    "synchronise",
]
