"""From what the parser would accept next to a message for people.

Lark says which terminals fit where a line stopped making sense; this module says it in Chinese, with what to do,
and with a fix where only one reading is possible. Never a token name.
"""

from __future__ import annotations

from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.syntax.angles import lonely_angle
from perfdsl.syntax.grammar import parser
from perfdsl.syntax.marks import (
    COLONS,
    COMPARATORS,
    DASHES,
    EQUAL,
    GREATER,
    HASHES,
    LEFT_ANGLES,
    LESS,
    QUOTES,
    SLASHES,
)
from perfdsl.syntax.mistakes import recognise
from perfdsl.syntax.stop import Stop, unplaced
from perfdsl.text.patterns import lazy

_WORDS = {
    "NAME": "名称", "QUOTED": "名称", "LINK": "项目名称", "TITLE": "标题", "KEY": "名称", "TERM": "资金项名称",
    "COMPARATOR": "比较符（>=、<=、=）", "EQUALS": "“=”", "COLON": "冒号", "SLASH": "“/”", "PLUS": "“+”",
    "ARROW": "“<-”", "COMMA": "逗号", "MEASURE": "数值", "PHRASE": "值", "OBSERVED": "实际值", "ROW_TEXT": "值",
    "ATTRIBUTES": "行尾的“[分值]”", "TEXT": "内容", "TAB": "制表符", "ROW_NAME": "名称",
}  # fmt: skip
_VALUES = {"MEASURE", "PHRASE", "OBSERVED", "ROW_TEXT"}
_SHOWN = 20
_LAST_MARK = lazy(rf"(?:[{GREATER}{LESS}]\s*)?[{EQUAL}]\Z|[{EQUAL}][{GREATER}]\Z|\S\Z")
_NEXT_VALUE = lazy(rf"(?:[{GREATER}{LESS}]\s*[{EQUAL}]|[{COMPARATORS}])?\s*[\d.-]")
_LAST_MARKS = lazy(rf"(?:(?<![{HASHES}])[{HASHES}]+|[{LESS}{LEFT_ANGLES}][{DASHES}]|\S)\Z")
_OPERATOR = lazy(f"[{COMPARATORS}{COLONS}]")
_EXAMPLES = {"header": "年度: 2022", "note": "> 数据来源: 统计年报", "part": "- 党员人数 >= 100人"}


def explain(start: str, text: str) -> Diagnostic:
    """Why ``text`` (the line without its comment) could not be read with the rule ``start``."""
    stop = _stop(start, text)
    for reading in (
        _quote,
        lonely_angle,
        recognise,
        _missing_slash,
        _missing_value,
        _missing_operator,
        _missing_name,
    ):
        if diagnostic := reading(start, text, stop):
            return _within(diagnostic, len(text))
    return _within(_anything_else(stop), len(text))


def _within(diagnostic: Diagnostic, length: int) -> Diagnostic:
    """What is missing at the end of a line is shown at its last mark."""
    line, start, end = diagnostic.span
    end = min(end, length)
    return diagnostic._replace(span=Span(line, max(0, min(start, end - 1)), end))


def _stop(start: str, text: str) -> Stop:
    """Where Lark could not go on, and what it expected there."""
    try:
        parser().parse(text, start=start)
    except UnexpectedInput as error:
        return _stop_of(text, error)
    return Stop(len(text), text, "", set())  # never: the automaton has Lark's own tables


def _stop_of(text: str, error: UnexpectedInput) -> Stop:
    expected: set[str] = set()
    if isinstance(error, UnexpectedToken):
        expected = set(error.accepts or error.expected)
    elif isinstance(error, UnexpectedCharacters):
        expected = set(error.allowed or ())
    at = error.pos_in_stream
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        at = len(text)
    at = len(text) if at is None else at
    return Stop(at, text[:at].rstrip(), text[at:], expected - {"SPACE"})


def _quote(start: str, text: str, stop: Stop) -> Diagnostic | None:
    if stop.found[:1] not in tuple(QUOTES) or sum(map(stop.found.count, QUOTES)) > 1:
        return None
    hint = '在名称末尾补上直引号，例如 "受益人口数(≥**人)" >= 1102人'
    return unplaced("P105", "名称的引号没有闭合", stop.at, len(text), hint)


def _missing_slash(start: str, text: str, stop: Stop) -> Diagnostic | None:
    if "SLASH" not in stop.expected or not _NEXT_VALUE.match(stop.found):
        return None
    at = len(stop.before)
    fix = ("补上“/”", at, stop.at, " / ")
    return unplaced(
        "P103",
        "两个值之间缺少“/”",
        at,
        stop.at + 1,
        "半年与全年等各期的值之间写“ / ”，例如 >= 1000人 / 2000人",
        fix,
    )


def _missing_value(start: str, text: str, stop: Stop) -> Diagnostic | None:
    if not stop.expected & _VALUES or (stop.found and stop.found[0] not in SLASHES):
        return None
    last = stop.before[-1:]
    written = _LAST_MARK.search(stop.before)
    mark = "冒号" if last in COLONS else f"“{written[0]}”" if written else ""
    if last in SLASHES and stop.found:
        message, hint = "两个“/”之间缺少值", "某一期没有值时写“-”，例如 >= - / 80%"
    else:
        message, hint = f"{mark}后面缺少值", "没有值时写“-”"
    at = max(len(stop.before), 1)
    return unplaced("P102", message, at - 1, at, hint)


def _missing_operator(start: str, text: str, stop: Stop) -> Diagnostic | None:
    if not stop.expected & {"COMPARATOR", "COLON", "EQUALS"}:
        return None
    name = " ".join(stop.before.split())
    name = name if len(name) <= _SHOWN else name[:_SHOWN] + "…"
    if "COMPARATOR" not in stop.expected:
        return unplaced("P101", f"“{name}”后面缺少“=”", 0, len(stop.before), "写成“合计 = 甲 + 乙”")
    hint = "定量写成“名称 >= 数值”，定性写成“名称: 文字”；资金写成“名称 = 金额”"
    return unplaced("P101", f"“{name}”后面缺少比较符（>=、<=、=）或冒号", 0, len(stop.before), hint)


def _missing_name(start: str, text: str, stop: Stop) -> Diagnostic | None:
    if not stop.expected & {"NAME", "QUOTED", "KEY", "TITLE", "LINK", "TERM", "ROW_NAME"}:
        return None
    what = "标题" if "TITLE" in stop.expected else "项目名称" if "LINK" in stop.expected else "名称"
    mark = _LAST_MARKS.search(stop.before)
    message = f"“{mark[0]}”后面缺少{what}" if mark else f"这一行缺少{what}"
    hint = f"补上{what}，或删除这一行"
    if _OPERATOR.match(stop.found):
        hint = f"{what}写在前面，例如 {_EXAMPLES.get(start, '培训人数 >= 1000人')}"
    if mark and not stop.found.strip():
        return unplaced("P104", message, *mark.span(), hint)
    return unplaced("P104", message, stop.at, stop.at + 1, hint)


def _anything_else(stop: Stop) -> Diagnostic:
    words = list(dict.fromkeys(_WORDS[name] for name in sorted(stop.expected) if name in _WORDS))
    wanted = "、".join(words)
    found = stop.found.strip()[:_SHOWN]
    if not found:
        return unplaced(
            "P106", f"这一行没有写完，后面应有{wanted}", max(stop.at - 1, 0), stop.at, "请补全这一行"
        )
    message = f"此处不应出现“{found}”" + (f"，应为{wanted}或行尾" if wanted else "")
    return unplaced("P106", message, stop.at, stop.at + len(found), "每行只写一件事：名称、比较符或冒号、值")
