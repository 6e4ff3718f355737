"""Sizes that nobody means: read to the end, without a traceback with work that grows with the length only."""

from __future__ import annotations

import cProfile
import pstats

import pytest

from perfdsl.model.library import Library
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source

HEAD = "部门: 甲\n年度: 2024\n体系: 部门整体三类\n\n# 指标\n## 产出指标\n### 数量指标\n"
LONG_LINES = {
    "name": "人" * 60_000 + " >= 5人",
    "value": "事项: " + "好" * 60_000,
    "spaces": "事项: 好" + " " * 60_000 + "好",
    "slashes": "事项: " + "/" * 60_000,
    "periods": "事项: " + "a / " * 15_000,
    "open brackets": "事项: " + "[" * 60_000,
    "bracket pairs": "事项: " + "[]" * 30_000 + "x",
    "tabs": "事项\t" + "a\t" * 30_000,
    "quotes": '"' * 60_001,
    "comparators": "事项 " + ">=" * 30_000,
    "digits": "事项 >= " + "1" * 60_000,
    "thousands": "事项 >= " + "1," * 30_000,
    "comments": "事项 >= 5 " + " //" * 20_000,
    "hashes": "#" * 60_000,
    "links": "#### 工作 <- " + "甲," * 30_000,
    "stars": "事项: " + "*a" * 30_000,
}


@pytest.mark.parametrize("line", LONG_LINES.values(), ids=LONG_LINES)
def test_a_line_as_long_as_one_may_be(line: str) -> None:
    checked = check_source(Source("x.perf", HEAD + line + "\n"), library())
    assert checked.document.lines[7].text == line
    assert all(finding.code != "F221" for finding in checked.findings)
    assert all(finding.code != "X001" for finding in checked.findings)


def test_a_file_of_five_megabytes_of_prose() -> None:
    text = HEAD + "# 年度目标\n" + ("保障单位正常运转。" * 20 + "\n") * 9_500
    assert len(text.encode()) > 5_000_000
    assert check_source(Source("x.perf", text), library()).table is not None


@pytest.mark.parametrize(
    "line", ["甲数 >= 5人", "#### 工作 <- 甲项目", "- 其中 >= 3人", "> 备注: 有", "读不懂的一行", "### 甲类"]
)
def test_many_lines_take_work_in_proportion(line: str) -> None:
    """Five times the lines, about five times the calls: no quadratic corner. Calls are counted, not seconds."""
    shelf = library()
    _calls(line, 10, shelf)
    few = _calls(line, 300, shelf)  # first: lines that were read once are remembered
    assert _calls(line, 1_500, shelf) < 7 * few


def _calls(line: str, count: int, shelf: Library) -> int:
    text = HEAD + "甲数 >= 5人\n" + "".join(f"{line}{i}\n" for i in range(count))
    profile = cProfile.Profile()
    profile.runcall(check_source, Source("x.perf", text), shelf)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]
