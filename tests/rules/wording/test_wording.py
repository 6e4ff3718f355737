"""Family S: names, values and prose, and what a fix makes of them."""

from __future__ import annotations

import pytest

from perfdsl.diagnostics import Diagnostic, Fix
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source

SHELF = library()
HEAD = "部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n"
GROUP = f"{HEAD}# 指标\n## 履职\n### 职工权益维护\n"


def findings(text: str) -> list[Diagnostic]:
    found = check_source(Source("例.perf", text), SHELF).findings
    return [one for one in found if one.code.startswith("S")]


def codes(text: str) -> list[str]:
    return [one.code for one in findings(text)]


def apply(text: str, fix: Fix) -> str:
    lines = text.split("\n")
    for (number, start, end), new in sorted(fix.edits, reverse=True):
        lines[number - 1] = lines[number - 1][:start] + new + lines[number - 1][end:]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text", ["工作及及时完成率", "服务职工的的机制", "建成，，投产", "开展了了一次", "健全性性", "的的的"]
)
def test_a_character_written_twice(text: str) -> None:
    assert codes(f"{HEAD}# 年度目标\n工作{text}\n") == ["S701"]


@pytest.mark.parametrize(
    "text",
    [
        "普及及时办理的做法", "涉及及其影响", "达到目的的同时", "为了了解需要", "温和和平等", "参与与支持", "在在职人员中", "行为为主", "合并并入",
        "可以以人为本", "得到到位的保障", "及其其他方面", "完成率率先达到", "性质、性性质", "年年增长，人人参与", "等等", "暖暖和和过年",
    ],
)  # fmt: skip
def test_two_words_that_meet_are_no_slip(text: str) -> None:
    assert codes(f"{HEAD}# 年度目标\n{text}\n") == []


def test_a_project_keeps_its_links() -> None:
    text = f"{HEAD}# 项目（万元）\n帮扶的的项目。 = 0 / 3\n# 指标\n## 履职\n### 维护\n#### 帮扶 <- 帮扶的的项目。\n人数 >= 3人\n"
    fixed = text
    while any(one.fix for one in findings(fixed)):
        fixed = apply(fixed, next(one.fix for one in findings(fixed) if one.fix))
    assert fixed == text.replace("帮扶的的项目。", "帮扶的项目")


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ("<p>领导工会工作。</p>", "领导工会工作。"),
        ("维护权益；&nbsp;组织竞赛", "维护权益；\xa0组织竞赛"),
        ("<span style='x'>维护</span>权益<br/>", "维护权益"),
        ("<p>一。</p> <p>二。</p>", ""),
        ("职工<br>之家", ""),
    ],
)
def test_tags_are_deleted_where_no_paragraphs_meet(line: str, fixed: str) -> None:
    text = f"{HEAD}# 单位主要职能\n{line}\n"
    (found,) = findings(text)
    assert found.code == "S702"
    assert (apply(text, found.fix).split("\n")[4] if found.fix else "") == fixed


@pytest.mark.parametrize(
    ("line", "safe"),
    [
        ("维护权益；&nbsp;组织竞赛", True), ("维护#&nbsp;权益", True), ("&nbsp;维护权益", True), ("1&nbsp;维护", True),
        ("#&nbsp;维护权益", False), ("&nbsp;# 维护", False), ("-&nbsp;维护", False), ("1.&nbsp;维护", False), ("&gt; 维护", True),
        ("&#45; 维护", False), ("维护&lt;b&gt;", True), ("#&nbsp;：", False),
    ],
)  # fmt: skip
def test_what_would_become_structure_is_not_mended_unasked(line: str, safe: bool) -> None:
    found = [one for one in findings(f"{HEAD}# 单位主要职能\n{line}\n") if one.code == "S702"]
    assert all(one.fix and one.fix.safe is safe for one in found)


@pytest.mark.parametrize("line", ["满意度 < 90% 的整改", "R&D 投入", "5 < p > 3", "A&B;"])
def test_what_is_no_tag(line: str) -> None:
    assert codes(f"{HEAD}# 单位主要职能\n{line}\n") == []


def test_brackets_are_mixed_once_a_table() -> None:
    text = f"{GROUP}困难(特困)人数 >= 3人\n困难（特困）户数 >= 3户\n补贴(全年)人数 >= 3人\n"
    (found,) = findings(text)
    assert (found.code, found.span.line) == ("S703", 8)
    assert found.fix
    assert "困难(特困)户数" in apply(text, found.fix)


def test_prose_has_a_say_in_brackets() -> None:
    text = f"{HEAD}# 年度目标\n办公室（机关党委）、审计处（内审）\n" + GROUP.removeprefix(HEAD)
    (found,) = findings(f"{text}困难(特困)人数 >= 3人\n困难（特困）户数 >= 3户\n补贴(全年)人数 >= 3人\n")
    assert len(found.labels) == 1


def test_the_name_of_the_unit_is_never_changed() -> None:
    text = GROUP.replace("示例单位", "示例单位（本级）")
    (found,) = findings(f"{text}困难(特困)人数 >= 3人\n补贴(全年)人数 >= 3人\n")
    assert found.fix is None


@pytest.mark.parametrize("name", ["困难(特困人数", "困难特困)人数", "工会”活动数", "补贴（全年]人数"])
def test_half_a_pair(name: str) -> None:
    assert codes(f"{GROUP}{name} >= 3人\n") == ["S703"]


@pytest.mark.parametrize(
    "name", ["1)培训人数", "（1）培训人数", "“关爱 圆梦”活动（两次）", "《办法》（试行）人数"]
)
def test_whole_pairs(name: str) -> None:
    assert codes(f"{GROUP}{name} >= 3人\n") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("培训人数。 >= 3人", ["S704"]),
        ('"培训人数：" >= 3人', ["S704"]),
        ("机制: 健全；", ["S704"]),
        ("机制: 健全、规范", []),
        ("机制: 建章立制，责任到人。", []),
    ],
)
def test_marks_at_the_end(line: str, expected: list[str]) -> None:
    text = f"{GROUP}{line}\n"
    found = findings(text)
    assert [one.code for one in found] == expected
    for one in found:
        assert one.fix
        assert not codes(apply(text, one.fix))


def test_a_goal_repeated_word_for_word() -> None:
    goals = "# 实施期目标\n改善 空气质量。\n\n# {annual}\n改善\n空气质量。\n"
    assert codes(HEAD + goals.format(annual="年度绩效目标")) == ["S705"]
    assert codes(HEAD + goals.format(annual="完成情况")) == []
    assert codes(HEAD + "# 单位主要职能\n\n# 年度目标\n") == []
