"""The lines of a framework file in their places: money blocks with their equations, notes by key.

Shared by the reader and the checks of a framework.
"""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.model.framework_language import PROJECTS, Key
from perfdsl.model.framework_values import names
from perfdsl.model.outline import OutlineItem
from perfdsl.syntax.nodes import Equation, Heading, Line, Note, Word
from perfdsl.text.folding import squeeze


class MoneyBlock(NamedTuple):
    """``## 收入`` and the equations below it; the name is ``""`` for what stands right below ``# 资金``."""

    name: str
    head: OutlineItem
    rows: list[OutlineItem]

    @property
    def equations(self) -> list[tuple[Line, Equation]]:
        """The equations with their lines, in file order."""
        return [(row.line, row.line.node) for row in self.rows if isinstance(row.line.node, Equation)]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written below the heading."""
        return not self.rows and not self.head.notes


def money_blocks(rows: list[OutlineItem]) -> list[MoneyBlock]:
    """The blocks of ``# 资金``; ``rows`` are its items, the section's heading first."""
    blocks: list[MoneyBlock] = []
    for item in rows:
        node = item.line.node
        if isinstance(node, Heading):
            blocks.append(MoneyBlock(node.title.text if node.level > 1 else "", item, []))
        elif isinstance(node, Equation):
            blocks[-1].rows.append(item)
    return blocks


def notes(item: OutlineItem, key: Key) -> list[tuple[Line, Word]]:
    """The values of the notes with this key below a line, each with its line."""
    return [
        (line, line.node.value)
        for line in item.notes
        if isinstance(line.node, Note) and squeeze(line.node.key.text) == key.name
    ]


def note_names(item: OutlineItem, key: Key) -> tuple[str, ...]:
    """All names that the notes with this key list, in order."""
    return tuple(name for _, value in notes(item, key) for name in names(value.text))


def term(word: Word) -> str:
    """The name of a term; ``#项目`` is ``# 项目``."""
    return PROJECTS if squeeze(word.text) == squeeze(PROJECTS) else word.text
