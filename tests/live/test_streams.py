"""What waits for a browser: the latest of each kind, however slow it is."""

from __future__ import annotations

import json
from typing import Any

from perfdsl.live.page_html import version
from perfdsl.live.streams import Stream

PAGE = "<head><link href=x></head><body>{}</body>"


def waiting(stream: Stream) -> list[tuple[str, Any]]:
    """All that the stream still has to say."""
    stream.close()
    lines = [message.decode().split("\n") for message in stream.messages(lambda: False)]
    return [
        (event.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for event, data, *_ in lines
    ]


def test_a_browser_that_takes_nothing_costs_one_page() -> None:
    stream = Stream("index.html")
    for number in range(1000):
        stream.show(PAGE.format(number))
        stream.tell("findings", {"number": number})
    page, findings = waiting(stream)
    assert page == ("page", {"version": version(PAGE.format(999)), "title": "", "body": "<body>999</body>"})
    assert findings == ("findings", {"number": 999})


def test_the_latest_comes_last() -> None:
    stream = Stream("index.html")
    for event, number in (("a", 1), ("b", 1), ("a", 2), ("a", 2)):
        stream.tell(event, {"number": number})
    assert waiting(stream) == [("b", {"number": 1}), ("a", {"number": 2})]


def test_what_was_told_already_is_not_told_again() -> None:
    stream = Stream("index.html")
    stream.html = PAGE.format("same")
    stream.show(PAGE.format("same"))
    stream.tell_over("trouble", {"message": ""})
    assert waiting(stream) == []


def test_a_page_that_looks_otherwise_is_loaded_anew() -> None:
    stream = Stream("index.html")
    stream.html = PAGE.format("")
    stream.show(PAGE.replace("href=x", "href=y"))
    assert waiting(stream) == [("reload", {})]


def test_a_paused_stream_says_so_before_it_ends() -> None:
    stream = Stream("index.html")
    stream.pause()
    assert list(stream.messages(lambda: False)) == [b"event: pause\ndata: {}\n\n"]
