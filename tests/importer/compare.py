"""An imported table beside the one that was laid out: fact by fact what is right, and what is missed by name.

A fact is what one cell of the form says: a header field, a prose section, an amount, the path, the name, a value of an
indicator, its points, its result, a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import chain, zip_longest
from typing import NamedTuple, TypeVar

from perfdsl.model.header import KEYS
from perfdsl.model.table import Amount, Indicator, MoneyItem, Table
from perfdsl.presentation.markdown import plain_text
from tests.importer.forms.blocks import UNPRINTED
from tests.importer.forms.cases import Truth
from tests.importer.readings import flat, names_of, reading, readings, readings_as_written

KINDS = (
    "framework", "name", "year", "field", "section", "money", "amount", "group", "indicator", "path", "value", "actual",
    "points", "note", "small print", "extra", "unread", "unaccounted",
)  # fmt: skip
FAULTS = ("extra", "unread", "unaccounted")
"""What should not be there at all: rows that no form has, lines that cannot be read, cells that no account names."""
_Named = TypeVar("_Named", Indicator, MoneyItem)


class Fact(NamedTuple):
    """``wanted`` is what the table says at ``where``; ``right``: the imported one says the same there."""

    kind: str
    where: str
    wanted: str
    right: bool


def compare(truth: Truth, imported: Table, *, late: bool = False) -> Iterator[Fact]:
    """Every fact of a table; ``late``: a group's first row may be taken for the last one of the group before.

    Of kind ``extra`` is what the form does not say: it is never right.
    """
    table = truth.table
    yield _fact("framework", "", table.framework.name, imported.framework.name)
    yield _fact("name", "", table.name, imported.name)
    yield _fact("year", "", str(table.year), str(imported.year))
    yield from _fields(truth, imported)
    yield from _sections(table, imported)
    yield from _money(truth, imported)
    yield from _groups(table, imported)
    yield from _indicators(truth, imported, late=late)


def nothing_imported(truth: Truth) -> Iterator[Fact]:
    """Every fact of a table that was not found at all."""
    for fact in compare(truth, truth.table):
        yield fact._replace(right=False)


def _fact(kind: str, where: str, wanted: str, *found: str) -> Fact:
    return Fact(kind, where, wanted, flat(wanted) in map(flat, found))


def _fields(truth: Truth, imported: Table) -> Iterator[Fact]:
    """The header lines that the form prints; a label may be kept, or be told by the notation's own word."""
    labels = truth.layout.labels()
    for field in truth.table.header:
        if (field.key in UNPRINTED and field.key not in labels.values()) or not field.value:
            continue
        keys = {field.key, *(label for label, key in labels.items() if key == field.key)}
        keys |= set(chain.from_iterable(same for same in KEYS.values() if keys & set(same)))
        found = [value for key, value in _said(imported) if flat(key) in set(map(flat, keys))]
        if field.key not in ("项目", "部门"):
            yield _fact("field", field.key, field.value, *found)


def _said(imported: Table) -> Iterator[tuple[str, str]]:
    """Header lines, and prose: a framework may have a section for what a form has among its fields."""
    yield from ((one.key, one.value) for one in imported.header)
    yield from ((one.title, plain_text(one.markdown)) for one in imported.sections)


def _sections(table: Table, imported: Table) -> Iterator[Fact]:
    for section in table.sections:
        if text := plain_text(section.markdown):
            found = [
                plain_text(one.markdown)
                for one in imported.sections
                if flat(one.title) == flat(section.title)
            ]
            yield _fact("section", section.title, text, *found)


def _money(truth: Truth, imported: Table) -> Iterator[Fact]:
    """Wherever it stands: as a row, a part of one, or a project."""
    usual = dict(chain.from_iterable(block.aliases for block in truth.table.framework.blocks))
    wanted, found = list(_items(truth.table)), list(_items(imported))
    for one, other in _paired(wanted, found, usual):
        if one is not None:
            yield Fact("money", one.name, one.name, other is not None)
            yield from _amounts(one, other)
            yield from _money_notes(truth, one, other)


def _amounts(one: MoneyItem, other: MoneyItem | None) -> Iterator[Fact]:
    cells = other.amounts if other else ()
    for number, amount in enumerate(one.amounts[: one.cell_count]):
        if amount.text != "-":
            cell = cells[number] if number < len(cells) else None
            right = cell is not None and _sum(amount) == _sum(cell)
            yield Fact("amount", f"{one.name} {number + 1}", amount.text, right)


def _sum(amount: Amount) -> Decimal | str:
    return amount.text if amount.yuan is None else amount.yuan


def _money_notes(truth: Truth, one: MoneyItem, other: MoneyItem | None) -> Iterator[Fact]:
    """What stands in one more column may be a note or, where it is money, one more amount."""
    more = other.amounts[one.cell_count :] if other else ()
    notes = [note.value for note in other.notes] if other else []
    notes += [f"{other.points:f}"] if other and other.points is not None else []
    for note in one.notes:
        if note.key not in truth.layout.omits:
            amounts = (amount.text for amount in more if amount.number is not None)
            yield _fact("note", f"{one.name} {note.key}", note.value, *notes, *amounts)


def _items(table: Table) -> Iterator[MoneyItem]:
    for item in (*table.funding.items, *table.projects, *table.project_totals):
        yield from _with_parts(item)


def _with_parts(item: MoneyItem) -> Iterator[MoneyItem]:
    yield item
    for part in item.parts:
        yield from _with_parts(part)


def _groups(table: Table, imported: Table) -> Iterator[Fact]:
    """Those that hold nothing, which no indicator names, and the points of each."""
    found = {flat(group.name): group for group in imported.all_groups()}
    for group in table.all_groups():
        other = found.get(flat(group.name))
        if not group.indicators and not group.children:
            yield Fact("group", group.name, group.name, other is not None)
        if group.points is not None:
            yield Fact(
                "points", group.name, f"{group.points:f}", bool(other and other.points == group.points)
            )


def _indicators(truth: Truth, imported: Table, *, late: bool) -> Iterator[Fact]:
    before: tuple[str, ...] = ()
    for one, other in _paired(list(truth.table.with_parts()), list(imported.with_parts())):
        if one is None:
            assert other is not None
            yield Fact("extra", other.name, other.name, right=False)
            continue
        yield Fact("indicator", one.name, one.name, other is not None)
        yield Fact("path", one.name, "/".join(one.path), _same_path(one, other, before if late else ()))
        yield from _values(truth.table, one, other)
        yield from _details(truth, one, other)
        before = one.path


def _same_path(one: Indicator, other: Indicator | None, before: tuple[str, ...]) -> bool:
    if other is None or len(one.path) != len(other.path):
        return False
    allowed = zip_longest(one.path, before[: len(one.path)], fillvalue="")
    return all(
        flat(found) in {flat(name) for name in names if name} or _without_unit(found) in map(flat, names)
        for found, names in zip(other.path, allowed, strict=True)
    )


def _without_unit(name: str) -> str:
    return flat(name).partition("(")[0]


def _values(table: Table, one: Indicator, other: Indicator | None) -> Iterator[Fact]:
    """Comparator, number and unit, or the words, of each period."""
    found = readings_as_written(other) if other else {}
    for number, period in enumerate(table.periods):
        wanted = readings(one, period)
        if wanted:
            same = _period(number, period, table, list(found))
            right = bool(wanted & found.get(same, frozenset()))
            yield Fact("value", f"{one.name} {period}", str(min(wanted)), right)


def _period(number: int, period: str, table: Table, found: Sequence[str]) -> str:
    """What the import calls a period: by its name, or (实施期 for 中期) by its place among as many."""
    return period if period in found or len(found) != len(table.periods) else found[number]


def _details(truth: Truth, one: Indicator, other: Indicator | None) -> Iterator[Fact]:
    notes = [note.value for note in other.notes] if other else []
    actuals = [target.value.text for target in other.actuals] if other else []
    for target in one.actuals[:1]:
        same = reading(target) in map(reading, other.actuals) if other else False
        yield Fact("actual", one.name, target.value.text, same or flat(target.value.text) in map(flat, notes))
    if one.points is not None and "points" in truth.layout.sources():
        yield Fact("points", one.name, f"{one.points:f}", bool(other and other.points == one.points))
    for note in one.notes:
        if note.key not in truth.layout.omits:
            units = [target.value.unit for target in other.targets] if other else []
            yield _fact("note", f"{one.name} {note.key}", note.value, *notes, *actuals, *units)


def _paired(
    wanted: Sequence[_Named], found: Sequence[_Named], usual: Mapping[str, str] | None = None
) -> Iterator[tuple[_Named | None, _Named | None]]:
    """Each with the one of its name, in their order; ``usual`` says which names mean the same."""
    spellings = {name: names_of(one.name)[0] for one in wanted for name in names_of(one.name)}
    keys = [_key(one.name, spellings, usual or {}) for one in wanted]
    others = [_key(one.name, spellings, usual or {}) for one in found]
    for tag, a, b, c, d in SequenceMatcher(None, keys, others, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(wanted[a:b], found[c:d], strict=True)
        else:
            yield from ((one, None) for one in wanted[a:b])
            yield from ((None, one) for one in found[c:d])


def _key(name: str, spellings: Mapping[str, str], usual: Mapping[str, str]) -> str:
    known = next((spellings[one] for one in names_of(name) if one in spellings), names_of(name)[0])
    return usual.get(known, known)


def summed(facts: Iterable[Fact]) -> dict[str, tuple[int, int]]:
    """Right and all of each kind."""
    counts: dict[str, tuple[int, int]] = {}
    for fact in facts:
        right, count = counts.get(fact.kind, (0, 0))
        counts[fact.kind] = right + fact.right, count + 1
    return counts
