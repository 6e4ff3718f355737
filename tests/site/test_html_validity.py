"""The pages of the examples are valid HTML, says the Nu HTML checker: nesting, attributes, rows that cells overrun."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.effort import THOROUGH
from tests.npm import npm_file
from tests.site.kinds import longest_of_a_kind

VERSION = "26.9.27"


def messages(places: list[Path]) -> list[str]:
    """What the checker finds wrong in these pages, or in those of these folders; one start of Java for all."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("没有安装 Java，HTML 检查跳过（java is not installed: the HTML checker is skipped）")
    checker = npm_file("vnu-jar", VERSION, "build/dist/vnu.jar")
    command = [java, "-Xss1m", "-jar", str(checker), "--stdout", "--format", "json", "--errors-only"]
    command += ["--skip-non-html", *map(str, places)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", timeout=300)
    found = json.loads(done.stdout or "{}").get("messages")
    assert found is not None, done.stderr
    return [f"{one['url']}:{one.get('lastLine', 0)}: {one['message']}" for one in found]


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = '<!DOCTYPE html><html lang="zh-CN"><title>x</title><table><tr><td rowspan="2">x</td></tr></table><div><li></div>'
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "page.html").write_text(page, "utf-8")
    assert messages([tmp_path])


def test_the_longest_page_of_each_kind(drafts: list[Path], corrected: Path) -> None:
    sites = [*drafts, corrected]
    longest = longest_of_a_kind(sites)
    assert len(longest) > 20
    assert messages(sites if THOROUGH else longest) == []
