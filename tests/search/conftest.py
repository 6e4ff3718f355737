"""The tables that are searched, and the site that is searched in."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl.model.table import Table
from tests.made_once import made_once
from tests.search.demo import build_demo, example_sources, made_up_sources, read_tables
from tests.search.oracle import Found, all_rows


@pytest.fixture(scope="session")
def tables() -> list[Table]:
    """All examples, and made-up units of two years."""
    return list(read_tables([*example_sources(), *made_up_sources(60), *made_up_sources(20, 2021)]))


@pytest.fixture(scope="session")
def rows(tables: list[Table]) -> list[Found]:
    """Every row that there is to find."""
    return all_rows(tables)


@pytest.fixture(scope="session")
def demo(tables: list[Table], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site."""
    return made_once(tmp_path_factory, "demo", lambda out: build_demo(tables, out))
