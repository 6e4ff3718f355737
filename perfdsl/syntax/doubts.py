"""Lines that can be read, but hardly mean what they say: an arrow the wrong way round, points in the wrong place.

An entry in doubt is not used: a name or a value that holds the wrong words would only cause more findings. A heading
is kept, since the lines below it belong to it.
"""

from __future__ import annotations

from perfdsl.syntax.mistakes import quoted_name, table_row
from perfdsl.syntax.nodes import Entry, Heading, Node
from perfdsl.syntax.stop import Problem
from perfdsl.text.patterns import lazy

_REVERSED = lazy(r"[-－—]+[>＞]|→")
_LINK_FIRST = lazy(r"[<＜][-－—]|←")
_UNCLOSED = lazy(r"[\[［【][^\[\]［］【】]*\Z")
_POINTS = lazy(r"\s*[\[［【]\s*(?P<words>\d+(?:\.\d+)?\s*分)\s*[\]］】]\s*")
_TWO_VALUES = lazy(r"\d[^\s\d，,、;；]+(?P<mark>\s*[，,、;；]\s*)\d")
_EMPTY_CELL = lazy(r"\t[^\S\t]*\t")
_ROUND_POINTS = lazy(r"\s*[(（]\s*(?P<words>\d+(?:\.\d+)?\s*分)\s*[)）]\s*\Z")


def doubt(node: Node, text: str) -> Problem | None:
    """What is wrong with a line (``text``, without its comment) that was read as ``node``."""
    if isinstance(node, Entry):
        return _entry(node, text)
    return _heading(node) if isinstance(node, Heading) else None


def _heading(heading: Heading) -> Problem | None:
    title = heading.title
    if _LINK_FIRST.match(title.text):
        return Problem(
            "P104", "“<-”前面缺少重点工作的名称", title.start, title.end, "写成“#### 重点工作 <- 项目名称”"
        )
    if heading.level < 4 or not (mark := _REVERSED.search(title.text)):
        return None
    start, end = title.start + mark.start(), title.start + mark.end()
    fix = (f"把“{mark[0]}”改为“<-”", start, end, "<-")
    return Problem(
        "P106",
        f"“{mark[0]}”的方向反了",
        start,
        end,
        "重点工作在前，对应项目在后：#### 重点工作 <- 项目名称",
        fix,
    )


def _entry(entry: Entry, text: str) -> Problem | None:
    name = entry.name
    if not name.text:
        return Problem("P104", "引号里缺少名称", name.start, name.end, "在引号里写上名称")
    if row := table_row(text):
        return row
    if name.text[-1] in "!！" and entry.operator == "=":
        return Problem(
            "P101",
            "“!=”不是可用的比较符",
            name.end - 1,
            name.end + 1,
            "可用 >=、<=、>、<、=；定性的写冒号和文字",
        )
    if name.text.count("(") + name.text.count("（") > name.text.count(")") + name.text.count("）"):
        return quoted_name(text) or _open_name(entry)
    if problem := _two_values(entry) or _empty_cell(entry, text):
        return problem
    return _points(entry, text) if "分" in text or "[" in text or "【" in text else None


def _open_name(entry: Entry) -> Problem | None:
    """``受益人口数(≥**人)`` with nothing behind it."""
    rest = entry.cells[-1].value
    if rest.text[-1:] not in (")", "）"):
        return None
    start, end = entry.name.start, rest.end
    hint = '写成 "受益人口数(≥**人)" >= 1102人'
    return Problem("P111", "名称里有比较符或冒号，要用直引号括起来，后面再写值", start, end, hint)


def _two_values(entry: Entry) -> Problem | None:
    """``>= 1000人，2000人``: another mark where the slash should be."""
    for cell in entry.cells if entry.operator != ":" else ():
        if match := _TWO_VALUES.search(cell.value.text):
            start, end = (cell.value.start + at for at in match.span("mark"))
            mark = match["mark"].strip()
            fix = (f"把“{mark}”改为“/”", start, end, " / ")
            return Problem(
                "P103", f"两个值之间应写“/”，不写“{mark}”", start, end, "半年与全年等各期的值之间写“ / ”", fix
            )
    return None


def _empty_cell(entry: Entry, text: str) -> Problem | None:
    """A pasted row with one value and an empty cell before it: it is not the value of every period."""
    gap = _EMPTY_CELL.search(text, entry.name.end, entry.cells[0].value.start)
    if gap is None or len(entry.cells) > 1:
        return None
    return Problem("P102", "值的前面有空格子", gap.start(), gap.end(), "这一期没有值时写“-”，例如 >= - / 80%")


def _points(entry: Entry, text: str) -> Problem | None:
    """Points anywhere but at the end, or in brackets that are open or round."""
    own, last = entry.attributes, entry.cells[-1].value
    if open_bracket := _UNCLOSED.search(last.text):
        at = last.start + open_bracket.start()
        return Problem(
            "P106",
            f"“{text[at]}”没有闭合",
            at,
            last.end,
            "分值写成 [10分]",
            ("补上“]”", last.end, last.end, "]"),
        )
    early = _POINTS.search(text, 0, own.start or len(text))
    if early and text[early.end() :].strip():
        words = " ".join((early["words"], *(word.text for word in own.words)))
        rest = text[early.end() : own.start or len(text)].strip()
        fix = ("把分值移到行尾", early.start(), len(text), f" {rest} [{words}]" if rest else f" [{words}]")
        return Problem(
            "P108",
            f"“{early[0].strip()}”要写在行尾",
            early.start(),
            early.end(),
            "分值和标记写在一个方括号里，放在行尾",
            fix,
        )
    late = _ROUND_POINTS.search(last.text) if entry.operator != ":" and not own.words else None
    if late is None:
        return None
    start = last.start + late.start()
    fix = ("改为方括号", start, last.end, f" [{late['words']}]")
    return Problem(
        "P106",
        f"“{late[0].strip()}”会被当作值的一部分",
        start,
        last.end,
        "分值写在方括号里，例如 [10分]",
        fix,
    )
