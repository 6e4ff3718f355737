"""What the tests of this folder share."""

from __future__ import annotations

import pytest

from tests.browser import axe_source


@pytest.fixture(scope="session")
def axe() -> str:
    return axe_source()
