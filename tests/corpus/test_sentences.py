import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text.sentences import split_sentences
from corpus.text.shapes import leans_back

CASES = [
    ("Give methotrexate or cyclosporin A.", "Early treatment helps."),
    ("He lacked vitamin D.", "It was given."),
    ("It was hepatitis B.", "Patients recover."),
    ("The tumour was of grade III.", "Surgery was done."),
    ("Grade III.", "Surgery was done."),
    ("Group A.", "Group B.", "Both did well."),
    ("It is shown in parts A and B.", "The arrow points at it."),
    ("It is closer to C than B.", "But it lies above both."),
    ("Cultures grew E. coli and S. aureus.", "Both were treated."),
    ("Give steroids, e.g. prednisolone, early.", "Avoid some drugs, i.e. ibuprofen."),
    ("It is shown in Fig. 2 below.", "The arrow points at it."),
    ("The dose is 0.5 mg/kg daily.", "It is halved later."),
    ("Dr. Jones agreed.", "Mrs. Baker did not."),
    ("It fell (p < 0.05).", "It rose later."),
    ("The difference was significant at p < 0.05.", "It lasted."),
    ("The temperature was 37.5.", "The fever fell."),
    ("Baker et al. found it.", "J. Cook and A. Smith disagreed."),
    ("It was described by John A. Smith in Boston.", "It was rare."),
    ("It was seen by nurses and J. Baker.", "It was rare."),
    ("Take 5 mg b.i.d. for three days.", "Then stop."),
    ("He had no fever.", "“It hurts,” he said!", "Why?", "No one knows."),
    ("The U.S. Food and Drug Administration approved it.", "It is sold."),
    ("He was ill in 2015.", "30 patients were seen later."),
    ("One sentence without an end",),
]


@pytest.mark.parametrize("sentences", CASES, ids=[" | ".join(sentences) for sentences in CASES])
def test_a_paragraph_is_cut_where_its_sentences_end(sentences: tuple[str, ...]) -> None:
    assert tuple(sentence.text for sentence in split_sentences(" ".join(sentences))) == sentences


def test_an_item_of_a_list_is_a_sentence_of_its_own() -> None:
    text = "Signs are:\n- a silent chest\n- exhaustion. It comes late.\n- 2.5 litres a minute"
    assert [sentence.text for sentence in split_sentences(text)] == [
        "Signs are:",
        "- a silent chest",
        "- exhaustion.",
        "It comes late.",
        "- 2.5 litres a minute",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \n "])
def test_white_space_has_no_sentences(text: str) -> None:
    assert split_sentences(text) == ()


PIECES = [
    "E. coli",
    "vitamin D.",
    "It",
    " ",
    "\n",
    "- ",
    ".",
    "!",
    "?",
    "Fig. 2",
    "b.i.d. for",
    "0.5",
    "”",
    "(",
    "é",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text(max_size=80))
def test_sentences_stand_verbatim_in_order_and_hold_every_word(text: str) -> None:
    sentences = split_sentences(text)
    position = 0
    for sentence in sentences:
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip() != ""
        assert not text[position : sentence.start].strip()
        position = sentence.end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        ("It is given twice daily.", True),
        ("It is recommended for adults.", True),
        ("Repeat after 10 minutes.", True),
        ("These lead to disability.", True),
        # "It" points ahead here.
        ("It is estimated that 30% have calcinosis.", False),
        ("It is not known whether it is excreted.", False),
        ("It is recommended that adults are seen.", False),
        ("Adrenaline is repeated.", False),
    ],
)
def test_a_sentence_leans_on_the_one_before_it_where_it_points_back(sentence: str, leans: bool) -> None:
    assert leans_back(sentence) is leans
