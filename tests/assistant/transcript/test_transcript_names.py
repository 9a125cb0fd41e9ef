"""Every format tells documents of one title apart, and names those that a question was asked of."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from selectolax.lexbor import LexborHTMLParser
from transcript_samples import EXPORTED, TITLE, a_citation, a_refusal, an_exchange

from assistant.transcript import (
    Exchange,
    answer_as_markdown,
    answer_as_text,
    conversation_as_html,
    conversation_as_markdown,
    conversation_as_word,
)

CITED = an_exchange(
    [
        a_citation(1, "JDM is rare.", title="Protocol", file="protocol-1.txt"),
        a_citation(2, "JDM is rare.", title="Protocol", file="protocol-2.txt", document="protocol-2"),
    ]
)
ASKED = "Asked only of: Gout, Protocol (protocol-1.txt)"


def html(exchange: Exchange) -> str:
    return LexborHTMLParser(conversation_as_html([exchange], EXPORTED, TITLE)).text()


def word(exchange: Exchange) -> str:
    written = docx.Document(BytesIO(conversation_as_word([exchange], EXPORTED, TITLE)))
    return "\n".join(paragraph.text for paragraph in written.paragraphs)


def markdown(exchange: Exchange) -> str:
    return conversation_as_markdown([exchange], EXPORTED, TITLE).replace("\\", "")


def copied_markdown(exchange: Exchange) -> str:
    return answer_as_markdown(exchange).replace("\\", "")


@pytest.mark.parametrize(
    ("write", "times"), [(answer_as_text, 1), (copied_markdown, 1), (markdown, 2), (html, 2), (word, 2)]
)
class TestEveryFormat:
    def test_documents_of_one_title_are_told_apart(self, write: object, times: int) -> None:
        assert callable(write)
        text = write(CITED)
        # Under the answer, and among the documents cited.
        assert text.count("Protocol (protocol-1.txt)") == times
        assert text.count("Protocol (protocol-2.txt)") == times

    def test_the_documents_that_were_chosen_are_named(self, write: object, times: int) -> None:
        del times
        assert callable(write)
        only = ("Gout", "Protocol (protocol-1.txt)")
        for exchange in (CITED, a_refusal()):
            assert "Asked only of" not in write(exchange)
            assert write(replace(exchange, only=only)).count(ASKED) == 1
