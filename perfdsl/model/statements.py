"""What a table says, line by line: to tell whether two texts say the same, and where they do not.

A line of a table is an entry, a heading, a note …; what it says is told here in statements, each with the words that
say it. What is derived (sums, values that stand for several periods, the groups as a tree) is left out, and what is
written about a line (its notes, observed values and parts) is said by the line that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from perfdsl.diagnostics import Span
from perfdsl.model.table import Amount, Group, Indicator, MoneyItem, NoteField, Table, Target
from perfdsl.text.folding import ZERO_WIDTH, fold

Kind = Literal["wording", "fact"]


class Statement(NamedTuple):
    """One thing that is said. A ``wording`` is text that nothing refers to: the name of an indicator, a described
    value, a note, prose, words where an amount should stand. Anything else is a ``fact``: numbers, units, periods, and all names that sums, links and
    addresses depend on. ``span`` is where it is said, ``said`` what, without places.
    """

    kind: Kind
    span: Span
    said: Any


_UNSEEN = dict.fromkeys(map(ord, ZERO_WIDTH))

Statements = dict[tuple[int, str], Statement]
"""By line and what it is: name, first value, … Line 0 holds what the whole table is read by."""


def statements(table: Table) -> Statements:
    """Everything that a table says."""
    whole = Statement(
        "fact", Span(0, 0, 0), (table.framework.name, table.framework_known, table.project_columns)
    )
    said: Statements = {(0, "表式"): whole}
    for place, one in _all(table):
        said[place] = one._replace(said=_seen(one.said))
    return said


def _seen(said: Any) -> Any:
    """Without marks that nobody sees."""
    if isinstance(said, str):
        return said.translate(_UNSEEN)
    return tuple(map(_seen, said)) if isinstance(said, tuple) else said


def belonging(table: Table) -> dict[int, int]:
    """The line of each part, with the line that it is a part of."""
    owners = {part.line: row.line for row in table.indicators for part in row.parts}
    for item in (*table.funding.items, *table.projects):
        owners |= {part.line: item.line for part in item.parts}
    return owners


_One = tuple[tuple[int, str], Statement]


def _all(table: Table) -> Iterator[_One]:
    yield _fact(table.name_span, "名称", (table.kind, table.name))
    for i, field in enumerate(table.header):
        wording: Kind = "wording" if i else "fact"
        yield (field.key_span.line, "键"), Statement("wording", field.key_span, field.key)
        yield (field.key_span.line, "内容"), Statement(wording, field.value_span, field.value)
    yield from _head(table)
    for section in table.sections:
        yield _fact(section.span, "栏目", section.title)
        for line, text in section.numbered():
            yield (line, "文字"), Statement("wording", Span(line, 0, len(text)), text)
    for unit, items in ((table.funding.unit, table.funding.items), (table.project_unit, table.projects)):
        for item in items:
            yield from _money(item, unit)
    for group in table.groups:
        yield from _group(group, ())
    for indicator in table.indicators:
        yield from _indicator(indicator, table)
    for line, comment in table.comments:
        place = Span(line, comment.start, comment.end)
        yield (line, "注释"), Statement("fact", place, (comment.text.lstrip("/／").strip(), comment.reason))


def _head(table: Table) -> Iterator[_One]:
    """What the header means: a fact that is said under another key is another fact."""
    for name, field in table.head._asdict().items():
        if field.value:
            yield _fact(field.value_span, f"事项 {name}", field.value)


def _group(group: Group, above: tuple[str, ...]) -> Iterator[_One]:
    said = (above, group.level, group.name, group.key, group.role, group.known, group.points)
    yield _fact(group.span, "分组", (said, tuple(link.name for link in group.links)))
    yield from _notes(group.span.line, group.notes)
    for child in group.children:
        yield from _group(child, (*above, group.name))


def _indicator(indicator: Indicator, table: Table, owner: int = 0) -> Iterator[_One]:
    line = indicator.line
    yield (line, "名称"), Statement("wording", indicator.span, indicator.name)
    place = (owner, indicator.path, indicator.groups, indicator.operator, indicator.points, indicator.flags)
    yield _fact(indicator.span, "位置", place)
    yield from _values(line, "值", indicator.targets, table)
    yield from _values(line, "实际值", indicator.actuals, table)
    yield from _notes(line, indicator.notes)
    for part in indicator.parts:
        yield from _indicator(part, table, line)


def _values(line: int, what: str, targets: Iterable[Target], table: Table) -> Iterator[_One]:
    """The written ones. Without a framework nobody knows which period a value is of."""
    for i, target in enumerate(one for one in targets if one.written):
        value = target.value
        period = target.period if table.framework_known else ""
        measure = (
            value.kind,
            value.number,
            value.upper,
            value.unit,
            target.comparator,
            value.start,
            value.end,
        )
        if value.number is None and not value.kind.is_date:
            yield (line, f"{what} {i}"), Statement("wording", target.span, (period, value.kind, value.text))
        else:
            yield (line, f"{what} {i}"), Statement("fact", target.span, (period, *measure))


def _money(item: MoneyItem, unit: str, owner: int = 0) -> Iterator[_One]:
    yield _fact(item.span, "款项", (owner, unit, item.name, item.points))
    yield from _amounts(item.line, "金额", item.amounts)
    yield from _amounts(item.line, "执行", item.actuals)
    yield from _notes(item.line, item.notes)
    for part in item.parts:
        yield from _money(part, unit, item.line)


def _amounts(line: int, what: str, amounts: Iterable[Amount]) -> Iterator[_One]:
    for i, amount in enumerate(one for one in amounts if one.written and one.span):
        kind: Kind = "wording" if amount.is_unknown else "fact"
        said = fold(amount.text) if amount.yuan is None else amount.yuan
        yield (line, f"{what} {i}"), Statement(kind, amount.span or Span(line, 0, 0), said)


def _notes(line: int, notes: Iterable[NoteField]) -> Iterator[_One]:
    for i, note in enumerate(notes):
        yield (line, f"注 {i}"), Statement("wording", note.value_span, (note.key, note.value))


def _fact(span: Span, what: str, said: Any) -> _One:
    return (span.line, what), Statement("fact", span, said)
