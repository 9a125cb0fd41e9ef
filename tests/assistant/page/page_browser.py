"""The page as a person meets it: a real browser, and what one does in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Playwright,
    Route,
    expect,
    sync_playwright,
)

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
MILLISECONDS = 60_000
INSTALLING_SECONDS = 900
# The script has begun, and the conversation that the browser keeps for this tab is on the screen.
SETTLED = """() => {
  const button = document.querySelector("#question :is(.submit-button, .stop-button)");
  if (!button?.hasAttribute("aria-label")) return false;
  const user = document.querySelector("#log-out:not([hidden])")?.title.replace("Logged in as ", "") ?? "";
  const start = `clinical-assistant/${user}/`;
  let kept;
  try {
    kept = localStorage.getItem(`${start}conversation/${sessionStorage.getItem(`${start}open`)}`);
  } catch {
    // Storage is forbidden, so there is nothing to show again.
    return true;
  }
  const turns = kept ? JSON.parse(kept).turns.length : 0;
  return turns === document.querySelectorAll("#chat .answer").length;
}"""


@dataclass
class Visitor:
    """A person with the page open, and what their browser asked for and ran into meanwhile."""

    page: Page
    addresses: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(MILLISECONDS)
        self.page.on("request", lambda request: self.addresses.append(request.url))
        self.page.on("websocket", lambda websocket: self.addresses.append(websocket.url))
        self.page.on("dialog", self._dismiss)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note_what_is_forbidden)

    @property
    def hosts(self) -> set[str]:
        """Return the hosts that were asked for anything."""
        found = (urlsplit(address) for address in self.addresses)
        return {address.hostname or "" for address in found if address.scheme not in {"data", "blob"}}

    @property
    def box(self) -> Locator:
        """Return the box for the question."""
        return self.page.locator("#question textarea")

    def open(self, url: str) -> None:
        """Open the page and wait until a question can be typed and the conversation kept for it is there."""
        self.page.goto(url)
        expect(self.box).to_be_focused()
        self.settle()

    def reload(self) -> None:
        """Load the page anew and wait until its conversation is there again."""
        self.page.reload()
        self.settle()

    def settle(self) -> None:
        """Wait until the page has begun and shows what it kept: before, one would count too little."""
        self.page.wait_for_function(SETTLED)

    def ask(self, question: str) -> Locator:
        """Type a question, press Enter, and return the complete answer."""
        self.box.fill(question)
        return self.asked(lambda: self.box.press("Enter"))

    def asked(self, act: Callable[[], None]) -> Locator:
        """Return the complete answer to what `act` asks."""
        answers = self.page.locator("#chat .answer")
        before = answers.count()
        act()
        expect(answers).to_have_count(before + 1)
        return self.complete(answers.nth(before))

    def asked_again(self, act: Callable[[], None]) -> Locator:
        """Return the complete answer that takes the place of the last one when `act` asks."""
        last = self.page.locator("#chat .answer").last
        last.evaluate("answer => answer.classList.add('old')")
        act()
        expect(self.page.locator("#chat .answer.old")).to_have_count(0)
        return self.complete(self.page.locator("#chat .answer").last)

    def complete(self, answer: Locator) -> Locator:
        """Return `answer` once nothing more is to come and the browser has kept it."""
        expect(answer.locator(".acts").first).to_be_visible()
        self.settle()
        return answer

    def comes_true(self, look: Callable[[], bool]) -> bool:
        """Tell whether `look` finds what it looks for within the time that the page is given."""
        ends = time.monotonic() + MILLISECONDS / 1000
        while not (found := look()) and time.monotonic() < ends:
            self.page.wait_for_timeout(50)
        return found

    def start_over(self) -> None:
        """Begin a new conversation."""
        self.rail().get_by_role("button", name="New conversation").click()
        expect(self.page.locator("#chat .message")).to_have_count(0)

    def rail(self) -> Locator:
        """Return the rail, opened where it is folded away."""
        rail = self.page.locator("#rail")
        if not rail.is_visible():
            self.page.locator("#open-rail").click()
        return rail

    def kept(self) -> Locator:
        """Return the conversations that the rail lists."""
        return self.rail().locator("#kept .open")

    def open_documents(self) -> None:
        """Show the documents."""
        self.rail().locator("#to-documents").click()

    def open_chat(self) -> None:
        """Go back from the documents."""
        self.page.get_by_role("button", name="Back to the conversation").click()

    @contextmanager
    def choosing(self) -> Iterator[Locator]:
        """Open the window in which documents are chosen to be asked; close it when done."""
        self.page.locator("#scope").click()
        window = self.page.get_by_role("dialog", name="Which documents are asked?")
        yield window
        window.get_by_role("button", name="Done").click()

    def suggestions(self) -> Locator:
        """Return the questions that the page suggests."""
        return self.page.locator("#suggested .ask")

    def hold_back(self, addresses: str | re.Pattern[str]) -> list[Route]:
        """Return the list in which each request to `addresses`, a pattern, waits to be let go."""
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        self.page.route(addresses, hold)
        return held

    def upload(self, *files: Path) -> Locator:
        """Choose files among the documents; return what is said of them once all is done."""
        self.choose(*files)
        return self.uploaded(len(files))

    def choose(self, *files: Path) -> None:
        """Choose files among the documents."""
        self.open_documents()
        earlier = self.page.locator("#uploads .upload")
        earlier.evaluate_all("shown => shown.forEach(one => one.classList.add('old'))")
        self.page.set_input_files("#received input[type=file]", [str(file) for file in files])

    def uploaded(self, count: int) -> Locator:
        """Return what is said of `count` files that were chosen, once all is done."""
        ended = self.page.locator("#uploads .upload:is(.done, .same, .cancelled, .failed):not(.old)")
        expect(ended).to_have_count(count)
        return ended

    def _note_what_is_forbidden(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.errors.append(message.text)

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Open a Chromium without a window."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=MILLISECONDS)
        browser = playwright.chromium.launch(executable_path=chromium(playwright), args=ARGUMENTS)
        yield browser
        browser.close()


def chromium(playwright: Playwright) -> str:
    """Return the path of a Chromium that runs, installed first when there is none.

    Fail the test with what was tried when none can be had: a page that no one opened is not tested.
    """
    own = playwright.chromium.executable_path
    if found := _installed(own):
        return found
    tried = []
    for commands in _ways_to_install():
        tried.append(_run(commands))
        if found := _installed(own):
            return found
    pytest.fail(
        f"The tests of the page need Chromium ({', '.join(BROWSERS)}), and it could not be installed. "
        f"Install it, then run them again. {'; '.join(tried)}",
        pytrace=False,
    )


def _installed(own: str) -> str | None:
    paths = [path for name in BROWSERS if (path := shutil.which(name))]
    return next((path for path in (*paths, own) if _runs(path)), None)


def _runs(path: str) -> bool:
    """Tell whether it is a browser and not, as on Ubuntu, a script that names another package."""
    if not Path(path).exists():
        return False
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def _ways_to_install() -> Iterator[list[list[str]]]:
    if shutil.which("apt-get") and os.geteuid() == 0:
        yield [["apt-get", "update"], ["apt-get", "install", "--yes", "chromium"]]
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]


def _run(commands: list[list[str]]) -> str:
    """Run `commands` up to the first that fails; return what the last one said."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        try:
            done = subprocess.run(
                command,
                env=environment,
                capture_output=True,
                text=True,
                check=True,
                timeout=INSTALLING_SECONDS,
            )
        except (subprocess.SubprocessError, OSError) as error:
            said = str(getattr(error, "stderr", "") or error).strip()
            return f"{' '.join(command)}: {said.splitlines()[-1]}"
    return f"{' '.join(commands[-1])}: {(done.stdout.strip().splitlines() or ['done'])[-1]}"
