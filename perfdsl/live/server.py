"""The HTTP server: pages and files of the site, and what the page's script asks for, below ``/-/``."""

from __future__ import annotations

import os
import selectors
import socket
import socketserver
import sys
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from perfdsl.live.app import App
from perfdsl.live.editor import EditorError
from perfdsl.live.fixes import FixError, reason
from perfdsl.live.import_replies import ImportReplies
from perfdsl.live.media import media_type
from perfdsl.live.placeholder_pages import placeholder
from perfdsl.live.security import refusal
from perfdsl.live.streams import Stream
from perfdsl.log import Log

_CLIENT = {f"/-/{file.name}": file for file in (Path(__file__).parent / "client").iterdir()}
_FIRST_PORT, _PORTS = 8000, 50
PLACES = 64  # open pages that are told of changes at one time
PATIENCE = 5.0  # seconds that one more waits for a place, before it is asked to come again later
_LONGEST_REQUEST = 65_536
_LONGEST_NUMBER = 20
_log = Log(__name__)


class Server(ThreadingHTTPServer):
    """Listens on this machine only. Each request, and each open stream, has a thread.

    ``with Server(App(folder)) as server, server.app: server.serve()``. The port is taken, and ``address`` known, from the
    beginning.
    """

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two servers have one port

    def __init__(self, app: App, port: int | None = None) -> None:
        """``port`` None: the first free one. Raises OSError."""
        self.app, self.places = app, threading.Semaphore(PLACES)
        ports = range(_FIRST_PORT, _FIRST_PORT + _PORTS) if port is None else (port,)
        for one in ports:
            try:
                super().__init__(("127.0.0.1", one), Handler)
            except OSError:
                if one == ports[-1]:
                    raise
            else:
                return

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def serve(self) -> None:
        """Answer browsers until somebody calls ``shutdown``, or KeyboardInterrupt."""
        self.serve_forever(poll_interval=0.2)

    def server_bind(self) -> None:
        """Without looking up the name of this machine, which may take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the base class's
        """A browser that went away is no news; what else ends a connection is a fault of ours."""
        error = sys.exception() if sys.version_info >= (3, 12) else sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            _log.warning("预览的一个连接出错", error=error)


class Handler(ImportReplies):
    """One connection of a browser: which request is for what."""

    server: Server

    @property
    def app(self) -> App:
        return self.server.app

    def do_GET(self) -> None:  # noqa: N802 - the base class names it so
        self._answer(self._get)

    def do_HEAD(self) -> None:  # noqa: N802 - the base class names it so
        self._answer(self._get)

    def do_POST(self) -> None:  # noqa: N802 - the base class names it so
        self._answer(self._post)

    # ---- Routes

    def _answer(self, route: Callable[[], None]) -> None:
        reason = refusal(self.headers, self.server.server_port)
        if reason:
            self.close_connection = True
            self.send_json(HTTPStatus.FORBIDDEN, {"message": reason})
            return
        try:
            route()
        except ConnectionError:
            self.close_connection = True
        except Exception as error:  # noqa: BLE001 - one page that cannot be made must not end the preview
            self.close_connection = True
            _log.warning("网页没有做出来：%s", self.path, error=error)
            said = f"{type(error).__name__}: {error}"
            self.send_html(HTTPStatus.INTERNAL_SERVER_ERROR, placeholder("这个网页没有做出来", said))

    def _get(self) -> None:
        url = urlsplit(self.path)
        path, query = unquote(url.path, errors="replace"), parse_qs(url.query)
        own = {"/-/events": self._events, "/-/at": self._at}.get(path)
        if own:
            own({name: values[0] for name, values in query.items()})
        elif path in _CLIENT:
            self.send_content(HTTPStatus.OK, media_type(path), _CLIENT[path].read_bytes())
        else:
            self._site(_address(path))

    def _post(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/-/import":
            self.reply_import({name: values[0] for name, values in parse_qs(url.query).items()})
        elif url.path == "/-/save":
            self.reply_save()
        else:
            self._act({"/-/open": self._open, "/-/fix": self._fix}.get(self.path))

    def _act(self, route: Callable[[str, int, dict[str, Any]], None] | None) -> None:
        asked = self.read_json(_LONGEST_REQUEST)
        if asked is None:
            return
        try:
            name, line = str(asked["file"]), int(asked["line"])
        except (ValueError, KeyError, TypeError, OverflowError):
            self.refuse_unclear()
            return
        if route is None:
            self.refuse(HTTPStatus.NOT_FOUND, "没有这个地址。")
        else:
            route(name, line, asked)

    # ---- The site

    def _site(self, address: str) -> None:
        app = self.app
        app.preview.wait_for(address)
        if address.endswith(".html"):
            page = app.ask(lambda preview: preview.page(address))
            self.send_html(HTTPStatus.OK if page.found else HTTPStatus.NOT_FOUND, page.html)
            return
        content = app.file(address)
        if content is not None:
            self.send_content(HTTPStatus.OK, media_type(address), content)
        elif app.ask(lambda preview: preview.page(f"{address}/index.html")).found:
            self.redirect(f"/{quote(address)}/")
        else:
            self.send_html(HTTPStatus.NOT_FOUND, app.ask(lambda preview: preview.page(address)).html)

    # ---- What the page's script asks for

    def _events(self, query: dict[str, str]) -> None:
        """Everything that is told to an open page, until it is closed."""
        self.close_connection = True
        if self.command == "HEAD":
            self.begin_events()
        elif self.server.places.acquire(timeout=PATIENCE):
            try:
                self._tell(Stream(_address(query.get("page", "")), query.get("browser", "")), query)
            finally:
                self.server.places.release()
        else:
            _log.info("同时打开的网页超过 %d 个，请一个网页过一会儿再来", PLACES)
            message = {"message": "同时打开的网页太多，过一会儿再来。"}
            self.send_json(HTTPStatus.SERVICE_UNAVAILABLE, message, {"Retry-After": str(round(PATIENCE))})

    def _tell(self, stream: Stream, query: dict[str, str]) -> None:
        app = self.app
        self.begin_events()
        try:
            app.ask(lambda preview: preview.connect(stream, _number(query.get("version", ""))))
            for message in stream.messages(until=self._has_gone):
                self.wfile.write(message)
        except OSError:
            pass  # the browser went away
        finally:
            app.tell(lambda preview: preview.open_pages.remove(stream))

    def _has_gone(self) -> bool:
        """Whether the browser has closed its end: it never says anything more on a stream."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.connection, selectors.EVENT_READ)
            return bool(selector.select(0)) and not self.connection.recv(1, socket.MSG_PEEK)

    def _at(self, query: dict[str, str]) -> None:
        name, line = query.get("file", ""), _number(query.get("line", "")) or 1
        address = self.app.ask(lambda preview: preview.address_of(name, line))
        if address is None:
            self.send_json(HTTPStatus.NOT_FOUND, {"message": f"没有哪个网页显示“{name}”。"})
        else:
            self.redirect(f"/{quote(address, safe='/?=#-._~')}")

    def _open(self, name: str, line: int, asked: dict[str, Any]) -> None:
        try:
            found = self.app.open_editor(name, line, _column(asked))
        except EditorError as error:
            self.send_json(HTTPStatus.INTERNAL_SERVER_ERROR, {"message": str(error)})
            return
        if found:
            self.send_done()
        else:
            self.send_json(HTTPStatus.NOT_FOUND, {"message": f"项目里没有“{name}”这个文件。"})

    def _fix(self, name: str, line: int, asked: dict[str, Any]) -> None:
        try:
            self.app.fix(name, line, _column(asked), str(asked.get("code", "")))
        except FixError as error:
            self.send_json(HTTPStatus.CONFLICT, {"message": str(error)})
        except OSError as error:
            message = f"“{name}”写不进去：{reason(error)}。文件没有改动。"
            self.send_json(HTTPStatus.INSUFFICIENT_STORAGE, {"message": message})
        else:
            self.send_done()


def _address(path: str) -> str:
    """The address of the page that a path means; that of a folder is its first page."""
    address = path.removeprefix("/")
    return address if address and not address.endswith("/") else f"{address}index.html"


def _column(asked: dict[str, Any]) -> int:
    column = asked.get("column", 1)
    return column if isinstance(column, int) else 1


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < _LONGEST_NUMBER else None
