"""The texts of the rules as the command line and docs/rules.md give them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfdsl.checks.docs import PARTS, SAFE, all_docs, explain, rules_json, rules_page
from perfdsl.checks.registry import RULES


def test_the_page_of_all_rules_is_up_to_date(golden: Callable[[Path, str], None], root: Path) -> None:
    golden(root / "docs" / "rules.md", rules_page())


def test_explain_gives_every_part_without_the_marks_of_the_test() -> None:
    text = explain("v301")
    assert text.startswith("# V301 ")
    assert all(f"## {part}\n" in text for part in PARTS)
    assert "//~" not in text
    assert "← V301" in text


def test_explain_knows_no_other_code() -> None:
    with pytest.raises(KeyError):
        explain("V999")


def test_rules_as_data_name_every_rule_once() -> None:
    rows = rules_json()
    assert [row["code"] for row in rows] == [rule.code for rule in RULES]
    assert all(
        set(row) == {"code", "slug", "family", "severity", "summary", "has_fix", "safe_fix"} for row in rows
    )
    assert all(row["summary"] and row["family"] for row in rows)


def test_a_summary_is_one_sentence() -> None:
    assert not [doc.code for doc in all_docs() if "\n" in doc.summary or len(doc.summary) > 120]


def test_no_text_promises_that_a_suggested_fix_is_made_unasked() -> None:
    promised = [doc.code for doc in all_docs() if "check --fix" in doc.parts["如何修改"] and doc.fix != SAFE]
    assert not promised
