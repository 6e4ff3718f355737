"""Sites built once for all tests of this folder, small projects to build, and the browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from perfdsl.site.build import build
from tests.site.samples import Project

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return ``project(files)``: write the files (name to text) into a new project and return its folder."""

    def write(files: Mapping[str, str]) -> Path:
        root = tmp_path / "项目"
        for name, text in files.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return root

    return write


@pytest.fixture(scope="session")
def corrected(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the corrected table of 无锡市总工会."""
    out = tmp_path_factory.mktemp("corrected") / "site"
    build(root / "examples" / "wuxi-corrected", out)
    return out


@pytest.fixture(scope="session")
def drafts(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sites of all examples, and of the starter project, as drafts."""
    home = tmp_path_factory.mktemp("drafts")
    projects = [*sorted((root / "examples").glob("*/")), root / "perfdsl" / "starter"]
    for one in projects:
        build(one, home / one.name, draft=True)
    return [home / one.name for one in projects]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; skips, and says so, where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("没有找到 chromium，浏览器测试跳过（no Chromium found: browser tests skipped）")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()
