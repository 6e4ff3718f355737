"""The language of framework files (体系): every scope in one, and every key, mark and value that may stand there.

The one home of these words. The reader (``read_framework.py``) asks for keys by the constants below, the checker
(``framework_spelling.py``) refuses what is not here, and ``docs/frameworks.md`` is made of it: a new key is a constant,
its name in a scope, and the line that reads it.
"""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.model.framework_values import (
    COLUMN,
    MARK,
    NAMES,
    NUMBER,
    ROW,
    ROW_ALIASES,
    SHARE,
    TEXT,
    YES,
    AllowedValue,
    ValueType,
    one_of,
    some_of,
)
from perfdsl.text.folding import squeeze


class Key(NamedTuple):
    """One word of the language in its scope: a header key, the key of a note, or a mark in brackets.

    ``example`` is the whole line. ``missing`` says what holds where the key is not written. A key that is not
    ``repeatable`` stands once only, else nobody could say which one counts. ``often`` is what people write for it.
    """

    name: str
    value: ValueType
    meaning: str
    example: str
    missing: str = ""
    required: bool = False
    repeatable: bool = False
    often: tuple[str, ...] = ()


class Scope(NamedTuple):
    """Where words may stand. ``lines`` says what the lines of the scope are; ``form`` how a key is written there."""

    title: str
    lines: str
    form: str
    keys: tuple[Key, ...]

    def key(self, name: str) -> Key | None:
        """The key of this name; spaces and full-width forms make no difference."""
        wanted = squeeze(name)
        return next((key for key in self.keys if key.name == wanted), None)


# --- the head ------------------------------------------------------------------------------------------------

NAME = Key(
    "体系",
    TEXT,
    "体系的名称，表里写“体系: 名称”时用它。文件第一行就写它；文件名取同一个名称。",
    "体系: 本市项目支出",
    required=True,
)
TITLE = Key(
    "标题",
    TEXT,
    "表的正式名称，印在网页、下载的表和数据里。",
    "标题: 本市项目支出绩效目标表",
    required=True,
)
PURPOSE = Key(
    "适用",
    one_of(
        AllowedValue("部门", "部门（单位）整体的表，首行写“部门:”", ("部门整体", "单位", "整体", "预算单位")),
        AllowedValue("项目", "一个项目的表，首行写“项目:”", ("项目支出", "专项", "单个项目")),
    ),
    "这种表式给谁用。表的首行与它不符时报 V312。",
    "适用: 项目",
    missing="部门",
)
PERIODS = Key(
    "周期",
    NAMES,
    "目标值分哪几期，每个指标按这个次序写值，中间用“/”隔开。",
    "周期: 半年, 全年",
    missing="年度",
)
OTHER_NAMES = Key("别名", NAMES, "体系的其他叫法，表里写哪一个都认得。", "别名: 某市项目支出, 项目支出目标表")
POINTS_TOTAL = Key(
    "分值",
    NUMBER,
    "全部指标的分值加起来应是多少。表里写了分值而总和不符时报 D804。",
    "分值: 100",
    missing="不检查总分",
)
MEASURED_SHARE = Key(
    "定量占比",
    SHARE,
    "有数字的指标至少占全部指标的多少。少于它时报 V309。",
    "定量占比: 50%",
    missing="不检查",
)
NOTE_COLUMNS = Key(
    "其他列",
    NAMES,
    "指标值后面还有哪些列。表里写成指标下面的“> 列名: 文字”；忘了写“>”的也照说明读。评分标准、数据来源、备注等通用的列不必写。",
    "其他列: 评价内容, 支撑资料",
    missing="没有",
)
OPEN_SECTIONS = Key(
    "可增栏目",
    YES,
    "表里可以写 # 栏目 没有列出的文字栏目。不开的，表里写了别的栏目报 V310；个别表确要增加的，在那张表的开头写“自拟栏目: 名称”。",
    "可增栏目: 是",
    missing="否",
)
SOURCE = Key(
    "来源",
    TEXT,
    "这种表式从哪里来：哪个文件规定的，或照哪些公开的表整理的。",
    "来源: 某市2026年度公开的项目表",
)

# --- # 栏目 --------------------------------------------------------------------------------------------------

REQUIRED = "必填"
SECTION_DEMAND = one_of(
    AllowedValue(REQUIRED, "表里一定要写，没有时报 V302", ("必须", "必需", "必要", "必选", "是", "必写")),
    AllowedValue("选填", "可以不写", ("可选", "可填", "可空", "非必填", "否", "任选", "可不填")),
)
SECTION_EXAMPLE = "例如“年度目标: 必填”"
SECTION_ALIASES = Key(
    "别名",
    NAMES,
    "栏目的其他叫法；可以分几行写。",
    "> 别名: 年度总体目标, 年度绩效目标",
    repeatable=True,
)

# --- # 资金 --------------------------------------------------------------------------------------------------

COLUMNS = Key(
    "列",
    NAMES,
    "这一块有哪几列金额。表里的金额按这个次序写，中间用“/”隔开。",
    "> 列: 半年计划执行数, 全年预算数",
    missing="一列，叫“金额”",
)
HEADLINE = Key(
    "主列",
    COLUMN,
    "哪一列是年度预算数：首页、比较和合计用的金额取这一列。表里写出各列而没有这一列时，不合计。",
    "> 主列: 全年预算数",
    missing="只有一列时就是它",
)
ROOTS = Key(
    "行",
    NAMES,
    "最上面一层的行，按印出的次序。它们的合计（“支出合计 = 基本支出 + 项目支出”）可以另写一个等式：表里写了合计才列出，并核对。",
    "> 行: 基本支出, 项目支出",
    missing="不在别的行右边出现的那些合计行",
)
BALANCE = Key(
    "平衡",
    ROW,
    "这一块的总和应等于另一块的哪一行（收支平衡）。不等时报 B403。",
    "> 平衡: 资金总额",
    missing="不检查",
)
BLOCK_ALIASES = Key(
    "别名",
    ROW_ALIASES,
    "某一行的其他叫法：等号左边是行的名称，右边是其他叫法。可以写几行。",
    "> 别名: 其他资金 = 其它资金, 其他收入",
    repeatable=True,
)
OPEN_ROWS = Key(
    "可增行",
    YES,
    "表里可以写这一块没有列出的行，单独列为“未列入表式”，不计入自动相加的合计；表里写了合计的，要么全部算在内，要么都不算。不开的，表里写了这样的行报 B407。",
    "> 可增行: 是",
    missing="否",
)
ROW_OTHER_NAMES = Key(
    "别名",
    NAMES,
    "写在一个等式的下面：等式左边那一行的其他叫法。",
    "> 别名: 收入合计, 收入总计",
    repeatable=True,
)
PROJECTS = "# 项目"

# --- # 指标 --------------------------------------------------------------------------------------------------

GROUP_REQUIRED = Key(
    REQUIRED,
    MARK,
    "表里一定要有这个分组，没有时报 V302。",
    "## 产出指标 [必填]",
    often=("必须", "必需", "必要", "必选", "必写"),
)
GROUP_EMPTY = Key(
    "可空",
    MARK,
    "写了标题可以没有指标，网页上显示“不适用”。",
    "### 生态效益指标 [可空]",
    often=("允许为空", "可为空", "可不填", "可缺", "选填", "可选"),
)
GROUP_OPEN = Key(
    "自拟",
    MARK,
    "下面的分组由填报人自己定，叫什么都可以。",
    "## 履职 [必填 自拟]",
    missing="下面只能用体系列出的分组；一个也没有列的，同“自拟”",
    often=("自定", "自行拟定", "自设", "自填", "自定义", "可自拟"),
)
GROUP_POINTS = Key(
    "10分",
    MARK,
    "这一组的指标分值加起来应是多少（“10分”“10%”“10”都可以）。不等时报 D805。",
    "## 产出指标 [必填 50分]",
)
GROUP_ALIASES = Key(
    "别名", NAMES, "分组的其他叫法；可以分几行写。", "> 别名: 数量, 产出数量指标", repeatable=True
)
KEY_TASKS = "重点工作"
GROUP_COLUMNS = Key(
    "列",
    some_of(
        AllowedValue(KEY_TASKS, "“#### ”标题是重点工作"),
        AllowedValue("对应项目", "重点工作后面用“<-”写出对应的项目"),
    ),
    "只用于一级分组：它的第二级下面按重点工作列指标，印表时多出“重点工作”“对应项目”两列。",
    "> 列: 重点工作, 对应项目",
)

# --- all scopes ----------------------------------------------------------------------------------------------

HEAD = Scope(
    "文件开头",
    "第一个“# ”标题之前，每行一个“键: 值”。",
    "键: 值",
    (
        NAME,
        TITLE,
        PURPOSE,
        PERIODS,
        OTHER_NAMES,
        POINTS_TOTAL,
        MEASURED_SHARE,
        NOTE_COLUMNS,
        OPEN_SECTIONS,
        SOURCE,
    ),
)
SECTION = Scope(
    "栏目下面的说明",
    "表里的文字栏目，每行一个“名称: 必填”或“名称: 选填”，按印出的次序。",
    "> 键: 值",
    (SECTION_ALIASES,),
)
BLOCK = Scope(
    "资金块的说明",
    "资金的行和合计关系。分收入、支出等几块的，每块一个“## 标题”；不分块的直接写。"
    "每行一个等式“合计 = 甲 + 乙”：它既是表里的行，也是要检查的合计。"
    f"“{PROJECTS}”作为一项，代表表里 {PROJECTS} 各项目之和。写在标题下面的说明管这一块。",
    "> 键: 值",
    (COLUMNS, HEADLINE, ROOTS, BLOCK_ALIASES, BALANCE, OPEN_ROWS),
)
ROW_NOTES = Scope(
    "等式下面的说明",
    "写在一个等式下面的说明，只管等式左边那一行。",
    "> 键: 值",
    (ROW_OTHER_NAMES, BLOCK_ALIASES),
)
GROUP = Scope(
    "分组下面的说明",
    "指标的分组：“## ”一级指标，“### ”二级指标，还有更细的接着用“#### ”。标题下面的说明管这个分组。",
    "> 键: 值",
    (GROUP_ALIASES, GROUP_COLUMNS),
)
GROUP_MARKS = Scope(
    "分组的标记",
    "写在分组标题后面的方括号里，几个标记用空格隔开。",
    "[标记]",
    (GROUP_REQUIRED, GROUP_EMPTY, GROUP_OPEN, GROUP_POINTS),
)
SCOPES = (HEAD, SECTION, BLOCK, ROW_NOTES, GROUP_MARKS, GROUP)
SECTION_TITLES = ("栏目", "资金", "指标")
MONEY_UNITS = ("", "元", "万元")
