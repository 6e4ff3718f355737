"""Regular expressions that are compiled when they are first used.

Compiling takes 0.1 to 1 ms each, and most files need few of them; a check of one file should not pay for all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Pattern = re.Pattern[str]
else:

    class Pattern:
        """Stands for the compiled pattern; after the first use its methods are the real ones."""

        def __init__(self, source: str) -> None:
            self._source = source

        def __getattr__(self, name: str):
            method = getattr(re.compile(self._source), name)
            setattr(self, name, method)
            return method


def lazy(source: str) -> Pattern:
    """The pattern of ``source``, to be used like the result of :func:`re.compile`."""
    return Pattern(source)  # type: ignore[call-arg]
