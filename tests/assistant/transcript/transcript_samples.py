"""Conversations to take away: answers with citations as documents give them, and hostile ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import NOT_ANSWERED, Answer, Citation, PassageScore, Statement, greeting
from assistant.transcript import Exchange

EXPORTED = date(2026, 11, 23)
TITLE = "Calcinosis in JDM"
PARAGRAPH = "JDM is rare. Between 30 and 70% of children have calcinosis. The thighs are affected most."
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</mark></blockquote></li></ol><h1>A headline",
    "\"><svg onload='alert(1)'>",
    "&lt;b&gt; &#60;b&#62; &amp; &copy",
    "<!-- a comment --><![CDATA[ data ]]><?php ?><!DOCTYPE x>",
    "[a link](https://example.com) ![an image](https://example.com/image.png)",
    "[a link][1] [1] [1](x) ![1]",
    "[1]: https://example.com",
    "https://example.com <https://example.com> www.example.com <someone@example.com>",
    "**bold** _slanted_ __bold__ ~~struck~~ `code` ``` :smile: ==marked== H~2~O x^2^",
    "# A headline",
    "A headline ##",
    "## 1. A headline",
    "- an item",
    "+ an item",
    "* an item",
    "12. an item",
    "3) an item",
    "> a quote",
    "| a | b |",
    "---",
    "- - -",
    "***",
    "===",
    ":-",
    "~~~",
    "```html",
    "    code",
    "\tcode",
    "ends in a backslash \\",
    "two \\\\ backslashes \\n \\[x\\]",
    r"$$\frac{1}{2}$$ $x$ \(x\) \[x\] \begin{align}x\end{align}",
    "{{ 7 * 7 }} {% raw %} ${7 * 7} <%= 7 %> {#id .class}",
    "x" * 5_000,
]
# Several lines that are harmless alone.
HOSTILE_LINES = [
    "A headline\n===",
    "A headline\n---",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "a | b\n- | -\n1 | 2",
    "a | b\n|-|-",
    "a\n:-\nb",
    "a paragraph\n\n    code\n\nand more",
    "```html\n<b>\n```",
    "<div>\n\n**bold**\n\n</div>",
    "a line with two spaces  \nand one with a backslash\\\nthe end\\",
    "- an item\n- another\n  - and below",
    "[1]:\nhttps://example.com",
]
ODD = [
    ("stop\u202egnipots", "stop[U+202E]gnipots"),
    ("left\u2066\u200fright\u2069", "left[U+2066][U+200F]right[U+2069]"),
    ("null\0here", "null\ufffdhere"),
    ("bell\x07 escape\x1b[31m", "bell\ufffd escape\ufffd[31m"),
    ("half a \ud83d pair", "half a \ufffd pair"),
    ("no\ufffe character\uffff", "no\ufffd character\ufffd"),
]


def a_citation(number: int, quote: str, text: str = PARAGRAPH, **changes: object) -> Citation:
    """Cite `quote` in `text`, paragraph 4 on page 7 of a document that states nothing about itself."""
    start = text.index(quote)
    fields: dict[str, object] = {
        "document": "jdm",
        "title": "Juvenile dermatomyositis",
        "paragraph": 4,
        "page": 7,
    }
    fields |= {"text": text, "quote": quote, "start": start, "end": start + len(quote), **changes}
    return Citation(number=number, **fields)  # type: ignore[arg-type]


def an_exchange(
    citations: Sequence[Citation],
    statements: Sequence[Statement] = (),
    question: str = "How common is calcinosis?",
    standalone: str = "",
) -> Exchange:
    """Answer by quoting each citation in turn, or with the given statements."""
    said = tuple(statements) or tuple(Statement(one.quote, (one.number,)) for one in citations)
    answer = Answer(question, standalone or question, "answered", "", said, tuple(citations), 0.91, ())
    return Exchange(question, answer, 12)


def a_written_exchange() -> Exchange:
    """Answer with a sentence that a chat model wrote, and with a quote in the place of another."""
    citations = (
        a_citation(1, "JDM is rare.", lead_in="It is known:"),
        a_citation(2, "Between 30 and 70% of children have calcinosis."),
    )
    statements = (
        Statement("Rare is JDM.", (1,), "entailed"),
        Statement("Between 30 and 70% of children have calcinosis.", (2,), "replaced"),
    )
    asked = an_exchange(citations, statements)
    return Exchange(asked.question, replace(asked.answer, confidence=0.79, model="llama3.2"), 12)


WRITTEN_BY = "Written by llama3.2; 1 sentence replaced by the document's own words."
STANDS_ON = "“It is known: … JDM is rare.” (Juvenile dermatomyositis)"
IN_PLACE = "Quoted in place of a written sentence that did not pass the check"


def a_refusal(searched: int = 12, question: str = "Who won?", text: str = NOT_ANSWERED) -> Exchange:
    """Refuse, though a passage came near."""
    answer = Answer(question, question, "refused", text, (), (), 0.12, (PassageScore("near-miss", 5, 0.4),))
    return Exchange(question, answer, searched)


def a_greeting() -> Exchange:
    """Reply to a greeting, for which nothing was searched."""
    return Exchange("Hello", greeting("Hello"), 12)


def stated_citation(number: int = 1) -> Citation:
    """Cite a document that states all it can, has a copy, and is out of date."""
    return a_citation(
        number,
        "Between 30 and 70% of children have calcinosis.",
        heading="Signs > Skin",
        date="2024-05-03",
        authors=("Ana Ruiz", "Bo Chen"),
        version="2.1",
        doi="10.1000/xyz.1",
        copies=("/srv/private/jdm copy.pdf",),
        newer="jdm-2026",
    )


def a_conversation() -> list[Exchange]:
    """Ask twice of the same document, once in vain, and greet."""
    twice = [a_citation(1, "JDM is rare."), a_citation(2, "The thighs are affected most.")]
    return [
        an_exchange([stated_citation()], standalone="How common is calcinosis in JDM?"),
        a_refusal(),
        a_greeting(),
        an_exchange(twice, question="Is it rare?"),
    ]


def all_of(text: str) -> list[Exchange]:
    """Put `text` wherever words of a document or a person can stand."""
    citation = a_citation(
        1,
        text,
        f"Before {text} after",
        title=text,
        heading=text,
        date=text,
        authors=(text, text),
        version=text,
        doi=text,
        copies=(text,),
        newer=text,
        file=text,
    )
    exchange = an_exchange([citation], [Statement(text, (1,))], question=text, standalone=f"{text} (JDM)")
    return [replace(exchange, only=(text, text)), a_refusal(question=text, text=text)]
