"""What is handed in comes back: every example as the official form, in each format, imported says the same again."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl.formats.registry import FORMATS
from perfdsl.importer.file_import import import_bytes
from perfdsl.model.table import Indicator, Table
from perfdsl.syntax.source import read_source
from tests.importer.compare import compare
from tests.importer.forms.cases import Truth
from tests.importer.forms.layout import Layout
from tests.importer.test_json_source import EXAMPLES, SHELF, table_of

# What the official form has no room for: it says how a value was corrected on the page of the site.
OFFICIAL = Layout("原表式", (), (), (), (), (), omits=frozenset({"更正"}))


# The form prints its own names of the rows, so that they are compared below.
OF_MONEY = ("money", "amount", "note")


@pytest.mark.parametrize("name", ["xlsx", "docx"])
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_example_comes_back(file: Path, name: str) -> None:
    before = table_of(read_source(file, file.name).text)
    done = import_bytes(FORMATS[name].made_of(before), f"原表.{name}", SHELF, before.framework.name)
    (again,) = done.tables
    assert again.leftovers == ()
    after = table_of(again.text)
    wrong = [fact for fact in compare(Truth(before, OFFICIAL), after) if not fact.right]
    assert [fact for fact in wrong if fact.kind not in OF_MONEY] == []
    assert money(after) == money(before)
    assert [marks(one) for one in after.with_parts()] == [marks(one) for one in before.with_parts()]


def marks(indicator: Indicator) -> tuple[object, ...]:
    """What stands in the brackets behind a line."""
    return indicator.name.removeprefix("其中:"), indicator.points, indicator.flags


def money(table: Table) -> list[object]:
    """Each row that the form draws, by the form's own name of it: what is empty is printed as 0, or not at all."""
    rows = (
        row
        for block in table.funding.blocks
        for top in (*block.lines, *block.unlisted)
        for _, row in top.walk()
    )
    return [(row.name, [amount.number or 0 for amount in row.amounts]) for row in rows]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_indicators_come_back_from_stratml(file: Path) -> None:
    """Which has no place for money and most of the header, and joins some prose."""
    before = table_of(read_source(file, file.name).text)
    data = FORMATS["stratml"].made_of(before)
    (again,) = import_bytes(data, "计划.xml", SHELF, before.framework.name).tables
    after = table_of(again.text)
    kinds = ("indicator", "path", "value", "actual", "name", "year")
    wrong = [
        fact for fact in compare(Truth(before, OFFICIAL), after) if not fact.right and fact.kind in kinds
    ]
    assert wrong == []
    assert [marks(one)[:2] for one in after.with_parts()] == [marks(one)[:2] for one in before.with_parts()]


def test_another_xml_is_told_so() -> None:
    done = import_bytes(
        b"<?xml version='1.0'?><PerformancePlanOrReport><A/></PerformancePlanOrReport>", "a.xml", SHELF
    )
    assert "StratML" in done.refused
