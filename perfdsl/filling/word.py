"""Names of WordprocessingML, and elements at the place that its schema wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_IDS = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def attribute(name: str) -> str:
    """The full name of an attribute."""
    return f"{W}{name}"


def child_before(parent: _Element, name: str, behind: tuple[str, ...]) -> _Element:
    """The child of this name, made where there is none: behind those named, before all others."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = parent.makeelement(f"{W}{name}")
        at = sum(1 for child in parent if str(child.tag).removeprefix(W) in behind)
        parent.insert(at, found)
    return found


def remove_ids(element: _Element) -> None:
    """A copied paragraph has no id: Word wants each only once."""
    for one in element.iter():
        for name in [name for name in one.attrib if str(name).startswith(_IDS)]:
            del one.attrib[name]
