"""Which addresses a page may lead to, wherever they were written: settings, redirects, Markdown.

The web (http, https), a mailbox, or a place of the site itself. Whatever a browser might take for something else is none:
``javascript:`` in any spelling, ``//host``, hidden characters.
"""

from __future__ import annotations

import re

_WEB = ("http://", "https://")
_HIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u200b-\u200f\ufeff\\\"'<>`]")
_BEFORE_PATH = re.compile(r"[^/?#]*")
_ODD = re.compile("[:&]")  # a scheme, or one that is spelt as an entity


def is_address(text: str) -> bool:
    """Whether a page may link to this."""
    if _HIDDEN.search(text):
        return False
    if is_of_the_web(text):
        return len(text.partition("//")[2].strip("/")) > 0
    if text[:7].lower() == "mailto:":
        return len(text) > len("mailto:")
    start = _BEFORE_PATH.match(text)
    return not text.startswith("//") and not _ODD.search(start[0] if start else "")


def is_of_the_web(text: str) -> bool:
    """Whether an address is a whole one, of this site or another."""
    return text[:8].lower().startswith(_WEB)
