"""The official form: cell for cell what the table prints, and a whole grid whatever the framework."""

from __future__ import annotations

from pathlib import Path

from perfdsl.site.build import build
from tests.site.grid import read_grid
from tests.site.samples import TABLE, Project


def form(site: Path) -> list[list[str]]:
    return read_grid(next(site.glob("*/*/form.html")).read_text("utf-8"))


def test_the_seed_cell_for_cell(drafts: list[Path]) -> None:
    """The published table of 无锡市总工会: 7 columns, merged cells as printed, its own mistakes kept."""
    rows = form(next(site for site in drafts if site.name == "wuxi"))
    by_name = {row[4]: row for row in rows}
    assert {len(row) for row in rows} == {7}
    assert rows[0] == ["单位名称", *["无锡市总工会（本级）"] * 6]
    assert [row[0] for row in rows[1:3]] == ["单位主要职能", "机构设置及人员配置"]
    money = [row[1:] for row in rows if row[0] == "部门整体资金（万元）"]
    assert money == [
        [*["收入"] * 4, *["全年预算数"] * 2],
        [*["资金总额"] * 4, *["897.334"] * 2],
        ["财政拨款", *["小计"] * 3, *["897.334"] * 2],
        ["财政拨款", *["一般公共预算资金"] * 3, *["897.334"] * 2],
        ["财政拨款", *["政府性基金"] * 3, *["0"] * 2],
        ["财政拨款", *["财政专户管理资金"] * 3, *["0"] * 2],
        [*["国有资本金"] * 4, *["0"] * 2],
        [*["社保基金"] * 4, *["0"] * 2],
        [*["上年结转资金"] * 4, *["0"] * 2],
        [*["其他资金"] * 4, *["0"] * 2],
        [*["支出"] * 4, "半年计划执行数", "全年预算数"],
        [*["基本支出"] * 4, "90", "226.124"],
        [*["项目支出"] * 4, "300", "671.21"],
        [*["市级劳模四金"] * 4, "0", "300"],
        [*["财政代扣代缴市级行政机工会经费"] * 4, "0", "200"],
        [*["全市劳动竞赛工作经费"] * 4, "0", "30"],
        [*["对上争取工作经费补助"] * 4, "0", "20.01"],
        [*["市劳模协会办公经费"] * 4, "0", "1.2"],
        [*["市级特困职工帮扶项目"] * 4, "0", "120"],
    ]
    assert ["一级指标", *["二级指标"] * 3, "三级指标", "半年指标值", "全年指标值"] in rows
    assert ["一级指标", "二级指标", "重点工作", "对应项目", "三级指标", "半年指标值", "全年指标值"] in rows
    assert by_name["公用经费控制率"] == ["过程", *["预算执行"] * 3, "公用经费控制率", "≤100%", "≤100%"]
    assert by_name["资产管理制度健全性"][1] == "项目管理"
    assert by_name["班组长安全培训人数"] == [
        "履职", "职工权益维护", "开展安全生产培训及劳动保护工作",
        "财政代扣代缴市级行政机关工会经费, 对上争取工作经费补助", "班组长安全培训人数", "≥1000个", "≥2000个",
    ]  # fmt: skip
    assert ["效益", *["经济效益"] * 3, "", "", ""] in rows
    assert rows[-1] == ["满意度", *["服务对象满意度"] * 3, "服务对象满意度", "≥95%", "≥95%"]


def test_every_example_makes_a_whole_grid(drafts: list[Path]) -> None:
    forms = [file for site in drafts for file in site.glob("*/*/form.html")]
    assert len(forms) >= 12
    for file in forms:
        assert read_grid(file.read_text("utf-8"))


def test_points_and_notes_are_columns(project: Project, tmp_path: Path) -> None:
    """What few rows carry shares one column; what most carry has its own."""
    text = TABLE.replace("期\n", "期 [10分]\n> 评分标准: 少一期扣 2 分\n> 备注: 含线上\n")
    build(project({"a.perf": text}), tmp_path / "few", draft=True)
    rows = form(tmp_path / "few")
    assert next(row for row in rows if "三级指标" in row)[-2:] == ["分值", "备注"]
    assert next(row for row in rows if "培训班次" in row)[-3:] == [
        "≥4期", "10", "评分标准：少一期扣 2 分；含线上",
    ]  # fmt: skip
    assert rows[-1][-1] == ""
    text = text.replace("%\n", "%\n> 评分标准: 按比例\n").replace("家\n", "家\n> 评分标准: 按比例\n")
    build(project({"a.perf": text}), tmp_path / "most", draft=True)
    rows = form(tmp_path / "most")
    assert next(row for row in rows if "三级指标" in row)[-3:] == ["分值", "评分标准", "备注"]


def test_money_left_out_is_nothing_below_a_sum_and_blank_elsewhere(project: Project, tmp_path: Path) -> None:
    text = TABLE.replace("部门整体三类", "江苏省部门整体").replace(
        "基本支出 = 40\n项目支出 = 60", "一般公共预算资金 = 100\n基本支出 = 40"
    )
    build(project({"a.perf": text}), tmp_path / "out", draft=True)
    money = {row[-3]: row[-1] for row in form(tmp_path / "out")}
    assert (money["政府性基金"], money["资金总额"], money["项目支出"]) == ("0", "100", "60")


def test_a_table_without_groups_money_or_sections(project: Project, tmp_path: Path) -> None:
    text = "项目: 单项\n年度: 2024\n体系: 项目支出三类\n\n# 指标\n\n培训人数 >= 3人\n- 女职工 >= 1人\n"
    build(project({"a.perf": text}), tmp_path / "out", draft=True)
    assert form(tmp_path / "out") == [
        ["项目名称", "单项"],
        ["绩效指标", "年度指标值"],
        ["培训人数", "≥3人"],
        ["其中：女职工", "≥1人"],
    ]
