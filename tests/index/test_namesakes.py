"""Documents of one title are told apart by the names of their files, the others are not."""

from __future__ import annotations

from corpus.document import Document, Paragraph
from index.naming import files_apart, full_names, names_of_chosen


def a_document(document_id: str, title: str, source: str) -> Document:
    return Document(document_id, title, source, "", (Paragraph(document_id, 1, "Treat it.", 0, 9),))


ONE = a_document("protocol-1", "Protocol", "/home/maria/private/protocol-1.txt")
OTHER = a_document("protocol-2", "PROTOCOL ", "/home/maria/private/protocol-2.txt")
GOUT = a_document("gout", "Gout", "/home/maria/private/gout.txt")


def test_only_documents_of_one_title_are_told_apart_and_without_their_folders() -> None:
    assert files_apart([ONE, GOUT]) == {}
    assert files_apart([ONE, OTHER, GOUT]) == {"protocol-1": "protocol-1.txt", "protocol-2": "protocol-2.txt"}
    assert full_names([ONE, GOUT]) == {"protocol-1": "Protocol", "gout": "Gout"}
    assert full_names([ONE, OTHER])["protocol-1"] == "Protocol (protocol-1.txt)"


def test_files_of_one_name_in_two_folders_are_told_apart_by_their_ids() -> None:
    away = a_document("protocol-1-2", "Protocol", "/srv/protocol-1.txt")

    assert full_names([ONE, away, OTHER]) == {
        "protocol-1": "Protocol (protocol-1.txt, protocol-1)",
        "protocol-1-2": "Protocol (protocol-1.txt, protocol-1-2)",
        "protocol-2": "PROTOCOL  (protocol-2.txt)",
    }


def test_a_file_name_that_is_no_text_is_spelled_out() -> None:
    odd = a_document("odd", "Protocol", "/srv/line\nend\udcff.txt")

    assert files_apart([ONE, odd])["odd"] == r"line\nend\xff.txt"


def test_who_chose_all_documents_chose_none() -> None:
    assert names_of_chosen([], [ONE, OTHER]) == ()
    assert names_of_chosen(["protocol-2", "protocol-1"], [ONE, OTHER]) == ()
    assert names_of_chosen(["gout", "protocol-1"], [ONE, OTHER, GOUT]) == (
        "Protocol (protocol-1.txt)",
        "Gout",
    )
