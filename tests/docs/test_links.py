"""Every relative link and picture of the documentation leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<path>[^)#\s]*)(?:#[^)\s]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    paths = [match["path"] for match in LINK.finditer(page.read_text(encoding="utf-8"))]
    assert [path for path in paths if not (page.parent / path).exists()] == []


@pytest.mark.parametrize(
    "page", ["CONTRIBUTING.md", "docs/architecture.md", "docs/reliability.md", "SECURITY.md"]
)
def test_files_that_are_named_are_there(page: str, root: Path) -> None:
    """Whoever is sent to a file finds it; a star stands for any name, and <…> for one that is chosen."""
    named = re.findall(
        r"`((?:perfdsl|tests|site_templates|grammar|benchmarks|examples|docs)/[^`\s<]*)`",
        (root / page).read_text("utf-8"),
    )
    bare = re.findall(r"`(\w+\.py)`", (root / page).read_text("utf-8"))
    known = {file.name for room in ("perfdsl", "tests", "benchmarks") for file in (root / room).rglob("*.py")}
    assert [name for name in bare if name not in known] == []
    assert named
    assert [name for name in named if not any(root.glob(name.split("::")[0].rstrip("/")))] == []
