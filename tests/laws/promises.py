"""What a fix promises, held against any text: shared by the laws and the fuzzer."""

from __future__ import annotations

from perfdsl.diagnostics import Diagnostic
from perfdsl.fixer import apply, edits_of
from perfdsl.fixer.proof import holds, is_gone, named_lines, says_the_same, unread
from perfdsl.pipeline import Checked, check_source, library
from perfdsl.syntax.source import decode

_SHELF = library()


def check(data: bytes) -> Checked:
    """The file as ``perfdsl check`` reads it."""
    return check_source(decode(data, "示例.perf"), _SHELF)


def with_fix(data: bytes, finding: Diagnostic) -> Checked:
    """The file with this fix alone."""
    return check(apply(data, edits_of([finding])))


def added(before: Checked, after: Checked) -> set[tuple[str, int]]:
    """The codes and lines of what is found now and was not."""
    there, here = ({(one.code, one.span.line) for one in each.findings} for each in (before, after))
    return here - there


def keep_their_promises(data: bytes) -> int:
    """Try each safe fix of the file alone; how many there are. Raises AssertionError where one breaks its promise."""
    before = check(data)
    safe = [one for one in before.findings if one.fix and one.fix.safe]
    for finding in safe:
        after = with_fix(data, finding)
        told = (finding, after.source.text)
        if unread(after) - unread(before):  # what is left of the line has another mistake, which was hidden
            assert not holds(before, after, [finding]), told
            continue
        assert {edit.span.line for edit in edits_of([finding])} <= named_lines([finding]), told
        assert is_gone(before, after, [finding]), told
        assert says_the_same(before, after, [finding]), told
    return len(safe)
