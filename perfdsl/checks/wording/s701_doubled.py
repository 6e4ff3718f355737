"""S701: a character written twice by slip: 组织建设工作及及时完成率."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from perfdsl.checks.lexicon import DOUBLED, DOUBTFUL
from perfdsl.checks.names import contains
from perfdsl.checks.prose import span_at
from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.wording.words import LINK, all_text, same_project, words
from perfdsl.diagnostics import Edit, Fix, Span
from perfdsl.model.table import Table

_SHORT, _AROUND = 30, 3


@rule("S701", "重复的字", "warning")
def check(table: Table) -> Iterator[Finding]:
    """Names, described values and prose; a linked project is reported where it is declared."""
    signs = tuple(_twice().findall(all_text(table)))
    if not signs:
        return
    for word in words(table):
        if word.role != LINK and contains(word.text, signs):
            for start, end in _slips(word.text):
                spans = [one.at(start, end) for one in same_project(table, word)]
                yield _finding(word.text, start, end, spans)
    for section in table.sections:
        for start, end in _slips(section.markdown):
            yield _finding(section.markdown, start, end, [span_at(section, start, end)])


def _slips(text: str) -> Iterator[tuple[int, int]]:
    """Where a text doubles a character that no two words of their own account for."""
    for match in _twice().finditer(text):
        start, end = match.span()
        before, behind = DOUBLED.get(match[0][0], ("", ""))
        if f"\n{text[:start]}"[-1] not in before and f"{text[end : end + 1]}\n"[0] not in behind:
            yield start, end


@cache
def _twice() -> re.Pattern[str]:
    return re.compile("|".join((*(f"{char}{char}+" for char in DOUBLED), *DOUBTFUL)))


def _finding(text: str, start: int, end: int, spans: list[Span]) -> Finding:
    around = text if len(text) <= _SHORT else text[max(start - _AROUND, 0) : end + _AROUND].replace("\n", " ")
    shown = text[start:end]
    if shown in DOUBTFUL:
        return Finding(spans[0], f"“{shown}”里的字重复了，或漏了字", "请对照原文核对名称")
    fix = Fix(f"删去一个“{shown[0]}”", tuple(Edit(span, shown[0]) for span in spans))
    return Finding(spans[0], f"“{around}”里的“{shown[0]}”写了两次", f"删去一个“{shown[0]}”", fix)
