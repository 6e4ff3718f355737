"""One page of each kind, for what is too slow to ask of every page."""

from __future__ import annotations

import re
from pathlib import Path


def longest_of_a_kind(site: Path) -> list[Path]:
    """Pages whose addresses differ in numbers and ids only are of one kind."""
    found: dict[tuple[int, str], Path] = {}
    for file in sorted(site.rglob("*.html"), key=lambda file: file.stat().st_size):
        address = file.relative_to(site)
        found[len(address.parts), re.sub(r"-[0-9a-z]+|[0-9a-f]{8,}|\d+", "", file.name)] = file
    return sorted(found.values())
