"""The chat page: questions on the left, the paragraphs behind each answer on the right."""

import os

# Gradio reads this when it is imported; nothing about a question may leave the machine.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

from assistant.page.page import build_page
from assistant.page.server.serving import launch

__all__ = ["build_page", "launch"]
