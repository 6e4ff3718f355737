"""A draft with an amount that nobody can read: no page and no data file shows a sum of the rest as the whole."""

from __future__ import annotations

import csv
import html
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from perfdsl.site.build import build
from tests.site.samples import TABLE, Project

WHOLE = TABLE.replace("示例单位", "甲单位")
INCOME = "一般公共预算资金 = 30\n其他资金 = 4\n- 设备 = 1\n上级财政专款 = 77\n"
BROKEN = (
    TABLE.replace("示例单位", "乙单位")
    .replace("基本支出 = 40", f"{INCOME}基本支出 = 3O")
    .replace("一般公共预算资金 = 30", "一般公共预算资金 = 2860。50")
)
UNKNOWN = "无法合计"


def shown(page: Path) -> str:
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page.read_text("utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture
def out(project: Project, tmp_path: Path) -> Path:
    root = project({"2024/a.perf": WHOLE, "2024/b.perf": BROKEN})
    build(root, tmp_path / "out", draft=True)
    return tmp_path / "out"


def address(out: Path, name: str) -> str:
    index = json.loads((out / "data/index.json").read_text("utf-8"))["tables"]
    return next(str(one["id"]) for one in index if one["name"] == name)


def test_the_page_of_the_table(out: Path) -> None:
    text = shown(out / address(out, "乙单位") / "index.html")
    assert f"资金总额 {UNKNOWN}" in text
    assert f"资金总额 {UNKNOWN} 万元" not in text
    assert f"财政拨款 {UNKNOWN}" in text
    assert "2860。50" in text
    assert "未列入表式，不计入合计： 上级财政专款 " in text
    assert "3O" in text
    assert "40" not in re.findall(r"基本支出 (\S+)", text)


def test_its_official_form(out: Path) -> None:
    text = shown(out / address(out, "乙单位") / "form.html")
    assert f"资金总额 {UNKNOWN}" in text
    assert "上级财政专款（未列入表式） 77" in text


def test_the_pages_of_the_year(out: Path) -> None:
    funding = shown(out / "funding.html")
    assert f"全部单位{UNKNOWN}。" in funding
    assert f"一般公共预算资金 {UNKNOWN} 1" in funding
    assert "其他资金 4 1" in funding
    assert "设备" not in funding
    assert "上级财政专款" not in funding
    assert "甲单位 100 40 60 60.0%" in funding
    assert f"乙单位 {UNKNOWN} {UNKNOWN} 60" in funding
    home = shown(out / "index.html")
    assert f"资金总额 {UNKNOWN}" in home
    assert "甲单位 100 " in home
    assert re.search(rf"乙单位 (?:\S+ ){{0,4}}{UNKNOWN} ", home)


def test_what_cannot_be_summed_is_said_once_and_bears_no_sign_of_a_sum(out: Path) -> None:
    pages = {page: page.read_text("utf-8") for page in out.rglob("*.html")}
    assert sum("无法合计" in text for text in pages.values()) > 5
    for page, text in pages.items():
        assert not re.search("(?<!无法)合计[ 　]*无法合计", html.unescape(re.sub("<[^>]*>", "", text))), page
        assert not re.search('class="n sum">无法合计', text), page


def test_sums_of_what_can_be_read_stay(out: Path) -> None:
    assert "合计 120 万元" in shown(out / "projects.html")


def test_the_data_files(out: Path) -> None:
    index = json.loads((out / "data/index.json").read_text("utf-8"))["tables"]
    assert {one["name"]: one["total_yuan"] for one in index} == {"甲单位": "1000000", "乙单位": None}
    with (out / "data/units.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {one["名称"]: one["资金总额（元）"] for one in csv.DictReader(file)} == {
            "甲单位": "1000000",
            "乙单位": "",
        }
    with closing(sqlite3.connect(out / "data/data.sqlite")) as database:
        totals = dict(database.execute("SELECT name, total FROM units"))
        apart = database.execute("SELECT name, yuan FROM funding WHERE unlisted").fetchall()
    assert totals == {"甲单位": 1_000_000, "乙单位": None}
    assert apart == [("上级财政专款", 770_000)]


def test_no_program_word_is_shown(out: Path) -> None:
    for page in out.rglob("*.html"):
        assert not re.search(r"\bN(?:aN|one|ull)\b", shown(page)), page


def test_what_is_mended_is_summed_again(project: Project, tmp_path: Path) -> None:
    """The second build, from the cache of the first."""
    root = project({"2024/a.perf": WHOLE, "2024/b.perf": BROKEN})
    build(root, tmp_path / "out", draft=True)
    mended = BROKEN.replace("2860。50", "30").replace("3O", "30").replace("上级财政专款", "上年结转资金")
    (root / "2024/b.perf").write_text(mended.replace("= 77", "= 56"), "utf-8")
    build(root, tmp_path / "out", draft=True)
    assert "全部单位合计 190 万元。" in shown(tmp_path / "out/funding.html")


def test_a_part_that_is_a_quantity_counts_for_its_line(project: Project, tmp_path: Path) -> None:
    worded = TABLE.replace("完成时间: 2024年12月底前", "完成进度: 及时\n- 按期完成率 >= 95%")
    root = project({"2024/a.perf": worded})
    build(root, tmp_path / "out", draft=True)
    index = json.loads((tmp_path / "out" / "data/index.json").read_text("utf-8"))["tables"]
    (one,) = index
    page = shown(tmp_path / "out" / one["page"])
    assert "定量 6" in page
    assert "其中定量 6 项" in shown(tmp_path / "out/index.html")


@pytest.mark.parametrize(
    "title", ["年度绩效目标", "一、年度目标", "年度目标（2024年）", "整体绩效目标", "年度 目标"]
)
def test_a_goal_under_another_title_is_the_goal(project: Project, tmp_path: Path, title: str) -> None:
    root = project({"2024/a.perf": TABLE.replace("# 年度目标", f"# {title}")})
    build(root, tmp_path / "out", draft=True)
    assert "年度目标 未填报" not in shown(tmp_path / "out/index.html")
    (table,) = json.loads((tmp_path / "out/data/index.json").read_text("utf-8"))["tables"]
    page = (tmp_path / "out" / table["page"]).read_text("utf-8")
    assert 'class="prose goal"' in page
    assert "未填报" not in shown(tmp_path / "out" / table["page"])
    assert "年度目标" not in shown(tmp_path / "out/status.html").partition("缺")[2]
