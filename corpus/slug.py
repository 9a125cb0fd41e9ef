"""The readable id that a file's name gives its document."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

LONGEST_ID = 80


def slug(path: Path) -> str:
    """Return the readable id that a file's name gives: lower case letters and digits, parted by hyphens."""
    name = unicodedata.normalize("NFKC", path.stem).lower()
    return re.sub(r"[\W_]+", "-", name).strip("-")[:LONGEST_ID].strip("-") or "document"
