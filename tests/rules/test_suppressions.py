"""``// 允许 CODE: 理由``: what it covers, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source

HEAD = "部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n# 指标\n## 效益\n"
SHELF = library()


def codes(text: str, levels: Mapping[str, str] | None = None) -> list[str]:
    """Codes of the findings about the lines below the head, in order."""
    found = check_source(Source("例.perf", HEAD + text), SHELF, levels).findings
    return [finding.code for finding in found if finding.span.line > HEAD.count("\n")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### 经济效益\n", ["V303"]),
        ("### 经济效益 // 允许 V303: 不涉及\n", []),
        ("### 经济效益 // 允许 v303：不涉及\n", []),
        ("### 经济效益 ／／允许 V303: 不涉及\n", []),
        ("// 允许 V303: 不涉及\n### 经济效益\n", []),
        ("// 允许 V303: 不涉及\n\n### 经济效益\n", ["P114", "V303"]),
        ("// 允许 V303: 不涉及\n### 经济效益\n### 生态效益\n", ["V303"]),
        ("### 经济效益 // 允许 V303, V311: 不涉及\n", ["P114"]),
        ("### 经济效益 // 允许 V303\n", ["V303", "P112"]),
        ("### 经济效益 // 允许 V303:\n", ["V303", "P112"]),
        ("### 经济效益 // 允许 V303 不涉及\n", ["V303", "P112"]),
        ("### 经济效益 // 允许: 不涉及\n", ["V303", "P112"]),
        ("### 经济效益 // 允许留空\n", ["V303"]),
        ("### 经济效益 // 允许 V399: 不涉及\n", ["V303", "P113"]),
        ("### 社会效益 // 允许 V303: 不涉及\n受益人数 >= 9人\n", ["P114"]),
        ("### 经济效益 // 允许 P114: 想留着\n", ["V303", "P114"]),
    ],
)
def test_what_a_suppression_covers(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_a_suppression_of_a_rule_that_is_off_is_not_needless() -> None:
    assert codes("### 经济效益 // 允许 V303: 不涉及\n", {"V303": "off"}) == []


def test_a_suppression_on_the_heading_of_prose_covers_the_section() -> None:
    text = "部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n# 年度目标 // 允许 S702: 照录原文\n\n<p>甲</p>\n\n<p>乙</p>\n"
    found = check_source(Source("例.perf", text), SHELF).findings
    assert not [finding for finding in found if finding.code in ("S702", "P114")]
