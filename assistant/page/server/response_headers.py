"""What a browser is told with every answer: what it may load, run and show, and whom it may tell."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser
from http.cookies import SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "Content-Security-Policy"
HTML = "text/html"
# Of anything but the page: shown by itself it loads and runs nothing.
OF_A_FILE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
# Gradio makes functions of the text of events and components, and sets styles on all that it draws.
OF_THE_PAGE = (
    "default-src 'none'; script-src 'self' 'unsafe-eval' {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'self'; "
    "frame-ancestors 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class PagePolicy:
    """Let the page that `app` serves run the scripts that are written into it, and no others of that kind."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        started: list[Message] = []
        body = bytearray()

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_html(message):
                started.append(message)
            elif not started:
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    headers = MutableHeaders(raw=started[0]["headers"])
                    headers[POLICY] = page_policy(body.decode("utf-8"))
                    await send(started.pop())
                    await send({"type": "http.response.body", "body": bytes(body)})

        await self._app(scope, receive, keep)


def page_policy(html: str) -> str:
    """Return the policy of a page: it loads from its own server alone and runs the scripts written in it."""
    return OF_THE_PAGE.format(scripts=" ".join(f"'sha256-{_hash(script)}'" for script in _scripts(html)))


def with_headers(scope: Scope, send: Send) -> Send:
    """Return a `send` that adds to the head of an answer what a browser is to know."""

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(ALWAYS)
            headers.setdefault(POLICY, OF_A_FILE)
            _end_with_slash(headers, scope.get("root_path", ""))
            cookies = headers.getlist("set-cookie")
            del headers["set-cookie"]
            for cookie in cookies:
                headers.append("set-cookie", _kept_here(cookie, scope))
        await send(message)

    return add


def _end_with_slash(headers: MutableHeaders, root: str) -> None:
    """Lead to the folder that the page is in: what it loads is named from there."""
    location = headers.get("location", "")
    if root and location.endswith(root):
        headers["location"] = f"{location}/"


def _is_html(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith(HTML)


class _Scripts(HTMLParser):
    """Keep the scripts of a page that are not loaded from an address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and "src" not in dict(attrs)
        if self._inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"


def _scripts(html: str) -> Iterable[str]:
    parser = _Scripts()
    parser.feed(html)
    parser.close()
    return parser.found


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")


def _kept_here(cookie: str, scope: Scope) -> str:
    """Return a cookie that goes to the page alone: not to scripts, nor with what other sites ask."""
    kept = SimpleCookie(cookie)
    for one in kept.values():
        one["httponly"], one["samesite"], one["path"] = True, "Lax", scope.get("root_path") or "/"
        one["secure"] = one["secure"] or is_https(scope)
    return kept.output(header="").strip()


def is_https(scope: Scope) -> bool:
    """Tell whether the browser asked over HTTPS, of this server or of a proxy before it."""
    forwarded = Headers(scope=scope).get("x-forwarded-proto", "").partition(",")[0].strip()
    return "https" in (scope["scheme"], forwarded.lower())
