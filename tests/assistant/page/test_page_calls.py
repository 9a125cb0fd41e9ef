"""What the page's script may ask of the server in a minute."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from page_calls import script_calls
from page_server import browsing, log_in, served, settings_for
from starlette.requests import HTTPConnection

from assistant.page.server.gate import USER
from assistant.page.server.rates import Rates
from assistant.users import add_user
from corpus.errors import UserError

pytestmark = pytest.mark.slow

PASSWORD = "correct horse"
REFUSED = r"That was too much in a minute; wait \d+ seconds\."


def connection(address: str, user: str | None = None) -> HTTPConnection:
    return HTTPConnection({"type": "http", "client": (address, 50_000), USER: user})


def test_calls_are_counted_apart_from_questions_by_what_they_cost() -> None:
    rates, here = Rates(20), connection("192.0.2.1")
    for _ in range(20):
        rates.check_asker("address 192.0.2.1")
    for _ in range(39):
        rates.check_call(here, 5)
    with pytest.raises(UserError, match=REFUSED):
        rates.check_call(here, 6)
    rates.check_call(here, 5)
    with pytest.raises(UserError, match=REFUSED):
        rates.check_call(here)
    rates.check_call(connection("192.0.2.2"))
    rates.check_call(connection("192.0.2.1", "ada"))


def test_a_document_can_be_read_through_where_few_questions_are_allowed() -> None:
    rates, here = Rates(1), connection("192.0.2.1")
    for _ in range(100):
        rates.check_call(here)
    with pytest.raises(UserError, match=REFUSED):
        rates.check_call(here)


def test_a_user_is_counted_and_what_nobody_asked_for_is_refused_in_silence(tmp_path: Path) -> None:
    for name in ("ada", "grace"):
        add_user(tmp_path / "users", name, PASSWORD)
    settings = settings_for(tmp_path, questions_per_minute=1)
    with served(settings) as url, browsing(url) as ada, browsing(url) as grace:
        log_in(ada, "ada", PASSWORD)
        log_in(grace, "grace", PASSWORD)
        call, other = script_calls(ada), script_calls(grace)
        assert call("suggested", turns=[])["questions"]
        document = unescape(other("listed")["html"].split('data-document="')[1].split('"')[0])
        for _ in range(95):
            assert call("copied", turn={}, format="text")["error"].startswith("This conversation")
        for name in ("copied", "exported", "judged", "shown", "pictured", "removed", "listed"):
            assert call(name)["error"].startswith("That was too much in a minute; wait"), name
        assert call("suggested", turns=[]) == {"questions": []}
        assert call("generation").keys() == {"generation"}
        assert other("listed")["count"] == 1
        assert other("shown", document=document)["html"]
