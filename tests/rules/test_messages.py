"""What a writer sees after a slip of the hand: one line wrong, its message, the column it points at, its fix.

The same table makes docs/messages.md, the gallery of messages (``make golden`` writes it anew).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from perfdsl.checks.registry import BY_CODE
from perfdsl.diagnostics import Diagnostic
from perfdsl.pipeline import check_source, library
from perfdsl.reports.report import Report
from perfdsl.reports.text import render
from perfdsl.syntax.source import Source

HEAD = "部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n"
BEFORE = {
    "文件开头": HEAD,
    "资金": HEAD + "# 资金（万元）\n",
    "项目": HEAD + "# 项目（万元）\n",
    "指标": HEAD + "# 指标\n## 履职\n### 职工权益维护\n",
    "指标下的注释": HEAD + "# 指标\n## 履职\n### 职工权益维护\n慰问人数 >= 4000人\n",
}
SHELF = library()


class Mistake(NamedTuple):
    """One wrong line. ``column`` is 1-based; ``fixed`` is the line after the fix, ``""`` where none is safe."""

    where: str
    line: str
    code: str
    column: int
    message: str
    fixed: str = ""


MISTAKES = [
    # --- the mark between name and value
    Mistake("指标", "培训人数", "P101", 1, "“培训人数”后面缺少比较符（>=、<=、=）或冒号"),
    Mistake("指标", "培训人数 1000人", "P101", 6, "“1000人”前面缺少比较符（>=、<=、=）或冒号"),
    Mistake("指标", "培训人数 => 1000人", "P101", 6, "“=>”不是比较符", "培训人数 >= 1000人"),
    Mistake("指标", "投诉起数 =< 3起", "P101", 6, "“=<”不是比较符", "投诉起数 <= 3起"),
    Mistake("指标", "培训人数 ＝＞ 1000人", "P101", 6, "“＝＞”不是比较符", "培训人数 >= 1000人"),
    Mistake("指标", "预算执行率 == 100%", "P101", 7, "“==”不是比较符", "预算执行率 = 100%"),
    Mistake("指标", "培训人数 >= <= 1000人", "P101", 6, "“>=<=”不是比较符"),
    Mistake("指标", "差错率 ≠ 0", "P101", 5, "“≠”不是可用的比较符"),
    Mistake("指标", "差错率 != 0", "P101", 5, "“!=”不是可用的比较符"),
    Mistake("指标", "满意度 不低于 95%", "P101", 5, "“不低于”要写成“>=”", "满意度 >= 95%"),
    Mistake("指标", "投诉起数 小于等于3起", "P101", 6, "“小于等于”要写成“<=”", "投诉起数 <=3起"),
    Mistake("资金", "基本支出 90 / 226.124", "P101", 6, "“90 / 226.124”前面缺少比较符（>=、<=、=）或冒号"),
    # --- values
    Mistake("指标", "培训人数 >=", "P102", 7, "“>=”后面缺少值"),
    Mistake("指标", "培训人数：", "P102", 5, "冒号后面缺少值"),
    Mistake("指标", "培训人数 >= 1000人 /", "P102", 15, "“/”后面缺少值"),
    Mistake("指标", "培训人数 >= / 2000人", "P102", 7, "“>=”后面缺少值"),
    Mistake("指标", "培训人数 >= 1000人 / / 2000人", "P102", 15, "两个“/”之间缺少值"),
    Mistake("指标下的注释", "=>", "P102", 2, "“=>”后面缺少值"),
    Mistake("指标", "培训人数 >= 1000人 2000人", "P103", 14, "两个值之间缺少“/”", "培训人数 >= 1000人 / 2000人"),
    Mistake("指标", "培训人数 >= 1000人 | 2000人", "P103", 14, "两个值之间应写“/”，不写“|”", "培训人数 >= 1000人 / 2000人"),
    Mistake("指标", "培训人数 >=1000人>=2000人", "P103", 13, "两个值之间缺少“/”", "培训人数 >=1000人 / >=2000人"),
    Mistake("指标", "培训人数 >= 1000人，2000人", "P103", 14, "两个值之间应写“/”，不写“，”", "培训人数 >= 1000人 / 2000人"),
    Mistake("资金", "基本支出 = 1 000 000", "P103", 9, "两个数之间只有空格"),
    Mistake("指标", "课程数 >= 100 - 200个", "P106", 11, "区间的两端之间不要留空格", "课程数 >= 100-200个"),
    Mistake("指标", "培训人数 >= 500人 / 1000人 / 2000人", "P109", 24, "“培训人数”写了 3 个值，这张表有 2 期（半年、全年）"),
    Mistake("资金", "基本支出 = 90 / 180 / 226", "P109", 19, "“基本支出”写了 3 个金额，这里只有 2 列（半年计划执行数、全年预算数）"),
    # --- names
    Mistake("指标", ">= 1000人", "P104", 1, "这一行缺少名称"),
    Mistake("指标", "：健全", "P104", 1, "这一行缺少名称"),
    Mistake("指标", '"" >= 10人', "P104", 1, "引号里缺少名称"),
    Mistake("指标", '"受益人口数(≥**人) >= 1102人', "P105", 1, "名称的引号没有闭合"),
    Mistake("指标", "受益人口数(≥**人) >= 1102人", "P111", 1, "名称里有“≥”，要用直引号括起来", '"受益人口数(≥**人)" >= 1102人'),
    Mistake("指标", "“受益人口数(≥**人)” >= 1102人", "P111", 1, "名称里有“≥”，要用直引号括起来", '"受益人口数(≥**人)" >= 1102人'),
    Mistake("指标", "培训场次(含:线上) >= 20场", "P111", 1, "名称里有“:”，要用直引号括起来", '"培训场次(含:线上)" >= 20场'),
    Mistake("指标", "受益人口数(≥**人)", "P111", 1, "名称里有比较符或冒号，要用直引号括起来，后面再写值"),
    # --- points and brackets
    Mistake("指标", "培训人数 >= 1000人 [10分", "P106", 15, "“[”没有闭合", "培训人数 >= 1000人 [10分]"),
    Mistake("指标", "培训人数 >= 1000人 10分]", "P106", 15, "“]”前面缺少“[”", "培训人数 >= 1000人 [10分]"),
    Mistake("指标", "培训人数 >= 1000人（10分）", "P106", 14, "“（10分）”会被当作值的一部分", "培训人数 >= 1000人 [10分]"),
    Mistake("指标", "培训人数 [10分] >= 1000人", "P108", 6, "“[10分]”要写在行尾", "培训人数 >= 1000人 [10分]"),
    Mistake("指标", "培训人数 >= 1000人 [10分] [核心]", "P108", 15, "“[10分]”要写在行尾", "培训人数 >= 1000人 [10分 核心]"),
    # --- headings and linked projects
    Mistake("指标", "##", "P104", 1, "“##”后面缺少标题"),
    Mistake("指标", "#### 开展慰问 <-", "P104", 11, "“<-”后面缺少项目名称"),
    Mistake("指标", "#### 开展慰问 <- 帮扶项目，", "P104", 18, "“，”后面缺少项目名称"),
    Mistake("指标", "#### <- 帮扶项目", "P104", 6, "“<-”前面缺少重点工作的名称"),
    Mistake("指标", "#### 开展慰问 -> 帮扶项目", "P106", 11, "“->”的方向反了", "#### 开展慰问 <- 帮扶项目"),
    Mistake("指标", "培训人数 >= 1000人 <- 帮扶项目", "P108", 15, "“<-”不能写在指标后面"),
    Mistake("项目", "## 民生类", "P108", 1, "# 项目 下面不分组"),
    # --- notes, parts, actual values
    Mistake("指标下的注释", "> 数据来源 慰问登记表", "P101", 3, "“数据来源”后面缺少冒号", "> 数据来源: 慰问登记表"),
    Mistake("指标下的注释", "> 指标解释", "P101", 3, "“指标解释”后面缺少冒号和内容"),
    Mistake("指标下的注释", "> ：登记表", "P104", 3, "“>”后面缺少名称"),
    Mistake("指标", "- 其中党员 >= 10人", "P107", 1, "这一行上面没有它可以归属的指标或金额"),
    Mistake("指标", "培训人数 >= 1000人 => 900人", "P108", 15, "实际完成值要另起一行"),
    # --- the head of the file
    Mistake("文件开头", "公开日期 2024年3月1日", "P101", 1, "“公开日期”后面缺少冒号", "公开日期: 2024年3月1日"),
    Mistake("文件开头", "公开日期 = 2024年3月1日", "P101", 1, "“公开日期”后面缺少冒号", "公开日期: 2024年3月1日"),
    Mistake("文件开头", "主管部门\t市委", "P101", 1, "“主管部门”后面缺少冒号", "主管部门: 市委"),
    Mistake("文件开头", "培训人数 >= 1000人", "P108", 1, "指标要写在“# 指标”下面"),
    # --- pasted from elsewhere
    Mistake("指标", "| 培训人数 | >= 1000人 |", "P106", 1, "这里不用竖线画表格"),
    Mistake("指标", "<p>培训人数 >= 1000人</p>", "P106", 1, "这里不能写网页标签“<p>”", "培训人数 >= 1000人"),
    Mistake("指标", "------", "P106", 1, "“------”没有内容", "\n"),
    Mistake("指标", "数量指标\t培训人数\t≥1000人\t≥2000人", "P109", 19, "“数量指标”写了 3 个值，这张表有 2 期（半年、全年）"),
    Mistake("指标", "培训人数\t\t≥2000人", "P102", 5, "值的前面有空格子"),
    Mistake("指标", "指标1：培训人数\t≥1000人\t≥2000人", "V308", 1, "名称前留有编号“指标1：”", "培训人数\t≥1000人\t≥2000人"),
    # --- suppressions
    Mistake("指标下的注释", "#### 开展慰问 // 允许 V303", "P112", 11, "“允许”没有写理由，不起作用"),
    Mistake("指标下的注释", "#### 开展慰问 // 允许 V303 本年不开展", "P112", 11, "“允许”理由前面缺少冒号，不起作用", "#### 开展慰问 // 允许 V303: 本年不开展"),
    Mistake("指标下的注释", "#### 开展慰问 // 允许：本年不开展", "P112", 11, "“允许”没有写规则号，不起作用"),
    Mistake("指标下的注释", "#### 开展慰问 // 允许 V993: 本年不开展", "P113", 17, "没有规则 V993"),
]  # fmt: skip


def text_of(mistake: Mistake) -> str:
    return BEFORE[mistake.where] + mistake.line


def find(mistake: Mistake) -> Diagnostic:
    """The finding that the mistake is about."""
    line = text_of(mistake).count("\n") + 1
    findings = check_source(Source("示例.perf", text_of(mistake)), SHELF).findings
    here = [finding for finding in findings if finding.span.line == line]
    return next(
        (finding for finding in here if finding.code == mistake.code),
        Diagnostic("", "error", f"没有 {mistake.code}，有 {here}", findings[0].span),
    )


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.line)
def test_message_column_and_fix(mistake: Mistake) -> None:
    finding = find(mistake)
    assert (finding.code, finding.message) == (mistake.code, mistake.message)
    assert finding.span.start + 1 == mistake.column
    assert finding.hint
    assert fixed(mistake.line, finding) == mistake.fixed.strip("\n")


@pytest.mark.parametrize("mistake", [one for one in MISTAKES if one.fixed], ids=lambda mistake: mistake.line)
def test_the_fixed_line_has_no_such_mistake(mistake: Mistake) -> None:
    after = find(mistake._replace(line=mistake.fixed.strip("\n")))
    assert not after.code


def fixed(line: str, finding: Diagnostic) -> str:
    """The line with the finding's fix applied; ``""`` where there is none."""
    if finding.fix is None:
        return ""
    for (_, start, end), new in reversed(finding.fix.edits):
        line = line[:start] + new + line[end:]
    return line


def test_the_gallery_is_up_to_date(golden: Callable[[Path, str], None], root: Path) -> None:
    golden(root / "docs" / "messages.md", gallery())


def gallery() -> str:
    """All messages as a page, in the order of their codes."""
    parts = [_TITLE]
    code = ""
    for mistake in sorted(MISTAKES, key=lambda mistake: mistake.code):
        if mistake.code != code:
            code = mistake.code
            parts.append(f"## {code} {BY_CODE[code].slug}\n")
        parts.append(f"```text\n{_shown(mistake)}```\n")
    return "\n".join(parts)


_TITLE = """\
# 错误信息一览

本页由 `tests/rules/test_messages.py` 里的笔误表生成，不要直接修改。每一条都是写错的一行、命令行里看到的信息和建议；
各条规则的说明见 [rules.md](rules.md)。
"""


def _shown(mistake: Mistake) -> str:
    report = Report("示例.perf", tuple(text_of(mistake).split("\n")), (find(mistake),))
    return "".join(render([report]))
