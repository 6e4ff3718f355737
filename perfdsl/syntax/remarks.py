"""Remarks written in another way than ``//``: they would be published, in prose and in structured lines alike."""

from __future__ import annotations

from perfdsl.diagnostics import Diagnostic
from perfdsl.syntax.marks import BACKSLASHES, COLONS, HASHES, SPACE
from perfdsl.syntax.stop import unplaced
from perfdsl.text.patterns import lazy

_WEB_PAGE = lazy(r"<!--(?P<remark>(?:(?!-->).)*+)-->\s*\Z")
_END_OF_ONE = lazy(rf"\A(?!\s*[{HASHES}])(?:(?!-->).)*+-->\s*\Z")
_INPUT_METHOD = lazy(rf"(?:\A|(?<=[{SPACE}]))(?:、、|[{BACKSLASHES}÷]{{2}}(?![A-Za-z0-9]))")
_HINT = "备注写在“//”后面，到行末为止；几行备注，每行都写“//”"


def may_hold_remark(text: str) -> bool:
    """Whether it is worth looking for one, in a line or in a whole file."""
    return "--" in text or "、、" in text or "÷" in text or "\\" in text or "＼" in text


def meant_remark(text: str) -> Diagnostic | None:
    """What to say of a line (without its comment) that holds a remark written in another way."""
    if not may_hold_remark(text):
        return None
    if "--" in text and (diagnostic := _of_a_web_page(text)):
        return diagnostic
    match = _INPUT_METHOD.search(text)
    if match is None:
        return None
    fix = ("改为“//”", *match.span(), "//")
    return unplaced("P106", f"“{match[0]}”不是备注的开头", *match.span(), _HINT, fix, safe=False)


def _of_a_web_page(text: str) -> Diagnostic | None:
    """``<!-- 待核 -->``, or one of its halves. Where it is all that a key has, taking it away is not for us."""
    start = text.find("<!--")
    if start < 0 and not _END_OF_ONE.search(text):
        return None
    start = max(start, 0)
    before, match = text[:start].rstrip(), _WEB_PAGE.match(text, start)
    remark = f"{' ' if before else ''}// {match['remark'].strip()}".rstrip() if match else ""
    fix = ("改为“//”", len(before), len(text), remark) if match else None
    message = "“<!-- -->”是网页里的备注，这里不这样写"
    return unplaced("P106", message, start, len(text), _HINT, fix, safe=before[-1:] not in set(COLONS))
