"""The law of ``fmt``: what is found in a table is found in its canonical form, but for what is about its layout."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdsl.diagnostics import Diagnostic
from perfdsl.formatter import format_source
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source, decode
from perfdsl.text.folding import fold
from tests.laws.corpus import all_texts, texts

SHELF = library()
# Of layout: a note without its mark, which fmt writes; a control character among spaces, which it leaves out.
LAYOUT = ("P116", "F204")
_LINE = re.compile(r"第 \d+(?:[–、]\d+)* 行")
HEAD = "部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n"


def found(source: Source) -> Counter[tuple[str, str]]:
    """The findings that are not about layout, without the lines they are on; words they quote in any width."""
    findings = check_source(source, SHELF).findings
    return Counter((one.code, fold(_LINE.sub("", one.message))) for one in findings if not _is_of_layout(one))


def _is_of_layout(finding: Diagnostic) -> bool:
    """A finding of layout, or that an accepted one of them is no more there."""
    return finding.code in LAYOUT or (
        finding.code == "P114" and any(code in finding.message for code in LAYOUT)
    )


def keeps_findings(text: str) -> str:
    """Whatever is found is found after ``fmt``; the canonical form."""
    source = decode(text.encode("utf-8", "replace"), "x.perf")
    canonical = format_source(source)
    assert found(Source("x.perf", canonical)) == found(source), canonical
    return canonical


def test_fmt_keeps_the_findings_of_every_table_and_example() -> None:
    for text in all_texts():
        keeps_findings(text)


@st.composite
def with_suppressions(draw: st.DrawFn) -> str:
    """A text with comments that accept some of its findings, on the line above or at its end."""
    lines = draw(texts()).split("\n")
    findings = [
        one
        for one in check_source(Source("x.perf", "\n".join(lines)), SHELF).findings
        if one.code[0] not in "FX"
    ]
    for finding in sorted(findings, key=lambda one: one.span, reverse=True):
        at, comment = finding.span.line - 1, f"// 允许 {finding.code}: 理由"
        where = draw(st.sampled_from(["", "above", "above", "after", "blank"]))
        if where == "above":
            lines.insert(at, comment)
        elif where == "blank":
            lines[at:at] = [comment, ""]
        elif where == "after" and at < len(lines):
            lines[at] = f"{lines[at]} {comment}"
    return "\n".join(lines)


@given(st.one_of(texts(), with_suppressions()))
def test_fmt_keeps_findings(text: str) -> None:
    keeps_findings(text)


@given(with_suppressions())
def test_the_canonical_form_is_its_own(text: str) -> None:
    once = format_source(Source("x.perf", text))
    assert format_source(Source("x.perf", once)) == once


@pytest.mark.parametrize("before", ["", "# 年度目标\n推进安全生产。\n", "# 资金（万元）\n基本支出 = 1\n\n\n"])
def test_a_suppression_above_a_heading_still_covers_it(before: str) -> None:
    text = f"{HEAD}{before}// 允许 V302: 本年不填\n# 指标\n## 履职\n### 职工权益维护\n慰问人数 >= 1人\n"
    assert ("V302", "P114") not in {code for code, _ in found(Source("x.perf", text))}
    canonical = keeps_findings(text)
    assert "\n\n// 允许 V302: 本年不填\n# 指标\n" in canonical


@pytest.mark.parametrize("digits", ["1" * 59 + "２", "１" * 60, "0." + "3" * 58 + "４"])
def test_numbers_of_sixty_digits_with_full_width_ones_are_the_same_numbers(digits: str) -> None:
    for line in (f"慰问人数 >= {digits}人", f"慰问人数 >= 1人\n=> {digits}人"):
        keeps_findings(f"{HEAD}# 指标\n## 履职\n### 职工权益维护\n{line}\n")
