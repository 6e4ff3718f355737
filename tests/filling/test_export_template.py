"""``perfdsl export --template`` as it is typed."""

from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import pytest

from perfdsl.cli import main
from perfdsl.formats import registry
from tests.filling.test_xlsx_template import TEXT, template


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    template().save("表样.xlsx")
    for name in ("甲", "乙"):
        Path(f"{name}.perf").write_text(TEXT.replace("养老服务", name), "utf-8")
    return tmp_path


def export(*arguments: str) -> int:
    return main(["export", "--template", *arguments])


def test_one_table_and_a_folder_of_tables(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("表样.xlsx", "甲.perf", "-o", "甲.xlsx") == 0
    assert export("表样.xlsx", ".", "-o", "填好的") == 0
    assert capsys.readouterr().out == "已导出 1 张表：甲.xlsx\n已导出 2 张表：填好的\n"
    for file in ("甲.xlsx", "填好的/甲.xlsx", "填好的/乙.xlsx"):
        title = openpyxl.load_workbook(folder / file)["自评表"]["A1"].value
        assert title == f"2024年 {Path(file).stem} 自评表"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("没有.xlsx", ".", "-o", "a"), "找不到表样“没有.xlsx”。"),
        (("甲.perf", ".", "-o", "a"), "“甲.perf”不能作模板：请用 .xlsx 或 .docx。"),
        (("表样.xlsx", ".", "--to", "csv", "-o", "a"), "--template 和 --to 只能写一个"),
        (("表样.xlsx", "."), "这种格式不能打印出来：请用 -o 写明文件或文件夹的名字。"),
        (("表样.xlsx", ".", "-o", "a.xlsx"), "模板 一张表一个文件：-o 请写文件夹或 .zip 的名字。"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_done_is_said(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(*arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_missing_component_is_one_clear_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    registry._is_installed.cache_clear()
    assert export("表样.xlsx", ".", "-o", "a") == 2
    said = '导出 template 需要一个附加组件，先安装：pip install "perfdsl[template]"\n'
    assert capsys.readouterr().err == said
    registry._is_installed.cache_clear()
