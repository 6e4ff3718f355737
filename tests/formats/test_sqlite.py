"""SQLite: whole, sound, and what an analyst would ask of it comes out right."""

from __future__ import annotations

import random
import sqlite3
from collections import namedtuple
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from perfdsl.formats.records.units import UnitRecord
from perfdsl.formats.sqlite import Database, insert_statement, sqlite_chunks, write_sqlite
from perfdsl.model.addresses import document_folder
from perfdsl.model.table import Table
from perfdsl.resources import data


@pytest.fixture(scope="module")
def database(tables: list[Table], tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    file = tmp_path_factory.mktemp("sqlite") / "data.sqlite"
    write_sqlite(tables, file)
    with closing(sqlite3.connect(file)) as connection:
        yield connection


def test_the_file_is_sound(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_everything_is_there(database: sqlite3.Connection, tables: list[Table]) -> None:
    def count(name: str) -> int:
        return int(database.execute(f"SELECT count(*) FROM {name}").fetchone()[0])  # noqa: S608 - names below

    assert count("units") == len(tables)
    assert count("sections") == sum(len(table.sections) for table in tables)
    assert count("indicators") == sum(1 for table in tables for _ in table.with_parts())
    targets = sum(len(one.targets) for table in tables for one in table.with_parts())
    assert count("targets") == count("indicator_targets") == targets
    amounts = sum(
        len(item.amounts) for table in tables for one in table.projects for item in (one, *one.parts)
    )
    assert count("projects") == amounts


def test_each_field_goes_to_the_column_of_its_name_whatever_their_order() -> None:
    reordered = namedtuple("reordered", sorted(UnitRecord._fields, reverse=True))  # noqa: PYI024 - made of names
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(data("formats/schema.sql").read_text("utf-8"))
        connection.execute(insert_statement("units", reordered), reordered._make(reordered._fields))
        columns = connection.execute("SELECT * FROM units")
        assert [name for name, *_ in columns.description] == list(columns.fetchone())


def test_numbers_are_numbers(database: sqlite3.Connection) -> None:
    money = database.execute("SELECT DISTINCT typeof(number), typeof(yuan) FROM funding").fetchall()
    assert {kind for kinds in money for kind in kinds} <= {"integer", "real", "null"}
    values = database.execute("SELECT DISTINCT typeof(number) FROM targets").fetchall()
    assert {kind for (kind,) in values} <= {"integer", "real", "null"}


def test_what_an_analyst_asks(database: sqlite3.Connection) -> None:
    total = database.execute(
        "SELECT sum(yuan) FROM funding WHERE unit_id = '2022/zonggonghui' AND block = '支出' AND depth = 1 AND position = 2"
    ).fetchone()
    assert total == (8_973_340,)
    rows = database.execute(
        "SELECT unit_name, comparator, number, unit FROM indicator_targets"
        " WHERE indicator = '服务对象满意度' AND period = '全年' AND year = 2022"
    ).fetchall()
    assert rows == [("无锡市总工会（本级）", ">=", 95, "%")]
    goal = database.execute(
        "SELECT markdown FROM sections WHERE unit_id = '2024/320200' AND title = '年度目标'"
    ).fetchone()
    assert goal == ("保障单位正常运转。",)


def test_hostile_names_are_only_text(database: sqlite3.Connection, hostile: Table) -> None:
    address = document_folder(hostile)
    names = database.execute(
        "SELECT name FROM indicators WHERE unit_id = ? ORDER BY ordinal", (address,)
    ).fetchall()
    assert [name for (name,) in names] == [indicator.name for indicator in hostile.indicators]


def test_a_number_too_long_for_sqlite_does_no_harm(full: Table, tmp_path: Path) -> None:
    item = full.funding.items[0]
    amount = item.amounts[0]._replace(number=Decimal("9" * 60))
    row = full.funding.blocks[0].lines[0]._replace(amounts=(amount,))
    block = full.funding.blocks[0]._replace(lines=(row,))
    table = full._replace(funding=full.funding._replace(blocks=(block,)))
    write_sqlite([table], tmp_path / "a.sqlite")


def test_the_same_address_twice_is_refused(full: Table, tmp_path: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        write_sqlite([full, full], tmp_path / "a.sqlite")


def test_bytes_and_file_are_the_same(tables: list[Table], tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    write_sqlite(iter(tables), file)
    assert b"".join(sqlite_chunks(tables)) == file.read_bytes()


def test_whatever_the_file_said_before_it_is_the_same(tables: list[Table], tmp_path: Path) -> None:
    """Tables that come, go and are changed, in any order, leave what they would have made at once."""
    wanted, dice, file = b"".join(sqlite_chunks(tables)), random.Random(1), tmp_path / "0.sqlite"  # noqa: S311 - no secrets
    here: set[int] = set()
    write_sqlite([], file)
    for step in range(1, 12):
        numbers = dice.sample(range(len(tables)), dice.randint(1, len(tables)))
        with Database(tmp_path / f"{step}.sqlite", file) as database:
            for number in numbers:
                if number in here:
                    database.remove(document_folder(tables[number]))
                here ^= {number}
                if number in here:
                    database.add(tables[number])
        file = tmp_path / f"{step}.sqlite"
        left = [tables[number] for number in sorted(here, reverse=True)]
        assert file.read_bytes() == b"".join(sqlite_chunks(left)), step
    with Database(tmp_path / "last.sqlite", file) as database:
        for number, table in enumerate(tables):
            if number not in here:
                database.add(table)
    assert (tmp_path / "last.sqlite").read_bytes() == wanted
