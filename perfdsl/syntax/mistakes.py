"""Mistakes known by their shape: told before what the grammar alone could say.

Each reading gets the grammar rule the line was read with, the line without its comment, and where reading stopped;
it answers with a diagnostic, or None where the line has another one. A fix is given where only one reading is left.
"""

from __future__ import annotations

from collections.abc import Callable

from perfdsl.diagnostics import Diagnostic
from perfdsl.syntax.marks import (
    ANGLES,
    CLOSING,
    COLONS,
    COMMAS,
    COMPARATORS,
    DASHES,
    EQUAL,
    GREATER,
    LEFT_ANGLES,
    LESS,
    OPENING,
    RIGHT_ANGLES,
    SLASHES,
    plain,
)
from perfdsl.syntax.misplaced_points import bare_points
from perfdsl.syntax.pasted import decoration, html, table_row
from perfdsl.syntax.stop import Stop, unplaced
from perfdsl.text.folding import SPACES
from perfdsl.text.patterns import lazy

Reading = Callable[[str, str, Stop], Diagnostic | None]

NO_COMPARATOR_HINT = "可用 >=、<=、>、<、=；定性的写冒号和文字"
_RUN = COMPARATORS + ANGLES
_REST_OF_RUN = lazy(rf"[{_RUN}\s]*[{_RUN}]")
_COMPARED = lazy(f"[{COMPARATORS}]")
_UNEQUAL = lazy(f"(?![{EQUAL}])[{COMPARATORS}]")
_THREE_DIGITS = lazy(r"\d{3}(?!\d)")
_SEPARATOR = lazy(rf"\s*[|｜·÷、{COMMAS};；{ANGLES}]+\s*\Z")
_RANGE = lazy(rf"\d\S*(?P<gap>\s*[{DASHES}~～至到]+\s*)\Z")
_THOUSANDS = lazy(r"(?<!\d)\d{1,3}\s*\Z")
_POINTS = lazy(rf"\d+(?:\.\d+)?\s*+分?\s*+[{CLOSING}]\s*\Z")
_BARE_POINTS = lazy(
    rf"(?P<words>(?:(?:分值|权重)\s*+[{COLONS}]?\s*+)?\d{{1,3}}(?:\.\d+)?\s*+分)\s*+(?:\Z|(?=[{OPENING}]))"
)
_SCORED = lazy(r"(?:分|时|点)\Z")  # a score or a time of day, behind which 15分 is none of points
_LINK_MARK = lazy(f"[{LESS}{LEFT_ANGLES}][{DASHES}]|←")
_ACTUAL_MARK = lazy(f"[{EQUAL}][{GREATER}{RIGHT_ANGLES}]|⇒|→")
_NEAR = 40  # how far before the place where reading stopped its cause is looked for
_ALONE = ("entry", "part", "row")  # how the lines below are read does not hang on these
_MEANT = {
    "=<": "<=",
    "==": "=",
    "=>": ">=",
    ">==": ">=",
    "<==": "<=",
    ">>": ">",
    "<<": "<",
    ">=>": ">=",
    "<=<": "<=",
}
_UNUSABLE = lazy("[≠≈≒≡∽]")
_IN_WORDS = {
    ">=": "大于等于|大于或等于|不低于|不少于|不小于|达到",
    "<=": "小于等于|小于或等于|不高于|不超过|不多于|不大于",
    ">": "大于|高于|超过|多于",
    "<": "小于|低于|少于",
    "=": "等于",
}
_WORDED = lazy(
    "|".join(rf"(?P<w{i}>(?<=\s)(?:{words}))(?=\s*\d)" for i, words in enumerate(_IN_WORDS.values()))
)
_VALUE = lazy(r"(?<=[^\s\d])\s+(?P<value>\d.*)\Z")
_KEY_GAP = lazy(rf"(?s)(?P<key>[^\s{EQUAL}]+)(?P<gap>\s*[{EQUAL}\t]\s*|\s+)(?P<value>\S.*)\Z")
_NAMED = lazy(
    rf"\s*+(?:[{DASHES}]\s*+)?(?P<name>(?>[^(（{COMPARATORS}{COLONS}]*[(（](?=[^()（）]*+[)）])[^()（）]*[{COMPARATORS}{COLONS}][^()（）]*[)）])"
    rf"[^{COMPARATORS}{COLONS}\t]*+)(?P<mark>[{COMPARATORS}{COLONS}\t])"
)
_QUOTES = "“”‘’'＇「」『』"


def recognise(start: str, text: str, stop: Stop) -> Diagnostic | None:
    """What a line that could not be read was meant to say, where its shape gives it away."""
    for reading in _READINGS:
        if diagnostic := reading(start, text, stop):
            fix = diagnostic.fix
            alone = fix and fix._replace(safe=fix.safe and start in _ALONE)
            return diagnostic._replace(fix=alone)
    return None


def quoted_name(text: str) -> Diagnostic | None:
    """``受益人口数(≥**人) >= 1102人``: a name that must stand in straight quotes. Also for lines that could be read."""
    match = _NAMED.match(text)
    if match is None or '"' in match["name"]:
        return None
    start, end = match.start("name"), match.start("name") + len(match["name"].rstrip())
    name = match["name"].rstrip()
    name = name[1:-1] if name[0] in _QUOTES and name[-1] in _QUOTES else name
    fix = ("给名称加上直引号", start, end, f'"{name}"')
    mark = next(char for char in name[name.find("(") + 1 :] if char in COMPARATORS + COLONS)
    hint = f'写成 "{name}"，后面再写比较符和值'
    return unplaced("P111", f"名称里有“{mark}”，要用直引号括起来", start, end, hint, fix, safe=True)


def _table(start: str, text: str, stop: Stop) -> Diagnostic | None:
    return table_row(text)


def _html(start: str, text: str, stop: Stop) -> Diagnostic | None:
    return html(text)


def _name(start: str, text: str, stop: Stop) -> Diagnostic | None:
    return quoted_name(text) if start in ("entry", "part", "row") else None


def _comparator(start: str, text: str, stop: Stop) -> Diagnostic | None:
    """Two comparators in a row: ``=<``, ``==``, ``>= <=``; ``=>`` is the mark of an actual value."""
    name = stop.before.rstrip(_RUN + SPACES)
    run = stop.before[len(name) :].lstrip()
    if not run or not stop.found or stop.found[0] not in _RUN:
        return None
    at = len(stop.before) - len(run)
    rest = _REST_OF_RUN.match(stop.found)
    end = stop.at + (rest.end() if rest else 1)
    written = "".join(text[at:end].split())
    meant = _MEANT.get(plain(written))
    again = _in_later_periods(text[end:], text[at:end])
    fix = None
    if meant and again is not None:
        instead = meant + again.replace(text[at:end], meant)
        fix = (f"把“{written}”改为“{meant}”", at, end + len(again), instead)
    hint = "“大于等于”写成 >=，“小于等于”写成 <="
    if meant == ">=" and len(written) == 2:
        hint += "；实际完成值另起一行写 => 值"
    return unplaced("P101", f"“{written}”不是比较符", at, end, hint, fix, safe=True)


def _in_later_periods(text: str, run: str) -> str | None:
    """The text up to the last time that the run stands in front of a further value; None where it stands elsewhere."""
    *between, behind = text.split(run)
    if not all(piece.rstrip(SPACES).endswith(tuple(SLASHES)) for piece in between):
        return None
    return text[: len(text) - len(behind)]


def _misplaced_mark(start: str, text: str, stop: Stop) -> Diagnostic | None:
    """``<- 项目`` and ``=> 实际值`` behind an indicator."""
    if "SLASH" not in stop.expected:
        return None
    if mark := _LINK_MARK.match(stop.found):
        hint = "写在重点工作的标题后面：#### 重点工作 <- 项目名称"
        return unplaced("P108", f"“{mark[0]}”不能写在指标后面", stop.at, len(text), hint)
    if mark := _ACTUAL_MARK.match(stop.found):
        hint = f"把“{stop.found.strip()}”写到下一行"
        return unplaced("P108", "实际完成值要另起一行", stop.at, len(text), hint)
    return None


def _values(start: str, text: str, stop: Stop) -> Diagnostic | None:
    """Two numbers without a slash: another separator, a range with spaces, points without their bracket."""
    if "SLASH" not in stop.expected or not stop.found[:1].isdigit():
        return None
    if (points := _BARE_POINTS.match(stop.found)) and not _SCORED.search(text, 0, len(stop.before)):
        diagnostic = bare_points(points["words"], len(stop.before), stop.at, stop.at + points.end("words"))
        return diagnostic if points.end() == len(stop.found) else diagnostic._replace(fix=None)
    if _POINTS.match(stop.found):
        fix = ("补上“[”", stop.at, stop.at, "[")
        hint = "分值写成 [10分]"
        return unplaced("P106", "“]”前面缺少“[”", stop.at, len(text), hint, fix, safe="分" in stop.found)
    near = max(0, stop.at - _NEAR)
    if span := _RANGE.search(text, near, stop.at):
        start_of_gap, end = span.span("gap")
        fix = ("去掉空格", start_of_gap, end, span["gap"].strip())
        return unplaced("P106", "区间的两端之间不要留空格", start_of_gap, stop.at + 1, "写成 100-200人", fix)
    if mark := _SEPARATOR.search(text, near, stop.at):
        fix = (f"把“{mark[0].strip()}”改为“/”", mark.start(), mark.end(), " / ")
        hint = "半年与全年等各期的值之间写“ / ”"
        message = f"两个值之间应写“/”，不写“{mark[0].strip()}”"
        return unplaced("P103", message, mark.start(), mark.end(), hint, fix, safe=False)
    if _THOUSANDS.search(text, near, stop.at) and _THREE_DIGITS.match(stop.found):
        hint = "是一个数的，千位之间不留空格；是两期的值，中间写“ / ”"
        return unplaced("P103", "两个数之间只有空格", stop.at - 1, stop.at, hint)
    return None


def _unusable_comparator(start: str, text: str, stop: Stop) -> Diagnostic | None:
    mark = _UNUSABLE.search(text) if _awaits_comparator(stop) else None
    if mark is None:
        return None
    return unplaced(
        "P101",
        f"“{mark[0]}”不是可用的比较符",
        mark.start(),
        mark.end(),
        NO_COMPARATOR_HINT,
    )


def _awaits_comparator(stop: Stop) -> bool:
    """Whether only the name was read; behind a slash a comparator may follow too, but so may a value."""
    return "COMPARATOR" in stop.expected and "MEASURE" not in stop.expected


def _comparator_in_words(start: str, text: str, stop: Stop) -> Diagnostic | None:
    match = _WORDED.search(text) if _awaits_comparator(stop) else None
    if match is None or not text[: match.start()].strip(SPACES):
        return None
    mark = tuple(_IN_WORDS)[int((match.lastgroup or "w0")[1:])]
    fix = (f"改为“{mark}”", match.start(), match.end(), mark)
    message, hint = f"“{match[0]}”要写成“{mark}”", f"写成“名称 {mark} 数值”"
    safe = match[0] != "达到"  # 100% is met exactly, 1000人 may be exceeded
    return unplaced("P101", message, *match.span(), hint, fix, safe=safe)


def _value_beside_name(start: str, text: str, stop: Stop) -> Diagnostic | None:
    match = _VALUE.search(text) if _awaits_comparator(stop) else None
    if match is None:
        return None
    message = f"“{match['value'][:20]}”前面缺少比较符（>=、<=、=）或冒号"
    return unplaced(
        "P101",
        message,
        *match.span("value"),
        "定量写成“名称 >= 数值”，资金写成“名称 = 金额”，定性写成“名称: 文字”",
    )


def _key_without_colon(start: str, text: str, stop: Stop) -> Diagnostic | None:
    """``年度 2022``, ``单位名称⇥无锡市总工会``, ``> 数据来源 登记表``."""
    if start not in ("header", "note") or "COLON" not in stop.expected:
        return None
    body = text.lstrip(SPACES + GREATER + RIGHT_ANGLES)
    at = len(text) - len(body)
    match = _KEY_GAP.match(body)
    if start == "header" and _UNEQUAL.search(body):
        return unplaced(
            "P108", "指标要写在“# 指标”下面", at, len(text), "文件开头只写“键: 值”，例如 年度: 2022"
        )
    if start == "note" and _COMPARED.search(body):
        hint = "“>”开头的是说明，写成“> 键: 值”；是指标或金额的，去掉“>”"
        fix = (f"去掉“{text[:at].strip()}”", 0, at, "")
        return unplaced("P101", "看不出这一行是说明还是指标", 0, len(text), hint, fix, safe=False)
    example = "> 数据来源: 统计年报" if start == "note" else "年度: 2022"
    if match is None:
        return unplaced(
            "P101", f"“{body[:20]}”后面缺少冒号和内容", at, len(text), f"写成“键: 值”，例如 {example}"
        )
    gap = (at + match.start("gap"), at + match.end("gap"))
    fix = ("补上冒号", *gap, ": ")
    return unplaced(
        "P101",
        f"“{match['key'][:20]}”后面缺少冒号",
        at,
        at + match.end("key"),
        f"写成“键: 值”，例如 {example}",
        fix,
    )


_READINGS: tuple[Reading, ...] = (
    decoration, _table, _html, _name, _comparator, _misplaced_mark, _values, _unusable_comparator,
    _comparator_in_words, _value_beside_name, _key_without_colon,
)  # fmt: skip
