"""Texts of XLSX files: pieces of several looks in one cell, and characters that XML cannot hold."""

from __future__ import annotations

from perfdsl.importer.readers.bounded_xml import XmlNode
from perfdsl.text.patterns import lazy

_ESCAPED = lazy(r"_x([0-9A-Fa-f]{4})_")


def text_of_item(item: XmlNode) -> str:
    """All pieces of a text, whatever they look like; how it is spoken (``rPh``) is not among them."""
    pieces = []
    for node in item.children:
        if node.name == "t":
            pieces.append(node.text)
        elif node.name == "r":
            pieces += [one.text for one in node.children_named("t")]
    return clean("".join(pieces))


def clean(text: str) -> str:
    r"""``_x000D_`` as the character that it stands for, every line break as ``\n``."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")
