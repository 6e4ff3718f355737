"""A browser without a window: asks a running preview for pages, and listens to what it is told."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from perfdsl.live.app import App
from perfdsl.live.server import Server

_INJECTED = re.compile(rb'<script src="/-/live\.js\?version=(\d+)" defer></script>\n')
WITHIN = 10.0  # seconds; a machine under load is slow, and a test that hangs is worse


class Reply(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def page(self) -> bytes:
        """The page without the one line of the preview, which must be there once."""
        page, count = _INJECTED.subn(b"", self.body)
        assert count == 1, self.body[-300:]
        return page

    @property
    def version(self) -> str:
        found = _INJECTED.search(self.body)
        assert found
        return found[1].decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Events:
    """The stream of one page. ``first`` are the findings that it begins with."""

    def __init__(self, port: int, address: str, version: str = "", browser: str = "") -> None:
        self.heard: list[str] = []
        self.first: Any = None
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WITHIN)
        self._connection.request("GET", f"/-/events?page={address}&version={version}&browser={browser}")
        self._response = self._connection.getresponse()
        assert self._response.status == 200
        assert self._response.getheader("Content-Type") == "text/event-stream; charset=utf-8"

    def next(self, kind: str) -> Any:
        """What the next event of this kind says; others are passed over."""
        while True:
            name, data = self._event()
            if name == kind:
                return data

    def until(self, kind: str, key: str, wanted: object) -> Any:
        """The next event of this kind in which a value is as wanted."""
        while (data := self.next(kind))[key] != wanted:
            pass
        return data

    def close(self) -> None:
        self._response.close()
        self._connection.close()

    def _event(self) -> tuple[str, Any]:
        name, data, late = "", None, time.monotonic() + WITHIN
        while (line := self._response.readline()) and time.monotonic() < late:
            if line.startswith(b"event: "):
                name = line[7:].decode().strip()
            elif line.startswith(b"data: "):
                data = json.loads(line[6:])
            elif name:
                self.heard.append(name)
                return name, data
        raise AssertionError(f"nothing more came; last {self.heard[-5:]}")


class Visitor:
    """Talks to one preview. ``said`` is what the person at its terminal was told."""

    def __init__(self, app: App, port: int, said: list[str]) -> None:
        self.app, self.said, self.port = app, said, port
        self.root = app.root

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Reply:
        return self.ask("GET", f"/{address}", headers=headers)

    def post(self, path: str, content: object, headers: Mapping[str, str] | None = None) -> Reply:
        kind = {"Content-Type": "application/json"}
        return self.ask("POST", path, json.dumps(content), kind | dict(headers or {}))

    def ask(
        self, method: str, path: str, body: str | bytes = "", headers: Mapping[str, str] | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WITHIN)
        try:
            content = body.encode() if isinstance(body, str) else body
            connection.request(method, path, content or None, dict(headers or {}))
            response = connection.getresponse()
            return Reply(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def raw(self, request: bytes) -> bytes:
        """What comes back for these bytes, until the server closes."""
        import socket

        with socket.create_connection(("127.0.0.1", self.port), timeout=WITHIN) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    @contextmanager
    def watch(self, address: str, *, version: str = "") -> Iterator[Events]:
        """The stream of a page, past what it is told first."""
        known = version or self.get(address).version
        events = Events(self.port, address, known)
        events.first = events.next("findings")
        try:
            yield events
        finally:
            events.close()

    def save(self, name: str, text: str | bytes) -> None:
        """Write a file of the project, whole at once: nobody sees half of it, however slow the machine is."""
        file, whole = self.root / name, self.root.parent / "saved"
        file.parent.mkdir(parents=True, exist_ok=True)
        whole.write_bytes(text.encode() if isinstance(text, str) else text)
        whole.replace(file)


@contextmanager
def preview(folder: Path, **options: Any) -> Iterator[Visitor]:
    """A running preview of a project."""
    said: list[str] = []
    app = App(folder, say=said.append, **options)
    with Server(app, 0) as server, app:
        thread = threading.Thread(target=server.serve)
        thread.start()
        try:
            yield Visitor(app, server.server_port, said)
        finally:
            server.shutdown()
            thread.join()
