"""Serving the page: address, theme, style and script; nothing of it comes from another host."""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.page.page import Page
from assistant.page.server.connections import Doors, believing, guard_connections
from assistant.page.server.event_queue import MOST_SESSIONS
from assistant.page.server.files import TYPEFACE_IN_HEAD
from assistant.page.server.guarding import guarded, login_for
from assistant.settings import Settings
from corpus.errors import UserError

STYLE = Path(__file__).parents[1] / "style"
# Gradio's themes load web fonts by default; a plain string names a font of the reader's machine.
FONTS = (
    "Atkinson Hyperlegible Next",
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Helvetica Neue",
    "Arial",
    "sans-serif",
)
MONOSPACE_FONTS = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")
# A warm neutral, in the light and in the dark.
COLOURS = {
    "body_background_fill": "#ffffff",
    "body_background_fill_dark": "#191715",
    "background_fill_primary": "#ffffff",
    "background_fill_primary_dark": "#191715",
    "background_fill_secondary": "#faf8f5",
    "background_fill_secondary_dark": "#24211e",
    "block_background_fill": "*background_fill_primary",
    "block_background_fill_dark": "*background_fill_primary",
    "border_color_primary": "#e4ded5",
    "border_color_primary_dark": "#3d3833",
    "body_text_color": "#26231f",
    "body_text_color_dark": "#ede9e3",
}
BYTES_PER_MB = 1_000_000
# Gradio's form shows nothing when it is told to wait.
LOGIN_MESSAGE = (
    "Clinical assistant: log in to ask the documents. After several wrong passwords, wait a minute."
)


def launch(page: Page, settings: Settings, wait: bool = True) -> str:
    """Serve the page until it is interrupted, or return at once with its address when not `wait`.

    Who is not logged in sees nothing but the login form, where there are users. Raise `UserError` when the
    address or the port of `settings` cannot be had, or when other machines would be served without a login
    that nobody said to do without.
    """
    host = _host(settings)
    _check_address(host, settings.port)
    login = login_for(settings, host)
    # Gradio takes functions that are awaited too; its types do not say so.
    check: Any = login.check if login else None
    _reach_directly(host)
    try:
        with believing(settings.trusted_proxies):
            _, url, _ = page.launch(
                server_name=f"[{host}]" if ":" in host else host,
                server_port=settings.port,
                prevent_thread_lock=True,
                quiet=True,
                share=False,
                footer_links=[],
                root_path=settings.root_path,
                run_history=False,
                ssr_mode=False,
                # Gradio's own MCP server would be open to everybody, and write Python in the place of JSON.
                mcp_server=False,
                pwa=False,
                enable_monitoring=False,
                state_session_capacity=MOST_SESSIONS,
                theme=_theme(),
                css_paths=sorted(STYLE.glob("*.css")),
                head=TYPEFACE_IN_HEAD,
                max_file_size=settings.largest_file * BYTES_PER_MB,
                auth=check,
                auth_message=LOGIN_MESSAGE,
                app_kwargs=guarded(page, settings, host, login),
            )
    except OSError as error:
        raise UserError(_in_use(settings.port)) from error
    url = f"{url.rstrip('/')}{settings.root_path}/"
    guard_connections(page.server.config, Doors(settings.trusted_proxies))
    if wait:
        _wait(page, url)
    return url


def _wait(page: Page, url: str) -> None:
    """Tell the address once a question would be answered at once, and serve until Ctrl+C."""
    sys.stdout.write("Opening the documents …\n")
    sys.stdout.flush()
    error = page.shared.open().exception()
    if isinstance(error, UserError):
        # The page is up all the same: it tries again at each question, and says this there.
        sys.stderr.write(f"The documents cannot be opened: {error}\n")
    sys.stdout.write(f"Clinical assistant: {url} (Ctrl+C stops it)\n")
    sys.stdout.flush()
    page.block_thread()


def _host(settings: Settings) -> str:
    """Let a hosted Space, which must listen on every address, say so by Gradio's own variable."""
    named = None if "host" in settings.model_fields_set else os.environ.get("GRADIO_SERVER_NAME")
    return (named or settings.host).strip("[]")


def _check_address(host: str, port: int) -> None:
    """Try the address before Gradio does: it calls every failure a port that is in use."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        raise UserError(_reason(error, host, port)) from error


def _reach_directly(host: str) -> None:
    """Keep Gradio from asking a proxy for the page: it fetches it once to see that it is up."""
    direct = os.environ.get("no_proxy") or os.environ.get("NO_PROXY")
    os.environ["no_proxy"] = ",".join(filter(None, (direct, "localhost", host)))


def _reason(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return _in_use(port)
    if error.errno == errno.EACCES:
        return f"Port {port} needs administrator's rights; choose one from 1024 with ASSISTANT_PORT."
    return f"{host} is not an address of this machine; choose another with ASSISTANT_HOST."


def _in_use(port: int) -> str:
    return f"Port {port} is in use; choose another with ASSISTANT_PORT."


def _theme() -> gr.themes.Base:
    theme: gr.themes.Base = gr.themes.Default(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        radius_size=gr.themes.sizes.radius_md,
        font=FONTS,
        font_mono=MONOSPACE_FONTS,
    )
    return theme.set(**COLOURS)
