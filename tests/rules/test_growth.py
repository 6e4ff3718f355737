"""A table of many groups, sections or suppressions is checked in steps that grow as it does, not as its square.

Steps are counted (lines of Python that are run), not timed. What runs in C is not seen; the shapes are such that the
Python around it would grow as well.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source

HEAD = "部门: 示例单位\n年度: 2022\n体系: 江苏省部门整体\n\n"
SHELF = library()
Shape = Callable[[int], str]


def many(before: str, line: str) -> Shape:
    return lambda count: HEAD + before + "".join(line.replace("@", str(i)) for i in range(count))


def with_projects(line: str) -> Shape:
    projects, tasks = many("# 项目（万元）\n", "项目@ = 0 / 1\n"), many("# 指标\n## 履职\n### 数量\n", line)
    return lambda count: projects(count) + tasks(count).removeprefix(HEAD)


SHAPES: dict[str, Shape] = {
    "unknown first-level groups": many("# 指标\n", "## 组@\n人数@ >= 1人\n"),
    "one first-level group again and again": many("# 指标\n", "## 效益\n### 社会效益\n人数@ >= 1人\n"),
    "groups with common indicators": many("# 指标\n", "## 决策\n### 计划制定\n人数@ >= 1人\n"),
    "unknown second-level groups": many("# 指标\n## 效益\n", "### 组@\n人数@ >= 1人\n"),
    "misspelt groups": many("# 指标\n## 效益\n", "### 社会效@\n人数@ >= 1人\n"),
    "key tasks": many("# 指标\n## 履职\n### 数量\n", "#### 工作@ <- 项目@\n人数@ >= 1人\n"),
    "projects": many("# 项目（万元）\n", "项目@ = 0 / 1\n"),
    "projects that are linked": with_projects("#### 工作@ <- 项目@\n人数@ >= 1人\n"),
    "projects that nothing refers to": with_projects("#### 工作@\n人数@ >= 1人\n"),
    "links that are misspelt": with_projects("#### 工作@ <- 项木@\n人数@ >= 1人\n"),
    "links to nothing": with_projects("#### 工作@ <- 无@\n人数@ >= 1人\n"),
    "several links of one task": with_projects("#### 工作@ <- 项目@, 项目1, 项木@\n人数@ >= 1人\n"),
    "parts of one indicator": many("# 指标\n## 履职\n### 数量\n人数 >= 1人\n", "- 部分@ >= 1人\n"),
    "parts of many indicators": many(
        "# 指标\n## 履职\n### 数量\n", "人数@ >= 2人\n- 甲@ >= 1人\n- 乙@ >= 1人\n"
    ),
    "parts of a project": many("# 项目（万元）\n项目 = 0 / 500\n", "- 部分@ = 0 / 1\n"),
    "parts of a row of funding": many("# 资金（万元）\n资金总额 = 0 / 500\n", "- 部分@ = 0 / 1\n"),
    "unknown rows of funding": many("# 资金（万元）\n", "资金@ = 0 / 1\n"),
    "notes": many("# 指标\n## 履职\n### 数量\n", "人数@ >= 1人\n> 数据来源: 项目@\n"),
    "unknown sections": many("", "# 栏目@\n文字@\n"),
    "suppressions": many("# 指标\n## 效益\n", "### 经济效益 // 允许 V303: 理由@\n"),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_twice_as_many_take_twice_the_steps(shape: Shape) -> None:
    once, twice = (steps(shape(count)) for count in (120, 240))
    assert twice < 2.4 * once


def steps(text: str) -> int:
    """How many lines of Python a check runs."""
    check_source(Source("例.perf", text), SHELF)  # what is remembered from one check to the next is there
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        check_source(Source("例.perf", text), SHELF)
    finally:
        sys.settrace(before)
    return count
