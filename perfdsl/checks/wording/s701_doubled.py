"""S701: a character written twice by slip: 组织建设工作及及时完成率."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.lexicon import DOUBLED, DOUBTFUL
from perfdsl.checks.prose import span_at
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.text_at import TextAt
from perfdsl.checks.wording.words import LINK, other_text, other_words, same_project
from perfdsl.diagnostics import Edit, Fix, Span
from perfdsl.model.table import Table
from perfdsl.text.patterns import lazy

_SHORT, _AROUND = 30, 3
_TWICE = lazy("|".join((*(f"{char}{char}+" for char in DOUBLED), *DOUBTFUL)))


def _rest(table: Table) -> Iterator[Finding]:
    """A linked project is reported where it is declared."""
    if not _TWICE.search(other_text(table)):
        return
    for word in other_words(table):
        if word.role != LINK:
            yield from _in_word(word, same_project(table, word))
    for section in table.sections:
        for start, end in _slips(section.markdown):
            yield _finding(section.markdown, start, end, [span_at(section, start, end)])


@row_rule("S701", "重复的字", "warning", rest=_rest)
def check(row: Row) -> Iterator[Finding]:
    """Names, described values and prose."""
    for word in row.words:
        if _TWICE.search(word.text):
            yield from _in_word(word, [word])


def _in_word(word: TextAt, places: list[TextAt]) -> Iterator[Finding]:
    for start, end in _slips(word.text):
        yield _finding(word.text, start, end, [one.at(start, end) for one in places])


def _slips(text: str) -> Iterator[tuple[int, int]]:
    """Where a text doubles a character that no two words of their own account for."""
    for match in _TWICE.finditer(text):
        start, end = match.span()
        before, behind = DOUBLED.get(match[0][0], ("", ""))
        if (text[start - 1 : start] or "\n") not in before and f"{text[end : end + 1]}\n"[0] not in behind:
            yield start, end


def _finding(text: str, start: int, end: int, spans: list[Span]) -> Finding:
    around = text if len(text) <= _SHORT else text[max(start - _AROUND, 0) : end + _AROUND].replace("\n", " ")
    shown = text[start:end]
    if shown in DOUBTFUL:
        return Finding(spans[0], f"“{shown}”里的字重复了，或漏了字", "请对照原文核对名称")
    fix = Fix(f"删去一个“{shown[0]}”", tuple(Edit(span, shown[0]) for span in spans), safe=False)
    return Finding(spans[0], f"“{around}”里的“{shown[0]}”写了两次", f"删去一个“{shown[0]}”", fix)
