"""XML of files from anywhere: no DOCTYPE and so no entities, nothing fetched, depth and number of elements bounded.

Names come without their prefix: the several generations of the office formats differ in namespaces, not in names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from perfdsl.importer.office import UnreadableError
from perfdsl.importer.readers.sizes import DEEPEST, MOST_ELEMENTS, too_large

Attributes = dict[str, str]


class Handlers(NamedTuple):
    """What is called: with the name of an element and its attributes, with its name at its end, with text."""

    start: Callable[[str, Attributes], None]
    end: Callable[[str], None]
    text: Callable[[str], None]


class XmlNode:
    """An element. ``content`` are its texts and elements in order."""

    __slots__ = ("attributes", "content", "name")

    def __init__(self, name: str, attributes: Attributes) -> None:
        self.name = name
        self.attributes = attributes
        self.content: list[XmlNode | str] = []

    def get(self, attribute: str) -> str:
        """Its value; ``""`` where there is none."""
        return self.attributes.get(attribute, "")

    @property
    def children(self) -> Iterator[XmlNode]:
        return (one for one in self.content if isinstance(one, XmlNode))

    def children_named(self, name: str) -> Iterator[XmlNode]:
        return (one for one in self.children if one.name == name)

    def child(self, name: str) -> XmlNode | None:
        """The first of this name."""
        return next(self.children_named(name), None)

    @property
    def text(self) -> str:
        """All text below it."""
        return "".join(one if isinstance(one, str) else one.text for one in self.content)


def tree(chunks: Iterable[bytes], skip: frozenset[str] = frozenset()) -> XmlNode:
    """The root element. What is named in ``skip`` is left out with all that is in it.

    Raises:
        UnreadableError: it is no XML, or none that is read.
    """
    top = XmlNode("", {})
    open_nodes = [top]
    skipped = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal skipped
        if skipped or name in skip:
            skipped += 1
            return
        node = XmlNode(name, attributes)
        open_nodes[-1].content.append(node)
        open_nodes.append(node)

    def end(name: str) -> None:
        nonlocal skipped
        if skipped:
            skipped -= 1
        else:
            open_nodes.pop()

    def text(written: str) -> None:
        if not skipped:
            open_nodes[-1].content.append(written)

    scan(chunks, Handlers(start, end, text))
    return next(top.children)


def scan(chunks: Iterable[bytes], handlers: Handlers) -> None:
    """Call the handlers for all that is in the document.

    Raises:
        UnreadableError: it is no XML, or none that is read.
    """
    from xml.parsers import expat

    parser = expat.ParserCreate()
    parser.buffer_text = True
    count = _Count(handlers)
    parser.StartElementHandler = count.start
    parser.EndElementHandler = count.end
    parser.CharacterDataHandler = handlers.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableError(
            "文件已损坏，里面的 XML 读不懂", "请用 WPS 或 Office 打开它，另存为一个新的文件再导入"
        ) from error


class _Count:
    """Hands on what the parser finds, and stops where it becomes too much."""

    def __init__(self, handlers: Handlers) -> None:
        self._start, self._end = handlers.start, handlers.end
        self._depth = self._elements = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST:
            raise UnreadableError(
                f"文件里的内容嵌套太深（多于 {DEEPEST} 层）", "请把表格复制到一个新的文件里再导入"
            )
        if self._elements > MOST_ELEMENTS:
            raise too_large("文件里的部件", f"多于 {MOST_ELEMENTS} 个", f"{MOST_ELEMENTS} 个")
        self._start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self._depth -= 1
        self._end(_local(name))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_doctype(*_: object) -> None:
    raise UnreadableError(
        "文件里的 XML 带有 DOCTYPE 声明，可能有害，没有读取",
        "Office 和 WPS 存的文件没有这种声明；请向发来文件的人要一份原件",
    )
