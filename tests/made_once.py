"""What several processes of one test run want the same of, and is dear, is made by the first of them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that ``make`` filled: of this process where it is alone, of the whole run where it is one of several.

    Nobody writes into it. Where the making failed, it fails for all that asked.
    """
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    home = factory.getbasetemp() if alone else factory.getbasetemp().parent
    folder, claim, made, failed = (home / f"{name}{ending}" for ending in ("", ".claim", ".made", ".failed"))
    try:
        claim.mkdir()
    except FileExistsError:
        while not made.exists():
            assert not failed.exists(), f"{name}: the process that makes it says why"
            time.sleep(0.05)
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    made.touch()
    return folder
