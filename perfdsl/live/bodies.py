"""What comes with a request: read within its limit, of the one kind that is expected, or refused."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from perfdsl.live.replies import Replies

JSON, BYTES = "application/json", "application/octet-stream"
"""No form of a foreign page can send these without the browser asking first."""

_CHUNK = 1 << 20
_LONGEST_DRAIN = 2_000_000_000  # bytes


class Bodies(Replies):
    """Reads bodies; what is wrong with one is answered here."""

    def refuse(self, status: HTTPStatus, message: str) -> None:
        self.send_json(status, {"message": message})

    def read_body(self, kind: str, longest: int, too_long: str = "请求太长。") -> bytes | None:
        """The bytes of a body of this kind; None where it was refused."""
        text = self.headers.get("Content-Length", "")
        if not text.isdecimal() or int(text) > longest:
            self.close_connection = True
            self._drain(int(text) if text.isdecimal() else 0)
            self.refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_long)
            return None
        content = self.rfile.read(int(text))
        if self.headers.get_content_type() != kind:
            self.refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"只接受 {kind}。")
            return None
        return content

    def read_json(self, longest: int) -> dict[str, Any] | None:
        """The object that a body says; None where it was refused."""
        content = self.read_body(JSON, longest)
        if content is None:
            return None
        try:
            asked = json.loads(content)
        except (ValueError, RecursionError):
            asked = None
        if isinstance(asked, dict):
            return asked
        self.refuse_unclear()
        return None

    def refuse_unclear(self) -> None:
        self.refuse(HTTPStatus.BAD_REQUEST, "请求读不懂。")

    def _drain(self, length: int) -> None:
        """Let go what a browser sends before it listens: else it hears of a broken connection, and not why."""
        left = min(length, _LONGEST_DRAIN)
        while left > 0 and (chunk := self.rfile.read(min(left, _CHUNK))):
            left -= len(chunk)
