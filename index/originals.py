"""What has become of the file that a document was read from."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path

from corpus.document import Document


class Original(StrEnum):
    """What a look at the file, and the hash of its content, say."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    UNREADABLE = "unreadable"


def original(document: Document) -> Original:
    """Tell what has become of the file of `document` since it was read."""
    try:
        with Path(document.source).open("rb") as file:
            content_hash = hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return Original.GONE
    except OSError:
        return Original.UNREADABLE
    return Original.SAME if content_hash == document.content_hash else Original.CHANGED
