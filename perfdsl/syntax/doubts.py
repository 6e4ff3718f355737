"""Lines that can be read, but hardly mean what they say: an arrow the wrong way round, points in the wrong place.

An entry in doubt is not used: a name or a value that holds the wrong words would only cause more findings. A heading
is kept, since the lines below it belong to it.
"""

from __future__ import annotations

from collections.abc import Callable

from perfdsl.diagnostics import Diagnostic
from perfdsl.syntax.angles import lonely_in_words
from perfdsl.syntax.comments import may_hold_two_slashes
from perfdsl.syntax.habits import NOTE_KEYS
from perfdsl.syntax.limits import MAX_DIGITS, MAX_LEVEL
from perfdsl.syntax.marks import (
    ANGLES,
    COLONS,
    COMMAS,
    COMPARATORS,
    DASHES,
    EQUAL,
    GREATER,
    LEFT_ANGLES,
    LESS,
    OPENING,
    QUOTES,
    RIGHT_ANGLES,
    SLASHES,
)
from perfdsl.syntax.misplaced_points import (
    early_points,
    open_bracket,
    round_points,
    unbracketed_points,
    unread_points,
)
from perfdsl.syntax.mistakes import NO_COMPARATOR_HINT, quoted_name
from perfdsl.syntax.nodes import Actual, Comment, Entry, Heading, Node, Word
from perfdsl.syntax.pasted import html, table_row
from perfdsl.syntax.stop import unplaced
from perfdsl.text.html import MARK, entity
from perfdsl.text.patterns import lazy

# No doubt about an entry without any of these but the usual colon; one class is found faster than what it stands for.
_SUSPECT = lazy(rf"[{OPENING}(（|｜!！~～·÷「『〖｛{{{COMMAS}、;；\t{QUOTES}{DASHES}{ANGLES}{COLONS}分权]")
_SLASHES = lazy(f"[{SLASHES}][{SLASHES}]")
_ODD_COLON = lazy(rf"[{COLONS}]\s*\S*[{COLONS}]|[{EQUAL}]\s*[{COLONS}]|\s\S+[{COLONS}]")
_REVERSED = lazy(rf"(?<![{DASHES}])[{DASHES}]+[{GREATER}{RIGHT_ANGLES}]|→")
_LINK_FIRST = lazy(f"[{LESS}{LEFT_ANGLES}][{DASHES}]|←")
_LINK_HINT = "重点工作在前，对应项目在后：#### 重点工作 <- 项目名称"
_OTHER_POINTS = lazy(r"[「『〖｛{]\s*(?P<words>\d+(?:\.\d+)?\s*分)\s*[」』〗｝}]\Z")
_PARTING = f"{COMMAS}、;；|｜·÷"
_TWO_VALUES = lazy(rf"\d[^\s\d{_PARTING}]+(?P<mark>\s*[{_PARTING}]\s*)\d")
_TWO_OBSERVED = lazy(
    rf"\d[\d,.]*+(?P<unit>[^\s\d{_PARTING}年月日时]{{0,6}})(?P<gap>\s++|(?<!\d)\s*+[{_PARTING}]\s*+)\d[\d,.]*+(?P=unit)\Z"
)
_VALUE_IN_COMMENT = lazy(
    rf"[{SLASHES}]{{2}}\s*+[{COMPARATORS}]*+\s*+\d[\d.,]*\s*(?!\d|年|分\b)[^\s\d{COMMAS}。；;{COLONS}]{{0,5}}\Z"
)
_NOTE_BEHIND = lazy(rf"[\s{COMMAS};；。(（](?P<key>[^\s{COLONS}{COMMAS};；。(（]{{2,12}})\s*[{COLONS}]")
_NUMBER = lazy(rf"\d[\d{COMMAS}.]*")
_DIGIT = lazy(r"\d")
_EMPTY_CELL = lazy(r"\t[^\S\t]*\t")
_ODD_CLOSERS = frozenset("」』〗｝}")
_PARTING_MARKS = frozenset(_PARTING)
_COLON_MARKS = frozenset(COLONS)
_LINK_STARTS = frozenset(f"{LESS}{LEFT_ANGLES}←")
_OPERATORS = frozenset(COMPARATORS + COLONS)
_NO_COMPARATORS = ("!=", "！=", "->", "－>", "~=", "～=")


def doubt(node: Node, text: str) -> Diagnostic | None:
    """What is wrong with a line (``text``, without its comment) that was read as ``node``."""
    if diagnostic := _beyond(node):
        return diagnostic
    if isinstance(node, Heading):
        return _heading(node) or lonely_in_words(node, text)
    if isinstance(node, Actual):
        return _two_observed(node)
    if diagnostic := lonely_in_words(node, text):
        return diagnostic
    if not isinstance(node, Entry) or not _is_suspect(text):
        return None
    for reading in _READINGS:
        if diagnostic := reading(node, text):
            return diagnostic
    return None


def _beyond(node: Node) -> Diagnostic | None:
    """A heading that lies too deep, a number that nobody can add up."""
    if isinstance(node, Heading) and node.level > MAX_LEVEL:
        start = node.title.start
        return unplaced("P122", f"标题有 {node.level} 级，最多 {MAX_LEVEL} 级", 0, start, "减少“#”的个数")
    if isinstance(node, Entry) and node.operator != ":":
        for cell in node.cells:
            if len(cell.value.text) > MAX_DIGITS and (diagnostic := _too_many_digits(cell.value)):
                return diagnostic
    return None


def _too_many_digits(value: Word) -> Diagnostic | None:
    for match in _NUMBER.finditer(value.text):
        if (digits := len(_DIGIT.findall(match[0]))) > MAX_DIGITS:
            start, end = (value.start + at for at in match.span())
            message = f"这个数有 {digits} 位，超过 {MAX_DIGITS} 位，无法准确计算"
            return unplaced("P123", message, start, end, "核对原件；几个数连在一起的，分开写")
    return None


def _is_suspect(text: str) -> bool:
    colon = None
    mark = _SUSPECT.search(text)
    while mark and mark[0] in COLONS:
        colon = colon or mark
        mark = _SUSPECT.search(text, mark.end())
    if mark or (may_hold_two_slashes(text) and _SLASHES.search(text)):
        return True
    return colon is not None and _is_odd(text, colon.start())


def _is_odd(text: str, colon: int) -> bool:
    """The usual colon is the only one, right behind a name without spaces."""
    is_usual = text[:colon].isalnum() and _COLON_MARKS.isdisjoint(text[colon + 1 :])
    return not is_usual and _ODD_COLON.search(text) is not None


def value_in_comment(node: Node, comment: Comment | None) -> Diagnostic | None:
    """``>= 1000人 // 2000人``: a second value behind two slashes is a comment, and lost."""
    if comment is None or not isinstance(node, (Entry, Actual)) or len(node.cells) > 1:
        return None
    if not _VALUE_IN_COMMENT.match(comment.text):
        return None
    fix = ("只留一条“/”", comment.start, comment.start + 2, "/")
    hint = "两期的值之间只写一条“/”；确是给自己看的，在数字前写几个字，例如“// 去年 800人”"
    message = f"“{comment.text}”是注释，里面的值没有读入"
    return unplaced("P103", message, comment.start, comment.end, hint, fix, safe=False)


def _two_observed(actual: Actual) -> Diagnostic | None:
    """``=> 1000人 2000人``: the values of two periods that would be kept as one."""
    for cell in actual.cells:
        if match := _TWO_OBSERVED.match(cell.value.text):
            start, end = (cell.value.start + at for at in match.span("gap"))
            hint = "各期的实际完成值之间写“ / ”，例如 => 1000人 / 2000人"
            return unplaced("P103", "两个值之间缺少“/”", start, end, hint)
    return None


def _heading(heading: Heading) -> Diagnostic | None:
    title = heading.title
    if title.text[:1] in _LINK_STARTS and _LINK_FIRST.match(title.text):
        return unplaced("P104", "“<-”前面缺少重点工作的名称", title.start, title.end, _LINK_HINT)
    if title.text[-1:] in _ODD_CLOSERS and (points := _OTHER_POINTS.search(title.text)):
        rest = title.text[: points.start()].rstrip()
        start, end = title.start + len(rest), title.end
        fix = (
            ("改为方括号", start, end, f" [{points['words']}]")
            if rest and not _OTHER_POINTS.search(rest)
            else None
        )
        message, hint = f"“{points[0].strip()}”会被当作标题的一部分", "分值写在方括号里，例如 [10分]"
        return unplaced("P106", message, end - len(points[0].lstrip()), end, hint, fix, safe=True)
    mark = _REVERSED.search(title.text) if heading.level >= 4 else None
    if mark is None:
        return None
    start, end = title.start + mark.start(), title.start + mark.end()
    fix = (f"把“{mark[0]}”改为“<-”", start, end, "<-")
    return unplaced("P106", f"“{mark[0]}”的方向反了", start, end, _LINK_HINT, fix)


def _empty_name(entry: Entry, text: str) -> Diagnostic | None:
    if entry.name.text:
        return None
    return unplaced("P104", "引号里缺少名称", entry.name.start, entry.name.end, "在引号里写上名称")


def _table(entry: Entry, text: str) -> Diagnostic | None:
    return table_row(text)


def _entity(entry: Entry, text: str) -> Diagnostic | None:
    """``人数 &lt;= 5人``: the comparator's first half was taken for a part of the name."""
    marks = MARK.finditer(text) if "&" in text else ()
    if any(not mark["tag"] and entity(mark[0]) in _OPERATORS for mark in marks):
        return html(text)
    return None


def _comparator(entry: Entry, text: str) -> Diagnostic | None:
    """``差错率 != 0``: the first mark was taken for the end of the name."""
    mark = entry.name.text[-1] + entry.operator
    if mark not in _NO_COMPARATORS:
        return None
    at = entry.name.end
    return unplaced("P101", f"“{mark}”不是可用的比较符", at - 1, at + 1, NO_COMPARATOR_HINT)


def _comparator_in_value(entry: Entry, text: str) -> Diagnostic | None:
    """``培训人数 = ：1000人``."""
    value = next((cell.value for cell in entry.cells if cell.value.text[0] in COLONS), None)
    if value is None:
        return None
    message = f"值的前面多写了“{value.text[0]}”"
    return unplaced("P101", message, value.start, value.start + 1, "名称和值之间只写一个比较符或冒号")


def _note_behind(entry: Entry, text: str) -> Diagnostic | None:
    """``>= 1000人 数据来源：签到表``: a note on the line of its indicator."""
    value = entry.cells[-1].value
    for match in _NOTE_BEHIND.finditer(value.text) if not _COLON_MARKS.isdisjoint(value.text) else ():
        if match.start() and match["key"] in NOTE_KEYS and match["key"] not in ("分值", "权重"):
            start = value.start + match.start("key")
            hint = f"写到下一行：> {match['key']}: …"
            return unplaced("P108", f"“{match['key']}”要另起一行", start, start + len(match["key"]), hint)
    return None


def _pasted_groups(entry: Entry, text: str) -> Diagnostic | None:
    """``数量指标⇥培训人数⇥≥1000人``: the cells of the groups in front of the name."""
    measured = next((i for i, cell in enumerate(entry.cells) if cell.comparator), 0)
    before = [cell.value for cell in entry.cells[:measured] if cell.comparator is None]
    if "\t" not in text or not before or any(map(str.isdigit, "".join(word.text for word in before))):
        return None
    name = before[-1]
    fix = ("删去前面的格子", entry.name.start, name.start, "")
    message = f"“{name.text}”才是名称，前面的格子没有读入"
    hint = "从表格粘贴的行只留名称和各期的值；一级、二级指标另写成“## ”“### ”标题"
    return unplaced("P109", message, entry.name.start, name.start, hint, fix, safe=False)


def _open_name(entry: Entry, text: str) -> Diagnostic | None:
    """``培训(含:线上) >= 20场``, and ``受益人口数(≥**人)`` with nothing behind it: the name ends too early."""
    name, last = entry.name, entry.cells[-1].value
    if name.text.count("(") + name.text.count("（") <= name.text.count(")") + name.text.count("）"):
        return None
    if diagnostic := quoted_name(text):
        return diagnostic
    if last.text[-1:] not in (")", "）"):
        return None
    message = "名称里有比较符或冒号，要用直引号括起来，后面再写值"
    return unplaced("P111", message, name.start, last.end, '写成 "受益人口数(≥**人)" >= 1102人')


def _two_values(entry: Entry, text: str) -> Diagnostic | None:
    """``>= 1000人，2000人``: another mark where the slash should be."""
    for cell in entry.cells if entry.operator != ":" else ():
        if not _PARTING_MARKS.isdisjoint(cell.value.text) and (match := _TWO_VALUES.search(cell.value.text)):
            start, end = (cell.value.start + at for at in match.span("mark"))
            mark = match["mark"].strip()
            fix = (f"把“{mark}”改为“/”", start, end, " / ")
            message = f"两个值之间应写“/”，不写“{mark}”"
            return unplaced("P103", message, start, end, "半年与全年等各期的值之间写“ / ”", fix, safe=False)
    return None


def _empty_cell(entry: Entry, text: str) -> Diagnostic | None:
    """A pasted row with one value and an empty cell before it: it is not the value of every period."""
    gap = _EMPTY_CELL.search(text, entry.name.end, entry.cells[0].value.start)
    if gap is None or len(entry.cells) > 1:
        return None
    return unplaced(
        "P102", "值的前面有空格子", gap.start(), gap.end(), "这一期没有值时写“-”，例如 >= - / 80%"
    )


def _double_slash(entry: Entry, text: str) -> Diagnostic | None:
    """``400公里//860公里``: the first slash was taken for a part of the unit."""
    values = (cell.value for cell in entry.cells[:-1] if cell.value.text[-1:] in SLASHES)
    value = next((one for one in values if text[one.end : one.end + 1] in SLASHES), None)
    if value is None:
        return None
    start, end = value.end - 1, value.end + 1
    fix = ("只留一条“/”", start, end, " / ")
    return unplaced(
        "P102", "两个“/”之间缺少值", start, end, "某一期没有值时写“-”，例如 >= - / 80%", fix, safe=False
    )


_READINGS: tuple[Callable[[Entry, str], Diagnostic | None], ...] = (
    _empty_name, _table, _pasted_groups, _comparator_in_value, _note_behind, unread_points, _entity, _comparator, _open_name, _two_values, _empty_cell, _double_slash, open_bracket, early_points,
    round_points, unbracketed_points,
)  # fmt: skip
