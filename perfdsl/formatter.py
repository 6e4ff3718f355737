"""The canonical form: one way to write each line, comments and prose to the letter.

``format_document`` rewrites nothing but the lines it can read; ``format_source`` also proves that the meaning is
unchanged, by reading the result again, before it hands it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from perfdsl.model.bind import bind, document_kind
from perfdsl.model.read_framework import read_framework
from perfdsl.syntax.comments import escaped
from perfdsl.syntax.conflicts import CODE as CONFLICT
from perfdsl.syntax.conflicts import find_conflicts
from perfdsl.syntax.marks import COLONS, COMMAS, COMPARATORS, DASHES, EQUAL, GREATER, HASHES, SLASHES
from perfdsl.syntax.nodes import (
    Actual,
    Attributes,
    Bad,
    Blank,
    Cell,
    Document,
    Entry,
    Equation,
    Header,
    Heading,
    Line,
    Note,
    Prose,
    Word,
)
from perfdsl.syntax.parser import parse, read_line, split_unit
from perfdsl.syntax.source import Source
from perfdsl.text.folding import SPACES, ZERO_WIDTH, fold

_SPECIAL = frozenset(COLONS + COMPARATORS)
_NO_ZERO_WIDTH = dict.fromkeys(map(ord, ZERO_WIDTH))
_READ_BY_ITS_FIRST_MARK = re.compile(f"[{HASHES}{GREATER}{DASHES}{EQUAL}⇒→]")


class MeaningChangedError(Exception):
    """The canonical form would mean something else: a bug of the formatter, nothing is written."""


def format_source(source: Source) -> str:
    """The canonical text of ``source``. Raises :class:`MeaningChangedError` instead of changing a meaning."""
    document = parse(source)
    text = format_document(document)
    if meaning(document) != meaning(parse(Source(source.path, text))):
        raise MeaningChangedError(source.path)
    return text


def format_document(document: Document) -> str:
    """The canonical text: LF, no BOM, one blank line at most between structured lines, one before a section.

    Comments directly above a section stay there, so that a suppression still covers its heading. While two people's
    lines stand side by side (git's conflict markers), nothing is laid out: the file stays as it is.
    """
    if any(found.code == CONFLICT for found in document.diagnostics):
        return "\n".join([*(line.text for line in document.lines), ""])
    lines: list[str] = []
    for line in document.lines:
        text = format_line(line)
        structured = not isinstance(line.node, (Prose, Bad))
        if structured and not text and (not lines or not lines[-1]):
            continue
        if isinstance(line.node, Heading) and line.node.level == 1:
            _part(lines)
        lines.append(text)
    return "\n".join(_without_blank_end(lines)) + "\n" if any(lines) else ""


def _part(lines: list[str]) -> None:
    """A blank line before a section, above the comments that stand directly above its heading: they are about it."""
    at = len(lines)
    while at and lines[at - 1].startswith("//"):
        at -= 1
    if at and lines[at - 1]:
        lines.insert(at, "")


def quoted_name(text: str) -> str:
    """A name as a line begins with it: in straight quotes where it would be read as something else."""
    is_ambiguous = any(char in _SPECIAL for char in text) or _READ_BY_ITS_FIRST_MARK.match(text)
    return f'"{text}"' if is_ambiguous or escaped(text) != text else text


def quoted_link(text: str) -> str:
    """The name of a project behind ``<-``: in straight quotes where it would be read as several."""
    return f'"{text}"' if any(mark in text for mark in COMMAS) else text


def meaning(document: Document) -> Any:
    """What a document says, without where it says it: equal for two spellings of the same content."""
    shape = [(line.mode, _bare(line)) for line in document.lines if not _is_empty(line)]
    if document_kind(document) == "体系":
        return shape, _plain(read_framework(document)[0])
    table, _ = bind(document, None)
    values = [
        (target.period, target.comparator, target.value.kind, target.value.number, target.value.unit)
        for indicator in table.with_parts()
        for target in indicator.targets
    ]
    amounts = [
        (amount.number, amount.unit)
        for item in (*table.funding.items, *table.projects)
        for amount in item.amounts
    ]
    return shape, values, amounts


def format_line(line: Line) -> str:
    """The canonical form of one line. Prose, a line that could not be read, and the rare line whose canonical
    form would read as something else stay as they are.
    """
    if isinstance(line.node, (Prose, Bad)):
        return line.text
    text = _with_comment(escaped(_node(line.node)), line)
    again = read_line(text, line.mode, is_framework=isinstance(line.node, Equation))
    same = _bare(line._replace(node=again.node, comment=again.comment)) == _bare(line)
    return text if same and not find_conflicts((text,)) else line.text


def _with_comment(text: str, line: Line) -> str:
    if line.comment is None:
        return text
    comment = _comment(line.comment.text)
    gap = line.text[: line.comment.start]
    spaces = 1 if "\t" in gap else max(1, len(gap) - len(gap.rstrip(SPACES)))
    return text + " " * spaces + comment if text else comment


def _node(node: Any) -> str:
    if isinstance(node, Header):
        return _pair("", node.key, node.value)
    if isinstance(node, Note):
        return _pair("> ", node.key, node.value)
    if isinstance(node, Heading):
        links = " <- " + ", ".join(quoted_link(word.text) for word in node.links) if node.links else ""
        return f"{'#' * node.level} {_title(node)}{links}{_attributes(node.attributes)}"
    if isinstance(node, Entry):
        mark = "- " if node.part else ""
        return mark + quoted_name(node.name.text) + _values(node) + _attributes(node.attributes)
    if isinstance(node, Equation):
        terms = " + ".join(term.text for term in node.terms)
        return f"{quoted_name(node.name.text)} = {terms}{_attributes(node.attributes)}"
    if isinstance(node, Actual):
        return "=> " + " / ".join(_cell(cell, None) for cell in node.cells)
    assert isinstance(node, Blank)
    return ""


def _pair(mark: str, key: Word, value: Word) -> str:
    return f"{mark}{key.text}: {value.text}".rstrip()


def _title(node: Heading) -> str:
    title, unit = split_unit(node.title.text)
    return f"{title}（{unit}）" if node.level == 1 and unit in ("元", "万元") else node.title.text


def _values(node: Entry) -> str:
    if node.operator == ":":
        return ": " + " / ".join(_cell(cell, None) for cell in node.cells)
    return f" {node.operator} " + " / ".join(_cell(cell, node.operator) for cell in node.cells)


def _cell(cell: Cell, said: str | None) -> str:
    """One value; ``said`` is the comparator that the line has printed already."""
    value = _number_folded(cell.value.text)
    return value if cell.comparator in (None, said) else f"{cell.comparator} {value}"


def _number_folded(text: str) -> str:
    """Full-width digits and marks of a value that has digits become half-width; words stay to the letter, and so does a
    comma that may part several values: nobody would see the doubt any more.
    """
    folded = fold(text)
    if folded == text or not _is_plain_number(folded) or _may_be_several(text):
        return text
    return folded


def _may_be_several(text: str) -> bool:
    from perfdsl.model.values import may_be_several

    return may_be_several(text, text.count("，") + 1)


def _is_plain_number(text: str) -> bool:
    from perfdsl.model.values import read_value

    return text in ("-", "--") or read_value(text).is_number


def _attributes(attributes: Attributes) -> str:
    return f" [{' '.join(fold(word.text) for word in attributes.words)}]" if attributes.words else ""


def _comment(text: str) -> str:
    body = text.lstrip(SLASHES).strip(SPACES)
    return f"// {body}" if body else "//"


def _without_blank_end(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip(SPACES):
        end -= 1
    return lines[:end]


def _is_empty(line: Line) -> bool:
    empty = isinstance(line.node, Blank) or (isinstance(line.node, Prose) and not line.text.strip(SPACES))
    return empty and line.comment is None


def _bare(line: Line) -> Any:
    """A node without places: its words, and its comment's words."""
    node = line.node
    comment = _comment(line.comment.text) if line.comment else ""
    if isinstance(node, (Prose, Bad)):
        return type(node).__name__, node.text, comment
    if isinstance(node, Entry):
        said = None if node.operator == ":" else node.operator
        node = node._replace(
            cells=tuple(cell if cell.comparator != said else Cell(None, cell.value) for cell in node.cells)
        )
    return type(node).__name__, _plain(tuple(node)), comment


def _plain(value: Any) -> Any:
    if isinstance(value, Word):
        return _plain(value.text)
    if isinstance(value, str):
        return fold(value).translate(_NO_ZERO_WIDTH)
    if isinstance(value, Attributes):
        return _plain(value.words)
    if isinstance(value, Cell):
        return value.comparator, _plain(value.value)
    if isinstance(value, Iterable):
        return tuple(_plain(item) for item in value)
    return value
