"""Points that a framework prescribes."""

from __future__ import annotations

import pytest

from perfdsl.checks.checker import check
from perfdsl.model.bind import bind
from perfdsl.model.read_framework import read_framework
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source

FRAMEWORK = """\
体系: 示例
标题: 示例表
适用: 项目
分值: 90
# 资金（万元）
> 列: 年度
资金总额 = 财政拨款 + 其他资金
# 指标
## 产出指标 [50分]
### 数量指标 [30分]
### 质量指标
## 效益指标 [40分]
"""
HEAD = "项目: 示例\n年度: 2024\n体系: 示例\n"


def codes(body: str) -> list[str]:
    framework, wrong = read_framework(parse(Source("体系.perf", FRAMEWORK)))
    assert not wrong
    document = parse(Source("例.perf", HEAD + body))
    table, found = bind(document, framework)
    return [one.code for one in check(table, found, {}, document.lines) if one.code in ("D804", "D805")]


@pytest.mark.parametrize(
    ("quantity", "quality", "benefit", "wrong"),
    [
        ("30分", "20分", "40分", []),
        ("30分", "10分", "40分", ["D804", "D805"]),
        ("20分", "30分", "40分", ["D805"]),
        ("30分", "20分", "50分", ["D804", "D805"]),
        ("核心", "核心", "核心", []),
    ],
)
def test_groups_have_the_framework_s_points(
    quantity: str, quality: str, benefit: str, wrong: list[str]
) -> None:
    body = f"""\
# 指标
## 产出指标
### 数量指标
甲 >= 1人 [{quantity}]
### 质量指标
乙 >= 1% [{quality}]
## 效益指标
丙 >= 1人 [{benefit}]
"""
    assert codes(body) == wrong


@pytest.mark.parametrize(
    ("funding", "points", "wrong"),
    [
        ("财政拨款 = 20 [10分]", "80分", []),
        ("财政拨款 = 20\n> 分值: 10分", "80分", []),
        ("财政拨款 = 20", "90分", []),
        ("财政拨款 = 20 [10分]", "90分", ["D804"]),
        ("财政拨款 = 20", "80分", ["D804"]),
    ],
)
def test_the_execution_rate_has_points_of_its_own(funding: str, points: str, wrong: list[str]) -> None:
    assert codes(f"# 资金（万元）\n{funding}\n# 指标\n甲 >= 1人 [{points}]\n") == wrong


def test_points_of_parts_stand_for_their_indicator_s() -> None:
    assert codes("# 指标\n甲 >= 3人\n- 乙 >= 1人 [40分]\n- 丙 >= 2人 [50分]\n") == []


def test_an_unread_indicator_may_have_the_missing_points() -> None:
    assert codes("# 指标\n甲 >= 3人 [80分]\n乙 3人 [10分]\n") == []
