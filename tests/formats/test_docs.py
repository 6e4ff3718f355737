"""``docs/formats.md`` lists what is written: the columns of the files, the tables of the database, its queries."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from perfdsl.formats.registry import FORMATS
from perfdsl.formats.sheets import SHEETS, Sheet
from perfdsl.formats.sqlite import write_sqlite
from perfdsl.model.kinds import KINDS
from perfdsl.model.table import Table

TYPES = {"text": "文字", "integer": "整数", "number": "数", "boolean": "是 / 否", "comparator": "文字"}


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs/formats.md").read_text("utf-8")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_columns_of_a_file(sheet: Sheet, text: str) -> None:
    head = f"### {sheet.file} {sheet.title}\n\n{sheet.about}。\n\n| 列 | 类型 | 内容 |\n|---|---|---|\n"
    rows = [f"| {column.title} | {TYPES[column.kind]} | {column.about} |\n" for column in sheet.columns]
    assert head + "".join(rows) in text


def test_every_format_is_told(text: str) -> None:
    assert re.findall(r"^\| \[(\w+)\]", text, re.MULTILINE) == [
        "xlsx",
        "docx",
        "pdf",
        "csv",
        "datapackage",
        "sqlite",
        "json",
        "stratml",
    ]
    assert set(FORMATS) == {"xlsx", "docx", "pdf", "csv", "datapackage", "sqlite", "json", "stratml"}


def test_the_database(text: str, tables: list[Table], tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    write_sqlite(tables, file)
    with closing(sqlite3.connect(file)) as connection:
        listed = connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        ).fetchall()
        assert [name for (name,) in listed] == re.findall(
            r"^\| `(\w+)` \|", text.split("## SQLite")[1], re.MULTILINE
        )[:7]
        for query in re.findall(r"```sql\n(.*?)```", text, re.DOTALL):
            assert connection.execute(query).fetchall() != []


def test_the_columns_of_the_database_are_those_of_the_files(tables: list[Table], tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    write_sqlite([], file)
    with closing(sqlite3.connect(file)) as connection:
        for sheet in SHEETS:
            have = {row[1] for row in connection.execute(f"PRAGMA table_info({sheet.name})")}
            have |= (
                {row[1] for row in connection.execute("PRAGMA table_info(targets)")}
                if sheet.name == "indicators"
                else set()
            )
            wanted = {column.name for column in sheet.columns} - {"unit_name"}
            wanted -= {"year"} if sheet.name != "units" else set()
            assert {"column_name" if name == "column" else name for name in wanted} <= have


def test_the_schema_of_json_knows_every_kind_of_value(root: Path) -> None:
    schema = json.loads((root / "perfdsl/formats/table.schema.json").read_text("utf-8"))
    assert schema["$defs"]["target"]["properties"]["kind"]["enum"] == list(KINDS)
