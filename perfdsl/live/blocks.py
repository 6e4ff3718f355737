"""What changed between two states of a page: the smallest elements with an id whose HTML is another one now.

A page is cut into its elements with ids, one within another. Where the text of an element outside of those below it
is as it was, and they are still the same ones, only they are looked at; else the whole element is a changed block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from perfdsl.memo import MB, cached

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)((?:[^\"'<>]|\"[^\"]*+\"|'[^']*+')*+)>")
_ID = re.compile(r"\sid=\"([^\"]*)\"")
_COMMENT_OR_CODE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*+>|\Z)", re.DOTALL | re.IGNORECASE
)
_TITLE = re.compile(r"<title>([^<]*+)</title>")
_WORDS = re.compile(r"<title>[^<]*+</title>|<meta\b[^<>]*+>")
_BODY = re.compile(r"<body\b.*</body>", re.DOTALL)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


class Block(NamedTuple):
    """An element as it is now."""

    id: str
    html: str


def changed_blocks(old: str, new: str) -> tuple[Block, ...] | None:
    """The blocks to exchange, in order; None where the body itself changed or its elements cannot be told apart."""
    before = _elements(old)
    if before is None:
        return None
    few = _few_lines(before, body(old), body(new))
    if few is not None:
        return few
    after = _elements(new)
    if after is None:
        return None
    found: list[Block] = []
    for block in _changes(before, after):
        if not block.id:
            return None
        found.append(block)
    return tuple(found)


def title(html: str) -> str:
    """The text of the page's title."""
    match = _TITLE.search(html)
    return unescape(match[1]).strip() if match else ""


def head(html: str) -> str:
    """What decides on how the page looks and acts: its head, without the words for people and search engines."""
    return _WORDS.sub("", html.partition("<body")[0])


def body(html: str) -> str:
    """The body with its tags; the whole text where there is none."""
    match = _BODY.search(html)
    return match[0] if match else html


def prepare(html: str) -> None:
    """Take a page apart now: the next one is compared with it at once."""
    _elements(html)


def _few_lines(root: _Element, old: str, new: str) -> tuple[Block, ...] | None:
    """What :func:`changed_blocks` says where each change is within a line: most saves change a row. None: it is not."""
    before, after = old.split("\n"), new.split("\n")
    if len(before) != len(after):
        return None
    found: list[Block] = []
    start, shift, free = 0, 0, 0
    for one, other in zip(before, after, strict=True):
        if one != other:
            element = _around(root, start, start + len(one))
            block = element and _exchanged(element, new, shift, len(other) - len(one))
            if not element or not block or element.start < free or not _is_one(block):
                return None
            found.append(block)
            free = element.end
            shift += len(other) - len(one)
        start += len(one) + 1
    return tuple(found)


def _around(root: _Element, start: int, end: int) -> _Element | None:
    """The smallest element with an id that holds this line."""
    found = None
    children = root.children
    while children:
        holder = next((one for one in children if one.start <= start and end <= one.end), None)
        if holder is None:
            break
        found, children = holder, holder.children
    return found


def _exchanged(element: _Element, new: str, shift: int, longer: int) -> Block | None:
    """The element in the new page, None where what is there is another one."""
    html = new[element.start + shift : element.end + shift + longer]
    tag = _TAG.match(html)
    same = tag is not None and f' id="{element.id}"' in tag[3]
    return Block(element.id, html) if same else None


def _is_one(block: Block) -> bool:
    """Whether its text is one element with its tags in order: a row may have got another one on its line."""
    root = _tree(block.html)
    return root is not None and [child.html for child in root.children] == [block.html]


@dataclass(slots=True)
class _Element:
    """``own`` is its HTML with a gap for every element with an id below it, which are its ``children``."""

    id: str
    start: int
    html: str = ""
    own: tuple[str, ...] = ()
    children: list[_Element] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.start + len(self.html)


def _changes(old: _Element, new: _Element) -> Iterator[Block]:
    if old.html == new.html:
        return
    same = [child.id for child in old.children] == [child.id for child in new.children]
    if not same or old.own != new.own:
        yield Block(new.id, new.html)
        return
    for before, after in zip(old.children, new.children, strict=True):
        yield from _changes(before, after)


@cached(16 * MB, lambda page, _: 8 * len(page))
def _elements(page: str) -> _Element | None:
    """The body of a page as a tree; the pages that are open are asked for again at each save."""
    return _tree(body(page))


def _tree(html: str) -> _Element | None:
    """Elements with ids, one within another; None where tags or ids are not in order."""
    root = _Element("", 0)
    open_: list[tuple[str, _Element | None]] = []  # every open tag, with its element where it has an id
    within, ids = [root], set()
    for closing, name, attributes, start, end in _tags(html):
        if closing:
            if not open_ or open_[-1][0] != name:
                return None
            element = open_.pop()[1]
            if element is not None:
                _close(within.pop(), html, end)
            continue
        match = _ID.search(attributes) if " id=" in attributes else None
        if match is None:
            if not _is_empty(name, attributes):
                open_.append((name, None))
            continue
        if match[1] in ids:
            return None
        ids.add(match[1])
        element = _Element(unescape(match[1]), start)
        within[-1].children.append(element)
        if _is_empty(name, attributes):
            _close(element, html, end)
        else:
            open_.append((name, element))
            within.append(element)
    if open_:
        return None
    _close(root, html, len(html))
    return root


def _tags(html: str) -> Iterator[tuple[bool, str, str, int, int]]:
    """Closing?, name, attributes, start and end of every tag outside of comments and code."""
    hidden = [match.span() for match in _COMMENT_OR_CODE.finditer(html)]
    skip = iter(hidden)
    low, high = next(skip, (len(html), len(html)))
    for match in _TAG.finditer(html):
        start, end = match.span()
        while start >= high and high < len(html):
            low, high = next(skip, (len(html), len(html)))
        if not low <= start < high:
            yield match[1] == "/", match[2].lower(), match[3], start, end


def _is_empty(name: str, attributes: str) -> bool:
    """Whether nothing follows that would close it: an empty element of HTML, or ``<…/>`` in a drawing."""
    return name in _VOID or attributes.endswith("/")


def _close(element: _Element, html: str, end: int) -> None:
    """Set the element's text, now that its end is known."""
    pieces, at = [], element.start
    for child in element.children:
        pieces.append(html[at : child.start])
        at = child.start + len(child.html)
    pieces.append(html[at:end])
    element.html, element.own = html[element.start : end], tuple(pieces)
