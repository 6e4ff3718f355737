"""The picture of the rooms for docs/architecture.md: floors from pyproject.toml, rooms and arrows from the imports.

An arrow says that a room needs another. One that follows from two others is left out. The numbers are the way of a line.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple

from tests.house.imports import graph
from tests.house.modules import PACKAGE, modules

WIDTH = 1000
_ROOM, _GAP, _FLOOR = 58, 24, 104  # height of a room, space between two, height of a floor
_MARGIN = 20
_STYLE = (
    "text{font-family:system-ui,sans-serif;fill:#1c2733}.name{font-weight:600;font-size:16px}.owns{font-size:12px}"
    ".way{font-size:12px;fill:#8a3b12}rect{fill:#f3f6f9;stroke:#8fa3b5}path{fill:none;stroke:#8fa3b5;stroke-width:1.4}"
)

# What becomes of a line: from which value to which, room by room. The classes are there (a test).
WAY = {
    "workspace": "1  a folder → the bytes of a file",
    "syntax": "2  bytes → Source → Document",
    "model": "3  Document, Framework → Table",
    "checks": "4  Table → Diagnostic",
    "presentation": "5  values → words",
    "site": "6  Table → view → page",
    "live": "7  a save → the pages that changed",
}


class Room(NamedTuple):
    """``x`` and ``width`` in pixels; ``floor`` counts from the top."""

    name: str
    floor: int
    x: int
    width: int

    @property
    def y(self) -> int:
        return _MARGIN + self.floor * _FLOOR

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    def above_or_below(self, x: int) -> int:
        """The place on the edge of the room that is nearest to ``x``."""
        return min(max(x, self.x + _MARGIN), self.x + self.width - _MARGIN)


def architecture() -> str:
    """The SVG text."""
    rooms = {room.name: room for room in _rooms()}
    height = max(room.y for room in rooms.values()) + _ROOM + _MARGIN
    arrows = [_arrow(rooms[upper], rooms[lower]) for upper, lower in sorted(_arrows())]
    boxes = [line for room in rooms.values() for line in _box(room)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title">'
    title = '<title id="title">The rooms of perfdsl: who needs whom</title>'
    tip = (
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" style="fill:#8fa3b5;stroke:none"/></marker></defs>'
    )
    paper = f'<path d="M0 0h{WIDTH}v{height}H0z" style="fill:#fff;stroke:none"/>'
    return "\n".join([head, title, f"<style>{_STYLE}</style>", tip, paper, *arrows, *boxes, "</svg>", ""])


def floors() -> list[list[str]]:
    """The rooms of each floor, the highest first, as the contract in pyproject.toml has them."""
    settings = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["id"] == "floors")
    return [re.findall(r"\w+", layer) for layer in layers]


def _rooms() -> Iterator[Room]:
    for floor, names in enumerate(floors()):
        width = (WIDTH - 2 * _MARGIN - (len(names) - 1) * _GAP) // len(names)
        for place, name in enumerate(names):
            yield Room(name, floor, _MARGIN + place * (width + _GAP), width)


def _arrows() -> set[tuple[str, str]]:
    """Pairs of rooms of which the first needs the second, but not by way of a third."""
    needs: defaultdict[str, set[str]] = defaultdict(set)
    for module, others in graph().items():
        room = module.partition(".")[0]
        needs[room] |= {other.partition(".")[0] for other in others} - {room, ""}
    known = [name for names in floors() for name in names]
    pairs = {(room, other) for room in known for other in needs[room]}
    return {(room, other) for room, other in pairs if not _by_way(room, other, needs)}


def _by_way(room: str, other: str, needs: Mapping[str, set[str]]) -> bool:
    return any(other in needs[between] or _by_way(between, other, needs) for between in needs[room] - {other})


def _arrow(upper: Room, lower: Room) -> str:
    """From the bottom of a room to the top of another, behind the rooms between them."""
    top, bottom = upper.y + _ROOM, lower.y - 2
    start = upper.above_or_below(lower.middle)
    end = lower.above_or_below(start)
    bend = (bottom - top) // 2 if lower.floor == upper.floor + 1 else 40
    curve = f"M{start} {top}C{start} {top + bend} {end} {bottom - bend} {end} {bottom}"
    return f'<path marker-end="url(#tip)" d="{curve}"/>'


def _box(room: Room) -> Iterator[str]:
    yield f'<rect x="{room.x}" y="{room.y}" width="{room.width}" height="{_ROOM}" rx="6"/>'
    yield f'<text class="name" x="{room.middle}" y="{room.y + 24}" text-anchor="middle">{room.name}</text>'
    yield f'<text class="owns" x="{room.middle}" y="{room.y + 44}" text-anchor="middle">{escape(_owns(room))}</text>'
    if room.name in WAY:
        yield f'<text class="way" x="{room.x + 10}" y="{room.y + 18}">{escape(WAY[room.name])}</text>'


def _owns(room: Room) -> str:
    """The first words of the room's docstring, where they fit."""
    names = (f"{room.name}/__init__.py", f"{room.name}.py")
    tree = next(module.tree for module in modules() if module.name in names)
    words = re.split(r"[.:,;]", ast.get_docstring(tree) or "", maxsplit=1)[0]
    return words if len(words) * 6.2 < room.width else ""
