"""Loading models from this machine alone, without a word from the libraries that do it."""

from __future__ import annotations

import logging
import os


def stay_offline() -> None:
    """Keep sentence-transformers and transformers off the hub and quiet; call it before they are imported.

    Both ask the hub for news even about files that lie on this machine.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    logging.getLogger("transformers").setLevel(logging.ERROR)
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
