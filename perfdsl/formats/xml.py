"""XML elements with text that XML can hold."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring
from xml.sax.saxutils import escape

from perfdsl.text.patterns import lazy

# What XML 1.0 has no place for: control characters, lone surrogates, two code points that are none.
_IMPOSSIBLE = lazy("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def child(parent: Element, name: str) -> Element:
    """A new element within ``parent``."""
    return SubElement(parent, name)


def text_child(parent: Element, name: str, text: str, *, empty: bool = False) -> None:
    """A new element with this text; none for no text, unless ``empty`` ones are asked for."""
    if text or empty:
        SubElement(parent, name).text = possible(text) or None


def escaped(text: str) -> str:
    """Text to be put between two tags; what would be a mark is written as text, and a carriage return stays one."""
    return escape(possible(text), {"\r": "&#13;"})


def document(root: Element) -> bytes:
    """The whole document, indented, UTF-8 with its declaration."""
    indent(root)
    text: bytes = tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n"


def possible(text: str) -> str:
    """The text with a sign (``�``) in place of what XML cannot hold."""
    return _IMPOSSIBLE.sub("\ufffd", text)
