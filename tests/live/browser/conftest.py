"""A small site to look at through the preview's scripts, and what a finding looks like on its way there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from perfdsl.live.document_store import DocumentStore
from perfdsl.live.drawer import Drawer
from perfdsl.live.page_html import body, title
from perfdsl.live.source_map import source_lines
from perfdsl.model.table import Table
from perfdsl.pipeline import check_file, library, open_workspace
from tests.browser import Visit, visit
from tests.live.browser.server import Told, preview

if TYPE_CHECKING:
    from playwright.sync_api import Browser

UNIT = "2025/205001/index.html"
FILE = "2025/jiaoyuju.perf"
Opened = Callable[..., AbstractContextManager[Visit]]


@pytest.fixture(scope="session")
def county_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page and static file, as the preview draws them."""
    out = tmp_path_factory.mktemp("live") / "site"
    store = DocumentStore(root / "examples" / "county", root / "examples" / "county")
    for name in list(store.unread):
        store.read(name)
    drawer = Drawer(store)
    addresses = [address for address in drawer.addresses() if address.endswith(".html")]
    files = {address: drawer.html(address) or "" for address in addresses}
    for address, content in {**files, **drawer.static()}.items():
        file = out / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return out


@pytest.fixture(scope="session")
def table(root: Path) -> Table:
    """The table behind the page that the tests look at."""
    workspace = open_workspace(root / "examples" / "county")
    checked = check_file(workspace.root / FILE, workspace, library(workspace.framework_folders))
    assert checked.table is not None
    return checked.table


@pytest.fixture(scope="session")
def lines(table: Table) -> dict[str, int]:
    return source_lines(table)


@pytest.fixture(scope="session")
def html(county_site: Path) -> str:
    """The page that the tests look at, as it is built."""
    return (county_site / UNIT).read_text("utf-8")


@pytest.fixture
def told(county_site: Path) -> Iterator[Told]:
    with preview(county_site) as server:
        yield server


@pytest.fixture
def opened(browser: Browser, told: Told) -> Opened:
    """Return ``opened(address, …)``: the page in a context of its own, with its stream open."""

    @contextmanager
    def enter(address: str = UNIT, **context: Any) -> Iterator[Visit]:
        with visit(browser, f"{told.address}/{address}", **context) as visited:
            wait(visited, lambda: bool(told.streams))
            yield visited

    return enter


def wait(visited: Visit, ready: Callable[[], bool]) -> None:
    for _ in range(200):
        if ready():
            return
        visited.page.wait_for_timeout(20)
    raise AssertionError(f"waited in vain for {ready}")


def found(*errors: dict[str, Any], warnings: tuple[dict[str, Any], ...] = (), **other: Any) -> dict[str, Any]:
    """All that is wrong in a project whose page in view stays as it was."""
    counts = {"errors": len(errors), "warnings": len(warnings)}
    said = {
        "errors": errors,
        "warnings": warnings,
        "counts": counts,
        "stale": True,
        "draft": False,
        "reading": None,
    }
    return said | other


def finding(line: int = 72, **other: Any) -> dict[str, Any]:
    """An error as the server sends it."""
    return {
        "file": FILE,
        "line": line,
        "column": 15,
        "severity": "error",
        "code": "F101",
        "message": f"第 {line} 行缺少“/”",
        "hint": "两个数之间写“/”",
        "excerpt": "预算执行率 = 50% 100%",
        "caret": "                 ^^^^",
        "fix": "改为“50% / 100%”",
        "fixable": True,
        "safe": True,
        "fixed": "预算执行率 = 50% / 100%",
        "href": UNIT,
    } | other


def warning(line: int, **other: Any) -> dict[str, Any]:
    return finding(line, severity="warning", code="B401", fixable=False, fix=None, **other)


def page_event(html: str) -> dict[str, Any]:
    """The data of the event that turns whatever is shown into this page."""
    return {"version": 1, "title": title(html), "body": body(html)}
