"""A case through the whole of an import: file, document, source, table, and what of its facts came out right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfdsl.importer.office import OfficeDocument, UnreadableError
from perfdsl.importer.reading import read_office_file
from tests.importer.compare import FAULTS, Fact, compare, nothing_imported
from tests.importer.forms.cases import Case, Truth
from tests.importer.forms.writers.formats import FORMATS
from tests.importer.forms.writers.office import office_document
from tests.importer.read_back import ReadBack, read_back, unaccounted
from tests.importer.readings import flat

# The number of a value, without its comparator and its unit, which other cells may say; or the words.
_SAID = re.compile(r"(?<=^[<>=])[\d.,]+|(?<=^[<>]=)[\d.,]+|^[^<>=].*")

_GAP = re.compile(r"\s{2,}")
_LABEL = 8  # characters of a label at most; a longer text before a colon is a sentence

GRID = "grid"
"""No file at all: what an ideal reader would read. Measures the recognition alone."""


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
        document = _document(name, case)
    except UnreadableError as error:
        return Outcome(
            tuple(fact for truth in case.truths for fact in nothing_imported(truth)), (), error.message
        )
    found = read_back(document)
    facts = (*_facts(case, found), *_faults(document, found))
    written = flat("".join(one.text for one in found))
    lost = tuple(
        fact for fact in facts if not fact.right and fact.kind not in FAULTS and _is_lost(fact, written)
    )
    return Outcome(facts, lost, _miscounted(len(case.truths), len(found)))


def _miscounted(wanted: int, found: int) -> str:
    if found < wanted:
        return f"{wanted - found} tables were not found"
    return f"{found - wanted} tables are no performance tables" if found > wanted else ""


def _document(name: str, case: Case) -> OfficeDocument:
    if name == GRID:
        return office_document(case.name, case.forms)
    kind = FORMATS[name]
    return read_office_file(kind.write(case.forms), case.name + kind.suffix)


def _facts(case: Case, found: Sequence[ReadBack]) -> Iterator[Fact]:
    for truth, one in zip(case.truths, _in_order(case.truths, found), strict=True):
        if one is None or one.table is None:
            yield from nothing_imported(truth)
        else:
            yield from compare(truth, one.table, late=case.variant == "late")
    if len(found) >= len(case.truths):
        yield from _small_print(case, flat("".join(one.text for one in found)))


def _faults(document: OfficeDocument, found: Sequence[ReadBack]) -> Iterator[Fact]:
    yield from (Fact("unread", line, "", right=False) for one in found for line in one.unread)
    yield from (
        Fact("unaccounted", cell.place, cell.text, right=False) for cell in unaccounted(document, found)
    )


def _small_print(case: Case, written: str) -> Iterator[Fact]:
    """What stands in lines around the tables and in rows of one cell is kept somewhere, be it in a comment."""
    for form in case.forms:
        rows = [row[0].text for row in form.rows if len(row) == 1 and row[0].role == "text"]
        for piece in _GAP.split("  ".join((*form.above, *rows, *form.below)).strip()):
            label, _, value = piece.partition("：")
            said = piece if len(label) > _LABEL else value
            if said:
                yield Fact("small print", label, said, flat(said) in written)


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
