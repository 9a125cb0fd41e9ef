"""The three tools over MCP, behind the same login; the package `mcp` is an extra."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from page_server import browsing, served, settings_for

from assistant.page import build_page, launch
from assistant.users import add_user
from corpus.errors import UserError

pytestmark = pytest.mark.slow

ADA = ("ada", "correct horse")
CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
ACCEPT = {"Accept": "application/json, text/event-stream"}


def test_without_its_package_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "mcp"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "assistant.page.server.mcp_tools", raising=False)
    # Python's own way to say that a package is not there.
    monkeypatch.setitem(sys.modules, "mcp", None)
    settings = settings_for(tmp_path, mcp=True)

    with pytest.raises(UserError, match=r"install it with `pip install 'clinical-assistant\[mcp\]'`"):
        launch(build_page(settings), settings, wait=False)


def test_without_the_setting_nothing_answers_there(tmp_path: Path) -> None:
    with served(settings_for(tmp_path)) as url, browsing(url) as web:
        assert web.post("/mcp", json=CALL, headers=ACCEPT).status_code in {404, 405}
        assert web.post("/gradio_api/mcp", json=CALL, headers=ACCEPT).status_code in {404, 405}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a page that serves MCP to ada."""
    pytest.importorskip("mcp", reason="the extra `mcp` is not installed")
    home = tmp_path_factory.mktemp("mcp")
    add_user(home / "users", *ADA)
    with served(settings_for(home, mcp=True, questions_per_minute=6)) as url:
        yield url


def calls(url: str, *wanted: tuple[str, dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """Connect as an MCP client does; return the tools that are listed and what the `wanted` calls gave."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def run() -> tuple[list[Any], list[Any]]:
        async with (
            httpx.AsyncClient(auth=ADA, trust_env=False) as web,
            streamable_http_client(f"{url}mcp", http_client=web) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            return tools, [await session.call_tool(name, given) for name, given in wanted]

    return asyncio.run(run())


def test_three_tools_are_listed_and_they_answer_in_json(url: str) -> None:
    tools, (answer, found, listed) = calls(
        url,
        ("ask", {"question": "What is JDM?"}),
        ("search", {"question": "What does MRI show?", "count": 2}),
        ("documents", {}),
    )

    assert {tool.name: set(tool.inputSchema["properties"]) for tool in tools} == {
        "ask": {"question", "history", "documents"},
        "search": {"question", "count", "documents"},
        "documents": set(),
    }
    assert all(tool.description and "\n  " not in tool.description for tool in tools)
    assert "autoimmune" in answer.structuredContent["text"]
    assert answer.structuredContent["citations"][0]["quote"]
    assert len(found.structuredContent["result"]) == 2
    assert [one["document"] for one in listed.structuredContent["result"]] == ["juvenile-dermatomyositis"]


def test_what_a_program_can_mend_is_told_and_the_rate_is_kept(url: str) -> None:
    _, (empty, many, *asked) = calls(
        url,
        ("ask", {"question": " "}),
        ("search", {"question": "JDM", "count": 900}),
        *(("search", {"question": "JDM"}) for _ in range(6)),
    )

    assert empty.isError
    assert "The question is empty" in empty.content[0].text
    assert "The count is not a whole number from 1 to 50" in many.content[0].text
    assert "You asked 6 questions in a minute; wait" in asked[-1].content[0].text


def test_nobody_gets_in_without_the_password(url: str) -> None:
    with browsing(url) as web:
        logins: list[Any] = [None, ("ada", "wrong horse"), ("", "")]
        for login in logins:
            answer = web.post("/mcp", json=CALL, headers=ACCEPT, auth=login)
            assert answer.status_code == 401
            assert answer.headers["WWW-Authenticate"].startswith("Basic")
            assert "search" not in answer.text
        for broken in ("Basic", "Basic !!!", "Basic YWRh", "Bearer x", "Basic /w=="):
            answer = web.post("/mcp", json=CALL, headers={**ACCEPT, "Authorization": broken})
            assert answer.status_code == 401
        assert web.post("/mcp", json=CALL, headers=ACCEPT, auth=ADA).status_code == 200
        assert web.get("/config", auth=ADA).status_code == 401


def test_gradio_s_own_mcp_server_is_not_there(url: str) -> None:
    with browsing(url) as web:
        assert web.post("/gradio_api/mcp/", json=CALL, headers=ACCEPT, auth=ADA).status_code == 404
