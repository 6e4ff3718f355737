"""Points that do not stand in square brackets at the end of the line, each in a place of its own."""

from __future__ import annotations

from perfdsl.diagnostics import Diagnostic
from perfdsl.syntax.marks import CLOSING, COLONS, COMMAS, OPENING
from perfdsl.syntax.nodes import Entry
from perfdsl.syntax.stop import unplaced
from perfdsl.text.folding import fold
from perfdsl.text.patterns import lazy

_UNCLOSED = lazy(rf"[{OPENING}][^{OPENING}{CLOSING}]*\Z")
_ONLY_POINTS = lazy(rf"[{OPENING}]\s*\d+(?:\.\d+)?\s*分\s*")
_POINTS = lazy(rf"[{OPENING}]\s*(?P<words>\d+(?:\.\d+)?\s*分)\s*[{CLOSING}]\s*")
_ROUND_POINTS = lazy(r"[(（「『〖｛{]\s*(?P<words>\d+(?:\.\d+)?\s*分)\s*[)）」』〗｝}]\Z")
_BARE_POINTS = lazy(
    rf"(?:\d[^\d\s分时点]*(?![{COMMAS};；、])|[\u4e00-\u9fff][^\d于到过超为至达满约少多高低分时点](?=[\s{COMMAS};；、]))"
    rf"(?P<gap>[\s{COMMAS};；、]*+)(?<!\d)(?P<words>(?:分值|权重)\s*+[{COLONS}]?\s*+\d{{1,3}}(?:\.\d+)?\s*[分%]?|\d{{1,3}}(?:\.\d+)?\s*分)\Z"
)
_SOME_POINTS = lazy(r"\d\s*分|分值|权重|[一二三四五六七八九十]分")
_PLAIN_POINTS = lazy(r"(?:分值|权重)?\d+(?:\.\d+)?(?:分|%)?")
# Without one of these no pattern above needs to be compiled.
_OPENERS = frozenset(OPENING)
_CLOSERS = frozenset("」』〗｝})）")


def unread_points(entry: Entry, text: str) -> Diagnostic | None:
    """``[核心10分]``, ``[十分]``, ``[10分 20分]``: points that would be kept as a flag."""
    points = [word for word in entry.attributes.words if _SOME_POINTS.search(fold(word.text))]
    plain = [word for word in points if _PLAIN_POINTS.fullmatch(fold(word.text))]
    wrong = next((word for word in points if word not in plain[:1]), None)
    if wrong is None:
        return None
    message = f"“{wrong.text}”里的分值没有读出来"
    return unplaced(
        "P106", message, wrong.start, wrong.end, "分值和标记用空格隔开，分值只写一个：[10分 核心]"
    )


def open_bracket(entry: Entry, text: str) -> Diagnostic | None:
    last = entry.cells[-1].value
    match = None if _OPENERS.isdisjoint(last.text) else _UNCLOSED.search(last.text)
    if match is None:
        return None
    fix = ("补上“]”", last.end, last.end, "]")
    safe = _ONLY_POINTS.fullmatch(match[0]) is not None
    message, start = f"“{match[0][0]}”没有闭合", last.start + match.start()
    return unplaced("P106", message, start, last.end, "分值写成 [10分]", fix, safe=safe)


def early_points(entry: Entry, text: str) -> Diagnostic | None:
    """``培训人数 [10分] >= 1000人``; the fix moves them to the end, beside the flags that stand there."""
    own = entry.attributes
    # Empty brackets at the end go, the moved ones stand there.
    content = text[: own.start] if own.end else text
    match = None if _OPENERS.isdisjoint(content) else _POINTS.search(content)
    if match is None or not text[match.end() :].strip():
        return None
    words = " ".join((match["words"], *(word.text for word in own.words)))
    moved = "".join(f" {part}" for part in (content[match.end() :].strip(), f"[{words}]") if part)
    start = len(text[: match.start()].rstrip())
    fix = ("把分值移到行尾", start, len(text), moved) if len(_POINTS.findall(text)) == 1 else None
    hint = "分值和标记写在一个方括号里，放在行尾"
    return unplaced(
        "P108",
        f"“{match[0].strip()}”要写在行尾",
        match.start(),
        match.start() + len(match[0].rstrip()),
        hint,
        fix,
    )


def round_points(entry: Entry, text: str) -> Diagnostic | None:
    """``>= 1000人（10分）``: read as a part of the value."""
    last = entry.cells[-1].value
    if entry.operator == ":" or entry.attributes.words or last.text[-1:] not in _CLOSERS:
        return None
    match = _ROUND_POINTS.search(last.text)
    if match is None:
        return None
    start = last.start + match.start()
    fix = (
        "改为方括号",
        last.start + len(last.text[: match.start()].rstrip()),
        last.end,
        f" [{match['words']}]",
    )
    message = f"“{match[0].strip()}”会被当作值的一部分"
    return unplaced("P106", message, start, last.end, "分值写在方括号里，例如 [10分]", fix, safe=True)


def unbracketed_points(entry: Entry, text: str) -> Diagnostic | None:
    """``>= 400公里15分``, ``健全 10分``, ``>= 95% 权重10%``: points without any brackets."""
    last = entry.cells[-1].value
    if entry.attributes.words or not ("分" in last.text or "权重" in last.text):
        return None
    match = _BARE_POINTS.search(last.text)
    if match is None:
        return None
    return bare_points(
        match["words"], last.start + match.start("gap"), last.start + match.start("words"), last.end
    )


def bare_points(words: str, gap: int, start: int, end: int) -> Diagnostic:
    """``400公里 15分``: points without their brackets, from ``start`` to ``end``; ``gap`` is where the value ends."""
    written = "".join(words.split())
    points = written.lstrip("分值权重:：")
    fix = ("写成方括号里的分值", gap, end, f" [{points}]")
    return unplaced(
        "P106",
        f"“{written}”会被当作值的一部分",
        start,
        end,
        f"分值写在行尾的方括号里：[{points}]",
        fix,
        safe=False,
    )
