"""``perfdsl export``: what a person types, and what is there afterwards."""

from __future__ import annotations

import json
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from perfdsl.cli import main
from perfdsl.formats import registry
from perfdsl.formats.registry import FORMATS
from perfdsl.publishing.errors import BadRedirectError
from perfdsl.site.options import Options
from perfdsl.site.project import open_project
from tests.formats.samples import FULL

CSV = ["funding.csv", "indicators.csv", "projects.csv", "units.csv"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two tables, as the current folder."""
    monkeypatch.chdir(tmp_path)
    for name, code in (("2024/甲.perf", "1"), ("2024/乙/表.perf", "2")):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(FULL.replace("320200", code), "utf-8")
    (tmp_path / "perfdsl.toml").write_text(
        '[site]\ntitle = "示例市"\nowner = "示例市财政局"\n'
        'license = "CC BY 4.0"\nlicense_address = "https://creativecommons.org/licenses/by/4.0/"\n',
        "utf-8",
    )
    return tmp_path


def export(*arguments: str) -> int:
    return main(["export", *arguments])


def names(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def test_the_name_of_the_output_says_the_format(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("2024/甲.perf", "-o", "甲.xlsx") == 0
    assert capsys.readouterr().out == "已导出 1 张表：甲.xlsx\n"
    assert openpyxl.load_workbook("甲.xlsx").active["B3"].value == "示例单位"
    assert export(".", "-o", "全部.sqlite") == 0
    with closing(sqlite3.connect("全部.sqlite")) as connection:
        assert connection.execute("SELECT id FROM units").fetchall() == [("2024/1",), ("2024/2",)]


def test_a_folder_keeps_its_shape(project: Path) -> None:
    assert export("--to", "xlsx", ".", "-o", "结果/表格") == 0
    assert names(project / "结果") == ["表格/2024/乙/表.xlsx", "表格/2024/甲.xlsx"]
    assert export("--to", "stratml", "2024", "-o", "s.zip") == 0
    assert zipfile.ZipFile("s.zip").namelist() == ["甲.xml", "乙/表.xml"]


def test_one_workbook_of_all(project: Path) -> None:
    assert export(".", "-o", "全部.xlsx") == 0
    assert openpyxl.load_workbook("全部.xlsx").sheetnames == ["示例单位2024", "示例单位2024~2"]


def test_csv_into_a_folder_or_a_zip(project: Path) -> None:
    assert export("--to", "csv", ".", "-o", "数据") == 0
    assert names(project / "数据") == CSV
    assert export("--to", "csv", ".", "-o", "数据.zip") == 0
    with zipfile.ZipFile("数据.zip") as archive:
        assert sorted(archive.namelist()) == CSV
        for name in CSV:
            assert archive.read(name) == (project / "数据" / name).read_bytes()


def test_a_data_package_carries_what_the_project_says_of_itself(project: Path) -> None:
    assert export("--to", "datapackage", ".", "-o", "数据") == 0
    assert names(project / "数据") == sorted([*CSV, "csv-metadata.json", "datapackage.json"])
    package = json.loads((project / "数据/datapackage.json").read_text("utf-8"))
    assert (package["title"], package["contributors"][0]["title"]) == ("示例市", "示例市财政局")
    assert package["licenses"][0]["title"] == "CC BY 4.0"


def test_a_data_package_needs_no_other_setting(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings, lock = project / "perfdsl.toml", project / "permalinks.lock"
    settings.write_text(settings.read_text("utf-8") + '[publish.redirects]\n"nowhere" = "nothing"\n', "utf-8")
    lock.write_text("not a lock", "utf-8")
    with pytest.raises(BadRedirectError):
        open_project(project, Options())
    assert export("--to", "datapackage", ".", "-o", "数据") == 0
    settings.write_text("[site]\ntitle = 1\n", "utf-8")
    assert export("--to", "datapackage", ".", "-o", "另存") == 2
    assert "title" in capsys.readouterr().err


def test_a_folder_of_projects_is_called_what_it_calls_itself(project: Path) -> None:
    within = project / "2024/perfdsl.toml"
    within.write_text('[site]\ntitle = "内"\n', "utf-8")
    assert export("--to", "datapackage", ".", "-o", "数据") == 0
    assert json.loads((project / "数据/datapackage.json").read_text("utf-8"))["title"] == "示例市"


def test_text_is_printed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("--to", "stratml", "2024/甲.perf") == 0
    assert capsys.readouterr().out.startswith('<?xml version="1.0"')
    assert export("2024") == 0
    assert [table["header"]["编码"] for table in json.loads(capsys.readouterr().out)] == ["1", "2"]


def test_json_of_a_folder_is_written_table_by_table(project: Path) -> None:
    assert export(".", "-o", "a.json") == 0
    text = (project / "a.json").read_text("utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "xlsx", "."), "这种格式不能打印出来：请用 -o 写明文件或文件夹的名字。"),
        (("--to", "csv", ".", "-o", "a.csv"), "好几个文件：-o 请写文件夹或 .zip 的名字"),
        (("--to", "stratml", ".", "-o", "a.xml"), "一张表一个文件：-o 请写文件夹或 .zip 的名字"),
        ((".", "-o", "a.doc"), "看不出“a.doc”要用哪种格式：请用 --to 写明"),
        (("--to", "sqlite", ".", "-o", "2024"), "“2024”是一个文件夹：-o 请写文件名"),
        (("--to", "json", ".", "-o", "2024"), "“2024”是一个文件夹：-o 请写文件名"),
        (("--to", "json", ".", "-o", "perfdsl.toml/a.json"), "无法写入“perfdsl.toml/a.json”"),
        (("--to", "csv", ".", "-o", "perfdsl.toml"), "无法写入“perfdsl.toml”"),
        (("--to", "csv", "nope", "-o", "a"), "找不到“nope”"),
        (("--to", "doc", "."), "--to 不能是 doc"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_left(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    before = names(project)
    assert export(*arguments) == 2
    assert said in capsys.readouterr().err
    assert names(project) == before


def test_a_missing_component_is_one_clear_line(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    registry._is_installed.cache_clear()
    assert export(".", "-o", "a.xlsx") == 2
    assert capsys.readouterr().err == '导出 xlsx 需要一个附加组件，先安装：pip install "perfdsl[xlsx]"\n'
    registry._is_installed.cache_clear()


@pytest.mark.parametrize("link", ["2024", "2024/乙", "2024/甲.xlsx"])
def test_no_link_in_the_folder_is_followed_out_of_it(
    link: str, project: Path, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    others = tmp_path_factory.mktemp("others")
    (others / "file").write_text("重要", "utf-8")
    path = project / "表格" / link
    path.parent.mkdir(parents=True)
    path.symlink_to(others / "file" if link.endswith("xlsx") else others)
    assert export("--to", "xlsx", ".", "-o", "表格") == 2
    assert "是指向别处的链接，没有写入" in capsys.readouterr().err
    assert names(others) == ["file"]
    assert (others / "file").read_text("utf-8") == "重要"
    path.unlink()
    assert export("--to", "xlsx", ".", "-o", "表格") == 0


@pytest.mark.parametrize("to", ["csv", "datapackage", "sqlite"])
def test_two_tables_of_one_address_are_refused(
    project: Path, capsys: pytest.CaptureFixture[str], to: str
) -> None:
    (project / "2024/丙.perf").write_text(FULL.replace("320200", "1"), "utf-8")
    assert export("--to", to, ".", "-o", "out") == 2
    assert "“2024/丙”和“2024/甲”的表编号相同（2024/1）" in capsys.readouterr().err
    assert not (project / "out").exists()


def test_an_old_file_stays_when_the_new_one_fails(project: Path) -> None:
    assert export(".", "-o", "a.sqlite") == 0
    old = (project / "a.sqlite").read_bytes()
    (project / "2024/丙.perf").write_text(FULL.replace("320200", "1"), "utf-8")
    assert export(".", "-o", "a.sqlite") == 2
    assert (project / "a.sqlite").read_bytes() == old


def test_a_file_that_cannot_be_read_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "b.perf").mkdir()
    assert export("--to", "csv", ".", "-o", "数据") == 1
    captured = capsys.readouterr()
    assert captured.out == "已导出 2 张表：数据\n"
    assert captured.err == "b.perf: 读不出表，没有导出（用 perfdsl check 查看原因）\n"


@pytest.mark.parametrize("to", sorted(FORMATS))
def test_where_there_is_no_table_nothing_is_written(
    project: Path, capsys: pytest.CaptureFixture[str], to: str
) -> None:
    (project / "b.perf").mkdir()
    assert export("--to", to, "b.perf", "-o", "out") == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "b.perf: 读不出表，没有导出（用 perfdsl check 查看原因）\n")
    assert not (project / "out").exists()


def test_the_help_names_every_format(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("--help") == 0
    shown = capsys.readouterr().out
    assert all(f"  {name}" in shown and one.about in shown for name, one in FORMATS.items())
