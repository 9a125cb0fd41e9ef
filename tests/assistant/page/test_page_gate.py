"""The gate before the page: what is served is a list, and nothing of it is for other sites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from page_routes import filled, routes
from page_server import browsing, log_in, settings_for

from assistant.page import build_page, launch
from assistant.page.server.files import ADDRESS as TYPEFACE
from assistant.settings import Settings
from assistant.users import add_user

pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

ADA = ("ada", "correct horse")
# A new version of Gradio may add routes; whoever wants one of them served adds it here and to the list.
PUBLIC = {
    *(("GET", "/"), ("HEAD", "/"), ("POST", "/login"), ("GET", "/logout"), ("GET", "/health")),
    *(("GET", "/theme.css"), ("GET", "/favicon.ico"), ("GET", "/robots.txt")),
    *(("GET", "/assets/{path:path}"), ("GET", "/static/{path:path}"), ("GET", f"/{TYPEFACE}")),
    *(("GET", f"/gradio_api/{name}") for name in ("login_check", "user", "app_id", "startup-events")),
}
FOR_USERS = {
    ("GET", "/original/{document}"),
    *(("GET", "/config"), ("GET", "/gradio_api/info"), ("GET", "/gradio_api/heartbeat/{session_hash}")),
    *(("GET", "/gradio_api/queue/data"), ("GET", "/gradio_api/upload_progress")),
    *(("POST", f"/gradio_api/{name}") for name in ("queue/join", "cancel", "reset", "upload")),
    *(("POST", "/gradio_api/component_server"), ("POST", "/gradio_api/component_server/")),
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
REACHED, REFUSED, LOGGED_OUT, NOTHING = "reached", "refused", "logged out", "nothing"
ELSEWHERE = (
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
)
FILE = {"meta": {"_type": "gradio.FileData"}}
FOLLOWED = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


def running(settings: Settings) -> Iterator[tuple[Any, str]]:
    """Serve a page that loads no model; yield its application and its address."""
    page = build_page(settings)
    page.extra_startup_events.clear()
    try:
        url = launch(page, settings, wait=False)
        yield page.app, url
    finally:
        page.close(verbose=False)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    home = tmp_path_factory.mktemp("guarded")
    add_user(home / "users", *ADA)
    yield from running(settings_for(home))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("open")


@pytest.fixture(scope="module")
def unguarded(home: Path) -> Iterator[tuple[Any, str]]:
    yield from running(settings_for(home))


@pytest.fixture
def web(unguarded: tuple[Any, str]) -> Iterator[httpx.Client]:
    with browsing(unguarded[1]) as web:
        yield web


def met(web: httpx.Client, method: str, address: str, **headers: str) -> str:
    """Tell how far a request came."""
    with web.stream(method, address, headers=headers) as answer:
        # A stream of events would not end; only what reached a route is one.
        kind = answer.headers.get("content-type", "")
        said = (
            ""
            if kind.startswith("text/event-stream") or method == "HEAD"
            else answer.read().decode(errors="replace")
        )
        if answer.status_code == 404 and (method == "HEAD" or "There is nothing here." in said):
            return NOTHING
        return {401: LOGGED_OUT, 403: REFUSED}.get(answer.status_code, REACHED)


def test_what_is_served_is_what_stands_in_the_list(guarded: tuple[Any, str]) -> None:
    app, url = guarded
    found = routes(app)
    assert set(found) >= PUBLIC | FOR_USERS
    assert len(found) > 60
    with browsing(url) as stranger, browsing(url) as ada:
        log_in(ada, *ADA)
        for method, path in found:
            before, after = (met(web, method, filled(path)) for web in (stranger, ada))
            if path == "/logout":
                log_in(ada, *ADA)
            if (method, path) in PUBLIC:
                # Whether somebody is logged in is all that this one tells.
                asks = path == "/gradio_api/login_check"
                assert (before, after) == (LOGGED_OUT if asks else REACHED, REACHED), (method, path)
            elif (method, path) in FOR_USERS:
                assert (before, after) == (LOGGED_OUT, REACHED), (method, path)
            else:
                assert (before, after) == (NOTHING, NOTHING), (method, path)


def test_no_other_method_is_served(unguarded: tuple[Any, str], web: httpx.Client) -> None:
    for path in {path for _, path in PUBLIC | FOR_USERS}:
        for method in METHODS:
            if (method, path) not in PUBLIC | FOR_USERS:
                sent = {"Origin": unguarded[1].rstrip("/"), "Access-Control-Request-Method": "POST"}
                assert met(web, method, filled(path), **sent) == NOTHING, (method, path)


@pytest.mark.parametrize(
    "address",
    [
        *("//gradio_api/file=x", "/gradio_api//info", "/assets/%2e%2e/config", "/assets/%2e%2e/index.html"),
        *(
            "/assets/index.html",
            "/static/img/",
            "/static/x.js/%2e%2e/%2e%2e/index.html",
            "/index.html",
            "/docs",
        ),
        *("/gradio_api/file%3Dhttp://192.0.2.1/x.png", "/gradio_api/file=//192.0.2.1/x.png"),
        *("/gradio_api/run/ask", "/gradio_api/api/ask", "/gradio_api/call/ask", "/gradio_api/call/v2/ask"),
    ],
)
def test_what_is_written_otherwise_leads_nowhere(web: httpx.Client, address: str) -> None:
    assert web.get(httpx.URL(str(web.base_url)).copy_with(raw_path=address.encode())).status_code == 404


def test_under_another_name_nothing_is_served(unguarded: tuple[Any, str], web: httpx.Client) -> None:
    for method, path in routes(unguarded[0]):
        assert met(web, method, filled(path), host="rebound.example") == REFUSED, (method, path)


@pytest.mark.parametrize("logged_in", [True, False])
def test_another_site_reaches_nothing_but_a_link_to_the_page(
    guarded: tuple[Any, str], unguarded: tuple[Any, str], logged_in: bool
) -> None:
    app, url = guarded if logged_in else unguarded
    with browsing(url) as web:
        if logged_in:
            log_in(web, *ADA)
        for method, path in routes(app):
            for sent in ELSEWHERE:
                assert met(web, method, filled(path), **sent) == REFUSED, (method, path, sent)
            if (method, path) != ("GET", "/"):
                assert met(web, method, filled(path), **FOLLOWED) == REFUSED, (method, path)
        assert met(web, "GET", "/", **FOLLOWED) == REACHED


def test_every_answer_says_what_a_browser_may_do_with_it(guarded: tuple[Any, str]) -> None:
    app, url = guarded
    with browsing(url) as stranger, browsing(url) as ada:
        log_in(ada, *ADA)
        asked = [(method, filled(path)) for method, path in routes(app) if path != "/logout"]
        for web in (stranger, ada):
            for method, address in [*asked, ("GET", "/nowhere"), ("OPTIONS", "/"), ("GET", "/logout")]:
                with web.stream(method, address) as answer:
                    headers = answer.headers
                assert headers["X-Content-Type-Options"] == "nosniff", address
                assert headers["Referrer-Policy"] == "same-origin", address
                policy = headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy, address
                assert "frame-ancestors 'none'" in policy, address
                assert ("script-src" in policy) == (address == "/" and method != "OPTIONS"), address
                assert ("sandbox" in policy) == ("script-src" not in policy), address


def test_only_the_page_is_html(guarded: tuple[Any, str]) -> None:
    app, url = guarded
    with browsing(url) as web:
        log_in(web, *ADA)
        for method, path in routes(app):
            with web.stream(method, filled(path)) as answer:
                html = answer.headers.get("content-type", "").startswith("text/html")
            assert not html or path == "/", path
            if path == "/logout":
                log_in(web, *ADA)


def test_the_page_runs_its_own_scripts_alone(web: httpx.Client) -> None:
    policy = web.get("/").headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src "))

    assert "'unsafe-inline'" not in scripts
    assert "http" not in policy
    assert scripts.count("'sha256-") == 5


def test_an_origin_that_is_none_is_from_elsewhere(web: httpx.Client) -> None:
    assert web.get("/config", headers={"Origin": "http://["}).status_code == 403


@pytest.mark.parametrize("https", [True, False])
def test_a_cookie_goes_to_the_page_alone(guarded: tuple[Any, str], https: bool) -> None:
    with browsing(guarded[1]) as web:
        web.headers["X-Forwarded-Proto"] = "https" if https else "http"
        cookies = log_in(web, *ADA).headers.get_list("set-cookie")

    assert len(cookies) == 3
    for cookie in cookies:
        said = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert said >= {"httponly", "samesite=lax", "path=/"}
        assert "secure" in said or not https
    assert sum("secure" in cookie.lower().split("; ") for cookie in cookies) == (3 if https else 1)


class TestEvents:
    """What may be called of the page, and with what."""

    @pytest.fixture
    def numbers(self, web: httpx.Client, unguarded: tuple[Any, str]) -> dict[str, int]:
        fns = unguarded[0].get_blocks().fns
        return {fn.name: number for number, fn in fns.items() if fn.name}

    def join(self, web: httpx.Client, number: object, data: object, **others: object) -> httpx.Response:
        body = {"data": data, "fn_index": number, "session_hash": "s", **others}
        return web.post("/gradio_api/queue/join", json=body)

    def test_only_events_and_functions_of_the_page_are_called(
        self, web: httpx.Client, numbers: dict[str, int]
    ) -> None:
        strange: list[Any] = [-1, 9999, None, True, "0", 1.0, [0], {}]
        for number in strange:
            assert self.join(web, number, []).status_code == 404, number
        assert self.join(web, numbers["documents"], []).status_code == 200
        assert set(numbers) >= {"answer", "interrupt", "add", "ask", "search", "documents"}
        names: list[Any] = ["listed", "postprocess", "api_info", "__class__", None, ["listed"], {}]
        for component in web.get("/config").json()["components"]:
            for name in names:
                call = {"component_id": component["id"], "session_hash": "s", "fn_name": name, "data": {}}
                answer = web.post("/gradio_api/component_server", json=call)
                own = name == "listed" and component["props"].get("elem_id") == "script"
                assert (answer.status_code == 404) is not own, call

    @pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"[" * 100_000, b'{"data": ' * 900, b"\xff"])
    def test_what_cannot_be_read_is_refused(self, web: httpx.Client, body: bytes) -> None:
        for path in ("/gradio_api/queue/join", "/gradio_api/component_server/"):
            assert web.post(path, content=body).status_code == 422

    @pytest.mark.parametrize(
        "path",
        [
            *(
                "http://192.0.2.1/x.txt",
                "https://192.0.2.1/x.txt",
                "HTTP://192.0.2.1/x.txt",
                "//192.0.2.1/x.txt",
            ),
            *(
                "http%3A%2F%2F192.0.2.1%2Fx.txt",
                "file:///etc/hostname",
                "data:text/plain,x",
                " http://192.0.2.1",
            ),
            *(
                "/etc/hostname",
                "RECEIVED/../users",
                "RECEIVED",
                "RECEIVED/none.txt",
                "RECEIVED/link",
                "",
                "\0",
                ".",
            ),
        ],
    )
    def test_an_upload_takes_nothing_but_what_was_received(
        self, web: httpx.Client, numbers: dict[str, int], home: Path, path: str
    ) -> None:
        received = home / "received"
        (home / "users.txt").write_text("not received", "utf-8")
        if not (received / "link").is_symlink():
            (received / "link").symlink_to(home / "users.txt")
        given = path.replace("RECEIVED", str(received))
        for file in ({"path": given, **FILE}, {"path": given, "is_stream": True, **FILE}, given):
            for data in (
                [[file]],
                [file],
                [[[file]]],
                file,
                [{"path": file, **FILE}],
                [[{"a": [file]}]],
            ):
                answer = self.join(web, numbers["add"], data)
                assert answer.status_code == 403, data
                assert answer.json()["detail"] == (
                    "Only files that were uploaded here are taken, none from elsewhere."
                )

    def test_no_other_event_takes_a_file_wherever_it_stands(
        self, web: httpx.Client, numbers: dict[str, int]
    ) -> None:
        (received,) = web.post("/gradio_api/upload", files={"files": ("a.txt", b"text")}).json()
        for path in ("http://192.0.2.1/x.txt", received):
            for file in ({"path": path, **FILE}, {"url": path}, {"path": path}):
                for data in ([file], [[{"deep": [file]}]], ["question", [{"role": "user", "content": file}]]):
                    for name in ("answer", "interrupt", "ask", "search"):
                        assert self.join(web, numbers[name], data).status_code == 403, (name, data)
                        answer = self.join(web, numbers[name], [], event_data=data)
                        assert answer.status_code == 403, (name, data)
                call = {"component_id": 0, "session_hash": "s", "fn_name": "shown", "data": {"a": file}}
                assert web.post("/gradio_api/component_server", json=call).status_code in (403, 404)

    def test_an_address_beside_a_received_file_is_left_out(
        self, web: httpx.Client, numbers: dict[str, int]
    ) -> None:
        (received,) = web.post("/gradio_api/upload", files={"files": ("a.txt", b"text")}).json()
        file = {"path": received, "url": "http://192.0.2.1/x", "is_stream": True, **FILE}

        assert self.join(web, numbers["add"], [[file]]).status_code == 200
