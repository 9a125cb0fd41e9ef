"""The chat page: questions on the left, the paragraphs behind each answer on the right.

`page` puts it together of `layout` and `events`, over what `opening` opened. The `conversation` is the
browser's: `kept_conversation` takes what it kept and sent, `browser_calls` answers what its script asks.
`emergency` stands above answers, `feedback` below. An answer is drawn of `blocks`, rows within their
`tables`; `finding` looks for words in a document.
"""

import os

# Gradio reads this when it is imported; nothing about a question may leave the machine.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

from assistant.page.page import build_page
from assistant.page.server.serving import launch

__all__ = ["build_page", "launch"]
