"""What a chat model wrote is named as such in every format, with the quote that it was checked against."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from selectolax.lexbor import LexborHTMLParser
from transcript_samples import (
    EXPORTED,
    IN_PLACE,
    STANDS_ON,
    TITLE,
    WRITTEN_BY,
    a_written_exchange,
    an_exchange,
)

from assistant.transcript import (
    Exchange,
    answer_as_markdown,
    answer_as_text,
    conversation_as_html,
    conversation_as_markdown,
    conversation_as_word,
)


def in_word(exchange: Exchange) -> str:
    file = BytesIO(conversation_as_word([exchange], EXPORTED, TITLE))
    return "\n".join(paragraph.text for paragraph in docx.Document(file).paragraphs)


def in_html(exchange: Exchange) -> str:
    return LexborHTMLParser(conversation_as_html([exchange], EXPORTED, TITLE)).text(separator="\n")


def in_markdown(exchange: Exchange) -> str:
    return conversation_as_markdown([exchange], EXPORTED, TITLE).replace("\\", "")


def copied_as_markdown(exchange: Exchange) -> str:
    return answer_as_markdown(exchange).replace("\\", "")


FORMATS = [answer_as_text, copied_as_markdown, in_markdown, in_html, in_word]


@pytest.mark.parametrize("shown", FORMATS)
def test_a_written_sentence_stands_over_its_quote_and_the_model_is_named_once(shown) -> None:  # type: ignore[no-untyped-def]
    text = shown(a_written_exchange())
    places = [text.index(part) for part in ("Rare is JDM.", STANDS_ON, "Between 30 and 70%", IN_PLACE)]
    assert places == sorted(places)
    assert text.count(WRITTEN_BY) == 1
    assert "fair (0.79), never high where a model wrote" in text


@pytest.mark.parametrize("shown", FORMATS)
def test_what_is_quoted_says_nothing_of_a_model(shown) -> None:  # type: ignore[no-untyped-def]
    quoted = a_written_exchange()
    text = shown(an_exchange(quoted.answer.citations))
    assert "Written by" not in text
    assert IN_PLACE not in text
    assert "It is known" not in text
