"""What the files say: documents made of numbered paragraphs."""

from corpus.chunking import chunk_paragraph
from corpus.document import Block, BlockKind, Chunk, Document, Paragraph
from corpus.errors import UnreadableFileError, UserError
from corpus.files import bundled_documents, find_files
from corpus.reading import read_document
from corpus.sentences import Sentence, split_sentences

__all__ = [
    "Block",
    "BlockKind",
    "Chunk",
    "Document",
    "Paragraph",
    "Sentence",
    "UnreadableFileError",
    "UserError",
    "bundled_documents",
    "chunk_paragraph",
    "find_files",
    "read_document",
    "split_sentences",
]
