"""The assistant as a LangChain runnable, to be put into chains of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypedDict

from langchain_core.messages import BaseMessage, convert_to_messages
from langchain_core.runnables import Runnable, RunnableConfig

from assistant.answer import Answer, Message
from assistant.assistant import Assistant


class Asked(TypedDict, total=False):
    """A question with its conversation, as LangChain holds one, and the ids of the documents to ask."""

    question: str
    history: Sequence[BaseMessage | Message]
    documents: Sequence[str]


class AnswerChain(Runnable[str | Asked, Answer]):
    """Turn a question into its answer; streaming yields it as it grows, and the last one is the whole."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    def invoke(self, input: str | Asked, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        """Answer; raise `UserError` as `Assistant.ask` does."""
        del kwargs
        return self._call_with_config(self._ask, input, config)

    def stream(
        self, input: str | Asked, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Iterator[Answer]:
        """Yield the growing answer; raise `UserError` as `Assistant.stream` does."""
        del kwargs
        return self._transform_stream_with_config(iter([input]), self._stream, config)

    def _stream(self, inputs: Iterator[str | Asked]) -> Iterator[Answer]:
        for asked in inputs:
            yield from self.assistant.stream(*_arguments(asked))

    def _ask(self, input: str | Asked) -> Answer:
        return self.assistant.ask(*_arguments(input))


def _arguments(asked: str | Asked) -> tuple[str, Sequence[Message], Sequence[str]]:
    if isinstance(asked, str):
        return asked, (), ()
    given: Any = asked.get("history", ())
    messages = convert_to_messages(given)
    history = tuple(
        Message(role="user" if message.type == "human" else "assistant", content=str(message.text))
        for message in messages
        if message.type in ("human", "ai")
    )
    return asked["question"], history, tuple(asked.get("documents", ()))
