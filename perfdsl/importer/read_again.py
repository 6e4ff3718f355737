"""What was written is read again: a line that would be read as something else becomes remarks, with all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfdsl.importer.source_line import SourceLine, remark
from perfdsl.syntax.nodes import Bad, Entry, Line
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source
from perfdsl.text.folding import squeeze

_BELOW = ("> ", "=> ")


def text_of(lines: Sequence[SourceLine]) -> str:
    """The source."""
    return "\n".join([*(line.text for line in lines), ""])


def proved(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines, each of which is read as what its cells say."""
    document = parse(Source("", text_of(lines)))
    return [*_proved(lines, document.lines)]


def _proved(lines: Sequence[SourceLine], read: Sequence[Line]) -> Iterator[SourceLine]:
    is_lost = False
    for line, again in zip(lines, read, strict=False):
        if not line.text.startswith(_BELOW):
            is_lost = not _is_meant(line, again)
        elif not is_lost and isinstance(again.node, Bad):
            yield from _remarks(line)
            continue
        if is_lost:
            yield from _remarks(line)
        else:
            yield line


def _is_meant(line: SourceLine, again: Line) -> bool:
    node = again.node
    if isinstance(node, Bad):
        return False
    if not line.meant:
        return True
    if not isinstance(node, Entry):
        return False
    cells = [_with_comparator(cell.comparator, node.operator, cell.value.text) for cell in node.cells]
    return [squeeze(node.name.text), *cells] == [_plain(text) for text in line.meant]


def _with_comparator(own: str | None, shared: str, text: str) -> str:
    return _plain(f"{own or shared}{text}")


def _plain(text: str) -> str:
    """A value that is none has no comparator."""
    word = squeeze(text)
    return "-" if word.lstrip("<>=:") == "-" else word


def _remarks(line: SourceLine) -> Iterator[SourceLine]:
    for cell in dict.fromkeys(cell for cell, _ in line.uses):
        yield remark(cell)._replace(doubt="没有能写成一行，请照原表补上")
