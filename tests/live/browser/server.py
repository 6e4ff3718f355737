"""A server that speaks the preview's protocol and says what a test tells it to: for what the page's scripts do.

What a real ``perfdsl serve`` sends is tested where that is (``test_real_server.py``).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import perfdsl.live
from tests.browser import StrictHandler

CLIENT = Path(perfdsl.live.__file__).parent / "client"
SCRIPT = '<script src="/-/live.js?version=7" defer></script>\n</body>'

SLOW = "/slow.svg"  # takes two seconds


class Told:
    """What the browser asked for and was told. ``events`` are sent to every stream as it opens."""

    def __init__(self) -> None:
        self.streams: list[SimpleQueue[bytes]] = []
        self.asked: list[dict[str, str]] = []
        self.posted: list[tuple[str, dict[str, Any]]] = []
        self.closed = 0
        self.at_once: list[bytes] = []
        self.answer: tuple[int, str] = (HTTPStatus.NO_CONTENT, "")
        self.pages: dict[str, str] = {}
        self.address = ""
        self.is_over = threading.Event()
        self.stop: Callable[[], None] = self.is_over.set

    def send(self, event: str, **data: Any) -> None:
        for stream in self.streams:
            stream.put(message(event, data))

    def greet(self, event: str, **data: Any) -> None:
        """Send it to whoever opens a stream from now on."""
        self.at_once.append(message(event, data))


def message(event: str, data: dict[str, Any]) -> bytes:
    return f"event: {event}\ndata: {json.dumps(data)}\n\n".encode()


class Handler(StrictHandler):
    """Static pages with the script in them; everything of the preview below ``/-/``."""

    policy = "default-src 'self'"

    def __init__(self, *arguments: Any, told: Told, **named: Any) -> None:
        self.told = told
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:  # noqa: N802 - the base class names it so
        path = urlsplit(self.path).path
        if path == "/-/events":
            self._stream()
        elif path == SLOW:
            self.told.is_over.wait(2)
            self._answer(b"", "image/svg+xml")
        elif path.startswith("/-/"):
            self._answer((CLIENT / path[3:]).read_bytes(), self.guess_type(path))
        elif path.endswith((".html", "/")):
            self._page(unquote(path).lstrip("/"))
        else:
            super().do_GET()

    def do_POST(self) -> None:  # noqa: N802
        length = int(self.headers["Content-Length"])
        assert self.headers["Content-Type"] == "application/json"
        self.told.posted.append((self.path, json.loads(self.rfile.read(length))))
        status, text = self.told.answer
        body = json.dumps({"message": text}).encode() if text else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _page(self, address: str) -> None:
        address = f"{address}index.html" if address == "" or address.endswith("/") else address
        html = self.told.pages.get(address) or (Path(self.directory) / address).read_text("utf-8")
        self._answer(html.replace("</body>", SCRIPT).encode(), "text/html; charset=utf-8")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        mine: SimpleQueue[bytes] = SimpleQueue()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for one in self.told.at_once:
            mine.put(one)
        self.told.streams.append(mine)
        asked = {key: value[0] for key, value in parse_qs(urlsplit(self.path).query).items()}
        assert asked.pop("browser"), "all pages of a browser share its connections"
        self.told.asked.append(asked)
        try:
            while not self.told.is_over.is_set():
                try:
                    self.wfile.write(mine.get(timeout=0.05))
                except Empty:
                    self.wfile.write(b": \n\n")
        except OSError:
            pass
        self.told.streams.remove(mine)
        self.told.closed += 1


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that left is no error."""


@contextmanager
def preview(site: Path, port: int = 0) -> Iterator[Told]:
    """A preview of this folder; ``told.address`` is where it is."""
    told = Told()
    with Server(("127.0.0.1", port), partial(Handler, directory=str(site), told=told)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        told.address = f"http://127.0.0.1:{server.server_address[1]}"
        told.stop = partial(_stop, server, told)
        yield told
        told.stop()


def _stop(server: Server, told: Told) -> None:
    told.is_over.set()
    server.shutdown()
    server.server_close()
