"""Rows that are written alike are judged once; nobody can tell from the findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdsl.checks import row_findings
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, Rule
from perfdsl.diagnostics import Diagnostic
from perfdsl.model.library import Library
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source, read_source

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"^```perf.*\n((?:.*\n)*?)```$", re.MULTILINE)
HEAD = "部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n"
FOLDERS = (ROOT / "examples" / "provinces" / "体系",)


def texts() -> Iterator[str]:
    """Every table of the examples, and every example of a rule."""
    for file in sorted((ROOT / "examples").rglob("*.perf")):
        yield read_source(file).text
    for file in sorted((ROOT / "perfdsl" / "checks").rglob("*.md")):
        for block in _BLOCK.findall(file.read_text("utf-8")):
            yield block if re.match("[^#]+[:：]", block) else HEAD + block


TEXTS = list(texts())


def found(text: str, shelf: Library) -> tuple[Diagnostic, ...]:
    return check_source(Source("例.perf", text), shelf).findings


def test_what_was_judged_before_is_judged_alike() -> None:
    """One shelf for all texts, each also further down and once more: equal to a shelf of its own for each."""
    assert len(TEXTS) > 150
    shelf = library(FOLDERS)
    for text in TEXTS:
        for written in (text, text.replace("\n# 指标", "\n\n\n\n# 指标"), text):
            assert found(written, shelf) == found(written, library(FOLDERS))


def test_one_row_in_two_groups_is_two_rows() -> None:
    shelf = library()
    text = "项目: 示例\n年度: 2024\n体系: 项目支出三类\n# 指标\n## 产出指标\n### {}\n培训合格率 >= 90%\n"
    codes = [
        {one.code for one in found(text.format(group), shelf)}
        for group in ("数量指标", "质量指标", "数量指标")
    ]
    assert ["V305" in one for one in codes] == [True, False, True]


def test_a_note_belongs_to_the_row() -> None:
    row = HEAD + "# 指标\n## 效益\n### 社会效益\n影响: 效果明显\n{}"
    shelf = library()
    notes = ("", "> 评分标准: 调查\n", "", "\n> 评分标准: 调查\n")
    codes = [{one.code for one in found(row.format(note), shelf)} for note in notes]
    assert ["T509" in one for one in codes] == [True, False, True, False]


def test_a_row_rule_that_raises_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(row: Row) -> Iterator[Finding]:
        yield Finding(row.indicator.span, "先报一处")
        raise KeyError(row.indicator.name)

    broken = Rule("T599", "会出错", "error", None, explode)
    monkeypatch.setattr(row_findings, "_memo", row_findings._Memo())
    monkeypatch.setattr(row_findings, "_rules_for", lambda *_: ((broken, explode),))
    text = HEAD + "# 指标\n## 效益\n### 社会效益\n甲 >= 1人\n乙 >= 2人\n"
    shelf = library()
    for _ in range(2):
        codes = [one.code for one in found(text, shelf)]
        assert codes.count("X001") == 1
        assert codes.count("T599") == 1
    silenced = check_source(Source("例.perf", text), shelf, {"T599": "off"}).findings
    assert not {"X001", "T599"} & {one.code for one in silenced}


def test_the_memo_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_findings, "_MOST", 5_000)
    monkeypatch.setattr(row_findings, "_memo", row_findings._Memo())
    shelf = library()
    lines = "".join(f"培训人数{i} >= {i}个\n" for i in range(25))
    text = HEAD + "# 指标\n## 效益\n### 社会效益\n" + lines
    first = found(text, shelf)
    assert found(text, shelf) == first == found(text, library())
    found(HEAD + "# 指标\n## 效益\n### 生态效益\n甲 >= 1人\n", shelf)
    assert row_findings._memo.held < 2_000
