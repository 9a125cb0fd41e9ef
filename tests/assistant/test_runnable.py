"""The assistant can be put into LangChain chains of one's own."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.runnables import RunnableLambda

from assistant.assistant import Assistant
from assistant.runnable import AnswerChain, Asked

QUESTION = "How is an acute attack of gout treated?"


def test_a_question_becomes_the_answer_that_the_assistant_gives(library_assistant: Assistant) -> None:
    found = AnswerChain(library_assistant).invoke(QUESTION)
    assert found.text == library_assistant.ask(QUESTION).text
    assert found.answered


def test_it_works_in_a_chain_with_a_conversation_and_chosen_documents(library_assistant: Assistant) -> None:
    chain = AnswerChain(library_assistant) | RunnableLambda(lambda answer: answer.standalone_question)
    history = [HumanMessage("What is gout?"), AIMessage("A disease of the joints.")]
    asked: Asked = {"question": "How is it treated?", "history": history, "documents": ["gout"]}
    assert chain.invoke(asked) == "How is gout treated?"


def test_who_listens_is_told_of_streams_as_of_single_answers(library_assistant: Assistant) -> None:
    told: list[str] = []

    class Listening(BaseCallbackHandler):
        def on_chain_end(self, outputs: Any, **_: Any) -> None:
            told.append(outputs.text)

    chain = AnswerChain(library_assistant)
    asked = chain.invoke(QUESTION, {"callbacks": [Listening()]})
    *_, streamed = chain.stream(QUESTION, {"callbacks": [Listening()]})
    assert told == [asked.text, streamed.text]


def test_it_streams_growing_answers(library_assistant: Assistant) -> None:
    answers = list(AnswerChain(library_assistant).stream("What is gout, and how is gout diagnosed?"))
    lengths = [len(answer.statements) for answer in answers]
    assert lengths == sorted(lengths)
    assert answers[-1].text == library_assistant.ask("What is gout, and how is gout diagnosed?").text
