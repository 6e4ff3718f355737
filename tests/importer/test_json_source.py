"""A table that was exported as JSON and imported is the same table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perfdsl.formats.table_json import json_object, table_json
from perfdsl.importer.file_import import import_bytes
from perfdsl.model.library import Library
from perfdsl.model.table import Table
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source, read_source

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(ROOT.glob("examples/*/20*/*.perf"))
SHELF = library([ROOT / "examples/provinces/体系"])
_PLACES = {"line", "file"}


def table_of(text: str, shelf: Library = SHELF) -> Table:
    table = check_source(Source("2025/a.perf", text), shelf).table
    assert table is not None
    return table


def facts(value: Any) -> Any:
    """What a table says, without where."""
    if isinstance(value, dict):
        return {key: facts(one) for key, one in value.items() if key not in _PLACES}
    return [facts(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_comes_back(file: Path) -> None:
    before = table_of(read_source(file, file.name).text)
    (again,) = import_bytes(json_object(before), "表.json", SHELF).tables
    assert facts(table_json(table_of(again.text))) == facts(table_json(before))
    assert (again.name, again.year, again.framework) == (before.name, before.year, before.framework.name)


@pytest.mark.parametrize("text", ["{}", "[1]", '{"name": "甲"}', "[", "null", '"甲"', "[" * 5000])
def test_other_json_is_refused(text: str) -> None:
    done = import_bytes(text.encode(), "表.json", SHELF)
    assert done.tables == ()
    assert done.refused


def test_several_tables_of_one_file() -> None:
    tables = [table_json(table_of(read_source(file, file.name).text)) for file in EXAMPLES[:3]]
    done = import_bytes(json.dumps(tables, ensure_ascii=False).encode(), "表.json", SHELF)
    assert [one.name for one in done.tables] == [one["name"] for one in tables]
