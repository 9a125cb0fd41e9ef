"""What one person may take of the page: questions in a minute, bytes in an upload."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from gradio_client.exceptions import AppError
from page_server import browsing, connected, log_in, served, settings_for

from assistant.page.server.connections import asker
from assistant.page.server.rates import Rates
from assistant.users import add_user
from corpus.errors import UserError

pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

QUESTION = "What is JDM?"
PASSWORD = "correct horse"


def test_one_question_too_many_is_refused_with_the_seconds_to_wait() -> None:
    rates = Rates(2)
    rates.check_asker("ada")
    rates.check_asker("ada")

    with pytest.raises(UserError, match=r"^You asked 2 questions in a minute; wait (59|60) seconds\.$"):
        rates.check_asker("ada")
    rates.check_asker("grace")


def test_the_minute_moves_on(monkeypatch: pytest.MonkeyPatch) -> None:
    rates, started = Rates(1), time.time()
    rates.check_asker("ada")
    monkeypatch.setattr(time, "time", lambda: started + 61)

    rates.check_asker("ada")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("a name", "a name", True),
    ],
)
def test_an_address_stands_for_whoever_asks_from_it(one: str, other: str, same: bool) -> None:
    assert (asker(None, one) == asker("", other)) is same
    assert asker("ada", one) == asker("ada", other)


def test_a_user_is_counted_wherever_they_ask_from_and_others_are_not(tmp_path: Path) -> None:
    for name in ("ada", "grace"):
        add_user(tmp_path / "users", name, PASSWORD)
    settings = settings_for(tmp_path, questions_per_minute=2)
    with (
        served(settings) as url,
        connected(url, ("ada", PASSWORD)) as here,
        connected(url, ("ada", PASSWORD)) as there,
        connected(url, ("grace", PASSWORD)) as grace,
    ):
        here.predict(QUESTION, api_name="/ask")
        there.predict(QUESTION, api_name="/search")
        for route in ("/ask", "/search"):
            with pytest.raises(AppError, match="You asked 2 questions in a minute; wait"):
                here.predict(QUESTION, api_name=route)
        assert here.predict(api_name="/documents")
        assert grace.predict(QUESTION, api_name="/ask")["answered"]


def test_without_a_login_the_address_is_counted(tmp_path: Path) -> None:
    with served(settings_for(tmp_path, questions_per_minute=1)) as url:
        with connected(url) as one:
            one.predict(QUESTION, api_name="/ask")
        with connected(url) as other, pytest.raises(AppError, match="You asked a question in a minute"):
            other.predict(QUESTION, api_name="/ask")


def test_a_page_that_only_reads_takes_no_upload(tmp_path: Path) -> None:
    with served(settings_for(tmp_path, read_only=True)) as url, browsing(url) as web:
        sent = {"files": ("a.txt", b"text")}
        answer = web.post("/gradio_api/upload", files=sent, params={"upload_id": "x"})
        assert answer.status_code == 403
        assert answer.json() == {"detail": "Uploads are turned off here; this page only answers questions."}
        assert web.post("/gradio_api/upload/", files=sent).status_code == 404
        assert web.get("/").status_code == 200


def test_an_upload_has_a_bound_and_needs_the_login(tmp_path: Path) -> None:
    add_user(tmp_path / "users", "ada", PASSWORD)
    with served(settings_for(tmp_path, largest_file=1)) as url, browsing(url) as web:
        small, large = ({"files": ("a.txt", b"x" * size)} for size in (1000, 1_000_001))
        assert web.post("/gradio_api/upload", files=small).status_code == 401
        log_in(web, "ada", PASSWORD)
        assert web.post("/gradio_api/upload", files=small).status_code == 200
        assert web.post("/gradio_api/upload", files=large).status_code == 413
