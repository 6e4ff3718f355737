"""Laws of fixes: a safe one keeps what the table says, takes its finding away, adds none and touches no other line.

The terms are those of :mod:`perfdsl.fixer.proof` (decision 0027). A fix's own promise, ``safe``, is held to them
directly; ``check --fix`` makes no fix for which they do not hold.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdsl.fixer import fix_all
from perfdsl.fixer.proof import is_gone, named_lines, unread
from tests.laws.corpus import all_texts, texts
from tests.laws.promises import added, check, keep_their_promises, with_fix


def test_every_safe_fix_of_the_corpus_keeps_its_promise() -> None:
    assert sum(keep_their_promises(text.encode()) for text in all_texts()) >= 30


@given(texts())
def test_every_safe_fix_keeps_its_promise(text: str) -> None:
    keep_their_promises(text.encode("utf-8", "replace"))


@given(texts())
def test_a_suggested_fix_takes_its_finding_away(text: str) -> None:
    data = text.encode("utf-8", "replace")
    before = check(data)
    for finding in before.findings:
        if finding.fix and not finding.fix.safe:
            after = with_fix(data, finding)
            assert is_gone(before, after, [finding]), (finding, after.source.text)


@given(texts(), st.booleans())
def test_a_second_fix_changes_nothing(text: str, suggested: bool) -> None:
    data = text.encode("utf-8", "replace")
    fixed = fix_all(data, check, suggested=suggested)
    assert (fixed.data == data) == (fixed.applied == 0)
    again = fix_all(fixed.data, check, suggested=suggested)
    assert (again.data, again.applied) == (fixed.data, 0), again.data.decode()


def _lines(data: bytes) -> list[str]:
    """Ends of lines are as they were where no fix was made, a carriage return among them."""
    return data.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")


@given(texts())
def test_fixing_adds_no_finding_and_changes_no_other_line(text: str) -> None:
    data = text.encode("utf-8", "replace")
    before, fixed = check(data), fix_all(data, check)
    pairs = enumerate(zip(_lines(data), _lines(fixed.data), strict=True), 1)
    touched = {number for number, (was, now) in pairs if was != now}
    if not unread(before):
        safe = [one for one in before.findings if one.fix and one.fix.safe]
        assert touched <= named_lines(safe)
        assert {line for _, line in added(before, fixed.checked)} <= touched
    assert unread(fixed.checked) <= unread(before)


def test_bom_and_line_ends_survive() -> None:
    data = "\ufeff单位名称: 甲\r\n年度: 2022\r\n体系: 江苏省部门整休\r\n".encode()
    fixed = fix_all(data, check)
    assert fixed.applied == 1
    assert fixed.data == "\ufeff部门: 甲\r\n年度: 2022\r\n体系: 江苏省部门整休\r\n".encode()
    both = fix_all(data, check, suggested=True)
    assert both.data == "\ufeff部门: 甲\r\n年度: 2022\r\n体系: 江苏省部门整体\r\n".encode()


@pytest.mark.parametrize("count", [11, 40])
def test_many_mistakes_of_one_line_and_of_many_lines_are_fixed_at_once(count: int) -> None:
    """There were ten rounds, and what was left needed a second call."""
    head = "部门: 甲\n年度: 2022\n体系: 江苏省部门整体\n# 指标\n## 履职\n### 职工权益维护\n"
    rows = "".join(f"参加人次{i}， =< {i}人次 10分]\n" for i in range(1, count))
    fixed = fix_all((head + rows).encode(), check)
    assert not [
        one for one in fixed.checked.findings if one.fix and one.fix.safe and one not in fixed.refused
    ]
