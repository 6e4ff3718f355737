"""The header as typed facts: every key that an office writes is the fact that it means, in every output."""

from __future__ import annotations

import pytest

from perfdsl.formats.records.units import unit_record
from perfdsl.formats.stratml import stratml
from perfdsl.model.addresses import document_folder
from perfdsl.model.header import KEYS
from perfdsl.model.table import Table
from perfdsl.pipeline import check_source, library
from perfdsl.presentation.figures import figures
from perfdsl.presentation.form import official_form
from perfdsl.site.published_days import approved_day, published_day
from perfdsl.syntax.source import Source

SHELF = library()


def table(*lines: str, kind: str = "部门", framework: str = "部门整体三类") -> Table:
    text = "\n".join((f"{kind}: 示例单位", "年度: 2024", f"体系: {framework}", *lines))
    found = check_source(Source("2024/a.perf", text), SHELF).table
    assert found
    return found


@pytest.mark.parametrize(
    ("fact", "key"),
    [(fact, key) for fact, keys in KEYS.items() for key in keys if fact not in ("year", "framework")],
)
def test_every_key_is_its_fact(fact: str, key: str) -> None:
    assert getattr(table(f"{key}: 2024年2月5日").head, fact).value == "2024年2月5日"


@pytest.mark.parametrize("key", KEYS["published"])
def test_the_day_of_publication_is_in_every_output(key: str) -> None:
    one = table(f"{key}: 2024年2月5日", "索引号: 01400/2024-1")
    assert published_day(one).iso == "2024-02-05"
    assert unit_record(one, figures(one)).published == "2024年2月5日"
    assert unit_record(one, figures(one)).header == ""
    assert b"<PublicationDate>2024-02-05</PublicationDate>" in stratml(one)
    assert key not in str(official_form(one, ()))


@pytest.mark.parametrize("key", KEYS["approved"])
def test_the_day_of_approval(key: str) -> None:
    one = table(f"{key}: 2024.2.5")
    assert approved_day(one).iso == "2024-02-05"
    assert unit_record(one, figures(one)).approved == "2024.2.5"


@pytest.mark.parametrize("key", KEYS["published"])
def test_late_publication_is_seen_under_every_name(key: str) -> None:
    text = f"部门: 甲\n年度: 2024\n体系: 部门整体三类\n批复时间: 2024-01-01\n{key}: 2024-03-01\n"
    assert "D803" in {finding.code for finding in check_source(Source("a.perf", text), SHELF).findings}


@pytest.mark.parametrize("key", KEYS["code"])
@pytest.mark.parametrize("code", ["320200001", "３２０２００００１", " 320200001 "])
def test_a_code_makes_the_address(key: str, code: str) -> None:
    assert document_folder(table(f"{key}：{code}")) == "2024/320200001"


def test_the_unit_s_code_is_not_that_of_its_project() -> None:
    one = table("单位编码: 320200", kind="项目", framework="项目支出三类")
    assert document_folder(one) == "2024/a"
    other = table("单位编码: 320200", "项目编码: 320200-P07", kind="项目", framework="项目支出三类")
    assert document_folder(other) == "2024/320200-p07"


def test_of_two_names_of_one_fact_the_notation_s_own_counts_and_the_other_is_kept() -> None:
    one = table("公示日期: 2024-01-20", "公开日期: 2024-02-05")
    assert published_day(one).iso == "2024-02-05"
    assert unit_record(one, figures(one)).header == "公示日期：2024-01-20"


def test_an_empty_line_states_nothing() -> None:
    assert table("编码:", "单位编码: 320200").head.code.value == "320200"


def test_spaces_in_a_key_do_not_matter() -> None:
    assert table("公 开 日 期: 2024-02-05").head.published.value == "2024-02-05"
