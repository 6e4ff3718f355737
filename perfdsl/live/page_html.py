"""What the preview reads of a page as it was drawn: its title, head and body, and the number of its content."""

from __future__ import annotations

import re
from hashlib import blake2b
from html import unescape

_TITLE = re.compile(r"<title>([^<]*+)</title>")
_WORDS = re.compile(r"<title>[^<]*+</title>|<meta\b[^<>]*+>")
_BODY_END = "</body>"


def title(html: str) -> str:
    """The text of the page's title."""
    match = _TITLE.search(html)
    return unescape(match[1]).strip() if match else ""


def head(html: str) -> str:
    """What decides on how the page looks and acts: its head, without the words for people and search engines."""
    return _WORDS.sub("", html.partition("<body")[0])


def body(html: str) -> str:
    """The body with its tags; the whole text where there is none."""
    start, end = html.find("<body"), html.rfind(_BODY_END)
    return html[start : end + len(_BODY_END)] if 0 <= start < end else html


def version(html: str) -> int:
    """The number of a page's content, which begins with that of its head; a script's numbers are exact up to 53 bits."""
    return int.from_bytes(_digest(head(html), 2) + _digest(html, 4))


def has_head_of(known: int, html: str) -> bool:
    """Whether a page of this version can become the other one without being loaded anew."""
    return known >> 32 == version(html) >> 32


def with_script(html: str) -> str:
    """The page with the one line that makes it live."""
    line = f'<script src="/-/live.js?version={version(html)}" defer></script>\n'
    before, end, after = html.rpartition(_BODY_END)
    return f"{before}{line}{end}{after}" if end else f"{html}\n{line}"


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=size).digest()
