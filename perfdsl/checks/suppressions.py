"""``// 允许 B402: 理由``: a finding that its author has looked at and accepts.

A suppression covers its own line and the next; on the heading of a prose section, the whole section. It needs a
reason; an unknown code and a suppression that covers nothing are findings themselves.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from perfdsl.checks.registry import BY_CODE
from perfdsl.diagnostics import Diagnostic, Edit, Fix, Span
from perfdsl.model.table import Table
from perfdsl.syntax.marks import COLONS, SLASHES
from perfdsl.syntax.nodes import Comment, Word
from perfdsl.text.nearest import nearest
from perfdsl.text.patterns import lazy

_NEVER = ("P120", "P112", "P113", "P114", "X001")
_MEANT = lazy(rf"[{SLASHES}]{{2}}\s*允许\s*(?:(?P<code>[A-Za-z]\d+)(?P<gap>\s*)|[{COLONS}])")


class _Suppression:
    """One code of one comment, and whether it has covered anything."""

    def __init__(self, code: Word, line: int, last: int) -> None:
        self.code, self.line, self.last = code, line, last
        self.used = False


def suppress(found: Iterable[Diagnostic], table: Table, silent: Container[str]) -> Iterator[Diagnostic]:
    """The findings that no suppression covers, and the findings about the suppressions.

    ``silent`` are the codes that the project has switched off: to suppress those is not called needless.
    """
    suppressions = list(_suppressions(table))
    covered: dict[tuple[str, int], list[_Suppression]] = {}
    for one in suppressions:
        for line in range(one.line, one.last + 1):
            covered.setdefault((one.code.text, line), []).append(one)
    for finding in found:
        covering = covered.get((finding.code, finding.span.line), [])
        for one in covering:
            one.used = True
        if not covering or finding.code in _NEVER:
            yield finding
    yield from _incomplete(table)
    yield from _needless(one for one in suppressions if one.code.text not in silent)


def _suppressions(table: Table) -> Iterator[_Suppression]:
    lengths = {section.span.line: section.lines[-1] for section in table.sections if section.lines}
    for line, comment in table.comments:
        if comment.reason:
            for code in comment.allows:
                yield _Suppression(code, line, max(line + 1, lengths.get(line, 0)))


def _incomplete(table: Table) -> Iterator[Diagnostic]:
    """Suppressions without a reason or without a code; they have no effect."""
    for line, comment in table.comments:
        span = Span(line, comment.start, comment.end)
        if comment.allows and not comment.reason:
            hint = f"写成“// 允许 {comment.allows[0].text}: 理由”"
            yield Diagnostic("P112", "error", "“允许”没有写理由，不起作用", span, hint)
        elif not comment.allows and (match := _MEANT.match(comment.text)):
            missing = "理由前面缺少冒号" if match["code"] else "没有写规则号"
            fix = _colon(line, comment, match) if match["code"] else None
            hint = f"写成“// 允许 {match['code'] or '规则号'}: 理由”"
            yield Diagnostic("P112", "error", f"“允许”{missing}，不起作用", span, hint, (), fix)


def _colon(line: int, comment: Comment, match: re.Match[str]) -> Fix:
    gap = Span(line, comment.start + match.start("gap"), comment.start + match.end("gap"))
    return Fix("补上冒号", (Edit(gap, ": "),), safe=False)


def _needless(suppressions: Iterable[_Suppression]) -> Iterator[Diagnostic]:
    for one in suppressions:
        span = one.code.span(one.line)
        if one.code.text not in BY_CODE:
            near = nearest(one.code.text, BY_CODE)
            hint = f"是不是 {near}？" if near else "用 perfdsl rules 查看全部规则"
            yield Diagnostic("P113", "error", f"没有规则 {one.code.text}", span, hint)
        elif not one.used:
            message = f"这里没有 {one.code.text} 的问题，“允许”是多余的"
            yield Diagnostic("P114", "warning", message, span, "删去这条“允许”，免得以后掩盖真正的问题")
