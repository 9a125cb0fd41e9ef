"""Text set in narrow lines comes back as it was: words broken by a dictionary are whole, hyphens stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.layouts.pdf import pdf_layout
from benchmarks.layouts.sheet import Sheet
from benchmarks.layouts.source import Writer
from benchmarks.layouts.story import Prose, Story
from benchmarks.layouts.text import set_narrow
from corpus.document import Document
from corpus.reading import read_document

pytestmark = pytest.mark.slow

TITLE = "Clinical notes"
COMPOUNDS = (
    "placebo-controlled", "double-blind", "well-tolerated", "follow-up", "long-term", "disease-modifying",
    "randomised-withdrawal", "evidence-based", "hospital-acquired", "health-related", "cost-effectiveness",
    "treatment-resistant", "life-threatening", "population-based", "patient-reported",
)  # fmt: skip
DRUGS = (
    "bevacizumab", "levothyroxine", "methotrexate", "hydroxychloroquine", "cyclophosphamide", "rivaroxaban",
    "piperacillin", "sacubitril", "azathioprine", "empagliflozin",
)  # fmt: skip
# Written with and without a hyphen: broken there, nothing on the page tells which it was.
SPELT_BOTH_WAYS = {
    "post-traumatic": "posttraumatic",
    "Non-steroidal": "Nonsteroidal",
    "cotransporter": "transporter",
    "inefficacy": "failure",
    "bedclothes": "linen",
}
numbers = st.one_of(
    st.integers(1, 9999).map("{:,}".format),
    st.decimals("0.01", 99, places=2).map(str),
    st.integers(1, 99).map("{}%".format),
    st.tuples(st.integers(1, 40), st.integers(41, 99)).map(lambda pair: f"{pair[0]}–{pair[1]}"),
)
made_sentences = st.builds(
    "The {} effect of {} was {} in {} of {} {} trials.".format,
    st.sampled_from(COMPOUNDS), st.sampled_from(DRUGS), numbers, numbers, numbers, st.sampled_from(COMPOUNDS),
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, ...]:
    """Draw paragraphs of sentences from the pool, other sentences set among them."""
    writer = Writer("round trip", draw(st.integers(0, 10_000)))
    paragraphs: list[str] = []
    for _ in range(draw(st.integers(3, 7))):
        words = writer.prose(1, 4).text
        for spelt, otherwise in SPELT_BOTH_WAYS.items():
            words = words.replace(spelt, otherwise)
        paragraphs.append(" ".join((words, *draw(st.lists(made_sentences, max_size=2)))))
    return tuple(paragraphs)


def read_back(document: Document) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in document.paragraphs)


@given(texts(), st.integers(28, 66))
@settings(max_examples=60, deadline=None)
def test_text_in_narrow_lines_comes_back_as_it_was(paragraphs: tuple[str, ...], width: int) -> None:
    text = "\n\n".join(set_narrow(paragraph, width) for paragraph in (TITLE, *paragraphs))
    assert read_back(read_document(Path("notes.txt"), data=text.encode())) == paragraphs


@given(texts(), st.integers(1, 3), st.booleans(), st.booleans(), st.sampled_from(["STIX", "Sans", "Times"]))
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_a_pdf_in_narrow_columns_comes_back_as_it_was(
    paragraphs: tuple[str, ...], columns: int, justified: bool, indented: bool, font: str
) -> None:
    plain = tuple(paragraph.encode("cp1252", "ignore").decode("cp1252") for paragraph in paragraphs)
    written = plain if font == "Times" else paragraphs
    sheet = Sheet(
        columns=columns, width=140.0 * columns + 60, height=480, margin=30, margin_left=30, gutter=16,
        font=font, size=9, justified=justified, indented=indented, hyphenated=True,
    )  # fmt: skip
    layout = pdf_layout("round-trip", Story(TITLE, tuple(map(Prose, written))), sheet)
    found = read_back(read_document(Path("notes.pdf"), data=layout.data))
    # Nothing tells whether a sentence that ends with a column ends its paragraph as well, so the words count.
    assert " ".join(found) == " ".join(written)
