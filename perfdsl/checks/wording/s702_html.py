"""S702: a tag or an entity of HTML left over from copying: ``<p>``, ``&nbsp;``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from perfdsl.checks.names import contains
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.wording.words import other_text, other_words
from perfdsl.diagnostics import Edit, Fix, Span
from perfdsl.model.table import Table

_ENTITIES = {
    "nbsp": " ", "ensp": " ", "emsp": " ", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "middot": "·", "mdash": "—",
    "hellip": "…", "times": "×", "amp": "&",
}  # fmt: skip
_SIGNS = ("<", "&")
_BREAKS = frozenset("p br div li tr h1 h2 h3 h4 h5 h6 table tbody ul ol center section hr".split())


def _rest(table: Table) -> Iterator[Finding]:
    if not contains(other_text(table), _SIGNS):
        return
    for word in other_words(table):
        yield from _in_line(word.text, word.line, word.start)
    for section in table.sections:
        for line, text in section.numbered():
            yield from _in_line(text, line, 0)


@row_rule("S702", "残留的网页标记", "warning", of="marked", rest=_rest)
def check(row: Row) -> Iterator[Finding]:
    """One finding a line of prose, a name or a described value."""
    for word in row.words:
        yield from _in_line(word.text, word.line, word.start)


def _in_line(text: str, line: int, start: int) -> Iterator[Finding]:
    if not contains(text, _SIGNS):
        return
    marks = list(_mark().finditer(text))
    if not marks:
        return
    shown = "、".join(dict.fromkeys(mark[0] for mark in marks))
    edits = [Edit(Span(line, start + mark.start(), start + mark.end()), _instead(mark)) for mark in marks]
    fix = None if any(_divides(mark, text) for mark in marks) else Fix("删去网页标记", tuple(edits))
    hint = "删去标记" if fix else "删去标记，分段的地方另起一行"
    yield Finding(edits[0].span, f"残留网页标记 {shown}", hint, fix)


def _instead(mark: re.Match[str]) -> str:
    return _ENTITIES[mark["entity"]] if mark["entity"] else ""


def _divides(mark: re.Match[str], text: str) -> bool:
    """A mark that ends a paragraph in the middle of a line: to delete it would run two paragraphs together."""
    if mark["entity"] or mark["tag"].lower() not in _BREAKS:
        return False
    return bool(text[: mark.start()].strip() and text[mark.end() :].strip())


@cache
def _mark() -> re.Pattern[str]:
    tags = "p|br|div|span|b|strong|i|u|em|font|table|tbody|tr|td|th|ul|ol|li|a|img|h[1-6]|o:p|sup|sub|hr|center|section"
    return re.compile(
        rf"</?(?P<tag>{tags})(?:\s[^<>]*)?/?>|&(?P<entity>{'|'.join(_ENTITIES)});", re.IGNORECASE
    )
