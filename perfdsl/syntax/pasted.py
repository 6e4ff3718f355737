"""What was pasted from elsewhere: tags and entities of HTML, tables of Markdown, rulers.

Told of lines that could not be read, and of those that could.
"""

from __future__ import annotations

from perfdsl.diagnostics import Diagnostic
from perfdsl.syntax.habits import read_habit
from perfdsl.syntax.marks import ANGLES, DASHES, EQUAL, GREATER, HASHES
from perfdsl.syntax.stop import Stop, unplaced
from perfdsl.text.folding import SPACES
from perfdsl.text.html import MARK, entity, is_droppable
from perfdsl.text.patterns import lazy

_STRUCTURE = lazy(rf"[{HASHES}{GREATER}{DASHES}{EQUAL}{ANGLES}⇒→]|\Z")
_DECORATION = lazy(rf"[{DASHES}_*`~{EQUAL}·.。…+|\s]{{3,}}\Z")
# ======= may be what git left, ||| or ``` half of something else
_RULER = lazy(rf"\s*[{DASHES}_*.。…]+\s*\Z")


def table_row(text: str) -> Diagnostic | None:
    """``| 培训人数 | >= 1000人 |``: a table of Markdown."""
    if text.lstrip()[:1] not in ("|", "｜"):
        return None
    return unplaced(
        "P106", "这里不用竖线画表格", 0, len(text), "一项写一行：“名称 >= 数值”或“名称: 文字”，去掉竖线"
    )


def html(text: str) -> Diagnostic | None:
    """``<p>培训人数 &ge; 1000人</p>``: tags and entities of HTML."""
    marks = [mark for mark in MARK.finditer(text) if mark["tag"] or entity(mark[0])]
    if not marks:
        return None
    first, fix = marks[0], None
    if all(not mark["tag"] or is_droppable(mark, text) for mark in marks):
        plain = MARK.sub(lambda mark: "" if mark["tag"] else entity(mark[0]) or mark[0], text)
        fix = ("删去标签，还原字符", 0, len(text), plain)
    what = f"这里不能写网页标签“{first[0]}”"
    if not first["tag"]:
        what = f"“{first[0]}”是网页里的“{entity(first[0])}”"
    safe = fix is not None and not _STRUCTURE.match(fix[3].strip(SPACES)) and read_habit(fix[3]) is None
    return unplaced("P106", what, first.start(), first.end(), "只留文字和符号", fix, safe=safe)


def decoration(start: str, text: str, stop: Stop) -> Diagnostic | None:
    if not _DECORATION.match(text):
        return None
    fix = ("删去这一行的内容", 0, len(text), "") if _RULER.match(text) else None
    return unplaced("P106", f"“{text.strip()[:10]}”没有内容", 0, len(text), "分隔线删去，留一个空行", fix)
