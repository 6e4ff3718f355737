"""What people type is read as meant, or an error says where it is not: the cases of this folder.

The same cases make docs/messages.md, the gallery of messages (``make golden`` writes it anew).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfdsl.checks.registry import BY_CODE
from perfdsl.diagnostics import Diagnostic
from perfdsl.fixer import apply
from perfdsl.formatter import format_source
from perfdsl.reports.report import Report
from perfdsl.reports.text import render
from perfdsl.syntax.source import Source
from tests.typed.cases import Case, Said, all_cases

CASES = all_cases()


def _name(case: Case) -> str:
    return f"{case.file.removesuffix('.cases')}-{case.number}-{case.typed[:24]}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_what_is_said(case: Case) -> None:
    findings = case.check().findings
    for said in case.said:
        assert _finding(case, said), (said, _here(case, findings))
    if not case.is_mistake:
        assert not [one for one in _here(case, findings) if one.severity == "error"]


@pytest.mark.parametrize("case", [case for case in CASES if case.said], ids=_name)
def test_what_the_fix_gives(case: Case) -> None:
    for said in case.said:
        finding = _finding(case, said)
        assert finding, said
        assert _fixed(case, finding) == said.fixed
        assert finding.fix is None or finding.fix.safe == said.safe


@pytest.mark.parametrize("case", [case for case in CASES if any(one.fixed for one in case.said)], ids=_name)
def test_the_fixed_lines_have_no_such_mistake(case: Case) -> None:
    for said in case.said:
        if said.fixed is not None:
            after = case.check(said.fixed).findings
            assert not any(one.code == said.code and one.message == said.message for one in after)


@pytest.mark.parametrize("case", [case for case in CASES if case.read_as is not None], ids=_name)
def test_what_it_is_read_as(case: Case) -> None:
    head = _written_lines(format_source(Source("示例.perf", case.before)))
    written = format_source(Source("示例.perf", case.before + case.typed))
    assert format_source(Source("示例.perf", written)) == written
    lines = _written_lines(written)
    assert lines[: len(head)] == head
    assert "\n".join(lines[len(head) :]) == case.read_as


def test_no_case_is_written_twice() -> None:
    seen: dict[tuple[str, str, str], Case] = {}
    for case in CASES:
        key = (case.place, case.framework, case.typed)
        assert key not in seen, (_name(case), _name(seen[key]))
        seen[key] = case


def test_the_gallery_is_up_to_date(golden: Callable[[Path, str], None], root: Path) -> None:
    golden(root / "docs" / "messages.md", gallery())


def _finding(case: Case, said: Said) -> Diagnostic | None:
    return next((one for one in case.check().findings if said.is_said_by(one, case.first_line)), None)


def _here(case: Case, findings: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    return [one for one in findings if one.span.line >= case.first_line]


def _fixed(case: Case, finding: Diagnostic) -> str | None:
    """The typed lines with the finding's fix applied; None where there is none."""
    if finding.fix is None:
        return None
    fixed = apply((case.before + case.typed).encode(), finding.fix.edits).decode()
    return "\n".join(fixed.split("\n")[case.first_line - 1 :])


def _written_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


# ---- The gallery

_TITLE = """\
# 错误信息一览

本页由 `tests/typed/` 里的例子生成，不要直接修改。每一条都是写错的几行、命令行里看到的信息和建议；
各条规则的说明见 [rules.md](rules.md)。
"""
_READ = """\
## 这样写也读得懂

输入法、电子表格和公文里常见的写法，意思清楚的照原意读，`perfdsl fmt` 写成统一的样子。

| 写在 | 写的是 | 读作 |
|---|---|---|
"""


def gallery() -> str:
    """All messages as a page, in the order of their codes, and what is read without one."""
    shown = sorted(
        ((case.said[0], case) for case in CASES if case.said), key=lambda pair: (pair[0].code, pair[1][:2])
    )
    parts = [_TITLE]
    code = ""
    for said, case in shown:
        if said.code != code:
            code = said.code
            parts.append(f"## {code} {BY_CODE[code].slug}\n")
        parts.append(f"```text\n{_shown(case, said)}```\n")
    parts.append(_READ + "".join(_row(case) for case in CASES if not case.said and case.read_as is not None))
    return "\n".join(parts)


def _shown(case: Case, said: Said) -> str:
    finding = _finding(case, said)
    if finding is None:
        return f"{said.code} {said.message}\n"  # another test fails
    lines = tuple((case.before + case.typed).split("\n"))
    return "".join(render([Report("示例.perf", lines, (finding,))]))


def _row(case: Case) -> str:
    cells = (case.place, _code(case.typed), _code(case.read_as or ""))
    return f"| {' | '.join(cells)} |\n"


def _code(text: str) -> str:
    """Lines as code in a cell of a table."""
    lines = text.replace("|", "\\|").replace("\t", "⇥").split("\n")
    return "<br>".join(f"`` {line} ``" if line else "（没有）" for line in lines)
