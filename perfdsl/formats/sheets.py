"""The data files as data: which sheets there are, their columns, and what each column says.

``csv_rows.py`` writes them, Data Package and CSVW describe them; ``docs/formats.md`` lists the same columns.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["text", "integer", "number", "boolean", "comparator"]
# A comparator in words: `=` alone would be the beginning of a formula.
COMPARATORS = {">=": "大于等于", "<=": "小于等于", ">": "大于", "<": "小于", "=": "等于"}
TRUE, FALSE = "是", "否"


class Column(NamedTuple):
    """``name`` is the field of the record and the name for programs, ``title`` the heading in the file."""

    name: str
    title: str
    kind: Kind
    about: str
    required: bool = False


class Sheet(NamedTuple):
    """One file. ``key`` names the columns that no two rows have in common; ``unit`` the one that leads to the units."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    unit: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def column(self, name: str) -> Column:
        """The column of this name."""
        return next(column for column in self.columns if column.name == name)


_UNIT = (
    Column("unit_id", "表编号", "text", "这一行属于哪张表，与 units.csv 的“表编号”对应", required=True),
    Column("unit_name", "名称", "text", "单位或项目的名称"),
    Column("year", "年度", "integer", "预算年度"),
)
_MONEY = (
    Column("column", "栏", "text", "表中的栏，如“全年预算数”"),
    Column("number", "金额", "number", "写出的金额；空格或不是数字时为空"),
    Column("money_unit", "金额单位", "text", "元、万元或亿元"),
    Column("yuan", "金额（元）", "number", "换算成元，便于合计和比较"),
    Column("text", "原文", "text", "表中写的内容"),
)
_NOTES = Column("notes", "说明", "text", "附注，写成“键：值”，多条以“；”分开")

UNITS = Sheet(
    "units",
    "单位",
    "每张表一行：谁的表，哪一年，何时公开，主要数字",
    (
        Column("id", "表编号", "text", "年度和编码，也是网站上的地址", required=True),
        Column("kind", "类别", "text", "部门或项目", required=True),
        Column("name", "名称", "text", "单位或项目的名称"),
        Column("year", "年度", "integer", "预算年度"),
        Column("framework", "体系", "text", "按哪种表式填报"),
        Column("title", "表名", "text", "表式的正式名称"),
        Column("code", "编码", "text", "单位或项目的编码"),
        Column("department", "主管部门", "text", "主管部门"),
        Column("publisher", "发布机构", "text", "发布机构"),
        Column("index_number", "索引号", "text", "信息公开索引号"),
        Column("document_number", "文号", "text", "文号"),
        Column("approved", "批复日期", "text", "照原文"),
        Column("published", "公开日期", "text", "照原文"),
        Column("office", "责任处室", "text", "责任处室"),
        Column("phone", "联系电话", "text", "联系电话"),
        Column("header", "其他表头", "text", "其他表头，写成“键：值”，多条以“；”分开"),
        Column("total", "资金总额（元）", "number", "全年资金总额，换算成元"),
        Column("projects", "项目数", "integer", "项目的个数"),
        Column("indicators", "指标数", "integer", "三级指标的个数"),
        Column("measured", "定量指标数", "integer", "其中有数值的个数"),
        Column("file", "源文件", "text", "从哪个文件得出"),
    ),
    ("id",),
)
FUNDING = Sheet(
    "funding",
    "资金",
    "资金的每一行、每一栏一行；表式里没有填金额的行不列",
    (
        *_UNIT,
        Column("id", "资金编号", "text", "这一行的编号，在同一张表内不变", required=True),
        Column("parent_id", "上级编号", "text", "上级行的资金编号；最上一级为空"),
        Column("block", "收支", "text", "收入、支出；表式不分收支时为空"),
        Column("depth", "级次", "integer", "从 1 起"),
        Column("name", "资金名称", "text", "表式里的名称"),
        *_MONEY,
        Column("derived", "合计得出", "boolean", "是：表中没有写，由下级合计得出"),
        Column("unlisted", "未列入表式", "boolean", "是：表式里没有这一行，不计入任何合计"),
        _NOTES,
    ),
    ("unit_id", "id", "column"),
    "unit_id",
)
PROJECTS = Sheet(
    "projects",
    "项目",
    "每个项目（及其中的部分）的每一栏一行",
    (
        *_UNIT,
        Column("id", "项目编号", "text", "项目的编号，在同一张表内不变", required=True),
        Column("parent_id", "所属项目编号", "text", "“其中”一行所属的项目；项目本身为空"),
        Column("name", "项目名称", "text", "项目或其中一部分的名称"),
        *_MONEY,
        Column("key_tasks", "对应重点工作", "text", "由这个项目保障的重点工作，多项以“；”分开"),
        _NOTES,
    ),
    ("unit_id", "id", "column"),
    "unit_id",
)
INDICATORS = Sheet(
    "indicators",
    "指标",
    "每个三级指标的每一期一行",
    (
        *_UNIT,
        Column("id", "指标编号", "text", "指标的编号，在同一张表内不变", required=True),
        Column("parent_id", "上级指标编号", "text", "“其中”一行所属的指标；其他为空"),
        Column("category", "一级指标", "text", "体系里的名称"),
        Column("subcategory", "二级指标", "text", "体系里的名称"),
        Column("key_task", "重点工作", "text", "重点工作"),
        Column("linked_projects", "对应项目", "text", "保障重点工作的项目，多个以“；”分开"),
        Column("name", "三级指标", "text", "指标名称"),
        Column("measured", "是否定量", "boolean", "是：有数值；否：只有文字"),
        Column("period", "期", "text", "半年、全年、年度等"),
        Column("comparator", "比较", "comparator", "大于等于、小于等于、大于、小于、等于；没有时为空"),
        Column("number", "数值", "number", "95% 为 95；区间为下限"),
        Column("upper", "数值上限", "number", "区间的上限、比例的后项"),
        Column("unit", "计量单位", "text", "百分数为 %"),
        Column("text", "指标值", "text", "写出的值，不含前面的比较符"),
        Column("actual_number", "实际数值", "number", "实际完成的数值"),
        Column("actual_text", "实际完成值", "text", "实际完成的值，照原文"),
        Column("points", "分值", "number", "分值"),
        Column("flags", "标记", "text", "如“核心”"),
        _NOTES,
    ),
    ("unit_id", "id", "period"),
    "unit_id",
)
SHEETS = (UNITS, FUNDING, PROJECTS, INDICATORS)
