"""What a form says about lines of its tables: columns that are notes, sections of one's own; and keys in the wrong place."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl.pipeline import Checked, check_all, open_workspace

FORM = "体系: 本市表式\n标题: 本市表\n适用: 部门\n{more}\n# 指标\n\n## 产出\n### 数量\n"
HEAD = "部门: 示例单位\n年度: 2024\n体系: 本市表式\n"
INDICATOR = "# 指标\n## 产出\n### 数量\n培训人数 >= 1000人\n"


def check(folder: Path, text: str, more: str = "") -> Checked:
    """One table of a project with a form of its own."""
    (folder / "perfdsl.toml").touch()
    (folder / "体系").mkdir()
    (folder / "体系" / "本市表式.perf").write_text(FORM.format(more=more), "utf-8")
    (folder / "表.perf").write_text(HEAD + text, "utf-8")
    return next(one for one in check_all(open_workspace(folder)) if one.path == "表.perf")


def codes(checked: Checked) -> set[str]:
    return {finding.code for finding in checked.findings}


@pytest.mark.parametrize("line", ["评价内容：签到表齐全", "评价内容⇥签到表齐全", "评价内容 = 签到表齐全"])
def test_a_column_of_the_form_is_a_note(tmp_path: Path, line: str) -> None:
    checked = check(tmp_path, INDICATOR + line.replace("⇥", "\t"), "其他列: 评价内容, 支撑资料")
    assert "P116" in codes(checked)
    assert checked.table
    (indicator,) = checked.table.indicators
    assert [(note.key, note.value) for note in indicator.notes] == [("评价内容", "签到表齐全")]


def test_elsewhere_it_is_an_indicator(tmp_path: Path) -> None:
    checked = check(tmp_path, INDICATOR + "评价内容：签到表齐全")
    assert checked.table
    assert [one.name for one in checked.table.indicators] == ["培训人数", "评价内容"]


def test_a_form_may_let_tables_have_sections_of_their_own(tmp_path: Path) -> None:
    assert "V310" not in codes(check(tmp_path, f"# 领导讲话\n\n略。\n\n{INDICATOR}", "可增栏目: 是"))


def test_other_forms_do_not(tmp_path: Path) -> None:
    assert "V310" in codes(check(tmp_path, f"# 领导讲话\n\n略。\n\n{INDICATOR}"))


def test_a_note_stays_with_its_indicator_where_a_note_between_cannot_be_read(tmp_path: Path) -> None:
    checked = check(tmp_path, f"{INDICATOR}> 数据来源 签到表\n> 评分标准: 完成得满分\n")
    assert checked.table
    assert [note.key for note in checked.table.indicators[0].notes] == ["评分标准"]


def test_a_note_below_an_unreadable_line_is_given_to_nobody(tmp_path: Path) -> None:
    checked = check(tmp_path, f"{INDICATOR}培训场次 20场\n> 数据来源: 签到表\n> 评分标准: 完成得满分\n")
    assert checked.table
    assert checked.table.indicators[0].notes == ()
    assert [finding.code for finding in checked.findings].count("P107") == 1


def test_a_star_is_a_flag_and_the_name_is_that_of_other_tables(tmp_path: Path) -> None:
    checked = check(tmp_path, "# 指标\n## 产出\n### 数量\n★培训人数 >= 1000人 [10分]\n")
    assert checked.table
    (indicator,) = checked.table.indicators
    assert (indicator.name, indicator.flags, str(indicator.points)) == ("培训人数", ("★",), "10")


def test_amounts_in_a_unit_that_there_is_not_are_an_error(tmp_path: Path) -> None:
    assert "P106" in codes(check(tmp_path, f"# 资金（千元）\n资金总额 = 90\n{INDICATOR}"))
