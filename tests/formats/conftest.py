"""Tables read once for all tests of this folder."""

from __future__ import annotations

import pytest

from perfdsl.model.table import Table
from tests.formats import samples


@pytest.fixture(scope="session")
def tables() -> list[Table]:
    """The examples, a table that uses everything, and a hostile one; no two have the same address."""
    return samples.everything()


@pytest.fixture(scope="session")
def full() -> Table:
    return samples.read(samples.FULL)


@pytest.fixture(scope="session")
def hostile() -> Table:
    return samples.hostile()
