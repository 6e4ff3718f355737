"""S704: a punctuation mark at the end of a name or of a short value."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.text_at import TextAt, text_at
from perfdsl.checks.wording.words import LINK, is_wording, other_words, same_project
from perfdsl.diagnostics import Edit, Fix
from perfdsl.model.table import Table
from perfdsl.text.patterns import lazy

_MARKS = "。，、；：,;．"
_ENTITY = lazy(r"&#?\w+;\Z")  # of which S702 tells
_INNER = tuple("，。；,;")


def _rest(table: Table) -> Iterator[Finding]:
    for word in other_words(table):
        if word.role != LINK and word.text[-1:] in _MARKS:
            yield from _in_word(word, same_project(table, word))


@row_rule("S704", "末尾多余标点", "warning", of="odd", rest=_rest)
def check(row: Row) -> Iterator[Finding]:
    """A value that is a whole sentence with punctuation of its own may end in a full stop."""
    for word in row.words:
        if word.text[-1:] in _MARKS:
            yield from _in_word(word, [word])
    for target in row.measured:
        if target.value.text[-1:] in _MARKS:
            word = text_at(target.value.text, "指标值", target.span)
            yield from _in_word(word, [word])


def _in_word(word: TextAt, places: list[TextAt]) -> Iterator[Finding]:
    bare = word.text.rstrip(_MARKS)
    if not bare or _is_sentence(word, bare) or _ENTITY.search(word.text):
        return
    edits = tuple(Edit(one.at(len(bare), len(one.text)), "") for one in places)
    marks = word.text[len(bare) :]
    message = f"{word.role}“{word.text}”末尾的“{marks}”是多余的"
    hint = f"删去“{marks}”"
    fix = Fix(hint, edits, safe=is_wording(word))
    yield Finding(word.at(len(bare), len(word.text)), message, hint, fix)


def _is_sentence(word: TextAt, bare: str) -> bool:
    return word.role == "指标值" and any(mark in bare for mark in _INNER)
