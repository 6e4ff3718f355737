"""``perfdsl import``, as it is typed: real files in, ``.perf`` files out, nothing lost and nothing replaced unasked."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from perfdsl.importer.source_names import file_name
from tests.cli.conftest import Run
from tests.importer.forms.cases import Case, cases
from tests.importer.forms.writers.formats import FORMATS

NAME = "青山县教育局.perf"
Given = Callable[..., Path]


def case(name: str, variant: str = "clean") -> Case:
    return next(one for one in cases(variant) if name in one.name)


@pytest.fixture
def given(tmp_path: Path) -> Given:
    """Return ``given(name, file, kind)``: the form of a case as an office's file in the folder of the test."""

    def write(name: str = "江苏部门整体 jiaoyuju", file: str = "去年", kind: str = "docx") -> Path:
        written = FORMATS[kind]
        path = tmp_path / f"{file}{written.suffix}"
        path.write_bytes(written.write(case(name).forms))
        return path

    return write


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_last_years_table_checks_without_an_error(run: Run, given: Given, kind: str, tmp_path: Path) -> None:
    done = run("import", given(kind=kind).name)
    assert done.code == 0
    assert f"写到 {NAME}" in done.out
    assert "江苏省部门整体" in done.out
    assert "错误[" not in run("check", NAME).out
    assert "教师培训" in (tmp_path / NAME).read_text("utf-8")


def test_twice_gives_the_same_bytes(run: Run, given: Given, tmp_path: Path) -> None:
    name = given().name
    run("import", name)
    first = (tmp_path / NAME).read_bytes()
    done = run("import", name)
    assert (done.code, (tmp_path / NAME).read_bytes()) == (0, first)
    assert f"没有变化 {NAME}" in done.out


def test_a_file_that_is_there_stays_and_the_difference_is_shown(
    run: Run, given: Given, tmp_path: Path
) -> None:
    name = given().name
    (tmp_path / NAME).write_text("部门: 别的\n", "utf-8")
    done = run("import", name)
    assert done.code == 1
    assert "-部门: 别的" in done.err
    assert "+部门: 青山县教育局" in done.err
    assert "--force" in done.out
    assert (tmp_path / NAME).read_text("utf-8") == "部门: 别的\n"
    assert run("import", "--force", name).code == 0
    assert (tmp_path / NAME).read_text("utf-8").startswith("部门: 青山县教育局\n")


def test_it_may_be_printed(run: Run, given: Given, tmp_path: Path) -> None:
    done = run("import", given().name, "-o", "-")
    assert done.out.startswith("部门: 青山县教育局\n")
    assert not (tmp_path / NAME).exists()


def test_the_report_has_every_cell(run: Run, given: Given, tmp_path: Path) -> None:
    run("import", given("区域绩效目标 quyu", kind="xlsx").name, "--report", "报告.json")
    (file,) = json.loads((tmp_path / "报告.json").read_text("utf-8"))["files"]
    (table,) = file["tables"]
    forms = case("区域绩效目标 quyu").forms
    filled = [cell for form in forms for row in form.rows for cell in row if cell.text.strip()]
    titles = [title for form in forms for title in (*form.titles, *form.above)]
    assert len(table["cells"]) == len(filled) + len(titles)
    assert table["left_over"] == 0
    lines = (tmp_path / "水利发展资金.perf").read_text("utf-8").split("\n")
    (one,) = (cell for cell in table["cells"] if cell["text"] == "≥12.6公里")
    assert one["use"] == "指标值"
    assert "12.6公里" in lines[one["line"] - 1]


def test_a_bad_file_does_not_stop_the_others(run: Run, given: Given, tmp_path: Path) -> None:
    folder = tmp_path / "来文"
    folder.mkdir()
    given().rename(folder / "一.docx")
    (folder / "二.docx").write_bytes(b"PK\x03\x04 no archive")
    (folder / "三.xlsx").write_bytes(b"")
    (folder / "~$一.docx").write_bytes(b"what Word leaves while it is open")
    done = run("import", "来文", "-o", "2025")
    assert done.code == 1
    assert (tmp_path / "2025" / NAME).exists()
    assert "二.docx：没有导入" in done.err
    assert "三.xlsx：没有导入" in done.err
    assert "~$" not in done.err
    assert "导入 3 个文件：1 张表" in done.out


def test_tables_of_one_name_are_two_files(run: Run, given: Given, tmp_path: Path) -> None:
    given(file="一")
    given(file="二", kind="xlsx")
    run("import", "一.docx", "二.xlsx")
    assert (tmp_path / NAME).exists()
    assert (tmp_path / "青山县教育局-2.perf").exists()


def test_many_tables_of_one_document(run: Run, given: Given, tmp_path: Path) -> None:
    done = run("import", given("部门和它的项目").name)
    assert len(list(tmp_path.glob("*.perf"))) == 4
    assert "4 张表" in done.out


def test_many_tables_become_a_project(run: Run, given: Given, tmp_path: Path) -> None:
    given(file="一")
    given("江西部门整体 fuliang", file="二")
    done = run("import", "一.docx", "二.docx", "-o", "2025")
    assert "新建了项目的设置 perfdsl.toml" in done.out
    assert run("import", "一.docx", "二.docx", "-o", "2026").out.count("perfdsl.toml") == 0
    assert run("check", ".").code == 1
    assert "F206" not in run("check", ".").out


def test_the_framework_may_be_named(run: Run, given: Given, tmp_path: Path) -> None:
    name = given().name
    assert run("import", name, "--framework", "部门整体三类").code == 0
    assert "体系: 部门整体三类" in (tmp_path / NAME).read_text("utf-8")
    done = run("import", name, "--体系", "没有的")
    assert done.code == 2
    assert "江苏省部门整体" in done.err


def test_what_is_missing_or_no_table_is_told(run: Run, tmp_path: Path) -> None:
    assert "找不到“没有.docx”" in run("import", "没有.docx").err
    (tmp_path / "空").mkdir()
    assert "没有可以导入的文件" in run("import", "空").err
    (tmp_path / "名单.csv").write_text("姓名,电话\n张三,1\n", "utf-8")
    done = run("import", "名单.csv")
    assert done.code == 1
    assert "没有一张有绩效指标" in done.err


def test_from_the_clipboard(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = FORMATS["tsv"].write(case("江西部门整体 fuliang").forms)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text)))
    done = run("import", "-")
    assert done.code == 0
    assert "保障在职职工人数(人) = 116人" in (tmp_path / "浮梁县林业局.perf").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("某某局/中心", "某某局_中心"),
        ("con", "_con"),
        ("COM1.x", "_COM1.x"),
        ("a\tb\n", "a_b_"),
        (" .. ", "未命名"),
        ("名" * 200, "名" * 60),
        ("：？", "：？"),
    ],
)
def test_names_that_every_system_can_have(name: str, file: str) -> None:
    assert file_name(name) == file
