"""What was published is kept, or its change is owned up to: a table before and after, and what is said about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl.model.table import Table
from perfdsl.pipeline import check_source, library
from perfdsl.publishing.errors import BrokenPromiseError
from perfdsl.publishing.permalinks import NAME, read_permalinks
from perfdsl.publishing.published_rows import published_rows
from perfdsl.publishing.redirects import open_redirects
from perfdsl.publishing.release import Release
from perfdsl.syntax.source import decode
from tests.site.samples import TABLE

PAGES = ("index.html", "404.html", "2024/a/index.html", "2024/a/form.html", "2024/a/project-5a2ae02fb6.html")


def table(text: str) -> Table:
    found = check_source(decode(text.encode(), "2024/a.perf"), library()).table
    assert found is not None
    return found


def release(root: Path, text: str, pages: tuple[str, ...] = (), **moved: str) -> None:
    """Publish one table; the pages are its own where none are given."""
    one = Release(root)
    one.see(published_rows(table(text)), "2024/a.perf")
    own = {row.address.partition("#")[0] for row in published_rows(table(text))}
    shown = pages or ("index.html", *own)
    redirects = open_redirects(root, {"redirects": moved})
    one.approve(shown, redirects)
    one.remember((*shown, *redirects.moved(shown)))


def said(root: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(BrokenPromiseError) as caught:
        release(root, text)
    assert "网站没有更新" in str(caught.value)
    return caught.value.changes


def test_the_first_release_is_remembered_and_repeated(tmp_path: Path) -> None:
    release(tmp_path, TABLE)
    before = (tmp_path / NAME).read_bytes()
    lock = read_permalinks(tmp_path)
    rows = {entry.name: dict(entry.values) for entry in lock.values() if entry.values is not None}
    assert rows["培训班次"] == {"年度指标值": "≥4期"}
    assert "40 万元" in rows["支出 基本支出"].values()
    assert "60 万元" in rows["示范项目"].values()
    assert {"index.html", "2024/a/index.html"} <= set(lock)
    release(tmp_path, TABLE)
    assert (tmp_path / NAME).read_bytes() == before


def test_a_refusal_changes_nothing(tmp_path: Path) -> None:
    release(tmp_path, TABLE)
    before = (tmp_path / NAME).read_bytes()
    said(tmp_path, TABLE.replace("4期", "5期"))
    assert (tmp_path / NAME).read_bytes() == before


def test_a_changed_value_names_the_line_and_the_note_to_write(tmp_path: Path) -> None:
    release(tmp_path, TABLE)
    (change,) = said(tmp_path, TABLE.replace("培训班次 >= 4期", "培训班次 >= 5期"))
    line = TABLE.splitlines().index("培训班次 >= 4期") + 1
    assert f"2024/a.perf:{line}: “培训班次”的年度指标值公布时是“≥4期”，现在是“≥5期”" in change
    assert "> 更正: 年-月-日 由“≥4期”改为“≥5期”，原因" in change


@pytest.mark.parametrize(
    "note",
    [
        "> 更正: 2024-05-06 由“≥4期”改为“≥5期”，录入错误",
        "> 更正: 2024年5月6日 原为4期，误写",
        "> 更正：由４期改为５期",
    ],
)
def test_a_correction_that_names_the_old_value_is_enough(note: str, tmp_path: Path) -> None:
    release(tmp_path, TABLE)
    release(tmp_path, TABLE.replace("培训班次 >= 4期", f"培训班次 >= 5期\n{note}"))
    assert next(e for e in read_permalinks(tmp_path).values() if e.name == "培训班次").corrections == 1


@pytest.mark.parametrize(
    "note", ["> 更正: 2024-05-06 改了", "> 更正: 由“≥3期”改为“≥5期”", "> 说明: 由“≥4期”改为“≥5期”"]
)
def test_one_that_does_not_is_not(note: str, tmp_path: Path) -> None:
    release(tmp_path, TABLE)
    assert len(said(tmp_path, TABLE.replace("培训班次 >= 4期", f"培训班次 >= 5期\n{note}"))) == 1


def test_each_change_needs_a_correction_of_its_own(tmp_path: Path) -> None:
    """Back to the first value, and away from it again: the old note about it does not count twice."""
    first, second = "> 更正: 由“≥4期”改为“≥5期”", "> 更正: 由“≥5期”改为“≥4期”"
    release(tmp_path, TABLE)
    release(tmp_path, TABLE.replace("培训班次 >= 4期", f"培训班次 >= 5期\n{first}"))
    release(tmp_path, TABLE.replace("培训班次 >= 4期", f"培训班次 >= 4期\n{first}\n{second}"))
    assert len(said(tmp_path, TABLE.replace("培训班次 >= 4期", f"培训班次 >= 6期\n{first}\n{second}"))) == 1
    release(tmp_path, TABLE.replace("培训班次 >= 4期", f"培训班次 >= 6期\n{first}\n{second}\n{first}"))


def test_a_published_correction_stays(tmp_path: Path) -> None:
    release(tmp_path, TABLE)
    changed = TABLE.replace("培训班次 >= 4期", "培训班次 >= 5期")
    release(tmp_path, changed.replace("5期", "5期\n> 更正: 由“≥4期”改为“≥5期”，误写"))
    assert "请恢复删去的更正" in said(tmp_path, changed)[0]
    release(tmp_path, changed.replace("5期", "5期\n> 更正: 2024-05-06 由“≥4期”改为“≥5期”，笔误"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">= 4期", "≥ ４期"), ("= 40\n", "= 40.00\n"), (">= 120家", ">= 120 家"), ("培训班次 >= 4期", "培训班次 >= 4期\n> 说明: 无"),
        ("负责技能培训。", "负责技能培训和推广。"), ("# 资金（万元）\n", "# 资金（万元）\n// 注释\n"),
    ],
)  # fmt: skip
def test_what_is_no_change(old: str, new: str, tmp_path: Path) -> None:
    release(tmp_path, TABLE)
    assert old in TABLE
    release(tmp_path, TABLE.replace(old, new))


def test_money_needs_a_correction_and_its_sum_comes_with_it(tmp_path: Path) -> None:
    """A sum that stands in no line is changed by the lines below it, and owned up to there."""
    derived = TABLE.replace("项目支出 = 60\n", "")
    release(tmp_path, derived)
    changed = derived.replace("示范项目 = 60", "示范项目 = 70")
    told = said(tmp_path, changed)
    assert [text.split("“")[1].split("”")[0] for text in told] == ["支出 项目支出", "示范项目"]
    assert "由下级各行相加得出" in told[0]
    release(tmp_path, changed.replace("= 70", "= 70\n> 更正: 2024-05-06 由60改为70，漏列"))


def test_points_are_published_too(tmp_path: Path) -> None:
    release(tmp_path, TABLE.replace(">= 4期", ">= 4期 [10分]"))
    assert "分值公布时是“10分”" in said(tmp_path, TABLE.replace(">= 4期", ">= 4期 [20分]"))[0]
    assert "现在没有了" in said(tmp_path, TABLE)[0]


def test_new_rows_and_new_columns_are_welcome(tmp_path: Path) -> None:
    release(tmp_path, TABLE)
    release(tmp_path, TABLE.replace("培训班次 >= 4期", "培训班次 >= 4期 [10分]\n培训天数 >= 8天"))


def test_a_row_that_is_gone_is_named(tmp_path: Path) -> None:
    release(tmp_path, TABLE)
    with pytest.raises(BrokenPromiseError) as caught:
        release(tmp_path, TABLE.replace("培训班次 >= 4期", "举办培训班 >= 4期"))
    ((address, name),) = caught.value.lost
    assert address.startswith("2024/a/index.html#i-")
    assert name == "培训班次"
    assert f'"{address}" = "新网址"' in str(caught.value)
    moved = next(row.address for row in published_rows(table(TABLE)) if row.name == "学员满意度")
    release(tmp_path, TABLE.replace("培训班次 >= 4期", "举办培训班 >= 4期"), **{address: moved})
    release(tmp_path, TABLE.replace("培训班次 >= 4期", "举办培训班 >= 4期"), **{address: moved})


def test_a_page_that_is_gone_is_named_once_for_all_its_rows(tmp_path: Path) -> None:
    release(tmp_path, TABLE)
    coded = TABLE.replace("年度:", "编码: 320200\n年度:")
    with pytest.raises(BrokenPromiseError) as caught:
        release(tmp_path, coded)
    assert {address for address, _ in caught.value.lost} == {
        entry.partition("#")[0] for entry in read_permalinks(tmp_path) if entry != "index.html"
    }
    release(tmp_path, coded, **{"2024/a/": "2024/320200/"})
    assert "2024/a/index.html" in read_permalinks(tmp_path)
    with pytest.raises(BrokenPromiseError):
        release(tmp_path, coded)


def test_later_pages_of_a_list_and_the_page_of_errors_are_no_promise(tmp_path: Path) -> None:
    own = tuple({row.address.partition("#")[0] for row in published_rows(table(TABLE))})
    release(tmp_path, TABLE, ("index.html", "404.html", "units.html", "units-2.html", "units-3.html", *own))
    release(tmp_path, TABLE, ("index.html", "units.html", *own))
    assert {"units.html", "index.html"} <= set(read_permalinks(tmp_path))
    assert not {"404.html", "units-2.html"} & set(read_permalinks(tmp_path))


def test_all_is_said_at_once(tmp_path: Path) -> None:
    release(tmp_path, TABLE)
    with pytest.raises(BrokenPromiseError) as caught:
        release(tmp_path, TABLE.replace("培训班次", "举办培训班").replace("98%", "99%"))
    text = str(caught.value)
    assert "1 个公开过的网址不见了" in text
    assert "1 处公开过的内容改了" in text


def test_a_long_list_is_cut(tmp_path: Path) -> None:
    rows = "".join(f"第{number}批培训人数 >= {number + 1}人\n" for number in range(100))
    release(tmp_path, TABLE.replace("培训班次 >= 4期\n", rows))
    with pytest.raises(BrokenPromiseError, match="共 100 处") as caught:
        release(tmp_path, TABLE)
    assert len(str(caught.value).splitlines()) < 50


def test_hostile_text_stays_on_its_line(tmp_path: Path) -> None:
    name = "<script>\x1b[31m\u2028{{7*7}}" + "长" * 500
    release(tmp_path, TABLE.replace("培训班次 >= 4期", f'"{name}" >= 4期'))
    (change,) = said(tmp_path, TABLE.replace("培训班次 >= 4期", f'"{name}" >= 5期'))
    assert "\x1b" not in change
    assert len(change.splitlines()) == 2
    assert len(change) < 300
