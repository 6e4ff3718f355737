"""Every page of a whole site under the Content-Security-Policy that we tell offices to set, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from perfdsl.publishing.permalinks import read_permalinks
from perfdsl.site.build import build
from tests.browser import StrictHandler, Visit, serve, visit
from tests.publishing.sites import make_project
from tests.site.samples import TABLE

SCRIPT = "<script>alert(1)</script>"
# Text that tries to be more than text, in every place that a publication shows: names, values, corrections, redirects.
HOSTILE = TABLE.replace("培训班次 >= 4期", f'"{SCRIPT}{{{{7*7}}}}" >= 4期').replace(
    "验收合格率 >= 98%",
    f'验收合格率 >= 98%\n> 更正: 2024-05-06 由“{SCRIPT}”改为“"><img src=x onerror=alert(1)>”，{{{{7*7}}}} javascript:alert(1)',
)
REDIRECTS = """[publish.redirects]
"2023/a/index.html" = "2024/a/index.html"
"2023/b/index.html" = "https://example.gov.cn/?a=1&b=x;url=javascript:alert(1)"
"2024/a/index.html#i-0" = "https://example.gov.cn/&lt;script&gt;"
"""


@pytest.fixture(scope="module")
def example(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site of the corrected table of 无锡市总工会."""
    out = tmp_path_factory.mktemp("example") / "site"
    build(root / "examples" / "wuxi-corrected", out)
    return out


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A published site of hostile text."""
    root = make_project(tmp_path / "project", {"2024/a.perf": HOSTILE, "perfdsl.toml": REDIRECTS})
    build(root, tmp_path / "out", publish=True)
    return tmp_path / "out"


def pages(site: Path) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


def test_the_server_is_as_strict_as_the_one_we_recommend(root: Path) -> None:
    conf = (root / "docs/publishing/nginx.conf").read_text("utf-8")
    (policy,) = re.findall(r'add_header Content-Security-Policy "([^"]*)" always;', conf)
    assert policy.split(";")[0] == "default-src 'self'"
    assert "unsafe" not in policy
    assert policy == StrictHandler.policy


def test_no_page_of_the_example_breaks_the_policy(example: Path, browser: Browser) -> None:
    with serve(example) as address, visit(browser, f"{address}/index.html") as visited:
        for page in pages(example):
            visited.page.goto(f"{address}/{page}")
        assert [url for url in visited.asked if not url.startswith(address)] == []


def test_the_server_does_refuse_inline_code(tmp_path: Path, browser: Browser) -> None:
    """The test above would see it."""
    (tmp_path / "index.html").write_text('<p style="color:red" onclick="x()">x</p><script>x()</script>')
    with serve(tmp_path) as address:
        visited = Visit(browser.new_page())
        visited.page.goto(f"{address}/index.html")
        visited.page.close()
    assert len([text for text in visited.wrong if "Content Security Policy" in text]) >= 3


def test_hostile_text_ends_as_text(hostile: Path, browser: Browser) -> None:
    dialogs: list[str] = []
    with serve(hostile) as address, visit(browser, f"{address}/index.html") as visited:
        visited.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        for page in (one for one in pages(hostile) if not one.startswith("2023/")):
            visited.page.goto(f"{address}/{page}")
            text = visited.page.inner_text("body")
            assert "49" not in text
        assert dialogs == []
        visited.page.goto(f"{address}/corrections.html")
        assert SCRIPT in visited.page.inner_text("main")
        assert "{{7*7}}" in visited.page.inner_text("main")


def test_a_redirect_page_leads_on_without_script(hostile: Path, browser: Browser) -> None:
    with (
        serve(hostile) as address,
        visit(browser, f"{address}/2023/a/index.html", java_script_enabled=False) as visited,
    ):
        visited.page.wait_for_url(f"{address}/2024/a/index.html")
        assert visited.page.inner_text("h1") == "示例单位"


def test_a_redirect_to_another_host_names_that_host_only(hostile: Path) -> None:
    html = (hostile / "2023/b/index.html").read_text("utf-8")
    (refresh,) = re.findall(r'http-equiv="refresh" content="([^"]*)"', html)
    assert refresh.startswith("0; url=https://example.gov.cn/?a=1&amp;b=")
    moved = (hostile / "2024/a/index.html").read_text("utf-8")
    assert '<li id="i-0">' in moved
    assert 'href="https://example.gov.cn/&amp;lt;script&amp;gt;"' in moved


def test_hostile_names_stay_on_their_line_in_the_lock(hostile: Path) -> None:
    lock = read_permalinks(hostile.parent / "project")
    assert any(SCRIPT in entry.name for entry in lock.values())
    assert all(re.fullmatch(r"[0-9a-z._/#-]+", address) for address in lock)
