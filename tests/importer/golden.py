"""A case through the whole of an import: file, document, source, table, and what of its facts came out right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfdsl.importer.importing import import_document
from perfdsl.importer.office import OfficeDocument, UnreadableError
from perfdsl.importer.reading import read_office_file
from perfdsl.model.table import Table
from perfdsl.pipeline import check_source
from perfdsl.syntax.source import Source
from tests.importer.compare import Fact, compare, nothing_imported
from tests.importer.forms.cases import Case, Truth, shelf
from tests.importer.forms.writers.formats import FORMATS
from tests.importer.forms.writers.office import office_document
from tests.importer.readings import flat

# The number of a value, without its comparator and its unit, which other cells may say; or the words.
_SAID = re.compile(r"(?<=^[<>=])[\d.,]+|(?<=^[<>]=)[\d.,]+|^[^<>=].*")

GRID = "grid"
"""No file at all: what an ideal reader would read. Measures the recognition alone."""


class ReadBack(NamedTuple):
    """The source that an import wrote, and the table that it is read as."""

    text: str
    table: Table | None


class Outcome(NamedTuple):
    """``lost`` are the missed facts whose text stands nowhere in what was written; ``failure``: why nothing was read."""

    facts: tuple[Fact, ...]
    lost: tuple[Fact, ...] = ()
    failure: str = ""


class Line(NamedTuple):
    """One case in one format."""

    format: str
    case: str
    outcome: Outcome


def imported(name: str, case: Case) -> Line:
    """The case written in a format (of FORMATS, or GRID), imported, and compared."""
    return Line(name, f"{case.name} · {case.variant}", _outcome(name, case))


def missed(line: Line) -> Iterator[str]:
    """What is not right, by name."""
    start = f"{line.format}  {line.case}"
    if line.outcome.failure:
        yield f"{start}: {line.outcome.failure}"
    if not any(fact.right for fact in line.outcome.facts):
        return
    for fact in line.outcome.facts:
        if not fact.right:
            lost = "  LOST" if fact in line.outcome.lost else ""
            yield f"{start}: {fact.kind} {fact.where} = {fact.wanted}{lost}".replace("\n", "⏎")


def _outcome(name: str, case: Case) -> Outcome:
    try:
        found = _import(_document(name, case))
    except UnreadableError as error:
        return Outcome(
            tuple(fact for truth in case.truths for fact in nothing_imported(truth)), (), error.message
        )
    facts = tuple(_facts(case, found))
    written = flat("".join(one.text for one in found))
    lost = tuple(
        fact for fact in facts if not fact.right and fact.kind != "extra" and _is_lost(fact, written)
    )
    return Outcome(facts, lost, _miscounted(len(case.truths), len(found)))


def _miscounted(wanted: int, found: int) -> str:
    if found < wanted:
        return f"{wanted - found} tables were not found"
    return f"{found - wanted} tables are no performance tables" if found > wanted else ""


def import_bytes(data: bytes, name: str) -> list[ReadBack]:
    """Every table of a file.

    Raises:
        UnreadableError: it cannot be read.
    """
    return _import(read_office_file(data, name))


def _document(name: str, case: Case) -> OfficeDocument:
    if name == GRID:
        return office_document(case.name, case.forms)
    kind = FORMATS[name]
    return read_office_file(kind.write(case.forms), case.name + kind.suffix)


def _import(document: OfficeDocument) -> list[ReadBack]:
    tables = import_document(document, shelf()).tables
    return [
        ReadBack(one.text, check_source(Source("2025/imported.perf", one.text), shelf()).table)
        for one in tables
    ]


def _facts(case: Case, found: Sequence[ReadBack]) -> Iterator[Fact]:
    for truth, one in zip(case.truths, _in_order(case.truths, found), strict=True):
        if one is None or one.table is None:
            yield from nothing_imported(truth)
        else:
            yield from compare(truth, one.table, late=case.variant == "late")


def _in_order(truths: Sequence[Truth], found: Sequence[ReadBack]) -> Iterator[ReadBack | None]:
    """For each table the one of its name; where none has it, the next that has no other's."""
    by_name = {flat(one.table.name): one for one in found if one.table}
    names = {flat(truth.table.name) for truth in truths}
    rest = iter([one for one in found if one.table is None or flat(one.table.name) not in names])
    for truth in truths:
        name = flat(truth.table.name)
        yield by_name[name] if name in by_name else next(rest, None)


def _is_lost(fact: Fact, written: str) -> bool:
    """Whether what the cell says is nowhere in what was written; a path, a framework and a year are no text of a cell."""
    said = _SAID.search(flat(fact.wanted))
    return fact.kind not in ("path", "framework", "year") and said is not None and said[0] not in written
