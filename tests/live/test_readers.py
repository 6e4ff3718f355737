"""More readers than one expects, with a real server: each is told, or waits; none makes the server run in circles."""

from __future__ import annotations

import http.client
import threading

import pytest

from perfdsl.live import server
from tests.live.conftest import Live
from tests.live.visitor import WITHIN, Events, Visitor
from tests.site.samples import TABLE

PAGE = "2024/a/index.html"
SPACED = TABLE.replace("98%", "90%")


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The requests for a stream, as they come."""
    asked: list[str] = []
    events = server.Handler._events

    def count(handler: server.Handler, query: dict[str, str]) -> None:
        asked.append(handler.path)
        events(handler, query)

    monkeypatch.setattr(server.Handler, "_events", count)
    return asked


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """A server that has places for five."""
    monkeypatch.setattr(server, "PLACES", 5)
    return 5


def reader(site: Visitor, heard: list[str], done: threading.Event) -> threading.Thread:
    """One that comes back at once whenever its stream ends, until it has heard of the save."""

    def read() -> None:
        while not done.is_set():
            events = Events(site.port, PAGE)
            try:
                heard.append(str(events.next("page")))
                done.wait(WITHIN)
            except AssertionError:
                pass
            finally:
                events.close()

    thread = threading.Thread(target=read)
    thread.start()
    return thread


def test_twenty_readers_are_told_over_one_connection_each(live: Live, counted: list[str]) -> None:
    site, heard, done = live({"2024/a.perf": TABLE}), list[str](), threading.Event()
    site.get(PAGE)
    threads = [reader(site, heard, done) for _ in range(20)]
    connected = threading.Event()
    while len(site.app.ask(lambda preview: preview.open_pages.streams[:])) < 20:
        connected.wait(0.02)
    site.save("2024/a.perf", SPACED)
    while len(heard) < 20:
        connected.wait(0.02)
    done.set()
    for thread in threads:
        thread.join()
    assert all("90%" in one for one in heard)
    assert len(counted) == 20


def test_one_too_many_is_asked_to_come_again(live: Live, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PATIENCE", 0.05)
    site = live({"2024/a.perf": TABLE})
    kept = [Events(site.port, PAGE) for _ in range(few)]
    for events in kept:
        events.next("findings")
    reply = site.get(f"-/events?page={PAGE}")
    assert reply.status == http.client.SERVICE_UNAVAILABLE
    assert reply.headers["Retry-After"] == "0"
    assert "太多" in reply.json["message"]
    for events in kept:
        events.close()


def test_who_comes_back_at_once_waits_each_time(live: Live, few: int, counted: list[str]) -> None:
    """Twenty readers for five places: those without one hold on, so nobody can hurry the server."""
    site = live({"2024/a.perf": TABLE})
    kept = [Events(site.port, PAGE) for _ in range(few)]
    for events in kept:
        events.next("findings")
    seated: list[str] = []

    def come() -> None:
        try:
            Events(site.port, PAGE).close()
        except (AssertionError, OSError):
            return  # asked to come again
        seated.append("came in")

    waiting = [threading.Thread(target=come) for _ in range(15)]
    for thread in waiting:
        thread.start()
    pause = threading.Event()
    while len(counted) < 20:
        pause.wait(0.02)
    assert len(site.app.ask(lambda preview: preview.open_pages.streams[:])) == few
    assert site.get(PAGE).status == http.client.OK, "pages are served all the same"
    assert (len(counted), seated) == (20, [])
    for events in kept:
        events.close()
    for thread in waiting:
        thread.join()
    assert len(seated) >= few, "a place that is given up goes to who waits"


def test_a_reader_that_is_gone_gives_its_place_up(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though nothing is said that would show it."""
    monkeypatch.setattr("perfdsl.live.streams._LOOK", 0.02)
    site, pause = live({"2024/a.perf": TABLE}), threading.Event()
    events = Events(site.port, PAGE)
    events.next("findings")
    events.close()
    while site.app.ask(lambda preview: preview.open_pages.streams[:]):
        pause.wait(0.02)
