import hashlib
import re

import pytest
from corpus_layouts import texts

from corpus.document import Document
from corpus.files import bundled_documents
from corpus.reading import read_document
from corpus.text.sentences import split_sentences

SHA_256 = "c9a1d30befe66057b53c02c05fe1bfc544bd4883cbb4de26a58cf94117d3e705"
PARAGRAPHS = (
    "Juvenile dermatomyositis (JDM) is a rare autoimmune inflammatory disease involving the skin and "
    "striated muscles. The peak incidence is from 5 to 14 years of age, with variable female:male ratios "
    "depending on geographical distribution. It is estimated that 30-70% of children with JDM will have "
    "calcinosis.",
    "Clinical features of JDM include characteristic skin rashes (heliotrope rash, Shawl’s sign, "
    "Gottron’s papule) and symmetrical proximal muscle weakness. Muscle enzymes (CK, LDH, AST, ALT, "
    "aldolase) may be elevated. Electromyography will show changes compatible with myopathy and muscle "
    "biopsy may show necrosis and inflammation, although both of these investigations are rarely used "
    "these days. The Bohan and Peter criteria and the newer European League Against Rheumatism and "
    "American College Rheumatology (EULAR/ACR) inflammatory idiopathic myositis (IIM) classification "
    "criteria are used for diagnosis.",
    "Calcification is usually seen at the site of necrosis, in the chronic phase of the disease and may "
    "affect the skin, subcutaneous tissue, fascial planes and muscles. Four different patterns of "
    "calcification are recognized. These lead to more disability and limitations than myopathy alone. "
    "Superficial calcific masses can lead to discharging sinuses and non-healing ulcers.",
    "On plain radiograph, JDM typically shows calcification in the muscles and soft tissues (calcinosis "
    "universalis), classically seen affecting the thigh muscles. MRI T2-weighted sequences has been used "
    "to assess the affected muscles and calcified areas and to determine the disease activity and as a "
    "guide for muscle biopsy.",
    "Treatment for JDM includes high dose corticosteroid initially with disease-modifying drugs like "
    "methotrexate or cyclosporin A. Early and aggressive treatment may prevent complications like "
    "calcinosis. Various medications like bisphosphonates, calcium channel blockers and high dose "
    "steroids have been used for treatment of calcinosis.",
    "The present patient is under the joint care of dermatology and rheumatology since the diagnosis of "
    "JDM in 2015. He has been treated with methotrexate and prednisolone. EMG showed changes of myopathy "
    "and typical MRI changes have also been noted in the thigh muscles.",
)
REFERENCES = (("1", "2"), ("1", "3"), ("2",), ("3",), ("1", "2"), ())


@pytest.fixture(scope="module")
def source() -> bytes:
    return (bundled_documents() / "juvenile-dermatomyositis.txt").read_bytes()


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(bundled_documents() / "juvenile-dermatomyositis.txt")


def test_the_file_is_byte_for_byte_as_it_came(source: bytes, document: Document) -> None:
    assert hashlib.sha256(source).hexdigest() == SHA_256
    assert document.content_hash == SHA_256


def test_its_id_is_the_name_of_its_file_and_its_title_stands_without_the_label(document: Document) -> None:
    assert document.id == "juvenile-dermatomyositis"
    assert document.title == "JUVENILE DERMATOMYOSITIS (JDM) WITH SOFT TISSUE CALCINOSIS"


def test_its_six_paragraphs_read_as_their_author_wrote_them(document: Document) -> None:
    assert texts(document) == PARAGRAPHS


def test_its_paragraphs_are_numbered_from_one(document: Document) -> None:
    assert [paragraph.id for paragraph in document.paragraphs] == [
        f"juvenile-dermatomyositis#{number}" for number in range(1, 7)
    ]


def test_its_reference_marks_are_kept_with_the_paragraph(document: Document) -> None:
    assert tuple(paragraph.references for paragraph in document.paragraphs) == REFERENCES


def test_the_offsets_of_a_paragraph_lead_back_to_its_words(document: Document, source: bytes) -> None:
    text = source.decode()
    for paragraph in document.paragraphs:
        there = text[paragraph.start : paragraph.end]
        assert re.findall(r"[^\W\d_]", there) == re.findall(r"[^\W\d_]", paragraph.text)


def test_its_paragraphs_hold_every_word_below_the_title(document: Document, source: bytes) -> None:
    text = source.decode()
    ends = [text.index("CALCINOSIS") + len("CALCINOSIS")] + [part.end for part in document.paragraphs]
    starts = [part.start for part in document.paragraphs] + [len(text)]
    for end, start in zip(ends, starts, strict=True):
        assert not text[end:start].strip()


def test_a_sentence_ends_where_its_author_ended_it(document: Document) -> None:
    treatment = [sentence.text for sentence in split_sentences(document.paragraphs[4].text)]
    assert len(treatment) == 3
    assert treatment[1] == "Early and aggressive treatment may prevent complications like calcinosis."
    diagnosis = [sentence.text for sentence in split_sentences(document.paragraphs[5].text)]
    assert diagnosis[1] == "He has been treated with methotrexate and prednisolone."
