"""Ask the rules about single rows: once for all rows that are written alike, in any table, on any line.

What such a rule finds depends on the text of the row's own lines, on the groups above it, on the periods and on the
framework. So the findings are kept under these, with the line where they were made, and moved to the line where the
same row stands next. Most rows have none.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import compress
from typing import NamedTuple

from perfdsl.checks.registry import RULES
from perfdsl.checks.row import Row, row_of
from perfdsl.checks.rule import RowCheck, Rule
from perfdsl.checks.runner import INTERNAL, run_rules
from perfdsl.diagnostics import Diagnostic, Edit, Label, Span
from perfdsl.memo import MB, Bounded, listed, weight
from perfdsl.model.framework import Framework
from perfdsl.model.table import Indicator, Table
from perfdsl.syntax.nodes import Line

_MOST = 6 * MB
_ENTRY = 200  # bytes of the dictionaries for one row

_Text = str | tuple[str, ...]
_Place = tuple[int | tuple[str, ...], ...]


class _Known(NamedTuple):
    """What was found in a row, by the rule's code, and the line it stood on then."""

    line: int
    found: tuple[tuple[str, Diagnostic], ...]


class _Memo(Bounded):
    """The rows of all frameworks, by place and text. A row without findings is remembered as None."""

    def __init__(self) -> None:
        self._places: dict[_Place, dict[_Text, _Known | None]] = {}
        self._frameworks: dict[int, Framework] = {}  # kept, so that no identity passes to another
        self._bytes = 0

    @property
    def held(self) -> int:
        return self._bytes

    def forget(self) -> None:
        self._places.clear()
        self._frameworks.clear()
        self._bytes = 0

    def add(self, here: dict[_Text, _Known | None], text: _Text, known: _Known | None) -> None:
        """A row of a place."""
        here[text] = known
        self._bytes += _ENTRY + weight(text) + (weight(known) if known else 0)

    def place(self, framework: Framework, *names: tuple[str, ...]) -> dict[_Text, _Known | None]:
        """The known rows of one place: the groups above, as written and as the framework calls them; the periods."""
        if self._bytes >= _MOST:
            self.forget()
        self._frameworks[id(framework)] = framework
        return self._places.setdefault((id(framework), *names), {})


_memo = listed(_Memo())


def row_findings(table: Table, lines: Sequence[Line], silent: Container[str]) -> Iterator[Diagnostic]:
    """What the row rules find in a table whose document has these lines; nothing of the ``silent`` rules."""
    crashed: set[str] = set()
    for by, code, finding in _all(table, lines):
        if code in silent or code in crashed:
            continue
        if finding.code == INTERNAL:  # about the rule and no line: said once
            crashed.add(code)
            yield finding
        else:
            yield _moved(finding, by)


def _all(table: Table, lines: Sequence[Line]) -> Iterator[tuple[int, str, Diagnostic]]:
    """Every finding with its rule, and by how many lines it is to be moved."""
    here: dict[_Text, _Known | None] = {}
    path: tuple[str, ...] | None = None
    for whole in table.indicators:
        if whole.path is not path:
            path = whole.path
            here = _memo.place(table.framework, path, whole.groups, table.periods)
        for indicator in (whole, *whole.parts) if whole.parts else (whole,):
            text: _Text = lines[indicator.span.line - 1].text
            if indicator.notes or indicator.actuals:
                text = _with_notes(indicator, lines)
            if text not in here:
                _memo.add(
                    here, text, _ask(row_of(indicator, table.framework, is_part=indicator is not whole))
                )
            if known := here[text]:
                for code, finding in known.found:
                    yield indicator.line - known.line, code, finding


def _with_notes(indicator: Indicator, lines: Sequence[Line]) -> _Text:
    """The row's lines, down to the last of its notes and observed values."""
    first = indicator.span.line
    last = max(
        [note.key_span.line for note in indicator.notes] + [target.span.line for target in indicator.actuals]
    )
    return tuple([line.text for line in lines[first - 1 : last]])


def _ask(row: Row) -> _Known | None:
    is_marked, is_unusual = row.is_marked, row.is_unusual
    asked = _rules_for(bool(row.measured), bool(row.worded), is_marked, is_unusual, is_marked or is_unusual)
    found = run_rules(asked, row)
    return _Known(row.indicator.line, tuple(found)) if found else None


@cache
def _rules_for(*is_asked: bool) -> tuple[tuple[Rule, RowCheck], ...]:
    """The rules for rows that are measured, worded, marked, unusual, odd."""
    asked = {"all", *compress(("measured", "worded", "marked", "unusual", "odd"), is_asked)}
    return tuple((rule, rule.check_row) for rule in RULES if rule.check_row and rule.of in asked)


def _moved(finding: Diagnostic, by: int) -> Diagnostic:
    """The finding ``by`` lines further down."""
    if not by:
        return finding
    labels = tuple([Label(_span(label.span, by), label.text) for label in finding.labels])
    fix = finding.fix
    if fix:
        fix = fix._replace(edits=tuple([Edit(_span(edit.span, by), edit.text) for edit in fix.edits]))
    return finding._replace(span=_span(finding.span, by), labels=labels, fix=fix)


def _span(span: Span, by: int) -> Span:
    return Span(span.line + by, span.start, span.end)
