"""Left-overs of HTML in pasted text: tags, and characters written by their name (``&nbsp;``, ``&ge;``).

Entities are decoded, never dropped. A tag is dropped only where it says nothing but how the text looked: what an
image showed, where a link led, that a figure was raised (``10<sup>5</sup>``) and that a cell ended is no look.
"""

from __future__ import annotations

import re

from perfdsl.text.patterns import lazy

_LOOK = "p|div|span|b|strong|i|u|em|font|o:p|center|section"
_WORDS = "br|li|ul|ol|tr|td|th|table|tbody|thead|hr|h[1-6]|a|img|sup|sub"
_DIVIDING = frozenset(
    "p br div li ul ol tr td th table tbody thead hr h1 h2 h3 h4 h5 h6 center section".split()
)
_SAYING = frozenset("a img sup sub".split())

MARK = lazy(
    rf"(?i)</?(?P<tag>{_LOOK}|{_WORDS})(?:\s[^<>]*)?/?>|&(?:amp;)*(?:#\d{{1,7}}|#x[0-9a-f]{{1,6}}|[a-z][a-z\d]{{1,31}});"
)
"""A tag that documents hold, or an entity. Anything else between angle brackets is somebody's own text."""


def entity(mark: str) -> str:
    """The character that an entity stands for: ``≥`` for ``&ge;``, also where it was escaped twice (``&amp;ge;``).

    ``""`` where there is no such entity.
    """
    from html.entities import html5  # big, and hardly ever needed

    name = mark[1:]
    while name.startswith("amp;") and len(name) > len("amp;"):
        name = name.removeprefix("amp;")
    if name.startswith("#"):
        code = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
        char = chr(code) if 32 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    else:
        char = html5.get(name, "") or html5.get(name.lower(), "")
    return char


def is_droppable(mark: re.Match[str], text: str) -> bool:
    """Whether nothing would be lost with a tag of ``text``, nor what stands on its left and right run together."""
    tag = mark["tag"].lower()
    if tag in _SAYING:
        return False
    return tag not in _DIVIDING or not (text[: mark.start()].strip() and text[mark.end() :].strip())
