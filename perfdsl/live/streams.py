"""A page that is open in a browser: what it shows, and the events that are on their way to it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from perfdsl.live.documents import LiveDocument
from perfdsl.live.page_html import body, has_head_of, head, title, version

_LOOK, _ALIVE = 1.0, 15.0  # seconds


class Stream:
    """``address`` is that of the page, ``html`` what the browser shows of it, None where that is not known.
    ``document`` is the one that it is a page of, even when that is gone.

    Every event says all there is to say of its kind. So it is sent only where it says something new, and takes the place of
    an earlier one that still waits: a browser that is slow, or takes nothing any more, costs no more than one of each kind.
    """

    def __init__(self, address: str, browser: str = "") -> None:
        """``browser`` names the one that shows the page, ``""`` where it does not say."""
        self.address, self.browser = address, browser
        self.html: str | None = None
        self.document: LiveDocument | None = None
        self._sent: dict[str, bytes] = {}
        self._waiting: dict[str, bytes] = {}
        self._is_closed = False
        self._news = threading.Condition()

    def begin(self, known: int | None, html: str) -> None:
        """The browser shows the ``known`` version of the page, which is this now; None: it does not say which."""
        if known is not None and known != version(html):
            if has_head_of(known, html):
                return
            self.reload()
        self.html = html

    def tell(self, event: str, data: Mapping[str, Any]) -> None:
        """Send an event, unless the last one of its kind said the same."""
        message = as_message(event, data)
        if self._sent.get(event) != message:
            self._sent[event] = message
            self._send(event, message)

    def tell_over(self, event: str, data: Mapping[str, Any]) -> None:
        """Send an event that takes back an earlier one, if there was one."""
        if event in self._sent:
            self.tell(event, data)

    def forget(self, event: str) -> None:
        """The next event of this kind is sent whatever it says."""
        self._sent.pop(event, None)

    def has_sent(self, event: str) -> bool:
        return event in self._sent

    def reload(self) -> None:
        """Have the browser load the page anew."""
        self._send("reload", as_message("reload", {}))

    def show(self, html: str) -> None:
        """Send the page, if it is another one: the browser's script touches only what changed."""
        if html == self.html:
            return
        before, self.html = self.html, html
        if before is not None and head(before) != head(html):
            self.reload()
        else:
            page = {"version": version(html), "title": title(html), "body": body(html)}
            self._send("page", as_message("page", page))

    def pause(self) -> None:
        """Have the browser come back only when somebody turns to the page."""
        self._send("pause", as_message("pause", {}))
        self.close()

    def close(self) -> None:
        with self._news:
            self._is_closed = True
            self._news.notify()

    def messages(self, until: Callable[[], bool]) -> Iterator[bytes]:
        """The events, as they come, until the stream is closed; ``until`` is asked each second whether nobody listens. A
        comment where there was none for a while, so that nobody takes the stream for dead.
        """
        quiet = 0.0
        while not until():
            message = self._next()
            if message is None:
                return
            quiet = 0.0 if message else quiet + _LOOK
            if message:
                yield message
            elif quiet >= _ALIVE:
                quiet = 0.0
                yield b": \n\n"

    def _next(self) -> bytes | None:
        """The event that waits longest, empty where none came for a moment; None: the stream is closed."""
        with self._news:
            self._news.wait_for(lambda: self._waiting or self._is_closed, timeout=_LOOK)
            if self._waiting:
                return self._waiting.pop(next(iter(self._waiting)))
            return None if self._is_closed else b""

    def _send(self, event: str, message: bytes) -> None:
        with self._news:
            self._waiting.pop(event, None)
            self._waiting[event] = message
            self._news.notify()


def as_message(event: str, data: Mapping[str, Any]) -> bytes:
    """A server-sent event. JSON of one line holds no line end of its own."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {event}\ndata: {text}\n\n".encode("utf-8", "replace")
