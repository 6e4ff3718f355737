"""检索: what the page says without the script, and what it finds with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import serve, visit


def test_without_script_it_says_where_to_look(browser: Browser, county: Path) -> None:
    with visit(browser, (county / "search.html").as_uri(), java_script_enabled=False) as visited:
        page = visited.page
        places = page.locator("#results a")
        assert places.all_inner_texts() == ["单位目录", "指标目录", "项目", "资金结构"]
        for place in places.all():
            assert (county / (place.get_attribute("href") or "")).is_file()
        places.nth(1).click()
        page.get_by_role("link", name="预算执行率").click()
        assert page.get_by_role("cell", name="=100%").first.is_visible()


@pytest.mark.parametrize("from_folder", [True, False])
def test_it_finds_units_projects_and_indicators(browser: Browser, county: Path, from_folder: bool) -> None:
    with serve(county) as server:
        address = county.as_uri() if from_folder else server
        with visit(browser, f"{address}/search.html?q=水质") as visited:
            page = visited.page
            hits = page.locator(".hits li")
            hits.first.wait_for()
            assert all("水质" in name for name in page.locator(".hits a").all_inner_texts())
            assert hits.filter(has_text="农村供水水质达标率").count() == 2
            page.get_by_role("link", name="农村供水水质达标率").first.click()
            assert page.url.partition("#")[2].startswith("i-")
            assert [url for url in visited.asked if not url.startswith((server, "file:", "data:"))] == []
