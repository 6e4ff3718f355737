"""Every field that may always be used is in docs/formats.md, and every one of the docs can be used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfdsl.filling import field_names
from perfdsl.filling.fields import fields_of, value_of
from tests.filling.test_xlsx_template import TEXT
from tests.formats.samples import FULL, read


@pytest.fixture(scope="module")
def section(root: Path) -> str:
    return (root / "docs/formats.md").read_text("utf-8").split("## 用自己的表样")[1].split("\n## ")[0]


def test_the_docs_name_the_fields(section: str) -> None:
    told = set(re.findall(r"`([^`]+)`", section))
    assert {*field_names.OF_INDICATORS, *field_names.GROUPED, field_names.PROJECT} <= told


def test_the_fields_of_the_docs_can_be_used(section: str) -> None:
    table, *rows = section.split("\n指标一行的字段")
    cells = re.findall(r"^\| (.+?) \|", table, re.MULTILINE)
    fields = fields_of(read(TEXT))
    for name in re.findall(r"`([^`]+)`", " ".join(cells)):
        if name not in ("单位名称", "部门名称", "中长期目标", "实施单位", "填报日期", "总分"):
            value_of(name, fields.of_table)
    full = fields_of(read(FULL)).rows(["指标名称"])
    assert full is not None
    for name in re.findall(r"`([^`/]+)`", " ".join(re.findall(r"^\| (.+?) \|", rows[0], re.MULTILINE))):
        if name != "年度指标值":
            value_of(name, full[0])


def test_values_of_an_indicator() -> None:
    rows = fields_of(read(FULL)).rows(["指标名称"])
    assert rows is not None
    wanted = {
        "序号": "1", "一级指标": "履职", "二级指标": "技能培训", "重点工作": "开展培训", "对应项目": "示范项目", "三级指标": "培训人数",
        "指标名称": "培训人数", "指标值": "≥2000人", "半年指标值": "≥1000人", "全年指标值": "≥2000人", "比较符": "≥", "数值": "2000",
        "计量单位": "人", "实际完成值": "2100人", "半年实际完成值": "900人", "分值": "5", "标记": "核心", "数据来源": "登记表",
        "偏差原因": "", "单位名称": "示例单位", "填报人": "张三", "基本支出/半年计划执行数": "20", "基本支出/说明": "含人员经费",
        "资金总额": "100.50", "资金总额/全年预算数": "100.50",
    }  # fmt: skip
    assert {name: rows[0][name] for name in wanted} == wanted
    assert [row["指标名称"] for row in rows] == ["培训人数", "其中：女职工", "每亩成本", "满意度"]
