"""Addresses and anchors outlive edits: they come from codes, files and content, never from order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfdsl.model.addresses import document_folder, slug
from perfdsl.model.table import Table
from perfdsl.pipeline import check_source, library
from perfdsl.presentation.ids import indicator_ids
from perfdsl.syntax.source import decode
from tests.site.samples import TABLE


def table(text: str, path: str = "2024/unit.perf") -> Table:
    checked = check_source(decode(text.encode(), path), library())
    assert checked.table is not None
    return checked.table


def anchors(text: str) -> dict[str, str]:
    """Anchor by name of the indicator."""
    one = table(text)
    ids = indicator_ids(one)
    return {indicator.name: ids[indicator.line] for indicator in one.with_parts()}


def test_a_code_is_the_address() -> None:
    assert document_folder(table(TABLE.replace("年度:", "编码: 320200\n年度:"))) == "2024/320200"


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("2024/zonggonghui.perf", "2024/zonggonghui"),
        ("wuxi/2024/zonggonghui.perf", "2024/wuxi-zonggonghui"),
        ("2024年度/ZGH.perf", "2024/zgh"),
        ("2024.perf", "2024/table"),
        ("wuxi/2024.perf", "2024/wuxi"),
    ],
)
def test_the_file_is_the_address_where_there_is_no_code(path: str, folder: str) -> None:
    assert document_folder(table(TABLE, path)) == folder


def test_a_chinese_file_name_becomes_a_short_digest() -> None:
    folder = document_folder(table(TABLE, "2024/无锡市总工会.perf"))
    assert re.fullmatch(r"2024/x[0-9a-f]{12}", folder)
    assert folder == document_folder(table(TABLE.replace("示例单位", "新名称"), "2024/无锡市总工会.perf"))


def test_a_table_without_a_year_has_an_address() -> None:
    assert document_folder(table(TABLE.replace("年度: 2024\n", ""))) == "undated/2024-unit"


@pytest.mark.parametrize(
    "code", ["../../etc", "..", "a/b", "a\\b", ".git", "con", "NUL.txt", "a b", "编码", "", "x" * 500, "a."]
)
def test_no_code_leaves_its_folder(code: str) -> None:
    assert re.fullmatch(r"x[0-9a-f]{12}", slug(code))


def test_anchors_stay_when_rows_are_added_moved_and_retyped() -> None:
    before = anchors(TABLE)
    added = TABLE.replace("培训班次", "新增指标 >= 1个\n培训班次")
    moved = TABLE.replace("### 质量指标\n验收合格率 >= 98%\n", "").replace(
        "### 数量指标", "### 质量指标\n验收合格率 >= 98%\n### 数量指标"
    )
    retyped = TABLE.replace("验收合格率 >= 98%", "验收合格率 ≥ ９９％ [5分]")
    for text in (added, moved, retyped):
        after = anchors(text)
        assert {name: after[name] for name in before} == before


def test_full_width_marks_in_a_name_do_not_matter() -> None:
    assert (
        anchors(TABLE.replace("培训班次", "培训班次（期）"))["培训班次（期）"]
        == anchors(TABLE.replace("培训班次", "培训班次(期)"))["培训班次(期)"]
    )


def test_a_code_frees_an_indicator_from_its_name() -> None:
    coded = TABLE.replace("培训班次 >= 4期", "培训班次 >= 4期\n> 编码: ZB01")
    renamed = coded.replace("培训班次", "举办培训班")
    assert anchors(coded)["培训班次"] == anchors(renamed)["举办培训班"] == "i-zb01"


def test_equal_names_and_parts_have_anchors_of_their_own() -> None:
    text = TABLE.replace("培训班次 >= 4期", "培训班次 >= 4期\n- 线上 >= 1期\n培训班次 >= 5期\n- 线上 >= 2期")
    one = table(text)
    ids = indicator_ids(one)
    assert len(set(ids.values())) == len(ids) == sum(1 for _ in one.with_parts())


def test_every_anchor_of_a_page_is_its_own(drafts: list[Path]) -> None:
    for page in (page for site in drafts for page in site.rglob("*.html")):
        ids = re.findall(r' id="([^"]*)"', page.read_text("utf-8"))
        assert len(ids) == len(set(ids)), page.name
