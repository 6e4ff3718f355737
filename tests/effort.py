"""How much a run of the tests tries: a sample each time, much more under ``HYPOTHESIS_PROFILE=thorough``."""

from __future__ import annotations

import os

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"


def seeds(usual: int) -> range:
    """The numbers of the trials of one test."""
    return range(usual * 10 if THOROUGH else usual)
