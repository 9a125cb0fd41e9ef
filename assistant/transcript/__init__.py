"""What is taken away from a conversation: an answer to paste, the whole as Markdown, HTML or Word."""

from assistant.transcript.markdown import answer_as_markdown, conversation_as_markdown
from assistant.transcript.plain_text import answer_as_text
from assistant.transcript.references import DISCLAIMER, Exchange
from assistant.transcript.web_page import conversation_as_html
from assistant.transcript.word import conversation_as_word

__all__ = [
    "DISCLAIMER",
    "Exchange",
    "answer_as_markdown",
    "answer_as_text",
    "conversation_as_html",
    "conversation_as_markdown",
    "conversation_as_word",
]
