"""Next year's table from this year's: the same lines, with what belongs to the old year moved on, remarked or left out.

Lines are kept to the letter but for what has to change, and the old wording of what was changed stands below as a remark.
Names, groups and targets of indicators stay; amounts are to be filled in anew, since nobody would see that they are last
year's; what was reached becomes a remark; results of the old year are left out, each with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.model.outline import OutlineSection, split
from perfdsl.model.section_titles import rule_of
from perfdsl.model.table import Table
from perfdsl.model.values import BLANK
from perfdsl.starting.carried_line import CarriedLine, Change
from perfdsl.starting.last_results import LastResults
from perfdsl.starting.line_mover import LineMover
from perfdsl.syntax.nodes import Document, Header, Line


class LeftOut(NamedTuple):
    """Lines of the old table, ``first`` to ``last``, that are not in the new one; ``text`` is the first of them."""

    first: int
    last: int
    text: str
    reason: str


class NextYear(NamedTuple):
    """The new table; what was left out of it, and how many lines were changed in which way."""

    text: str
    left_out: tuple[LeftOut, ...]
    changes: Counter[Change]


def next_year(document: Document, table: Table, year: int) -> NextYear:
    """The table of ``year`` from ``document``, whose table is ``table``."""
    results = LastResults()
    mover = LineMover(table, year, results)
    _, sections = split(document)
    dropped = [section for section in sections if section.is_prose and results.of_section(section.title)]
    gone = {line.number for section in dropped for line in section.lines}
    heads = {section.line.number: section for section in dropped}
    texts: list[str] = []
    left_out: list[LeftOut] = []
    changes: Counter[Change] = Counter()
    for line in document.lines:
        if line.number in heads:
            section = heads[line.number]
            left_out.append(_left_out(section, results.of_section(section.title)))
            texts += _kept_of(section, table)
        elif line.number not in gone:
            carried = mover.carry(line)
            texts += carried.texts
            changes.update(carried.changes)
            left_out += _reason_of(line, carried)
    if not table.head.year.value:
        texts.insert(_first_line(document), f"年度: {year}")
    return NextYear(
        "\n".join([*texts, ""]) if texts[-1:] != [""] else "\n".join(texts), tuple(left_out), changes
    )


def _first_line(document: Document) -> int:
    """Behind how many lines the first line of the header stands."""
    return next((line.number for line in document.lines if isinstance(line.node, Header)), 0)


def _left_out(section: OutlineSection, reason: str) -> LeftOut:
    last = next((line.number for line in reversed(section.lines) if line.text.strip()), section.line.number)
    return LeftOut(section.line.number, last, section.line.text.strip(), reason)


def _kept_of(section: OutlineSection, table: Table) -> list[str]:
    """What stays of a section of results: where the form demands it, its heading."""
    rule = rule_of(table.framework, section.title)
    return [section.line.text, "", BLANK, ""] if rule and rule.required else []


def _reason_of(line: Line, carried: CarriedLine) -> Iterator[LeftOut]:
    if carried.reason:
        yield LeftOut(line.number, line.number, line.text.strip(), carried.reason)
