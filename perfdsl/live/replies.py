"""How the preview answers over HTTP: what every reply carries, whatever it is to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from types import MappingProxyType
from typing import Any

from perfdsl import __version__
from perfdsl.live.media import media_type
from perfdsl.live.page_html import with_script
from perfdsl.live.security import HEADERS

_EVENTS = "text/event-stream; charset=utf-8"
_NONE: Mapping[str, str] = MappingProxyType({})


class Replies(BaseHTTPRequestHandler):
    """Sends pages, files, JSON, and the beginning of a stream."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = f"perfdsl/{__version__}", ""
    disable_nagle_algorithm = True
    timeout = 120

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """The terminal is for the writer."""

    def send_html(self, status: HTTPStatus, html: str) -> None:
        """A page, with the script that makes it live."""
        self.send_content(status, media_type(".html"), with_script(html).encode("utf-8", "replace"))

    def send_json(
        self, status: HTTPStatus, content: Mapping[str, Any], headers: Mapping[str, str] = _NONE
    ) -> None:
        data = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        self.send_content(status, media_type(".json"), data, headers)

    def send_content(
        self, status: HTTPStatus, kind: str, content: bytes, headers: Mapping[str, str] = _NONE
    ) -> None:
        """Bytes of a media type; to a HEAD only how many they are."""
        self._begin(status, {"Content-Type": kind, "Content-Length": str(len(content)), **headers})
        if self.command != "HEAD":
            self.wfile.write(content)

    def send_done(self) -> None:
        """That something was done, and there is nothing more to say."""
        self._begin(HTTPStatus.NO_CONTENT)

    def redirect(self, address: str) -> None:
        self._begin(HTTPStatus.FOUND, {"Location": address, "Content-Length": "0"})

    def begin_events(self) -> None:
        """What follows are events, until the connection is closed."""
        self._begin(HTTPStatus.OK, {"Content-Type": _EVENTS})

    def _begin(self, status: HTTPStatus, headers: Mapping[str, str] = _NONE) -> None:
        self.send_response(status)
        for name, value in {**headers, **HEADERS}.items():
            self.send_header(name, value)
        self.end_headers()
