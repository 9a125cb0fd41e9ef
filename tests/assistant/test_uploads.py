"""Files that people upload are kept, indexed one after the other, and gone again when they are removed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from clinical_library import ASTHMA, GOUT, write_library

from assistant.assistant import Assistant
from assistant.opening import open_assistant
from assistant.settings import Settings
from assistant.uploads import (
    Policy,
    Received,
    Stage,
    States,
    UploadState,
    remove_document,
    still_wanted,
    upload_all,
)
from assistant.uploads.kept_files import safe_name, shown_name
from corpus.errors import UserError
from index.library import Library
from index.models.embedder import Embedder
from index.store.catalogue import read_catalogue
from index.store.transaction import writing
from index.synchronise import synchronise

ROSACEA = "Rosacea\n\nRosacea reddens the cheeks. Ivermectin cream is put on once a day.\n"
WARD = "Ward\n\n" + "".join(f"Patient {n} was seen on ward {n * 7}.\n\n" for n in range(900))


@pytest.fixture
def settings(tmp_path: Path, library: Path, small_model: Path, small_embedder: Embedder) -> Settings:
    """Give the settings of a page whose index holds the library."""
    settings = Settings(home=tmp_path / "home", embedding_model=str(small_model), most_uploads=5)
    synchronise(settings.index_folder, [library], small_embedder)
    return settings


@pytest.fixture
def send(tmp_path: Path) -> Iterator[Callable[[str, str | bytes], Received]]:
    """Give what receives a file of some name and content, as the page does."""
    number = iter(range(100))

    def receive(name: str, content: str | bytes) -> Received:
        folder = tmp_path / "received" / str(next(number))
        folder.mkdir(parents=True)
        path = folder / "file"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Received(path, name)

    yield receive


Send = Callable[[str, str | bytes], Received]


def finished(settings: Settings, embedder: Embedder, *received: Received) -> States:
    """Return how far each file has come in the end."""
    *_, last = upload_all(received, settings, embedder)
    return last


def ids(settings: Settings) -> list[str]:
    found = read_catalogue(settings.index_folder)
    assert found
    return [document.id for document in found.documents]


def kept(settings: Settings) -> list[str]:
    folder = settings.uploads_folder
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_an_uploaded_file_answers_questions(settings: Settings, small_embedder: Embedder, send: Send) -> None:
    assistant = Assistant(settings, Library(settings.index_folder, small_embedder))
    (state,) = finished(settings, assistant.embedder, send("Rosacea.txt", ROSACEA))
    assert state == UploadState("Rosacea.txt", Stage.DONE, document="rosacea", title="Rosacea", paragraphs=1)
    (found, *_) = assistant.search("Ivermectin cream is put on once a day")
    assert found.paragraph.id == "rosacea#1"
    assert kept(settings) == ["Rosacea.txt"]
    assistant.close()


def test_each_file_tells_how_far_it_has_come_one_after_the_other(
    settings: Settings, small_embedder: Embedder, send: Send
) -> None:
    files = [send("ward.txt", WARD), send("rosacea.md", ROSACEA)]
    told = [*upload_all(files, settings, small_embedder)]
    assert [state.stage for state in told[0]] == [Stage.WAITING, Stage.WAITING]
    first, second = zip(*told, strict=True)
    assert [*dict.fromkeys(state.stage for state in first)] == [
        Stage.WAITING,
        Stage.READING,
        Stage.EMBEDDING,
        Stage.DONE,
    ]
    embedding = [(state.done, state.total) for state in first if state.stage is Stage.EMBEDDING]
    assert embedding == sorted(embedding)
    assert embedding[-1] == (900, 900)
    moving = next(place for place, state in enumerate(second) if state.stage is not Stage.WAITING)
    assert {state.stage for state in first[moving:]} == {Stage.DONE}
    assert second[-1].stage is Stage.DONE
    assert not any(file.path.exists() for file in files)


def test_a_file_that_fails_is_named_with_the_readers_reason_and_the_others_go_in(
    settings: Settings, small_embedder: Embedder, send: Send
) -> None:
    files = [
        send("scan.pdf", b"\x89PNG\r\n\x1a\n" * 40),
        send("broken.docx", b"PK\x03\x04 cut short"),
        send("empty.txt", ""),
        send("talk.key", b"PK\x03\x04"),
        send("rosacea.txt", ROSACEA),
    ]
    states = finished(settings, small_embedder, *files)
    assert [state.stage for state in states] == [*[Stage.FAILED] * 4, Stage.DONE]
    assert "picture" in states[0].reason
    assert "ZIP is broken or cut short" in states[1].reason
    assert "cannot be read" in states[2].reason
    assert "Files of this kind are not read; those that are end in .pdf" in states[3].reason
    assert kept(settings) == ["rosacea.txt"]
    assert not any(file.path.exists() for file in files)


def test_the_same_bytes_are_told_at_once_and_the_same_text_once_it_is_read(
    settings: Settings, small_embedder: Embedder, send: Send
) -> None:
    files = [send("podagra.txt", GOUT), send("wheeze.txt", ASTHMA.replace("\n\n", "\n\n\n"))]
    same, alike = finished(settings, small_embedder, *files)
    assert (same.stage, same.document, same.title) == (Stage.SAME, "gout", "Gout and its treatment")
    assert (alike.stage, alike.document) == (Stage.SAME, "asthma")
    assert kept(settings) == ["wheeze.txt"]
    again = finished(settings, small_embedder, send("wheeze.txt", ASTHMA.replace("\n\n", "\n\n\n")))
    assert (again[0].stage, len(ids(settings))) == (Stage.SAME, 4)
    assert kept(settings) == ["wheeze.txt"]


def dose(milligrams: int) -> str:
    return f"Protocol\n\nThe dose of upliane is {milligrams} mg daily in adults.\n"


def texts(settings: Settings, embedder: Embedder) -> list[tuple[str, str]]:
    """Return the ids and the texts of the paragraphs that are found about the dose."""
    library = Library(settings.index_folder, embedder)
    found = [one.paragraph for one in library.search("The dose of upliane in adults", 50)]
    library.close()
    return [(one.id, one.text) for one in found if one.document.startswith("protocol")]


def said(milligrams: int) -> str:
    return f"The dose of upliane is {milligrams} mg daily in adults."


def test_of_a_name_that_is_there_already_nothing_is_done_before_it_is_said_what(
    settings: Settings, small_embedder: Embedder, send: Send
) -> None:
    finished(settings, small_embedder, send("protocol.txt", dose(11)))
    files = [send("Protocol.TXT", dose(22)), send("rosacea.txt", ROSACEA), send("protocol.txt", dose(11))]
    asked, waiting, _ = finished(settings, small_embedder, *files)
    assert (asked.stage, asked.document, asked.title) == (Stage.ASKING, "protocol", "Protocol")
    assert waiting.stage is Stage.WAITING
    assert all(file.path.exists() for file in files)
    assert texts(settings, small_embedder) == [("protocol#1", said(11))]
    assert kept(settings) == ["protocol.txt"]
    assert [state.stage for _, state in still_wanted(files[:2], (asked, waiting))] == [
        Stage.ASKING,
        Stage.WAITING,
    ]


@pytest.mark.parametrize(
    ("policy", "stage", "doses", "names"),
    [
        (Policy.REPLACE, Stage.DONE, {"protocol#1": 22}, ["protocol.txt"]),
        (
            Policy.KEEP_BOTH,
            Stage.DONE,
            {"protocol#1": 11, "protocol-2#1": 22},
            ["protocol (2).txt", "protocol.txt"],
        ),
        (Policy.CANCEL, Stage.CANCELLED, {"protocol#1": 11}, ["protocol.txt"]),
    ],
)
def test_a_name_that_is_there_already_is_treated_as_was_said(
    settings: Settings,
    small_embedder: Embedder,
    send: Send,
    policy: Policy,
    stage: Stage,
    doses: dict[str, int],
    names: list[str],
) -> None:
    finished(settings, small_embedder, send("protocol.txt", dose(11)))
    sent = send("protocol.txt", dose(22))
    (asked,) = finished(settings, small_embedder, sent)
    (state,) = finished(settings, small_embedder, replace(sent, policy=policy, agreed=asked.agreed))
    assert (state.stage, state.replaced) == (stage, policy is Policy.REPLACE)
    assert dict(texts(settings, small_embedder)) == {name: said(each) for name, each in doses.items()}
    assert kept(settings) == names
    assert not sent.path.exists()


def test_a_document_is_only_replaced_as_it_was_when_that_was_agreed_to(
    settings: Settings, small_embedder: Embedder, send: Send
) -> None:
    finished(settings, small_embedder, send("protocol.txt", dose(11)))
    mine, theirs = send("protocol.txt", dose(22)), send("protocol.txt", dose(33))
    (asked,) = finished(settings, small_embedder, mine)
    finished(settings, small_embedder, replace(theirs, policy=Policy.REPLACE, agreed=asked.agreed))
    (again,) = finished(settings, small_embedder, replace(mine, policy=Policy.REPLACE, agreed=asked.agreed))
    assert again.stage is Stage.ASKING
    assert texts(settings, small_embedder) == [("protocol#1", said(33))]
    finished(settings, small_embedder, replace(mine, policy=Policy.REPLACE, agreed=again.agreed))
    assert texts(settings, small_embedder) == [("protocol#1", said(22))]


def test_a_document_whose_file_lies_elsewhere_is_not_replaced(
    settings: Settings, small_embedder: Embedder, send: Send, library: Path
) -> None:
    sent = send("gout.txt", dose(22))
    (asked,) = finished(settings, small_embedder, sent)
    assert (asked.stage, asked.document, asked.agreed) == (Stage.ASKING, "gout", "")
    (again,) = finished(settings, small_embedder, replace(sent, policy=Policy.REPLACE))
    assert again.stage is Stage.ASKING
    finished(settings, small_embedder, replace(sent, policy=Policy.KEEP_BOTH))
    assert (library / "gout.txt").read_text() == GOUT
    assert kept(settings) == ["gout.txt"]
    assert {"gout", "gout-2"} < set(ids(settings))


def test_two_files_of_one_name_that_are_sent_together_are_asked_about(
    settings: Settings, small_embedder: Embedder, send: Send
) -> None:
    first, second = send("protocol.txt", dose(11)), send("protocol.txt", dose(22))
    waiting, asked = finished(settings, small_embedder, first, second)
    assert (waiting.stage, asked.stage, asked.document) == (Stage.WAITING, Stage.ASKING, "")
    states = finished(
        settings, small_embedder, first, replace(second, policy=Policy.REPLACE, agreed=asked.agreed)
    )
    assert [state.stage for state in states] == [Stage.DONE, Stage.DONE]
    assert texts(settings, small_embedder) == [("protocol#1", said(22))]


def test_a_replacement_that_cannot_be_read_leaves_what_was_there(
    settings: Settings, small_embedder: Embedder, send: Send
) -> None:
    finished(settings, small_embedder, send("protocol.txt", dose(11)))
    sent = send("protocol.txt", b"\x89PNG\r\n\x1a\n" * 40)
    (asked,) = finished(settings, small_embedder, sent)
    (state,) = finished(settings, small_embedder, replace(sent, policy=Policy.REPLACE, agreed=asked.agreed))
    assert state.stage is Stage.FAILED
    assert texts(settings, small_embedder) == [("protocol#1", said(11))]
    assert (settings.uploads_folder / "protocol.txt").read_text() == dose(11)


def test_whoever_asks_while_a_document_is_replaced_finds_the_old_one_or_the_new_one(
    settings: Settings, small_embedder: Embedder, send: Send
) -> None:
    finished(settings, small_embedder, send("protocol.txt", dose(0)))
    library = Library(settings.index_folder, small_embedder)
    seen: list[list[str]] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            found = [one.paragraph for one in library.search("The dose of upliane in adults", 50)]
            seen.append([one.text for one in found if one.document == "protocol"])

    asking = threading.Thread(target=ask)
    asking.start()
    for milligrams in range(1, 6):
        sent = send("protocol.txt", dose(milligrams))
        (asked,) = finished(settings, small_embedder, sent)
        finished(settings, small_embedder, replace(sent, policy=Policy.REPLACE, agreed=asked.agreed))
    done.set()
    asking.join()
    library.close()
    assert {len(found) for found in seen} == {1}
    assert [found[0] for found in seen] == sorted(found[0] for found in seen)
    assert len({found[0] for found in seen}) > 2


def test_what_is_too_many_or_too_large_is_said(
    settings: Settings, small_embedder: Embedder, send: Send
) -> None:
    files = [send("rosacea.txt", ROSACEA) for _ in range(6)]
    with pytest.raises(UserError, match="6 files were chosen; at most 5 can be uploaded at once"):
        upload_all(files, settings, small_embedder)
    assert not any(file.path.exists() for file in files)

    (state,) = finished(
        settings.model_copy(update={"largest_file": 1}), small_embedder, send("big.txt", "big " * 600_000)
    )
    assert state.reason == "The file has 2 MB; at most 1 can be uploaded."

    full = settings.model_copy(update={"most_documents": 5})
    states = finished(full, small_embedder, send("rosacea.txt", ROSACEA), send("ward.txt", WARD))
    assert [state.stage for state in states] == [Stage.DONE, Stage.FAILED]
    assert states[1].reason.startswith("The index holds 5 documents; at most 5 are allowed.")
    assert kept(settings) == ["rosacea.txt"]


def until(true: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.02)


def uploading() -> bool:
    return any(thread.name == "upload" for thread in threading.enumerate())


def test_an_upload_that_is_broken_off_keeps_what_was_done(
    settings: Settings, small_embedder: Embedder, send: Send
) -> None:
    files = [send("rosacea.txt", ROSACEA), send("ward.txt", WARD), send("dose.txt", "Dose\n\n10 mg.\n")]
    states = upload_all(files, settings, small_embedder)
    while next(states)[1].stage is not Stage.EMBEDDING:
        pass
    states.close()
    until(lambda: not uploading())
    assert ids(settings)[4:] == ["rosacea"]
    assert kept(settings) == ["rosacea.txt"]
    assert not any(file.path.exists() for file in files)
    (state,) = finished(settings, small_embedder, send("ward.txt", WARD))
    assert state.paragraphs == 900


def test_an_upload_waits_while_others_change_the_index(
    settings: Settings, small_embedder: Embedder, send: Send
) -> None:
    hasty = settings.model_copy(update={"lock_timeout": 0.1})
    states: list[States] = []
    with writing(settings.index_folder, timeout=5):
        thread = threading.Thread(
            target=lambda: states.append(finished(hasty, small_embedder, send("rosacea.txt", ROSACEA)))
        )
        thread.start()
        thread.join(2)
        assert thread.is_alive()
    thread.join(30)
    assert states[0][0].stage is Stage.DONE


def test_two_people_upload_at_the_same_time(settings: Settings, small_embedder: Embedder, send: Send) -> None:
    states: dict[int, States] = {}

    def person(number: int) -> None:
        files = [send("dose.txt", f"Dose\n\nPerson {number} takes {n} mg.\n") for n in range(3)]
        both = [replace(file, policy=Policy.KEEP_BOTH) for file in files]
        states[number] = finished(settings, small_embedder, *both)

    people = [threading.Thread(target=person, args=(number,)) for number in range(2)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert {state.stage for each in states.values() for state in each} == {Stage.DONE}
    assert len(ids(settings)) == 10
    assert len(kept(settings)) == 6


def test_a_removed_upload_goes_with_its_file_and_other_files_stay(
    settings: Settings, small_embedder: Embedder, send: Send, library: Path
) -> None:
    finished(settings, small_embedder, send("rosacea.txt", ROSACEA))
    finished(settings, small_embedder, send("wheeze.txt", ASTHMA.replace("\n\n", "\n\n\n")))
    assert remove_document("rosacea", settings).title == "Rosacea"
    assert kept(settings) == ["wheeze.txt"]
    remove_document("asthma", settings)
    assert (kept(settings), (library / "asthma.txt").exists()) == ([], True)
    with pytest.raises(UserError, match="'rosacea' is not indexed"):
        remove_document("rosacea", settings)


def test_when_all_documents_are_removed_questions_are_refused_until_one_is_uploaded(
    settings: Settings, small_embedder: Embedder, send: Send
) -> None:
    for document in ids(settings):
        remove_document(document, settings)
    # As after a restart: what was removed does not come back, nor do the bundled documents.
    assistant = open_assistant(settings)
    assistant.warm()
    assert assistant.documents() == ()
    with pytest.raises(UserError, match="There are no documents to answer from"):
        assistant.ask("What is gout treated with?")
    finished(settings, small_embedder, send("rosacea.txt", ROSACEA))
    assert assistant.search("ivermectin cream")[0].paragraph.document == "rosacea"
    assistant.close()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Gout 2024.PDF", "Gout 2024.PDF"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\gout.docx", "gout.docx"),
        (".hidden.txt", "hidden.txt"),
        ("~$gout.docx", "gout.docx"),
        (".pdf", "document.pdf"),
        ("..", "document"),
        ("", "document"),
        ("\u202efdp.exe\u202c.pdf", "fdp.exe.pdf"),
        ("two\nlines\x00.txt", "two lines.txt"),
        ("a\u00a0\u200bb .txt", "a b.txt"),
        ('what? <b>"now"</b>.txt', "b_.txt"),
        ("ревматизм.txt", "ревматизм.txt"),
        ("e\u0301tude.md", "étude.md"),
        ("\udcfcber.txt", "ber.txt"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    name = safe_name("関節" * 200 + ".pdf")
    assert len(name.encode()) <= 180
    assert name.endswith("節.pdf") or name.endswith("関.pdf")
    assert len(shown_name("x" * 999)) == 120
    assert shown_name("dir/\u202ename\n.pdf") == "\\u202ename\\n.pdf"


def test_another_file_is_never_overwritten(
    settings: Settings, small_embedder: Embedder, send: Send, tmp_path: Path
) -> None:
    folder = settings.uploads_folder
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "rosacea.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "rosacea (2).txt").write_text("Nobody indexed this.")
    (state,) = finished(settings, small_embedder, send("rosacea.txt", ROSACEA))
    assert state.stage is Stage.DONE
    assert kept(settings) == ["rosacea (2).txt", "rosacea (3).txt", "rosacea.txt"]
    assert (folder / "rosacea (3).txt").read_text() == ROSACEA
    assert (tmp_path / "secret.txt").read_text() == "secret"


def test_an_upload_that_is_gone_before_it_is_kept_says_so(
    settings: Settings, small_embedder: Embedder, tmp_path: Path
) -> None:
    (state,) = finished(settings, small_embedder, Received(tmp_path / "gone", "gone.txt"))
    assert state.reason == "The upload was broken off. Upload the file again."


def test_a_server_that_has_no_index_yet_takes_the_uploads_in_with_its_bundled_documents(
    tmp_path: Path, small_model: Path
) -> None:
    settings = Settings(home=tmp_path / "fresh", embedding_model=str(small_model))
    write_library(settings.uploads_folder, {"rosacea.txt": ROSACEA})
    assistant = open_assistant(settings)
    assert "rosacea" in [document.id for document in assistant.documents()]
    assert len(assistant.documents()) > 1
    assistant.close()
