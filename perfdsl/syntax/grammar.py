"""The grammar at work: turns one structured line into a node, with what each of the grammar's rules stands for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from perfdsl.syntax.automaton import Automaton, Token
from perfdsl.syntax.comments import unescaped
from perfdsl.syntax.marks import BACKSLASHES, operator
from perfdsl.syntax.nodes import (
    Actual,
    Attributes,
    Cell,
    Entry,
    Equation,
    Header,
    Heading,
    Node,
    Note,
    Word,
)
from perfdsl.syntax.tables import automaton_tables, lark_parser
from perfdsl.text.folding import SPACES, fold

if TYPE_CHECKING:
    from lark import Lark


_AS_SLASH = dict.fromkeys(map(ord, BACKSLASHES), "/")
_holds_backslash = re.compile(f"[{BACKSLASHES}]").search


def parse_line(start: str, text: str) -> Node | None:
    """The node of one line; None where it is not in the grammar."""
    node: Node | None = automaton().read(start, text)
    return node


@cache
def automaton() -> Automaton:
    """The parser of single lines; nodes are built while parsing."""
    return Automaton(automaton_tables(), Nodes())


@cache
def parser() -> Lark:
    """Lark's own parser of the same lines, which says where one stops. Most files have no such line."""
    return lark_parser(Nodes())


class Nodes:
    """Bottom-up callbacks: each gets its tokens and the values made below it."""

    def header(self, parts: list[Token]) -> Header:
        return Header(_word(parts[0]), _optional(parts))

    def note(self, parts: list[Token]) -> Note:
        return Note(_word(parts[1]), _optional(parts))

    def heading(self, parts: list[Any]) -> Heading:
        links = next((part for part in parts if type(part) is tuple), ())
        return Heading(len(parts[0]), _word(parts[1]), links, _attributes(parts[-1]))

    def entry(self, parts: list[Any]) -> Entry:
        return _entry(parts[0], parts[1:], part=False)

    def part(self, parts: list[Any]) -> Entry:
        return _entry(parts[1], parts[2:], part=True)

    def actual(self, parts: list[Any]) -> Actual:
        return Actual(tuple(part for part in parts if isinstance(part, Cell)))

    def equation(self, parts: list[Any]) -> Equation:
        terms = tuple(_word(part) for part in parts[1:] if part.type == "TERM")
        return Equation(parts[0], terms, _attributes(parts[-1]))

    def row(self, parts: list[Any]) -> Entry:
        cells = _with_units([part for part in parts if isinstance(part, Cell)])
        return Entry(_word(parts[0]), cells[0].comparator or ":", cells)

    def name(self, parts: list[Token]) -> Word:
        return _word(parts[0])

    link = total = name

    def links(self, parts: list[Any]) -> tuple[Word, ...]:
        return tuple(part for part in parts if type(part) is Word)

    def cell(self, parts: list[Token]) -> Cell:
        comparator = operator(parts[0]) if parts[0].type == "COMPARATOR" else None
        value = _word(parts[-1])
        if parts[-1].type == "MEASURE" and _holds_backslash(value.text):
            value = value._replace(text=value.text.translate(_AS_SLASH))  # 5万元\人
        return Cell(comparator, value)

    measure = described = observed = row_cell = cell


def _with_units(cells: list[Cell]) -> tuple[Cell, ...]:
    """The cells of a row, where comparator, number and unit stand in three columns: the last two as one value."""
    joined: list[Cell] = []
    for cell in cells:
        before = joined[-1] if joined else None
        if before and before.comparator and cell.comparator is None and _is_unit_of(before.value, cell.value):
            text = before.value.text + cell.value.text
            joined[-1] = Cell(before.comparator, Word(text, before.value.start, cell.value.end))
        else:
            joined.append(cell)
    return tuple(joined)


def _is_unit_of(number: Word, unit: Word) -> bool:
    return (
        number.text.replace(".", "").isdigit()
        and len(unit.text) <= 4
        and not any(map(str.isdigit, unit.text))
    )


def _entry(name: Word, rest: list[Any], *, part: bool) -> Entry:
    cells = tuple([item for item in rest if type(item) is Cell])
    first = operator(rest[0]) if rest[0].type == "COMPARATOR" else (cells[0].comparator or ":")
    if first != ":" and cells[0].comparator is None:
        cells = (Cell(first, cells[0].value), *cells[1:])
    return Entry(name, first, cells, _attributes(rest[-1]), part)


def _optional(parts: list[Token]) -> Word:
    last = parts[-1]
    return _word(last) if last.type == "TEXT" else Word("", last.end_pos, last.end_pos)


def _word(token: Token) -> Word:
    """The token without the spaces behind it, or without its quotes; escaped slashes as they are meant."""
    start, text = token.start_pos, str(token)
    if token.type == "QUOTED":
        return Word(text[1:-1].strip(SPACES), start, start + len(text))
    text = text.rstrip(SPACES)
    return Word(unescaped(text), start, start + len(text))


def _attributes(token: Any) -> Attributes:
    """Of the last part of a line, where that is a token of them."""
    if getattr(token, "type", "") != "ATTRIBUTES":
        return Attributes()
    text, start = token.rstrip(SPACES), token.start_pos
    words, at = [], 1
    for piece in fold(text)[1:-1].replace(",", " ").replace("、", " ").split():
        at = fold(text).index(piece, at)
        words.append(Word(text[at : at + len(piece)], start + at, start + at + len(piece)))
        at += len(piece)
    return Attributes(tuple(words), start, start + len(text))
