"""The rows of money in print order, each with its anchor: where pages, data files and links agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.model.table import FundingBlock, FundingLine, Table
from perfdsl.presentation.figures import breakdown
from perfdsl.presentation.ids import funding_id


class PlacedLine(NamedTuple):
    """A row in its place. ``path`` has the names from the root down to it; ``projects`` counts those behind it.

    ``anchor`` is ``""`` for a row of the form that holds no amount: nothing can point at it; ``below_absent`` is one
    whose total holds none either. ``unlisted`` rows, the last of a block, are not of the form (未列入表式) and in no sum.
    """

    line: FundingLine
    path: tuple[str, ...]
    anchor: str
    projects: int
    unlisted: bool = False
    below_absent: bool = False

    @property
    def absent(self) -> bool:
        return not self.anchor


def placed_funding(table: Table) -> Iterator[tuple[FundingBlock, tuple[PlacedLine, ...]]]:
    """Each block with its rows; the projects themselves are left out, they have a list of their own."""
    taken: dict[str, int] = {}
    projects = {project.line for project in table.projects}
    for block in table.funding.blocks:
        lines: list[PlacedLine] = []
        absent: set[tuple[str, ...]] = set()
        for unlisted, rows in ((False, block.lines), (True, block.unlisted)):
            for line, path, count in _walk(rows, projects):
                anchor = "" if _is_absent(line) else funding_id(block.name, path, taken)
                lines.append(PlacedLine(line, path, anchor, count, unlisted, path[:-1] in absent))
                if not anchor:
                    absent.add(path)
        yield block, tuple(lines)


def _walk(
    lines: tuple[FundingLine, ...], projects: set[int], path: tuple[str, ...] = ()
) -> Iterator[tuple[FundingLine, tuple[str, ...], int]]:
    """``projects`` are their lines in the file."""
    for line in lines:
        here = (*path, line.name)
        below = breakdown(line)
        children = tuple(child for child in below if not child.written or child.written.line not in projects)
        yield line, here, len(below) - len(children)
        yield from _walk(children, projects, here)


def _is_absent(line: FundingLine) -> bool:
    return line.written is None and all(amount.text == "-" for amount in line.amounts)
