import hashlib
import os
import unicodedata
from pathlib import Path

import pytest
from corpus_layouts import PARAGRAPHS, TITLE, read, texts

from corpus.errors import UnreadableFileError, UserError
from corpus.reading import read_document
from corpus.slug import slug
from corpus.statements import render, statements_of

TEXT = "\n\n".join((TITLE, *PARAGRAPHS)) + "\n"


@pytest.mark.parametrize(
    ("name", "document_id"),
    [
        ("Juvenile Dermatomyositis.txt", "juvenile-dermatomyositis"),
        ("BNF 80_(2020) -- doses.md", "bnf-80-2020-doses"),
        ('it\'s "quoted".txt', "it-s-quoted"),
        ("Ménière.txt", "ménière"),
        (unicodedata.normalize("NFD", "Ménière.txt"), "ménière"),
        ("喘息.txt", "喘息"),
        ("Ａｓｔｈｍａ.txt", "asthma"),
        ("...txt", "document"),
        ("---.txt", "document"),
        ("a" * 200 + ".txt", "a" * 80),
    ],
)
def test_a_document_is_named_by_the_slug_of_its_file(name: str, document_id: str) -> None:
    assert slug(Path(name)) == document_id


@pytest.mark.parametrize(
    "name", ["my asthma.txt", "'q' \"d\".txt", "喘息.txt", "قلب.TXT", "x" * 200 + ".md", "%20&<b>.md"]
)
def test_a_file_with_an_unusual_name_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT)
    document = read_document(tmp_path / name)
    assert texts(document)[-1] == PARAGRAPHS[-1]
    assert document.source == str((tmp_path / name).resolve())


def test_a_document_remembers_where_it_came_from_and_what_it_held(tmp_path: Path) -> None:
    (tmp_path / "asthma.txt").write_text(TEXT)
    document = read_document(tmp_path / "asthma.txt", document_id="asthma-2")
    assert document.source == str(tmp_path / "asthma.txt")
    assert document.content_hash == hashlib.sha256(TEXT.encode()).hexdigest()
    assert {paragraph.document for paragraph in document.paragraphs} == {document.id} == {"asthma-2"}


def test_a_paragraph_keeps_its_id_while_the_text_stays_the_same(tmp_path: Path) -> None:
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "asthma.txt").write_text(TEXT)
    first, second = (read_document(tmp_path / folder / "asthma.txt") for folder in ("first", "second"))
    assert first.paragraphs == second.paragraphs
    assert [paragraph.id for paragraph in first.paragraphs] == ["asthma#1", "asthma#2", "asthma#3"]


def test_a_paragraph_put_at_the_end_leaves_the_others_as_they_were() -> None:
    assert read(TEXT + "\nIt may come back.\n").paragraphs[:3] == read(TEXT).paragraphs


def test_a_document_without_a_title_takes_the_name_of_its_file() -> None:
    assert read(PARAGRAPHS[0], "asthma_in-children  2.txt").title == "Asthma in children 2"


@pytest.mark.parametrize("name", ["asthma.docx", "asthma", "asthma.txt.gz", "asthma.pdf"])
def test_a_file_is_told_by_what_it_holds_and_not_by_its_ending(name: str) -> None:
    assert texts(read(TEXT, name))[-1] == PARAGRAPHS[-1]
    assert read(TEXT, name).format == "text"


@pytest.mark.parametrize("name", ["ASTHMA.TXT", "asthma.Md", "asthma.text", "asthma.markdown"])
def test_the_ending_of_a_file_may_be_written_in_any_way(name: str) -> None:
    assert texts(read(TEXT, name))[-1] == PARAGRAPHS[-1]


def test_a_file_that_is_gone_is_named_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"cannot be opened .*No such file"):
        read_document(tmp_path / "gone.txt")


def test_a_folder_with_the_ending_of_a_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(UnreadableFileError, match=r"cannot be opened .*directory"):
        read_document(tmp_path / "folder.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked to an administrator")
def test_a_locked_file_is_named_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "locked.txt").write_text(TEXT)
    (tmp_path / "locked.txt").chmod(0)
    with pytest.raises(UnreadableFileError, match=r"cannot be opened .*denied"):
        read_document(tmp_path / "locked.txt")


@pytest.mark.parametrize(
    ("name", "text"),
    [("title.md", "# A title alone\n"), ("rule.md", "---\n\n***\n"), ("form.md", "<!-- nothing -->\n")],
)
def test_a_file_without_a_paragraph_is_refused(name: str, text: str) -> None:
    with pytest.raises(UnreadableFileError, match="it holds no paragraph of text"):
        read(text, name)


@pytest.mark.parametrize("name", ["gone.docx", "gone.txt"])
def test_every_refusal_is_one_line_for_the_person_at_the_keyboard(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError) as refused:
        read_document(tmp_path / name)
    assert len(str(refused.value).splitlines()) == 1


def test_a_list_of_references_is_kept_to_be_looked_up_and_named_so() -> None:
    text = "# Gout\n\nColchicine helps.\n\n## References\n\nSmith J. Colchicine. 2020.\n\n# Doses\n\nLow.\n"
    kinds = [(paragraph.text, paragraph.kind.value) for paragraph in read(text, "gout.md").paragraphs]
    assert kinds == [
        ("Colchicine helps.", "paragraph"),
        ("Smith J. Colchicine. 2020.", "reference"),
        ("Low.", "paragraph"),
    ]


def test_a_heading_with_nothing_below_it_is_a_paragraph() -> None:
    steps = "# Arrest\n\n## Steps\n\n### 1. Call for help\n\n### 2. Give calcium (1 g)\n\n## Later\n\nRest.\n"
    told = [(each.heading, each.text) for each in read(steps, "arrest.md").paragraphs]
    assert told == [("Steps", "1. Call for help"), ("Steps", "2. Give calcium (1 g)"), ("Later", "Rest.")]


def test_a_heading_that_says_something_can_be_cited_and_stands_above_what_is_below_it() -> None:
    step = "2. If there is no pulse by 4 minutes, consider thoracotomy"
    steps = f"# Arrest\n\n## Steps\n\n### 1. Airway\n\nIntubate.\n\n### {step}\n\nNot after 10 minutes.\n"
    told = [(each.heading, each.text) for each in read(steps, "arrest.md").paragraphs]
    assert told == [
        ("Steps > 1. Airway", "Intubate."),
        ("Steps", step),
        (f"Steps > {step}", "Not after 10 minutes."),
    ]


def test_what_names_its_ways_in_brackets_leads_in_to_each_of_them() -> None:
    text = (
        "# Overdose\n\n## Treatment\n\nAcetylcysteine (PO or IV) is given if:\n\n- The level is high\n\n"
        "PO:\n\n- First dose 140 mg/kg\n\nIV:\n- First dose 150 mg/kg\n\nCharcoal:\n- 50 g\n\n"
        "## Review\n\nPO:\n- Ask for pain\n"
    )
    read_out = read(text, "overdose.md")
    told = [
        render(each.context, each.text)
        for one in read_out.paragraphs
        for each in statements_of(one, "Overdose")
    ]
    assert told == [
        "Overdose > Treatment > Acetylcysteine (PO or IV) is given if: The level is high",
        "Overdose > Treatment > Acetylcysteine (PO or IV) > PO: First dose 140 mg/kg",
        "Overdose > Treatment > Acetylcysteine (PO or IV) > IV: First dose 150 mg/kg",
        "Overdose > Treatment > Charcoal: 50 g",
        "Overdose > Review > PO: Ask for pain",
    ]
