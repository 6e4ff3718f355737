"""One page of each kind, for what is too slow to ask of every page."""

from __future__ import annotations

import re
from pathlib import Path


def longest_of_a_kind(sites: list[Path]) -> list[Path]:
    """Pages whose addresses differ in numbers and ids only are of one kind."""
    found: dict[tuple[int, str], Path] = {}
    pages = [
        (file.stat().st_size, file, file.relative_to(site)) for site in sites for file in site.rglob("*.html")
    ]
    for _, file, address in sorted(pages):
        found[len(address.parts), re.sub(r"-[0-9a-z]+|[0-9a-f]{8,}|\d+", "", file.name)] = file
    return sorted(found.values())
