"""An HTML file that holds all it needs: its template, and how a content policy knows its style and script."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.wording.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(folder: Path) -> Environment:
    """Return what reads the templates in `folder`: what they are given is escaped, and made visible."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )


def policy_hash(part: str) -> str:
    """Return the source by which a content policy knows a style or a script: its SHA-256 in Base64."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'"


def _visible(value: object) -> object:
    # What is marked as HTML already is no plain text.
    return visible(value) if type(value) is str else value
