"""What search and comparison lead to is there: every hit is a row of a page of the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfdsl.pipeline import check_all, open_workspace
from perfdsl.search.search_rows import table_rows
from perfdsl.site.build import build
from perfdsl.site.document_context import document_context
from perfdsl.site.files.reader_data import place_of
from perfdsl.site.info import SiteInfo


@pytest.fixture(scope="module")
def county(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("county") / "site"
    build(root / "examples/county", out)
    return out


def test_every_search_hit_leads_to_its_row(root: Path, county: Path) -> None:
    hits = 0
    for checked in check_all(open_workspace(root / "examples/county")):
        assert checked.table is not None
        place = place_of(document_context(SiteInfo(), checked.table, (), draft=False))
        for row in table_rows(checked.table, place).rows:
            page, _, anchor = row.shown.href.partition("#")
            file = county / place.page if not page else (county / place.page).with_name(page)
            assert file.is_file(), row
            assert not anchor or f'id="{anchor}"' in file.read_text("utf-8"), row
            hits += 1
    assert hits > 250


def test_the_data_is_beside_the_pages(county: Path) -> None:
    assert re.match(r"perfdslSearch\w*\(", (county / "search/index.js").read_text("utf-8"))
    for year in ("2024", "2025"):
        assert "培训教师人次" in (county / f"search/{year}.js").read_text("utf-8")
        assert (county / f"{year}/205001/compare.js").is_file()
    assert "青山县教育局" in (county / "compare/index.js").read_text("utf-8")
