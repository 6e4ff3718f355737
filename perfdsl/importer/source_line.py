"""One line of a source, and the cells that it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.importer.draft import DraftNote
from perfdsl.importer.form_words import one_line
from perfdsl.importer.office import OfficeCell
from perfdsl.syntax.comments import escaped
from perfdsl.syntax.marks import COLONS
from perfdsl.text.patterns import lazy

LEFT_OVER = "备注（没有用上）"
_GENERAL = frozenset({"备注", "说明"})
_OWN_KEY = lazy(rf"(?P<key>[^\s\d{COLONS}，。；]{{2,8}})[{COLONS}](?P<rest>.+)\Z")
_BETWEEN = lazy(rf"[；;](?=[^\s\d{COLONS}，。；;]{{2,8}}[{COLONS}])")
_NO_COLONS = str.maketrans(dict.fromkeys(COLONS, " "))
_NUMBER_IN_FRONT = lazy(r"(?P<number>\d[\d\-—~至.]*[年月日季度份]*)(?P<rest>\D.*)\Z")
Uses = tuple[tuple[OfficeCell, str], ...]


class SourceLine(NamedTuple):
    """``uses``: which cells are in it, as what. ``doubt``: what a person should look at, ``""`` where nothing.

    ``meant`` is what the line must be read as again: the name, and each value with its comparator in front.
    """

    text: str
    uses: Uses = ()
    doubt: str = ""
    meant: tuple[str, ...] = ()


def key_of(title: str) -> str:
    """A title as a key, which holds no colon and begins with no number: ``1-7月执行数`` → ``执行数(1-7月)``."""
    key = one_line(title).translate(_NO_COLONS).strip()
    match = _NUMBER_IN_FRONT.match(key)
    return f"{match['rest']}({match['number']})" if match else key


def remark(cell: OfficeCell) -> SourceLine:
    """What nobody knows a place for: kept where it stood, and not published."""
    return SourceLine(f"// 原表 {cell.place}：{one_line(cell.text)}", ((cell, LEFT_OVER),))


def note_lines(note: DraftNote) -> Iterator[SourceLine]:
    """``> 键: 值`` below a row; several where a remark names what each of its parts is about."""
    cells = (note.value.cell, *note.value.others) if note.value.cell else ()
    uses = tuple((cell, "说明") for cell in cells)
    for key, text in _notes(key_of(note.key), one_line(note.value.text).strip()):
        yield SourceLine(f"> {key}: {escaped(text)}", uses)


def _notes(key: str, text: str) -> list[tuple[str, str]]:
    """``立项依据：甲；数据来源：乙`` in a column 备注 are two notes of those names."""
    pieces = [_OWN_KEY.match(piece) for piece in _BETWEEN.split(text)] if key in _GENERAL else [None]
    found = [(piece["key"], piece["rest"].strip()) for piece in pieces if piece]
    return found if len(found) == len(pieces) else [(key, text)]
