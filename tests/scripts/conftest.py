"""The demonstration site of tests/search, served strictly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import serve
from tests.made_once import made_once
from tests.search.demo import build_demo, example_sources, made_up_sources, read_tables


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All examples and some made-up units."""
    tables = read_tables([*example_sources(), *made_up_sources(30)])
    return made_once(tmp_path_factory, "scripts", lambda out: build_demo(list(tables), out))


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where it is served."""
    with serve(site) as started:
        yield started
