"""A network with nothing in it but the page and a web server at a public address.

Run as a program in such a network, this asks the page for what lies at that address in every way it takes
files, and prints how the page answered and what the web server was asked for.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import ProxyHandler, build_opener

import httpx
from page_server import browsing, served, settings_for

# Gradio itself refuses to ask addresses that are not public.
PUBLIC = "93.184.215.14"
SITE = f"http://{PUBLIC}"
ALONE = ("unshare", "--map-root-user", "--net")
FILE = {"meta": {"_type": "gradio.FileData"}}


def why_not() -> str | None:
    """Return why no such network can be had here; None when it can."""
    if missing := [name for name in ("unshare", "ip") if shutil.which(name) is None]:
        return f"{' and '.join(missing)} cannot be found, so there is no network to try this in"
    tried = subprocess.run(
        [*ALONE, "ip", "link", "set", "lo", "up"], capture_output=True, text=True, check=False
    )
    said = tried.stderr.strip()
    return f"no network of its own may be made here: {said}" if tried.returncode else None


def asked_alone(home: Path) -> dict[str, Any]:
    """Return what this program prints in a network of its own, with the data in `home`."""
    done = subprocess.run(
        [*ALONE, sys.executable, __file__, str(home)], capture_output=True, text=True, check=True, timeout=300
    )
    printed: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return printed


@contextmanager
def _site() -> Iterator[list[str]]:
    """Put a web server at the public address; yield the paths that it is asked for."""
    for command in ("ip link set lo up", f"ip address add {PUBLIC}/32 dev lo"):
        subprocess.run(command.split(), check=True)
    asked: list[str] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<script>document.title = 'ran'</script>")

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            # Of every method, those included that are not answered here.
            asked.append(self.path)

    server = ThreadingHTTPServer((PUBLIC, 80), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield asked
    server.shutdown()


def _join(web: httpx.Client, number: int, data: object, event_data: object = None) -> int:
    """Raise an event, wait until it is over, and return how it was answered."""
    body = {"data": data, "event_data": event_data, "fn_index": number, "session_hash": "alone"}
    status = web.post("/gradio_api/queue/join", json=body).status_code
    if status == 200:
        web.get("/gradio_api/queue/data", params={"session_hash": "alone"})
    return status


def _main(home: Path) -> None:
    with _site() as asked, served(settings_for(home)) as url, browsing(url) as web:
        build_opener(ProxyHandler({})).open(f"{SITE}/control").close()
        dependencies = web.get("/config").json()["dependencies"]
        uploads = [one["id"] for one in dependencies if any("upload" in target for target in one["targets"])]
        answers = {
            path: web.get(path).status_code
            for form in ("file=", "file/", "proxy=")
            for path in (
                f"/gradio_api/{form}{SITE}/{form}.png",
                f"/gradio_api/{form}http%3A//{PUBLIC}/{form}.png",
            )
        }
        for place, data in {
            "path": [[{"path": f"{SITE}/path.txt", **FILE}]],
            "url": [[{"path": "x", "url": f"{SITE}/url.txt", **FILE}]],
            "deep": [[{"path": {"path": f"{SITE}/deep.txt", **FILE}, **FILE}]],
            "plain": [[f"{SITE}/plain.txt"]],
        }.items():
            answers[f"upload {place}"] = _join(web, uploads[0], data)
        (received,) = web.post("/gradio_api/upload", files={"files": ("a.txt", b"text")}).json()
        beside = {"path": received, "url": f"{SITE}/beside.txt", "is_stream": True, **FILE}
        answers["upload beside"] = _join(web, uploads[0], [[beside]])
        sys.stdout.write(json.dumps({"answers": answers, "asked": asked}))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
