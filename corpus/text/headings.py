"""Tell titles and headings from paragraphs, in a file that does not mark them, and what headings say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from corpus.document import Block, BlockKind
from corpus.text.shapes import ends_sentence, is_capitals, is_list_item, without_item_mark

LONGEST_HEADING_WORDS = 14
# Lines of their own in capitals that make a habit.
FEWEST_SHOUTED = 2
LONGEST_TITLE_WORDS = 30
_TITLE_LABEL = re.compile(r"^(?:answer|article|case|diagnosis|question|subject|title|topic)\s*:\s*", re.I)

FEWEST_TELLING_WORDS = 5
# A part's own name, and what only names or asks for what stands below.
_NAMED_PART = re.compile(
    r"(?:table|figure|fig\.?|box|panel|appendix|annex|chart|part|section)\s+[\divxA-Z]", re.I
)
_ASKS = re.compile(r"(?:what|how|why|where|who|which|whether|possible)\b|.*\?$", re.I)
_RUN_IN = re.compile(r"[^:.,;]{1,40}:\s+(?=\S)")
_ASIDE = re.compile(r"\([^)]*\)")
_CONDITION = re.compile(
    r"(?:if|when|unless|until|once|in case)\b[^,]*(?:,\s*(?:then\s+)?(?P<clause>.*))?", re.I
)
_SAYS = re.compile(r"\b(?:should|must|cannot|can|may|need not|is|are|was|were|has|have|do not|does not)\b")
_OF_WHICH = re.compile(r"\b(?:who|whom|whose|which|that|where|what|how)\b", re.I)
_FORBIDS = re.compile(r"(?:do not|don[’']t|never|always)\b", re.I)
# "Use of vaccines", "Test results and reports": here the verb is a noun.
_AS_NOUN = re.compile(r"\w+\s+(?:of|in|and|or|for|by|to|with|results?)\b", re.I)


def name_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with title and headings told from paragraphs by their shape and what follows.

    Where several lines of their own are in capitals, they are the headings, and others stand below them.
    """
    shouted = sum(map(_is_shouted, blocks[1:])) >= FEWEST_SHOUTED
    above: Block | None = None
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if position == 0 and following and _is_title(block):
            named = replace(block, kind=BlockKind.TITLE, text=_TITLE_LABEL.sub("", block.text))
        elif following and shouted and _is_shouted(block):
            named = replace(block, kind=BlockKind.HEADING)
        elif following and _is_heading(block, following) and not _is_item_below(above, block):
            named = replace(block, kind=BlockKind.HEADING, level=2 if shouted else 1)
        else:
            named = block
        above = named
        yield named


def tells(heading: str) -> bool:
    """Tell whether a heading says something itself: "If no pulse by 4 minutes, consider thoracotomy"."""
    text = without_item_mark(" ".join(_ASIDE.sub("", heading).split()))
    text = text[run_in.end() :] if (run_in := _RUN_IN.match(text)) else text
    words = text.split()
    only_names = (
        text.endswith(":") or _NAMED_PART.match(text) or _ASKS.match(text) or _is_in_title_case(words)
    )
    if only_names or len(words) < FEWEST_TELLING_WORDS:
        return False
    condition = _CONDITION.match(text)
    clause = (condition["clause"] or "") if condition else text
    says = _SAYS.search(clause)
    return _instructs(clause) or bool(says and not _OF_WHICH.search(clause[: says.start()]))


@cache
def instructing() -> frozenset[str]:
    """Return the verbs with which an instruction begins: "give", "avoid"."""
    return frozenset(Path(__file__).with_name("instructing.txt").read_text(encoding="utf-8").split())


def _instructs(clause: str) -> bool:
    """Tell whether a clause says what is to be done."""
    first = clause.split(maxsplit=1)[0].casefold() if clause else ""
    return bool(_FORBIDS.match(clause)) or (first in instructing() and not _AS_NOUN.match(clause))


def _is_in_title_case(words: Sequence[str]) -> bool:
    """Tell whether most words behind the first begin with a capital, as in a name and in no sentence."""
    lettered = [word for word in words[1:] if word.isalpha()]
    return sum(word[0].isupper() for word in lettered) > len(lettered) / 2


def _is_shouted(block: Block) -> bool:
    return is_capitals(block.text) and _has_heading_shape(block)


def _is_title(block: Block) -> bool:
    return (
        len(block.text.split()) <= LONGEST_TITLE_WORDS
        and not block.text.endswith(",")
        and "\n" not in block.text
        and block.kind is BlockKind.PARAGRAPH
        and (block.text.endswith("?") or not ends_sentence(block.text))
        and not is_list_item(block.text)
        and _TITLE_LABEL.sub("", block.text).count(":") < 2
    )


def _is_heading(block: Block, following: Block) -> bool:
    words, next_words = block.text.split(), following.text.split()
    return (
        _has_heading_shape(block)
        and not _has_heading_shape(following)
        and len(next_words) > len(words)
        and not (next_words[0].isalpha() and next_words[0].islower())
    )


def _has_heading_shape(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and not block.parts
        and len(block.text.split()) <= LONGEST_HEADING_WORDS
        and not ends_sentence(block.text)
        and not re.search(r"[,:/@]", block.text)
        and not is_list_item(block.text)
        and (block.text[0].isupper() or block.text[0].isdigit())
    )


def _is_item_below(above: Block | None, block: Block) -> bool:
    """Tell whether a block goes on, on the very next line, with what an unfinished line began."""
    if not above or above.kind is not BlockKind.PARAGRAPH or above.page != block.page:
        return False
    unfinished = above.text.endswith(":") or not ends_sentence(above.text)
    return unfinished and block.start <= above.end + 1
