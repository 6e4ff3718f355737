"""A page that is open in a browser: what it shows, and the events that are on their way to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from queue import Empty, SimpleQueue
from typing import Any

from perfdsl.live.blocks import body, changed_blocks, head, title
from perfdsl.live.documents import LiveDocument

_MOST_WAITING = 500
_LOOK, _ALIVE = 1.0, 15.0  # seconds


class Stream:
    """``address`` is that of the page, ``html`` what the browser shows of it, None where that is not known.
    ``document`` is the one that it is a page of, even when that is gone.

    Events of each kind are sent only where they say something new. ``waiting`` holds them for the thread that talks
    to the browser; None closes the stream.
    """

    def __init__(self, address: str, browser: str = "") -> None:
        """``browser`` names the one that shows the page, ``""`` where it does not say."""
        self.address, self.browser = address, browser
        self.html: str | None = None
        self.document: LiveDocument | None = None
        self.waiting: SimpleQueue[bytes | None] = SimpleQueue()
        self._told: dict[str, bytes] = {}

    def tell(self, event: str, data: Mapping[str, Any]) -> None:
        """Send an event, unless the last one of its kind said the same."""
        message = as_message(event, data)
        if self._told.get(event) != message:
            self._told[event] = message
            self._send(message)

    def tell_over(self, event: str, data: Mapping[str, Any]) -> None:
        """Send an event that takes back an earlier one, if there was one."""
        if event in self._told:
            self.tell(event, data)

    def forget(self, event: str) -> None:
        """The next event of this kind is sent whatever it says."""
        self._told.pop(event, None)

    def has_told(self, event: str) -> bool:
        return event in self._told

    def reload(self) -> None:
        """Have the browser load the page anew."""
        self._send(as_message("reload", {}))

    def show(self, html: str) -> None:
        """Send what changed on the page."""
        if html == self.html:
            return
        before, self.html = self.html, html
        if before is not None and head(before) != head(html):
            self.reload()
        else:
            self._send(as_message("page", _change(before, html)))

    def pause(self) -> None:
        """Have the browser come back only when somebody turns to the page."""
        self._send(as_message("pause", {}))
        self.close()

    def close(self) -> None:
        self.waiting.put(None)

    def messages(self, until: Callable[[], bool]) -> Iterator[bytes]:
        """The events, as they come, until the stream is closed; ``until`` is asked each second whether nobody listens. A
        comment where there was none for a while, so that nobody takes the stream for dead.
        """
        quiet = 0.0
        while not until():
            try:
                message = self.waiting.get(timeout=_LOOK)
            except Empty:
                quiet += _LOOK
                message = b": \n\n" if quiet >= _ALIVE else b""
            if message is None:
                return
            if message:
                quiet = 0.0
                yield message

    def _send(self, message: bytes) -> None:
        """A browser that takes nothing any more is let go; it comes back with the version that it has."""
        self.waiting.put(message if self.waiting.qsize() < _MOST_WAITING else None)


def version(html: str) -> int:
    """The number of a page's content, which begins with that of its head; a script's numbers are exact up to 53 bits."""
    return int.from_bytes(_digest(head(html), 2) + _digest(html, 4))


def has_head_of(known: int, html: str) -> bool:
    """Whether a page of this version can become the other one without being loaded anew."""
    return known >> 32 == version(html) >> 32


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=size).digest()


def as_message(event: str, data: Mapping[str, Any]) -> bytes:
    """A server-sent event. JSON of one line holds no line end of its own."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {event}\ndata: {text}\n\n".encode("utf-8", "replace")


def _change(before: str | None, html: str) -> dict[str, Any]:
    page: dict[str, Any] = {"version": version(html), "title": title(html)}
    blocks = changed_blocks(before, html) if before is not None else None
    if blocks is None:
        return page | {"body": body(html)}
    return page | {"blocks": [block._asdict() for block in blocks]}
