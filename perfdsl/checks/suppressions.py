"""``// 允许 B402: 理由``: a finding that its author has looked at and accepts.

A suppression covers its own line and the next; on the heading of a prose section, the whole section. It needs a
reason; an unknown code and a suppression that covers nothing are findings themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfdsl.checks.registry import BY_CODE
from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.model.table import Table
from perfdsl.syntax.nodes import Comment, Word
from perfdsl.text.nearest import nearest

_NEVER = ("P112", "P113", "P114", "X001")


class _Suppression:
    """One code of one comment, and whether it has covered anything."""

    def __init__(self, code: Word, line: int, last: int) -> None:
        self.code, self.line, self.last = code, line, last
        self.used = False

    def covers(self, finding: Diagnostic) -> bool:
        return finding.code == self.code.text and self.line <= finding.span.line <= self.last


def suppress(found: Iterable[Diagnostic], table: Table) -> Iterator[Diagnostic]:
    """The findings that no suppression covers, and the findings about the suppressions."""
    comments = [(line, comment) for line, comment in table.comments if comment.allows]
    if not comments:
        yield from found
        return
    suppressions = list(_suppressions(comments, table))
    for finding in found:
        covering = [one for one in suppressions if one.covers(finding)]
        for one in covering:
            one.used = True
        if not covering or finding.code in _NEVER:
            yield finding
    yield from _unexplained(comments)
    yield from _unused(suppressions)


def _suppressions(comments: list[tuple[int, Comment]], table: Table) -> Iterator[_Suppression]:
    lengths = {
        section.span.line: section.first_line + section.markdown.count("\n") for section in table.sections
    }
    for line, comment in comments:
        if comment.reason:
            for code in comment.allows:
                yield _Suppression(code, line, max(line + 1, lengths.get(line, 0)))


def _unexplained(comments: list[tuple[int, Comment]]) -> Iterator[Diagnostic]:
    for line, comment in comments:
        if not comment.reason:
            span = Span(line, comment.start, comment.end)
            hint = f"写成“// 允许 {comment.allows[0].text}: 理由”"
            yield Diagnostic("P112", "error", "“允许”没有写理由，不起作用", span, hint)


def _unused(suppressions: list[_Suppression]) -> Iterator[Diagnostic]:
    for one in suppressions:
        span = one.code.span(one.line)
        if one.code.text not in BY_CODE:
            near = nearest(one.code.text, BY_CODE)
            hint = f"是不是 {near}？" if near else "用 perfdsl rules 查看全部规则"
            yield Diagnostic("P113", "error", f"没有规则 {one.code.text}", span, hint)
        elif not one.used:
            message = f"这里没有 {one.code.text} 的问题，“允许”是多余的"
            yield Diagnostic("P114", "warning", message, span, "删去这条“允许”，免得以后掩盖真正的问题")
