"""S706: a character in a name or value that nobody sees, or that only looks like the usual one."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.text_at import TextAt, text_at
from perfdsl.checks.wording.words import is_wording, other_text, other_words, same_project
from perfdsl.diagnostics import Edit, Fix
from perfdsl.model.table import Table
from perfdsl.syntax.habits import read_habit
from perfdsl.text.lookalikes import alike, hidden, usual

_HINT = "重新输入这几个字；同一个名称混有这种字，搜索、比较和对应项目都认不出来"


def _rest(table: Table) -> Iterator[Finding]:
    if not _is_odd(other_text(table)):
        return
    for word in other_words(table):
        yield from _in_word(word, same_project(table, word))


@row_rule("S706", "看不见或形似的字", "warning", of="odd", rest=_rest)
def check(row: Row) -> Iterator[Finding]:
    if not _is_odd("".join([word.text for word in row.words] + [one.value.text for one in row.measured])):
        return
    values = [text_at(target.value.text, "指标值", target.span) for target in row.measured]
    for word in (*row.words, *values):
        yield from _in_word(word, [word])


def _is_odd(text: str) -> bool:
    return bool(hidden(text) or alike(text))


def _in_word(word: TextAt, places: list[TextAt]) -> Iterator[Finding]:
    match = hidden(word.text) or alike(word.text)
    plain = usual(word.text) if match else word.text
    if match is None or plain == word.text:
        return
    what = "看不见的字符" if hidden(word.text) else "样子相同的另一个字"
    message = f"{word.role}“{plain}”里有{what}（U+{ord(match[0]):04X}）"
    edits = tuple(Edit(one.span, plain) for one in places)
    is_safe = is_wording(word) and read_habit(f"{plain}: …") is None  # else the line would become a note
    yield Finding(word.span, message, _HINT, Fix(f"改为“{plain}”", edits, is_safe))
