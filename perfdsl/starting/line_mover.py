"""One line of last year's table, moved on to next year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfdsl.formatter import format_line
from perfdsl.model.header import keys_of
from perfdsl.model.table import MoneyItem, Table
from perfdsl.model.values import BLANK
from perfdsl.starting.carried_line import CarriedLine, Change
from perfdsl.starting.last_results import LastResults
from perfdsl.starting.reached import fared
from perfdsl.starting.years import with_years_moved, years_in
from perfdsl.syntax.nodes import Actual, Bad, Blank, Entry, Header, Heading, Line, Note, Prose, Word
from perfdsl.text.folding import squeeze

_YEAR_KEYS, _PERIOD_KEYS = keys_of("year"), keys_of("periods")
_COLUMN_KEYS = frozenset(("列", "主列"))
_EMPTY = frozenset(("-", "--", "—", "——", "/"))
_ALLOW, _ALLOWED = "允许", "上年允许"


class LineMover:
    """Moves the lines of ``table`` on to ``year``. Where the table has no year, no year in it can be moved."""

    def __init__(self, table: Table, year: int, results: LastResults) -> None:
        self.year, self.old = year, table.year
        self.by = year - table.year if table.year is not None else 0
        self.results = results
        self.fared = fared(table)
        self.columns = dict(_columns(table))
        self.owner_columns: tuple[str, ...] = ()

    def carry(self, line: Line) -> CarriedLine:
        """What stands for ``line``."""
        carried = self._carry(line)
        if line.comment is None or not line.comment.allows or not carried.texts:
            return carried
        at = line.comment.start
        first, *rest = carried.texts
        cut = len(first) - (len(line.text) - at)  # edits stand before the comment
        first = first[:cut] + first[cut:].replace(_ALLOW, _ALLOWED, 1)
        return carried._replace(texts=(first, *rest), changes=(*carried.changes, "no_longer_allowed"))

    def _carry(self, line: Line) -> CarriedLine:
        node = line.node
        if isinstance(node, (Blank, Bad)):
            return CarriedLine((line.text,))
        if isinstance(node, Header):
            return self._header(line, node)
        if isinstance(node, Note):
            return self._note(line, node)
        if isinstance(node, Actual):
            return self._observed(line)
        if isinstance(node, Prose):
            return self._checked(line, [line.text])
        if isinstance(node, Entry) and line.mode in ("资金", "项目"):
            return self._money(line, node)
        return self._moved(line, _words(line))

    def _observed(self, line: Line) -> CarriedLine:
        """What was reached, and whether it was less than wanted or far more."""
        text = _actual(format_line(line).removeprefix("=> "))
        one = self.fared.get(line.number)
        return (
            CarriedLine((f"{text}（{one.said}）",), ("actual", one.outcome))
            if one
            else CarriedLine((text,), ("actual",))
        )

    def _header(self, line: Line, node: Header) -> CarriedLine:
        key = squeeze(node.key.text)
        if key in _YEAR_KEYS:
            return CarriedLine((_edited(line, [(node.value, str(self.year))]),))
        if reason := self.results.of_header(key):
            return CarriedLine((), ("left_out",), reason)
        if key in _PERIOD_KEYS:
            return self._renamed(line, node.value)
        return self._moved(line, [node.value])

    def _note(self, line: Line, node: Note) -> CarriedLine:
        key = node.key.text
        if self.results.is_actual(key):
            return CarriedLine((_actual(line.text[node.value.start :].strip()),), ("actual",))
        if reason := self.results.of_note(key):
            return CarriedLine((), ("left_out",), reason)
        if key in _COLUMN_KEYS:
            return self._renamed(line, node.value)
        return self._moved(line, [node.value])

    def _renamed(self, line: Line, names: Word) -> CarriedLine:
        """Names of columns and periods: all their years move, so that they stay as far apart as they are."""
        written = line.text[names.start : names.end]
        moved = with_years_moved(written, self.by)
        return CarriedLine((line.text,)) if moved == written else _changed(line, [(names, moved)], ["moved"])

    def _moved(self, line: Line, words: Iterable[Word]) -> CarriedLine:
        """A text whose years are all the old one moves on; any other that names it is to be looked at."""
        edits, others = self._year_edits(line, words)
        if edits:
            return _changed(line, edits, ["moved"])
        return self._checked(line, others)

    def _year_edits(self, line: Line, words: Iterable[Word]) -> tuple[list[tuple[Word, str]], list[str]]:
        edits: list[tuple[Word, str]] = []
        others: list[str] = []
        for word in words:
            written = line.text[word.start : word.end]
            moved = written if self.old is None else with_years_moved(written, self.by, self.old)
            if moved == written:
                others.append(written)
            else:
                edits.append((word, moved))
        return edits, others

    def _checked(self, line: Line, texts: Iterable[str]) -> CarriedLine:
        if any(mention.year == self.old for text in texts for mention in years_in(text)):
            return CarriedLine((line.text, "// 核对年份：上面一行照上年的写，没有改"), ("to_check",))
        return CarriedLine((line.text,))

    def _money(self, line: Line, node: Entry) -> CarriedLine:
        """Amounts are to be filled in anew; what was spent is not known yet."""
        if not node.part:
            self.owner_columns = self.columns.get(line.number, ())
        executed = self._executed(len(node.cells))
        edits, _ = self._year_edits(line, [node.name])
        changes: list[Change] = ["moved"] if edits else []
        for i, cell in enumerate(node.cells):
            if cell.value.text not in _EMPTY:
                edits.append((cell.value, "-" if i in executed else BLANK))
        if len(edits) > len(changes):
            changes.append("blanked")
        return _changed(line, edits, changes) if edits else CarriedLine((line.text,))

    def _executed(self, count: int) -> set[int]:
        """Which of ``count`` values are of columns of what was spent; not all of them: nothing would be left to fill in."""
        columns = self.owner_columns
        found = {i for i, name in enumerate(columns) if self.results.is_executed(name)}
        return found if len(columns) == count > len(found) else set()


def _columns(table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The columns of each line of money."""
    for block in table.funding.blocks:
        for root in (*block.lines, *block.unlisted):
            yield from ((row.written.line, block.columns) for _, row in root.walk() if row.written)
    projects: tuple[MoneyItem, ...] = (*table.projects, *table.project_totals)
    yield from ((item.line, table.project_columns) for item in projects)


def _words(line: Line) -> Iterator[Word]:
    """The names and values of a heading or an entry."""
    node = line.node
    if isinstance(node, Heading):
        yield node.title
        yield from node.links
    elif isinstance(node, Entry):
        yield node.name
        yield from (cell.value for cell in node.cells)


def _actual(text: str) -> str:
    return f"// 上年实际: {text}"


def _changed(line: Line, edits: list[tuple[Word, str]], changes: list[Change]) -> CarriedLine:
    """The edited line, and below it what it said last year."""
    return CarriedLine((_edited(line, edits), f"// 上年: {_said(line, edits)}"), tuple(changes))


def _said(line: Line, edits: list[tuple[Word, str]]) -> str:
    """The values of an entry whose name stays, else the whole line."""
    node = line.node
    if isinstance(node, Entry) and all(word is not node.name for word, _ in edits):
        return line.text[node.cells[0].value.start : node.cells[-1].value.end]
    return (line.text if line.comment is None else line.text[: line.comment.start]).strip()


def _edited(line: Line, edits: list[tuple[Word, str]]) -> str:
    text = line.text
    for word, new in sorted(edits, key=lambda edit: edit[0].start, reverse=True):
        text = text[: word.start] + new + text[word.end :]
    return text
