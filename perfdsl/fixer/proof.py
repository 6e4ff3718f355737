"""The proof of a fix: it does what it promises, and nothing else. Decision 0027 tells why these are the terms.

A *safe* fix is applied unasked. It must

* take its finding away and bring no other: none on another line, and on its own none but what could only be seen when
  the mistake was gone, and that is no error. What is found since a line, or an amount in it, can be read at all was
  there before;
* leave all that the file says as it was, but for the part that its finding names: the whole line, where that could not
  be read; else the wording that is marked. Numbers, units, periods, the names of rows and groups never change.

A *suggested* fix is looked at by somebody. It must take its finding away and leave no line that cannot be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from perfdsl.checks.runner import INTERNAL
from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.model.line_diagnostics import line_span
from perfdsl.model.statements import Statement, Statements, belonging, statements
from perfdsl.pipeline import Checked
from perfdsl.syntax.nodes import Bad, Word

Key = tuple[str, int, str]


def holds(before: Checked, after: Checked, fixed: Collection[Diagnostic]) -> bool:
    """Whether ``after``, which is ``before`` with the fixes of these findings, is what they promise."""
    if not is_gone(before, after, fixed) or unread(after) - unread(before):
        return False
    if any(one.code == INTERNAL for one in after.findings):
        return False
    if not all(one.fix and one.fix.safe for one in fixed):
        return True
    return (
        is_read(after, fixed) and adds_nothing(before, after, fixed) and says_the_same(before, after, fixed)
    )


def key(finding: Diagnostic) -> Key:
    """What makes a finding the same in two states of a file: fixes neither add lines nor take any away."""
    return finding.code, finding.span.line, finding.message


def unread(checked: Checked) -> set[int]:
    """The lines that could not be read."""
    return {line.number for line in checked.document.lines if type(line.node) is Bad}


def named_lines(fixed: Iterable[Diagnostic]) -> set[int]:
    """The lines that the findings are about."""
    return {span.line for one in fixed for span in _marked(one)}


def is_gone(before: Checked, after: Checked, fixed: Iterable[Diagnostic]) -> bool:
    """Whether each of the findings is gone; of several that say the same on one line, as many as were fixed."""
    there, left = Counter(map(key, before.findings)), Counter(map(key, after.findings))
    return all(left[one] <= there[one] - count for one, count in Counter(map(key, fixed)).items())


def is_read(after: Checked, fixed: Iterable[Diagnostic]) -> bool:
    """Whether every line that was fixed can be read now, and no other was touched."""
    edited = {edit.span.line for one in fixed if one.fix for edit in one.fix.edits}
    return edited <= named_lines(fixed) and edited.isdisjoint(unread(after))


def adds_nothing(before: Checked, after: Checked, fixed: Collection[Diagnostic]) -> bool:
    """Whether nothing is found that was not there before."""
    named = named_lines(fixed)
    if not named.isdisjoint(unread(before) | _unread_amounts(before)):
        return True
    there = Counter((one.code, one.span.line) for one in before.findings)
    for one in after.findings:
        place = one.code, one.span.line
        there[place] -= 1
        if there[place] < 0 and (one.severity == "error" or one.span.line not in named):
            return False
    return True


def _unread_amounts(checked: Checked) -> set[int]:
    """The lines of money with a cell that is no number: no sum was compared with them."""
    table = checked.table
    items = (*table.funding.items, *table.projects) if table else ()
    lines = [one for item in items for one in (item, *item.parts)]
    return {one.line for one in lines if any(amount.is_unknown for amount in one.amounts)}


def says_the_same(before: Checked, after: Checked, fixed: Collection[Diagnostic]) -> bool:
    """Whether the two say the same, but for the part that the findings name."""
    was, now = _statements(before), _statements(after)
    lines = named_lines(fixed) & unread(before)
    owners = belonging(after.table) if after.table else {}
    marked = [span for one in fixed for span in _marked(one)]
    for place in was.keys() | now.keys():
        line, what = place
        one, other = was.get(place), now.get(place)
        if line in lines or (one is None and owners.get(line) in lines):
            continue  # nobody knew what the part below an unread line was a part of
        if one and other and one.said == other.said:
            continue
        is_kept = other is not None or what == "文字"  # a line of prose may be left empty
        if not (one and is_kept and one.kind == "wording" and any(_touch(one.span, at) for at in marked)):
            return False
    return True


def _statements(checked: Checked) -> Statements:
    """What a table says; of a framework, each of its lines, as the form of all tables hangs on it."""
    if checked.table is not None:
        return statements(checked.table)
    return {
        (line.number, ""): Statement("fact", line_span(line), (line.mode, _words(line.node)))
        for line in checked.document.lines
    }


def _words(node: object) -> object:
    """What a line says, without the places of its words."""
    if isinstance(node, Word):
        return node.text
    return tuple(map(_words, node)) if isinstance(node, tuple) else node


def _marked(finding: Diagnostic) -> Iterable[Span]:
    return finding.span, *(label.span for label in finding.labels)


def _touch(one: Span, other: Span) -> bool:
    return one.line == other.line and one.start <= other.end and other.start <= one.end
