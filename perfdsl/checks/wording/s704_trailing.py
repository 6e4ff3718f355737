"""S704: a punctuation mark at the end of a name or of a short value."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.wording.words import LINK, Written, same_project, words
from perfdsl.diagnostics import Edit, Fix
from perfdsl.model.table import Table

_MARKS = "。，、；：,;．"
_INNER = tuple("，。；,;")


@rule("S704", "末尾多余标点", "warning")
def check(table: Table) -> Iterator[Finding]:
    """A value that is a whole sentence with punctuation of its own may end in a full stop."""
    for word in words(table):
        if word.text[-1:] not in _MARKS:
            continue
        bare = word.text.rstrip(_MARKS)
        if not bare or word.role == LINK or _is_sentence(word, bare):
            continue
        edits = tuple(Edit(one.at(len(bare), len(one.text)), "") for one in same_project(table, word))
        marks = word.text[len(bare) :]
        message = f"{word.role}“{word.text}”末尾的“{marks}”是多余的"
        yield Finding(
            word.at(len(bare), len(word.text)), message, f"删去“{marks}”", Fix(f"删去“{marks}”", edits)
        )


def _is_sentence(word: Written, bare: str) -> bool:
    return word.role == "指标值" and any(mark in bare for mark in _INNER)
