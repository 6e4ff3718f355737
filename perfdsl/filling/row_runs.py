"""Rows below one another that belong to the same group."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.filling.fields import Values


def runs(rows: tuple[Values, ...], path: list[str]) -> Iterator[tuple[int, int]]:
    """First and last of the rows below one another that agree in all fields of ``path``; each alone without one."""
    start = 0
    for index in range(1, len(rows) + 1):
        keys = [[row.get(name) for name in path] for row in rows[index - 1 : index + 1]]
        if index == len(rows) or not path or not keys[0][-1] or keys[0] != keys[1]:
            yield start, index - 1
            start = index
