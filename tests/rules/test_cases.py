"""The rules' documentation is their test: the examples of every ``perfdsl/checks/*/CODE_name.md`` are run.

In a ```` ```perf ```` block every line that must carry a finding of the file's rule ends in `` //~ CODE``; the mark is
taken off before the block is read. A block without a header line gets a default one; ```` ```perf 体系=名称 ```` picks
another framework. 反例 must give the rule's findings on exactly the marked lines, 正例 none. Every fix is applied
on its own: it must remove its finding and add none.

Families F and X are about bytes, files and crashes, which a block cannot show: a ```` ```text ```` block does, and
test_files.py runs real ones.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from perfdsl.checks.docs import PARTS, SAFE, SUGGESTED, RuleDoc, read
from perfdsl.checks.registry import BY_CODE, RULES
from perfdsl.diagnostics import Diagnostic, Fix
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import Source

CHECKS = Path(__file__).resolve().parents[2] / "perfdsl" / "checks"
FILES = sorted(CHECKS.rglob("*.md"))
SHELF = library()

_BLOCK = re.compile(r"^```(\w*) ?(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
_MARK = re.compile(r"[ \t]*//~((?: [A-Z]\d{3})+)[ \t]*$")
_FILE = re.compile(r"文件=(\S+)")
_HEADER = re.compile(r"(?:部门|项目|体系|单位名称|项目名称|单位)\s*[:：]")


class Example(NamedTuple):
    """One block: ``text`` without marks, ``marked`` the lines (1-based, of ``text``) that must carry a finding.

    ``path`` is the file that it stands in: ```` ```perf 文件=2024/甲.perf ````.
    """

    part: str
    number: int
    text: str
    marked: frozenset[int]
    path: str = "例.perf"


def blocks(doc: RuleDoc, part: str, language: str = "perf") -> list[tuple[str, str]]:
    """The fenced blocks of one part of a rule's text, as (options, content)."""
    text = doc.parts.get(part, "")
    return [(match[2], match[3]) for match in _BLOCK.finditer(text) if match[1] == language]


def examples(doc: RuleDoc, part: str) -> list[Example]:
    """The examples of one part, ready to be checked."""
    return [_example(doc, part, i, *block) for i, block in enumerate(blocks(doc, part), 1)]


def _example(doc: RuleDoc, part: str, number: int, options: str, content: str) -> Example:
    lines, marked = [], []
    for line in content.splitlines():
        match = _MARK.search(line)
        lines.append(line[: match.start()] if match else line)
        if match and doc.code in match[1].split():
            marked.append(len(lines))
    head = [] if _HEADER.match(lines[0]) else _default_header(options)
    text, at_lines = "\n".join(head + lines), frozenset(at + len(head) for at in marked)
    path = _FILE.search(options)
    return Example(part, number, text, at_lines, path[1] if path else "例.perf")


def _default_header(options: str) -> list[str]:
    name = options.partition("体系=")[2].strip() or "江苏省部门整体"
    entry = SHELF.get(name)
    assert entry, f"没有体系 {name}"
    subject = "部门: 示例单位" if entry.framework.purpose == "部门" else "项目: 示例项目"
    return [subject, "年度: 2024", f"体系: {name}"]


def findings(text: str, path: str = "例.perf") -> tuple[Diagnostic, ...]:
    """All findings of one text."""
    return check_source(Source(path, text), SHELF).findings


def apply(text: str, fix: Fix) -> str:
    """The text with the edits of one fix made, the last first."""
    lines = text.split("\n")
    for (number, start, end), new in sorted(fix.edits, reverse=True):
        line = lines[number - 1]
        lines[number - 1] = line[:start] + new + line[end:]
    return "\n".join(lines)


DOCS = [read(file) for file in FILES]
CASES = [
    pytest.param(doc, example, id=f"{doc.code}-{part}{example.number}")
    for doc in DOCS
    for part in ("反例", "正例")
    for example in examples(doc, part)
]


def test_codes_are_unique() -> None:
    twice = [code for code, count in Counter(rule.code for rule in RULES).items() if count > 1]
    assert not twice
    assert len(BY_CODE) == len(RULES)


def test_every_rule_has_one_text_and_every_text_a_rule() -> None:
    assert sorted(doc.code for doc in DOCS) == sorted(rule.code for rule in RULES)


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.check or rule.check_row], ids=lambda rule: rule.code
)
def test_a_rule_is_a_module_with_its_text_beside_it(rule) -> None:
    stem = (rule.check or rule.check_row).__module__.rpartition(".")[2]
    assert stem.startswith(f"{rule.code.lower()}_")
    assert f"{stem}.md" in {file.name for file in FILES}


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: doc.file.stem)
def test_a_text_is_in_form(doc: RuleDoc) -> None:
    assert doc.code, (
        "第一行写“# 规则号 名称”，第二行写“级别：error”（有修改的加上“，可自动修改”或“，有建议的修改”）"
    )
    assert doc.code in BY_CODE, f"规则 {doc.code} 没有登记在 RULES 里"
    rule = BY_CODE[doc.code]
    assert (doc.slug, doc.level) == (rule.slug, rule.severity)
    assert tuple(doc.parts) == PARTS
    assert all(doc.parts.values())
    assert doc.summary


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: doc.file.stem)
def test_a_text_has_both_examples(doc: RuleDoc) -> None:
    for part in ("反例", "正例"):
        in_text = doc.code[:1] in ("F", "X") and blocks(doc, part, "text")
        assert blocks(doc, part) or in_text, f"{part}里没有例子"
    assert all(example.marked for example in examples(doc, "反例")), "反例里没有 //~ 标记"
    assert not any(example.marked for example in examples(doc, "正例")), "正例里有 //~ 标记"


@pytest.mark.parametrize(("doc", "example"), CASES)
def test_findings_are_on_the_marked_lines(doc: RuleDoc, example: Example) -> None:
    found = {
        finding.span.line for finding in findings(example.text, example.path) if finding.code == doc.code
    }
    assert found == example.marked, _numbered(example.text)


@pytest.mark.parametrize(("doc", "example"), CASES)
def test_spans_are_within_their_lines(doc: RuleDoc, example: Example) -> None:
    lines = example.text.split("\n")
    for finding in findings(example.text, example.path):
        places = [finding.span, *(label.span for label in finding.labels)]
        places += [edit.span for edit in finding.fix.edits] if finding.fix else []
        assert all(0 <= start <= end <= len(lines[line - 1]) for line, start, end in places), finding


@pytest.mark.parametrize(("doc", "example"), CASES)
def test_a_fix_removes_its_finding_and_adds_none(doc: RuleDoc, example: Example) -> None:
    before = findings(example.text)
    for finding in before:
        if finding.code == doc.code and finding.fix:
            fixed = apply(example.text, finding.fix)
            after = Counter(other.code for other in findings(fixed))
            assert after[doc.code] < sum(other.code == doc.code for other in before), _numbered(fixed)
            assert not after - Counter(other.code for other in before), _numbered(fixed)


@pytest.mark.parametrize("doc", [doc for doc in DOCS if blocks(doc, "反例")], ids=lambda doc: doc.file.stem)
def test_a_text_says_whether_there_is_a_fix(doc: RuleDoc) -> None:
    found = [finding for example in examples(doc, "反例") for finding in findings(example.text, example.path)]
    fixes = [finding.fix for finding in found if finding.code == doc.code and finding.fix]
    kind = SAFE if any(fix.safe for fix in fixes) else SUGGESTED if fixes else ""
    assert doc.fix == kind, f"第二行应写“级别：{doc.level}{'，' if kind else ''}{kind}”"


def _numbered(text: str) -> str:
    rows = [f"{number:3} {line}" for number, line in enumerate(text.split("\n"), 1)]
    found = [f"{one.span.line}: {one.code} {one.message}" for one in findings(text)]
    return "\n".join(["", *rows, "发现：", *found])
