"""Text that cannot hide, reorder or break what is around it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from assistant.wording.visible import BIDI_CONTROLS, visible


@pytest.mark.parametrize(
    "text", ["", "JDM is rare.", "two\nlines\tand a tab", "Übelkeit, 嘔吐, نزف, 5 µg ≥ 3 🩺"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_what_reorders_text_is_spelled_out() -> None:
    assert visible("stop\u202egnipots\u200f") == "stop[U+202E]gnipots[U+200F]"


@pytest.mark.parametrize("character", ["\0", "\x1b", "\r", "\x85", "\ud800", "\ufffe", "\uffff"])
def test_what_cannot_be_shown_becomes_a_sign_that_says_so(character: str) -> None:
    assert visible(f"a{character}b") == "a\ufffdb"


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_stand_in_xml_and_stays_the_same_the_second_time(text: str) -> None:
    shown = visible(text)
    element = etree.Element("p")
    element.text = shown

    assert etree.fromstring(etree.tostring(element)).text == (shown or None)
    assert BIDI_CONTROLS.isdisjoint(shown)
    assert {unicodedata.category(letter) for letter in shown if letter not in "\n\t"}.isdisjoint({"Cc", "Cs"})
    assert visible(shown) == shown
