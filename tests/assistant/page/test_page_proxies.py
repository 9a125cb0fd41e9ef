"""Whom a request is counted for when a proxy passes it on: only named proxies are believed."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from page_calls import script_calls
from page_server import browsing, served, settings_for

from assistant.settings import load_settings
from corpus.errors import UserError

pytestmark = pytest.mark.slow


def refused(web: httpx.Client, *forwarded: str) -> bool:
    """Tell whether somebody for whom a request is said to be `forwarded` has asked too much."""
    headers = [("X-Forwarded-For", value) for value in forwarded]
    answer = web.post(
        "/gradio_api/cancel", json={"session_hash": "x", "fn_index": 0, "event_id": "y"}, headers=headers
    )
    return answer.status_code == 429


def used_up(web: httpx.Client, *forwarded: str) -> None:
    """Ask until it is too much."""
    for _ in range(101):
        if refused(web, *forwarded):
            return
    raise AssertionError("nothing was refused")


def test_without_a_proxy_nobody_evades_the_limit_by_saying_to_be_another(tmp_path: Path) -> None:
    with served(settings_for(tmp_path, questions_per_minute=1)) as url, browsing(url) as web:
        for number in range(100):
            assert not refused(web, f"192.0.2.{number}")
        assert refused(web, "192.0.2.200")
        assert refused(web)
        assert script_calls(web)("listed")["error"].startswith("That was too much")


def test_a_proxy_that_is_named_is_believed_and_what_others_wrote_before_it_is_not(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, questions_per_minute=1, proxies="127.0.0.0/8, 10.0.0.1")
    with served(settings) as url, browsing(url) as web:
        used_up(web, "192.0.2.1")
        assert refused(web, "192.0.2.1, 10.0.0.1")
        assert refused(web, "198.51.100.7, 192.0.2.1")
        assert refused(web, "198.51.100.7", "192.0.2.1, 10.0.0.1")
        assert not refused(web, "192.0.2.2")
        assert not refused(web, "192.0.2.1, 10.0.0.2")


@pytest.mark.parametrize("value", ["ward.example", "10.0.0.1,*", "10.0.0.0/33", "1.2.3"])
def test_a_proxy_is_an_address_or_a_network(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ASSISTANT_PROXIES", value)
    with pytest.raises(UserError, match="ASSISTANT_PROXIES"):
        load_settings()


def test_networks_are_named_with_commas_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PROXIES", "10.0.0.1, 192.168.1.7/24,fd00::/8")
    assert list(map(str, load_settings().trusted_proxies)) == ["10.0.0.1/32", "192.168.1.0/24", "fd00::/8"]
