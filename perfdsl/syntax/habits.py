"""What people write in a structured section out of habit: list marks, ``其中：``, notes without ``>``, a pasted heading row.

Each is read as what it means where that is certain, and told apart from an indicator or an amount in any case: none
of them may become one. Lines that need the form to be understood are told in ``model/outline.py``.
"""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic
from perfdsl.syntax.comments import escaped
from perfdsl.syntax.marks import CLOSING, COLONS, COMMAS, COMPARATORS, EQUAL, OPENING
from perfdsl.syntax.nodes import Note, Word
from perfdsl.syntax.stop import unplaced
from perfdsl.text.folding import SPACES, squeeze
from perfdsl.text.patterns import lazy

# In front of a line of a list; the last ones are what Word's bullets become when they are pasted.
_BULLETS = "•·●○◦◆◇■□▪▫►▶➤➢∙‧・⚫\uf06c\uf06e\uf075\uf0b7\uf0d8"
# In front of what a form wants to stand out: kept, as a flag of the indicator. So is a * without a space behind it.
_STARS = "★☆※▲△"
_LEAD = lazy(
    rf"(?:[{_BULLETS}]|[*＊](?=\s)|(?P<star>[{_STARS}]+|[*＊](?![*＊]))|(?P<part>其中\s*[{COLONS}{COMMAS}、])(?=\s*\S))\s*"
)
_LED = frozenset(f"{_BULLETS}{_STARS}*＊其")

# What a table says about an indicator or an amount, under the names that forms give to these columns.
NOTE_KEYS = frozenset(
    "备注 注 说明 填报说明 填报要求 填写说明 其他说明 列 更正 编码 指标编码 项目编码 分值 权重 得分 得分系数 "
    "评分标准 评分规则 评分方法 评分细则 评分依据 评价标准 评价标准及依据 评价方法 评价要点 评(扣)分标准 扣分标准 计分标准 计分方法 "
    "绩效标准 考核标准 判定标准 计算公式 计算方法 计算方式 统计口径 "
    "数据来源 数据来源及采集方式 数据采集方式 数据获取方式 资料来源 取数方式 佐证材料 证明材料 指标来源 指标值来源 指标值设定依据 "
    "指标解释 指标说明 指标释义 指标内涵 指标含义 指标定义 指标内容 指标值说明 指标性质 指标类型 指标属性 指标方向 指标方向性 指标值类型 计量单位 度量单位 "
    "实际完成值 实际完成情况 实际完成 实际值 完成值 全年实际完成值 全年实际值 年度实际完成值 半年实际完成值 自评得分 完成情况说明 "
    "上年值 上年实际 上年实际值 上年完成值 历史值 参考值 基期值 基准值 标准值 同期值 行业标准 得分标准 "
    "责任单位 责任部门 责任人 牵头单位 牵头部门 牵头处室 配合单位 完成单位 "
    "偏差 偏差原因 偏差情况 偏差原因分析 偏差说明 偏差原因说明 偏差原因及改进措施 偏差原因分析及改进措施 未完成原因 未完成原因分析 未完成原因和改进措施 "
    "未完成原因及改进措施 改进措施 整改措施 立项依据 测算依据 设定依据".split()
)
# Those that say something of one indicator, and nothing of a group.
ROW_KEYS = NOTE_KEYS - frozenset(
    "备注 注 说明 填报说明 填报要求 填写说明 其他说明 更正 编码 指标编码 项目编码 分值 权重 得分 得分系数 自评得分".split()
)
_KEY = lazy(
    rf"(?P<key>[^\s{COLONS}{COMPARATORS}](?:[^\t{COLONS}{COMPARATORS}]{{0,18}}[^\s{COLONS}{COMPARATORS}])?)\s*"
    rf"(?P<mark>[{COLONS}{EQUAL}\t]|(?=[{COMPARATORS}]))\s*"
)

_IN_BRACKETS = lazy(
    rf"[(（{OPENING}]\s*(?P<key>[^\s{COLONS}()（）]{{1,12}})\s*[{COLONS}]\s*(?P<said>\S.*?)\s*[)）{CLOSING}]\Z"
)
_BRACKET = lazy(r"\([^()]*\)\Z")

_LEVELS = {"一级指标": "## ", "二级指标": "### ", "三级指标": ""}
_KEY_TASK, _LINKED = "重点工作", "对应项目"
# A label of values is any of the first, then one of the second: 全年预期指标值.
_OF_VALUES = "半年 上半年 全年 年度 本年 本年度 年初 实施期 当年 计划 预期 设定 绩效".split()
_VALUES = "指标值 目标值 计划值 绩效值 计划完成值".split()
_VALUE_LABEL = lazy(f"(?:{'|'.join(_OF_VALUES)})*(?:{'|'.join(_VALUES)})")
_MONEY_UNITS = frozenset(("单位", "金额单位"))
_UNITS = frozenset(("元", "万元", "亿元", "人民币元", "人民币万元"))
# The words of a form's heading row; each cell of one is made of nothing else.
_HEADING = lazy(
    r"(?:序号|[一二三四五]级(?:绩效)?指标(?:名称)?|(?:绩效)?指标(?:名称|内容|值|类别|类型|性质|解释|说明|方向)?|名称|类别|"
    r"(?:半年|上半年|全年|年度|本年度?|年初|实施期|当年|计划|预期|设定|绩效|参考)*(?:指标|目标|计划|绩效)?值|(?:实际|全年|半年)*(?:实际)?(?:完成|执行)(?:值|情况|数|率)|"
    r"分值|权重|得分|评分标准|数据来源|备注|说明|计量单位|度量单位|单位|指标方向性?|重点工作|对应项目|"
    r"项目(?:名称)?|(?:收入|支出)?(?:科目|资金)(?:名称|来源|性质|类别)?|(?:预算|资金)?(?:金额|数额)|"
    r"(?:年初|全年|年度|半年|本年|上年|当年)*(?:计划|预算|执行|决算)*(?:执行|预算|计划|决算)数)"
    r"(?:[（(][^()（）]*[)）])?"
)
_IN_NO_CELL = frozenset(COMPARATORS + "0123456789")  # but in brackets
_CELLS = lazy(rf"\t|[|｜]|\s{{2,}}|[{COLONS}]| ")

KEYS = (*sorted(NOTE_KEYS), *_LEVELS, *sorted(_MONEY_UNITS), _KEY_TASK, _LINKED, *_OF_VALUES, *_VALUES)
# With what a key or the cell of a heading row begins. Most lines begin otherwise.
_STARTS = frozenset(key[:2] for key in KEYS).union(
    "序号 名称 类别 参考 实际 完成 执行 项目 收入 支出 科目 资金 预算 决算 金额 数额 上年 四级 五级 值".split()
)
_FIRST = frozenset(start[0] for start in _STARTS)  # decides alone where no letter follows: 注1：, 备　注：
_BRACKETS = frozenset("(（" + OPENING)
_EMPTY_CELL = frozenset("|｜" + COLONS)


class Led(NamedTuple):
    """A line without what leads it: ``text`` is as long as before, so that places stay true."""

    text: str
    stars: Word | None = None


def without_lead(text: str) -> Led:
    """``• 培训人数 >= 1000人`` without its list mark; ``其中：党员 >= 10人`` as ``- 党员 >= 10人``."""
    at = len(text) - len(text.lstrip(SPACES))
    match = _LEAD.match(text, at) if text[at : at + 1] in _LED else None
    if match is None or match.end() == len(text):
        return Led(text)
    blank = text[:at] + ("-" if match["part"] else " ").ljust(match.end() - at)
    stars = Word(match["star"], match.start("star"), match.end("star")) if match["star"] else None
    return Led(blank + text[match.end() :], stars)


def read_habit(text: str) -> tuple[Note | None, Diagnostic] | None:
    """What is said of a line that only looks like an indicator or an amount, and the note that it is, if it is one.

    None where it may be an indicator or an amount.
    """
    body = text.lstrip(SPACES)
    start = len(text) - len(body)
    first, second = body[:1], body[1:2]
    if first in _BRACKETS:
        return _in_brackets(text, start)
    may_be_one = body[:2] in _STARTS or (first in _FIRST and not second.isalpha())
    if (may_be_one or first in _EMPTY_CELL) and (diagnostic := _heading_row(text, body, start)):
        return None, diagnostic
    match = _KEY.match(text, start) if may_be_one else None
    if match is None:
        return None
    key = _bare(match["key"])
    if diagnostic := _label(key, text, match.start(), match.end()):
        return None, diagnostic
    if key not in NOTE_KEYS:
        return None
    return note_of(text, match.start(), match.end("key"), match.end())


def _in_brackets(text: str, start: int) -> tuple[Note, Diagnostic] | None:
    """``（注：含线上培训）``."""
    match = _IN_BRACKETS.match(text, start)
    if match is None or _bare(match["key"]) not in NOTE_KEYS:
        return None
    return note_of(text, *match.span("key"), *match.span("said"))


def _bare(key: str) -> str:
    """``评分标准（10分）`` and ``注1`` as 评分标准 and 注."""
    return _BRACKET.sub("", squeeze(key)).rstrip("0123456789")


def note_of(text: str, start: int, end: int, value: int, stop: int | None = None) -> tuple[Note, Diagnostic]:
    """The note that a line without ``>`` is: its key stands from ``start`` to ``end``, what it says from ``value``."""
    value = len(text) - len(text[value:].lstrip(SPACES))
    stop = len(text) if stop is None else stop
    end_of_value = value + len(text[value:stop].rstrip(SPACES))
    key, said = Word(text[start:end], start, end), Word(text[value:end_of_value], value, end_of_value)
    front = f"> {key.text}: " if said.text else f"> {key.text}:"
    written = escaped(f" {said.text}")[1:]  # behind a space “//” would begin a comment
    if stop == len(text) and written == said.text:
        fix = ("写成说明", 0, value, front)
    else:
        fix = ("写成说明", 0, len(text), front + written)
    message = f"“{key.text}”不是指标，读作上一行的说明"
    hint = f"前面写“> ”：> {key.text}: …"
    told = unplaced("P116", message, start, end, hint, fix, safe=True)
    return Note(key, said), told._replace(severity="warning")


def _heading_row(text: str, body: str, start: int) -> Diagnostic | None:
    if not ("(" in body or "（" in body or _IN_NO_CELL.isdisjoint(body)):
        return None
    cells = [cell for cell in map(str.strip, _CELLS.split(body)) if cell]
    if len(cells) < 2 or not all(map(_is_heading, cells)):
        return None
    fix = ("删去这一行的内容", 0, len(text), "")
    return unplaced(
        "P117", "这一行是表头，没有读入", start, len(text), "删去这一行；列由表式规定", fix, safe=False
    )


def _is_heading(cell: str) -> bool:
    return cell in NOTE_KEYS or _HEADING.fullmatch(cell) is not None


def _label(key: str, text: str, start: int, value: int) -> Diagnostic | None:
    """``一级指标：产出指标``, ``单位：万元``, ``对应项目：…``: what the notation says in another place."""
    said = text[value:]
    if key in _LEVELS and said:
        marks = _LEVELS[key]
        fix = (f"去掉“{key}”", start, value, marks) if marks or _is_entry(said) else None
        what = f"“{marks}{said}”" if marks else "“名称 >= 数值”或“名称: 文字”"
        return unplaced("P108", f"“{key}”是表头，不是名称", start, value, f"写成{what}", fix, safe=False)
    if key == _KEY_TASK and said:
        fix = ("写成标题", start, value, "#### ")
        return unplaced("P108", "重点工作要写成标题", start, value, f"写成“#### {said}”", fix, safe=False)
    if key == _LINKED and said:
        hint = f"写在重点工作的标题后面：#### 重点工作 <- {said}"
        return unplaced("P108", "对应项目不单独写一行", start, len(text), hint)
    if _VALUE_LABEL.fullmatch(key) and said:
        hint = "值写在指标的名称后面：名称 >= 值 / 值；表头的栏名不写"
        return unplaced("P108", f"“{key}”是表头，不是名称", start, len(text), hint)
    if key in _MONEY_UNITS and squeeze(said) in _UNITS:
        hint = f"写在标题后面的括号里：# 资金（{said}）"
        return unplaced("P108", "金额的单位不单独写一行", start, len(text), hint)
    return None


def _is_entry(text: str) -> bool:
    return any(mark in text for mark in f"{COLONS}{COMPARATORS}")
