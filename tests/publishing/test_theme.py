"""A project's own templates and static files: the example of a theme looks different, and is as good."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from perfdsl.site.build import build
from tests.browser import accessibility_faults, serve, visit

TABLE = "2025/118001/index.html"
COLOURS = """() => {
    const style = (name) => getComputedStyle(document.querySelector(name));
    return [style('body').fontFamily, style('h2').borderBottomColor, style('.tiles').borderRadius];
}"""


@pytest.fixture(scope="module")
def themed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("theme") / "site"
    build(root / "examples" / "theme", out)
    return out


@pytest.fixture(scope="module")
def plain(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same tables without the theme."""
    home = tmp_path_factory.mktemp("plain")
    for year in ("2024", "2025"):
        (home / year).mkdir()
        text = (root / "examples" / "theme" / year / "danganguan.perf").read_bytes()
        (home / year / "danganguan.perf").write_bytes(text)
    build(home, home / "_site")
    return home / "_site"


def look(page: Page) -> list[str]:
    found: list[str] = page.evaluate(COLOURS)
    return found


def test_three_small_files_make_it(root: Path) -> None:
    theme = root / "examples" / "theme"
    files = [*(theme / "templates").iterdir(), *(theme / "static").iterdir()]
    assert sorted(file.name for file in files) == ["_head.html", "_header.html", "theme.css"]
    assert sum(file.stat().st_size for file in files) < 4_000


def test_every_property_it_sets_is_one_of_ours(root: Path) -> None:
    def properties(text: str) -> set[str]:
        return set(re.findall(r"(--[a-z0-9-]+):", text))

    own = properties((root / "examples/theme/static/theme.css").read_text("utf-8"))
    assert own
    assert own <= properties((root / "site_templates/static/site.css").read_text("utf-8"))


def test_it_looks_different_and_keeps_the_content(themed: Path, plain: Path, browser: Browser) -> None:
    seen = []
    for site in (themed, plain):
        with serve(site) as address, visit(browser, f"{address}/{TABLE}") as visited:
            seen.append(
                (look(visited.page), visited.page.inner_text("main"), visited.page.inner_text("header"))
            )
    (style, main, head), (plain_style, plain_main, plain_head) = seen
    assert all(one != other for one, other in zip(style, plain_style, strict=True))
    assert main == plain_main
    assert head != plain_head


@pytest.mark.parametrize("address", ["index.html", TABLE, "corrections.html"])
def test_it_is_accessible_too(address: str, themed: Path, browser: Browser) -> None:
    with visit(browser, (themed / address).as_uri()) as visited:
        assert accessibility_faults(visited.page) == []


def test_paper_stays_black_on_white(themed: Path, browser: Browser) -> None:
    with serve(themed) as address, visit(browser, f"{address}/{TABLE}") as visited:
        visited.page.emulate_media(media="print")
        assert visited.page.evaluate("getComputedStyle(document.querySelector('h2')).color") == "rgb(0, 0, 0)"
        assert visited.page.locator(".red-head").is_hidden()
