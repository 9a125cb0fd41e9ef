import pytest
from corpus_layouts import double_spaced, read, texts, wrap
from corpus_words import HYPHENATED, PLAIN, RARE
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text.hyphenation import Vocabulary, join_lines, vocabulary

EMPTY = vocabulary([])


def mended(first: str, second: str, words: Vocabulary = EMPTY) -> str:
    return join_lines(f"with {first}", f"{second} since", words).removeprefix("with ").removesuffix(" since")


def share_that_comes_back(words: list[str]) -> float:
    """Return the share that comes back when every word is broken at every place inside it."""
    breaks = [(word, place) for word in words if len(word) >= 6 for place in range(2, len(word) - 1)]
    return sum(mended(f"{word[:place]}-", word[place:]) == word for word, place in breaks) / len(breaks)


class TestShares:
    """Each threshold stands a little below what was measured: 0.998, 0.999 and 0.97."""

    def test_common_words_come_back_wherever_they_are_broken(self) -> None:
        assert share_that_comes_back(PLAIN) >= 0.995

    def test_words_that_few_people_know_come_back_as_well(self) -> None:
        assert share_that_comes_back(RARE) >= 0.99

    def test_the_hyphens_that_an_author_wrote_are_kept(self) -> None:
        halves = [(word, *word.split("-")) for word in HYPHENATED]
        assert sum(mended(f"{left}-", right) == word for word, left, right in halves) / len(halves) >= 0.95


class TestOneWord:
    @pytest.mark.parametrize(
        ("first", "second", "word"),
        [
            ("hyper-", "tension", "hypertension"),
            ("HYPER-", "TENSION", "HYPERTENSION"),
            ("Broncho-", "dilators", "Bronchodilators"),
            ("au-", "toimmune", "autoimmune"),
            ("there-", "by", "thereby"),
            ("anteri-", "or", "anterior"),
            ("anti-inflam-", "matory", "anti-inflammatory"),
            ("inflam-", "mation,", "inflammation,"),
            ("(hyper-", "tension)", "(hypertension)"),
            ("LYMPHANGIOLEIOMYO-", "MATOSIS", "LYMPHANGIOLEIOMYOMATOSIS"),
            ("derma\u00ad", "tology", "dermatology"),
        ],
    )
    def test_the_hyphen_of_the_typesetter_goes(self, first: str, second: str, word: str) -> None:
        assert mended(first, second) == word

    @pytest.mark.parametrize(
        ("first", "second", "word"),
        [
            ("steroid-", "sparing", "steroid-sparing"),
            ("T2-", "weighted", "T2-weighted"),
            ("IL-", "6", "IL-6"),
            ("30-", "70%", "30-70%"),
            ("Guillain-", "Barré", "Guillain-Barré"),
            ("Fahn-", "Tolosa", "Fahn-Tolosa"),
            ("X-", "ray", "X-ray"),
            ("EULAR-", "criteria", "EULAR-criteria"),
            ("HIV-", "AIDS", "HIV-AIDS"),
            ("hepatitis-", "B", "hepatitis-B"),
            ("(HFD)-", "induced", "(HFD)-induced"),
            ("flight-", "or-fight", "flight-or-fight"),
            ("30–", "70%", "30–70%"),
            ("and/", "or", "and/or"),
        ],
    )
    def test_the_hyphen_of_the_author_stays(self, first: str, second: str, word: str) -> None:
        assert mended(first, second) == word

    @pytest.mark.parametrize(
        ("first", "second", "words"),
        [
            ("pre-", "and postoperative", "pre- and postoperative"),
            ("short-", "or long-acting", "short- or long-acting"),
            ("a cough –", "dry", "a cough – dry"),
            ("attack -", "it", "attack - it"),
        ],
    )
    def test_a_hyphen_that_stands_for_something_else_keeps_its_space(
        self, first: str, second: str, words: str
    ) -> None:
        assert mended(first, second) == words


class TestTheDocumentDecides:
    """What the author wrote elsewhere in the same document goes before any list of words."""

    def test_a_word_that_stands_joined_elsewhere_is_joined(self) -> None:
        assert mended("follow-", "up") == "follow-up"
        assert mended("follow-", "up", vocabulary(["Followup took a year."])) == "followup"

    def test_a_word_that_stands_with_its_hyphen_elsewhere_keeps_it(self) -> None:
        assert mended("post-", "operative") == "postoperative"
        assert mended("post-", "operative", vocabulary(["The post-operative pain."])) == "post-operative"

    def test_what_stands_there_more_often_wins(self) -> None:
        often = vocabulary(["post-operative pain, post-operative fever, postoperative care"])
        assert mended("post-", "operative", often) == "post-operative"

    def test_words_that_a_line_end_breaks_do_not_count(self) -> None:
        words = vocabulary(["a drug for post-", "operative pain"])
        assert not words.counts["post"]
        assert not words.counts["operative"]
        assert words.counts["pain"] == 1


COLUMNS = st.integers(min_value=28, max_value=70)
TEXT = st.lists(
    st.sampled_from(sorted({*PLAIN, *RARE, "and", "the", "of", "is", "in"})), min_size=30, max_size=80
)


def set_in_column(words: list[str], width: int, data: st.DataObject) -> list[str]:
    """Fill lines with `words`, breaking a long word that does not fit where `data` says."""
    lines = [""]
    for word in words:
        room = width - len(lines[-1]) - 2
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif len(word) >= 6 and room >= 2:
            place = data.draw(st.integers(min_value=2, max_value=min(room, len(word) - 2)))
            lines[-1] += f" {word[:place]}-"
            lines.append(word[place:])
        else:
            lines.append(word)
    return lines


@settings(deadline=None)
@given(TEXT, COLUMNS, st.booleans(), st.data())
def test_a_text_comes_back_from_a_narrow_column_when_its_words_stand_whole_elsewhere(
    words: list[str], width: int, double: bool, data: st.DataObject
) -> None:
    body = [words[0].capitalize(), *words[1:], "end."]
    columns = [wrap(f"All of {' '.join(words)} are words.", width), set_in_column(body, width, data)]
    text = double_spaced(*columns) if double else "\n\n".join("\n".join(lines) for lines in columns)
    assert texts(read(text))[-1].endswith(" ".join(body))


@settings(deadline=None)
@given(TEXT, COLUMNS, st.data())
def test_a_text_from_a_narrow_column_differs_in_hyphens_at_most(
    words: list[str], width: int, data: st.DataObject
) -> None:
    body = [words[0].capitalize(), *words[1:], "end."]
    (text,) = texts(read("\n".join(set_in_column(body, width, data))))
    assert text.replace("-", "") == " ".join(body)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("The un-", "changing rash", "The unchanging rash"),
        ("A chest radio-", "graph was taken.", "A chest radiograph was taken."),
        ("There was dis-", "comfort.", "There was discomfort."),
        ("It is in-", "hospital mortality.", "It is in-hospital mortality."),
    ],
)
def test_what_never_stands_behind_a_hyphen_is_joined(first: str, second: str, whole: str) -> None:
    assert join_lines(first, second, vocabulary([first, second])) == whole
