"""A test that starts a browser, a server or another process is marked slow: one that is not fails.

So `pytest -m "not slow"` stays fast, whoever writes a test. The product's own processes are let be: the one
that reads documents for an index, which waits for the next test, and git, which is asked for the commit.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest

LET_BE = ("-m corpus.", "git -C ")
STARTS = frozenset({"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that hold slow tests; run each of these once more where it fails.

    A browser on a busy machine may fail for reasons that are nobody's fault; what is plain computing may not.
    """
    slow = [item for item in items if item.get_closest_marker("slow")]
    files = {item.path for item in slow}
    for item in slow:
        item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: item.path not in files)


class _Watch:
    """What is started while a test runs that is not marked slow."""

    def __init__(self) -> None:
        self.started: list[str] | None = None

    def __call__(self, event: str, given: tuple[Any, ...]) -> None:
        if self.started is not None and (what := _slow_thing(event, given)):
            self.started.append(what)


def pytest_configure(config: pytest.Config) -> None:
    """Have Python tell of what is started; it cannot be told to stop that, so it is one for the process."""
    watch = _Watch()
    config.pluginmanager.register(_Guard(watch))
    sys.addaudithook(watch)


class _Guard:
    def __init__(self, watch: _Watch) -> None:
        self._watch = watch

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        return (yield from self._watched(item))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        return (yield from self._watched(item))

    def _watched(self, item: pytest.Item) -> Iterator[None]:
        started: list[str] = []
        self._watch.started = None if item.get_closest_marker("slow") else started
        try:
            result = yield
        finally:
            self._watch.started = None
        if started:
            pytest.fail(f"It starts {', '.join(started)}: mark it `slow`, or do without.", pytrace=False)
        return result


def _slow_thing(event: str, given: tuple[Any, ...]) -> str:
    """Return what is started, by the name that Python has for it and what it is given; "" when nothing is."""
    if event in STARTS:
        words = given[1] if event == "subprocess.Popen" else [event]
        command = os.fsdecode(words) if isinstance(words, str | bytes) else " ".join(map(os.fsdecode, words))
        return "" if any(own in command for own in LET_BE) else f"a process ({command[:200]})"
    if event == "socket.bind" and given[0].family in (socket.AF_INET, socket.AF_INET6):
        return f"a server (at {given[1]})"
    return ""
