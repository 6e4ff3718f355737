"""Laws of fixes: a fix removes its finding and adds none; fixing touches nothing else."""

from __future__ import annotations

from hypothesis import given

from perfdsl.diagnostics import Diagnostic
from perfdsl.fixer import apply, fix_all
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import decode
from tests.laws.writing import files

SHELF = library()


def _findings(data: bytes) -> tuple[Diagnostic, ...]:
    return check_source(decode(data, "x.perf"), SHELF).findings


@given(files())
def test_a_fix_removes_its_finding_and_adds_no_error(text: str) -> None:
    data = text.encode("utf-8", "replace")
    findings = _findings(data)
    for finding in findings:
        if finding.fix is None:
            continue
        after = _findings(apply(data, finding.fix.edits))
        gone = [one for one in after if one.code == finding.code and one.span.line == finding.span.line]
        before = [one for one in findings if one.code == finding.code and one.span.line == finding.span.line]
        assert len(gone) < len(before), (finding, gone)


@given(files())
def test_fixing_everything_leaves_nothing_to_fix(text: str) -> None:
    data = text.encode("utf-8", "replace")
    fixed, applied = fix_all(data, _findings)
    assert (fixed == data) == (applied == 0)
    assert fix_all(fixed, _findings) == (fixed, 0)


def test_bom_and_line_ends_survive() -> None:
    data = "\ufeff部门: 甲\r\n年度: 2022\r\n体系: 江苏省部门整休\r\n".encode()
    fixed, applied = fix_all(data, _findings)
    assert applied == 1
    assert fixed == "\ufeff部门: 甲\r\n年度: 2022\r\n体系: 江苏省部门整体\r\n".encode()
