"""The page as programs reach it: served by this process, or by `python app.py` in one of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener

import httpx
import pytest
from gradio_client import Client
from langchain_core.language_models import BaseChatModel

from assistant.page import build_page, launch
from assistant.settings import Settings

ROOT = Path(__file__).parents[3]
HOST = "127.0.0.1"
SECONDS = 60


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def settings_for(home: Path, **others: Any) -> Settings:
    """Return settings with the data in `home`, a free port and `others`, whatever the environment says."""
    with pytest.MonkeyPatch.context() as environment:
        for name in os.environ:
            if name.upper().startswith("ASSISTANT_"):
                environment.delenv(name)
        return Settings(home=home, host=HOST, port=free_port(), **others)


@contextmanager
def served(settings: Settings, chat_model: BaseChatModel | None = None) -> Iterator[str]:
    """Serve the page, where `chat_model` may write the answers; yield its address."""
    page = build_page(settings, chat_model)
    try:
        yield launch(page, settings, wait=False)
    finally:
        # A model that is still loading when the process ends would end it with a crash.
        page.shared.open().exception(SECONDS)
        page.close(verbose=False)


@contextmanager
def connected(url: str, login: tuple[str, str] | None = None) -> Iterator[Client]:
    """Yield a client of the page at `url`, logged in by name and password where there is a login."""
    client = Client(
        url, auth=login, verbose=False, analytics_enabled=False, httpx_kwargs={"trust_env": False}
    )
    try:
        yield client
    finally:
        client.close()  # type: ignore[no-untyped-call]


def browsing(url: str) -> httpx.Client:
    """Return what asks the page at `url` for whatever path it is given, and keeps its cookies."""
    return httpx.Client(base_url=url, timeout=SECONDS, trust_env=False)


def log_in(web: httpx.Client, name: str, password: str) -> httpx.Response:
    """Send the login form."""
    return web.post("/login", data={"username": name, "password": password})


def fetch(url: str) -> str:
    """Return what is served at `url`."""
    with build_opener(ProxyHandler({})).open(url, timeout=SECONDS) as response:
        body: bytes = response.read()
    return body.decode("utf-8")


@contextmanager
def app(**variables: str) -> Iterator[subprocess.Popen[str]]:
    """Run `python app.py` with `variables` added to its environment; see to it that it ends."""
    process = _start(variables)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def run_app(**variables: str) -> subprocess.CompletedProcess[str]:
    """Run `python app.py` until it ends by itself."""
    with app(**variables) as process:
        output, errors = process.communicate(timeout=SECONDS)
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


def interrupt(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """Do as Ctrl+C does, and wait for the end."""
    os.kill(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=SECONDS)
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


def _start(variables: dict[str, str]) -> subprocess.Popen[str]:
    # A shell's background job ignores Ctrl+C, and so would its children; a handler is not passed on to them.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env={**os.environ, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
