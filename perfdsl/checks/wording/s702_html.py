"""S702: a tag or an entity of HTML left over from copying: ``<p>``, ``&nbsp;``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.wording.words import is_wording, other_text, other_words
from perfdsl.diagnostics import Edit, Fix, Span
from perfdsl.model.table import Table
from perfdsl.syntax.marks import COLONS, COMPARATORS, QUOTES, SLASHES
from perfdsl.text.html import MARK, entity, is_droppable
from perfdsl.text.occurring import contains
from perfdsl.text.patterns import lazy

_SIGNS = ("<", "&")
_STRUCTURE = frozenset(COMPARATORS + COLONS + SLASHES + QUOTES + "#[]|&*_`()~\\")
_PLAIN_START = lazy(
    r"(?!\d+[.)、])[\w（“《]"
)  # anything else may be a mark: of a list, a heading, a quotation


_NO_WORDS = lazy(r"[\W\d_]*")


def _rest(table: Table) -> Iterator[Finding]:
    if not contains(other_text(table), _SIGNS):
        return
    for word in other_words(table):
        yield from _in_line(word.text, word.line, word.start, is_wording=is_wording(word))
    for section in table.sections:
        for line, text in section.numbered():
            yield from _in_line(text, line, 0, is_wording=True, is_markdown=True)


@row_rule("S702", "残留的网页标记", "warning", of="marked", rest=_rest)
def check(row: Row) -> Iterator[Finding]:
    """One finding a line of prose, a name or a described value."""
    for word in row.words:
        yield from _in_line(word.text, word.line, word.start, is_wording=is_wording(word))


def _in_line(
    text: str, line: int, start: int, *, is_wording: bool, is_markdown: bool = False
) -> Iterator[Finding]:
    """``is_wording``: whether nothing refers to the text, as something does to the name of a group."""
    marks = list(_marks(text, is_markdown=is_markdown))
    if not marks:
        return
    shown = "、".join(dict.fromkeys(mark[0] for mark in marks))
    edits = tuple(
        Edit(Span(line, start + mark.start(), start + mark.end()), _instead(mark)) for mark in marks
    )
    fix = None
    if all(not mark["tag"] or is_droppable(mark, text) for mark in marks):
        safe = is_wording and not _makes_structure(text, marks, is_markdown=is_markdown)
        fix = Fix("删去网页标记，还原字符", edits, safe=safe)
    hint = "删去标记，还原字符" if fix else "删去标记；分段、分格的地方另起一行，上标写成“²”"
    yield Finding(edits[0].span, f"残留网页标记 {shown}", hint, fix)


def _marks(text: str, *, is_markdown: bool) -> Iterator[re.Match[str]]:
    """The tags, and the entities that there are. In Markdown ``&lt;`` is how ``<`` is written."""
    if contains(text, _SIGNS):
        for mark in MARK.finditer(text):
            if mark["tag"] or (entity(mark[0]) and not (is_markdown and entity(mark[0]) in "<>")):
                yield mark


def _makes_structure(text: str, marks: list[re.Match[str]], *, is_markdown: bool) -> bool:
    """Whether what comes out could be read as a mark of the notation, or of Markdown."""
    if not _STRUCTURE.isdisjoint("".join(map(_instead, marks))):
        return True
    before = text[: marks[0].start()].strip()
    if not is_markdown:
        return not before
    rest = _without(text, marks).strip()
    return _NO_WORDS.fullmatch(before) is not None and rest != "" and not _PLAIN_START.match(rest)


def _without(text: str, marks: list[re.Match[str]]) -> str:
    """The text as the fix leaves it."""
    ends = [0, *(mark.end() for mark in marks)]
    starts = [*(mark.start() for mark in marks), len(text)]
    instead = ["", *map(_instead, marks)]
    return "".join(new + text[end:start] for new, end, start in zip(instead, ends, starts, strict=True))


def _instead(mark: re.Match[str]) -> str:
    return "" if mark["tag"] else entity(mark[0])
