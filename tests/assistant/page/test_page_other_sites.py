"""Another site that somebody visits while the page is up: it learns nothing and shows nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from page_browser import Visitor
from page_server import HOST
from playwright.sync_api import Browser, expect

pytest_plugins = ["page_fixtures"]
pytestmark = [
    pytest.mark.slow,
    # Gradio counts its events with a part of pandas that is to change.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.queueing"),
]

QUESTION = "What is juvenile dermatomyositis?"
SITE = """<!doctype html><title>Another site</title>
<iframe src="{page}"></iframe><script src="{page}config"></script>
<a id="page" href="{page}">Ask</a><a id="own" href="{page}gradio_api/file={site}picture.html">Picture</a>
<a id="out" href="{page}logout">Log out</a>
<script>
  const asked = ["", "config", "health", "gradio_api/info"].map((path) => fetch("{page}" + path)
    .then((reply) => reply.text(), () => "refused"));
  Promise.all(asked).then((found) => {{ document.title = found.join(); }});
</script>"""
READS = "<script>document.title = JSON.stringify(localStorage)</script>"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        del format, args


@contextmanager
def another_site(folder: Path, name: str, page: str) -> Iterator[str]:
    """Serve another site under `name`, which reaches for the page at `page`; yield its address."""
    server = ThreadingHTTPServer((HOST, 0), partial(_Quiet, directory=str(folder)))
    site = f"http://{name}:{server.server_address[1]}/"
    (folder / "index.html").write_text(SITE.format(page=page, site=site), "utf-8")
    (folder / "picture.html").write_text(READS, "utf-8")
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


# Another port of the same name is the same site to a browser, and not the same origin.
@pytest.mark.parametrize("name", ["localhost", HOST])
def test_another_site_neither_reads_nor_frames_the_page_and_may_link_to_it(
    browser: Browser, page_url: str, tmp_path: Path, name: str
) -> None:
    with browser.new_context() as context, another_site(tmp_path, name, page_url) as site:
        visitor = Visitor(context.new_page())
        visitor.open(page_url)
        visitor.ask(QUESTION)

        page = visitor.page
        page.goto(site)
        expect(page).to_have_title("refused,refused,refused,refused")
        expect(page.frame_locator("iframe").locator("#question")).to_have_count(0)
        for link in ("#own", "#out"):
            page.goto(site)
            with page.expect_navigation() as led:
                page.locator(link).click()
            assert led.value.status == 403
            assert "autoimmune" not in page.title() + page.content()

        page.goto(site)
        page.locator("#page").click()
        expect(visitor.box).to_be_visible()
        expect(page.locator("#chat .answer")).to_contain_text("autoimmune")
        assert page.evaluate("window.opener") is None
