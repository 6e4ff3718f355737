"""Which project a misspelled link means."""

from __future__ import annotations

import pytest

from perfdsl.diagnostics import Diagnostic
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source

SHELF = library()
TABLE = """\
部门: 示例单位
年度: 2024
体系: 江苏省部门整体
# 项目（万元）
{project} = 0 / 300
# 指标
## 履职
### 职工权益维护
#### 开展培训 <- {link}
培训人数 >= 1000人 / 2000人
"""


def findings(text: str) -> list[Diagnostic]:
    found = check_source(Source("例.perf", text), SHELF).findings
    return [one for one in found if one.code in ("R601", "R602")]


@pytest.mark.parametrize(
    ("project", "link"),
    [
        ("财政代扣代缴市级行政机工会经费", "财政代扣代缴市级行政机关工会经费"),
        ("市级劳模四金", "市级 劳模四金补"),
        ("2024年职工培训", "2024年职工培训费"),
    ],
)
def test_a_slip_is_corrected(project: str, link: str) -> None:
    (found,) = findings(TABLE.format(project=project, link=link))
    assert found.fix
    assert [edit.text for edit in found.fix.edits] == [project]


@pytest.mark.parametrize(
    ("project", "link"),
    [
        ("2023年职工培训补助", "2024年职工培训补助"),
        ("职工服务中心一期工程", "职工服务中心二期工程"),
        ("城东职工服务站建设", "城西职工服务站建设"),
        ("市级劳模四金", "特困职工帮扶"),
    ],
)
def test_another_project_is_not_a_slip(project: str, link: str) -> None:
    found = findings(TABLE.format(project=project, link=link))
    assert [one.code for one in found] == ["R602", "R601"]
    assert not found[1].fix


@pytest.mark.parametrize("link", ["甲项目", "甲　项目", "甲 项目"])
def test_spaces_make_no_difference(link: str) -> None:
    assert not findings(TABLE.format(project="甲项目", link=link))


def test_an_unread_project_is_not_missed() -> None:
    assert not findings(TABLE.format(project="甲项目", link="乙项目").replace("甲项目 = 0", "甲项目 0"))


def test_of_very_many_it_is_said_which_were_not_compared() -> None:
    tasks = "".join(f"#### 工作{i} <- 市级劳模四金补{i}\n培训人数{i} >= {i}人\n" for i in range(1, 121))
    text = TABLE.format(project="市级劳模四金补", link="市级劳模四金") + tasks
    hints = [one.hint or "" for one in findings(text)]
    assert len(hints) == 121
    assert [number for number, hint in enumerate(hints) if "前 100 处以外的没有找" in hint] == list(
        range(100, 121)
    )
