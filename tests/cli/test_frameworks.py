"""Frameworks of a project: which file a name means, what ``perfdsl frameworks`` says, that ``check`` checks them."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl.model.framework_reference import reference
from tests.cli.conftest import Run


def own(name: str, *more: str, purpose: str = "部门") -> str:
    """The text of a small framework without fault."""
    return "\n".join((f"体系: {name}", "标题: 本市部门整体绩效目标表", f"适用: {purpose}", *more, ""))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a table by the project's own framework 本市部门整体."""
    (tmp_path / "perfdsl.toml").touch()
    (tmp_path / "体系").mkdir()
    (tmp_path / "体系" / "本市部门整体.perf").write_text(own("本市部门整体"), "utf-8")
    (tmp_path / "表.perf").write_text("部门: 示例单位\n年度: 2024\n体系: 本市部门整体\n", "utf-8")
    return tmp_path


def write(project: Path, file: str, text: str) -> None:
    (project / "体系" / file).write_text(text, "utf-8")


def test_a_project_is_checked_with_its_frameworks(run: Run, project: Path) -> None:
    assert run("check", ".").out == "检查了 2 个文件：没有发现问题\n"
    write(project, "本市部门整体.perf", own("本市部门整体", "# 栏目", "年度目标: 必须"))
    result = run("check", "--format", "concise", ".")
    assert result.code == 1
    assert "体系/本市部门整体.perf:5" in result.out
    assert "F211" in result.out


def test_a_table_says_once_that_its_framework_is_broken(run: Run, project: Path) -> None:
    write(project, "本市部门整体.perf", own("本市部门整体", "# 栏目", "年度目标: 必须", "目标: 可有"))
    result = run("check", "--format", "concise", "表.perf")
    assert result.code == 1
    assert result.out.count("F208") == 1
    assert "F211" not in result.out


def test_one_table_alone_is_checked_without_the_other_frameworks(run: Run, project: Path) -> None:
    write(project, "别的.perf", own("别的", "适用于: 部门"))
    assert run("check", "表.perf").code == 0
    assert run("check", ".").code == 1
    assert run("check", "体系").code == 1


def test_the_name_inside_decides_and_the_file_s_is_questioned(run: Run, project: Path) -> None:
    (project / "体系" / "本市部门整体.perf").rename(project / "体系" / "甲.perf")
    result = run("check", ".")
    assert result.code == 0
    assert "文件名是“甲”，体系的名称是“本市部门整体”" in result.out
    (project / "表.perf").write_text("部门: 示例单位\n年度: 2024\n体系: 甲\n", "utf-8")
    assert "找不到体系“甲”" in run("check", "表.perf").out


def test_of_two_files_of_one_name_the_one_called_so_counts(run: Run, project: Path) -> None:
    write(project, "一.perf", own("本市部门整体", "周期: 半年, 全年"))
    result = run("check", ".")
    assert result.code == 1
    assert "体系“本市部门整体”以 体系/本市部门整体.perf 为准，这个文件不起作用" in result.out
    assert result.out.count("F213") == 1
    assert "周期" not in run("frameworks", "本市部门整体").out


def test_the_same_file_name_in_both_folders(run: Run, project: Path) -> None:
    (project / "frameworks").mkdir()
    (project / "frameworks" / "本市部门整体.perf").write_text(own("本市部门整体"), "utf-8")
    result = run("check", ".")
    assert result.out.count("F213") == 1
    assert "以 体系/本市部门整体.perf 为准" in result.out


def test_an_alias_that_means_another_framework(run: Run, project: Path) -> None:
    write(project, "本市项目.perf", own("本市项目", "别名: 本市部门整体, 项目表"))
    result = run("check", ".")
    assert "“本市部门整体”指的是 体系/本市部门整体.perf 里的体系，不能又是这里的别名" in result.out


def test_a_framework_of_one_s_own_stands_before_the_one_that_ships(run: Run, project: Path) -> None:
    write(project, "江苏省部门整体.perf", own("江苏省部门整体"))
    assert run("check", ".").code == 0
    listed = run("frameworks").out.splitlines()
    mine, shipped = [line for line in listed if line.startswith("江苏省部门整体")]
    assert "自有" in mine
    assert "不起作用" not in mine
    assert "自带" in shipped
    assert "这个名称用的是 体系/江苏省部门整体.perf" in shipped
    assert run("frameworks", "江苏省部门整体").out == own("江苏省部门整体")


def test_an_alias_of_one_s_own_stands_before_a_name_that_ships(run: Run, project: Path) -> None:
    write(project, "本市部门整体.perf", own("本市部门整体", "别名: 项目支出三类"))
    assert run("frameworks", "项目支出三类").out.startswith("体系: 本市部门整体")


def test_the_list_says_which_are_broken(run: Run, project: Path) -> None:
    write(project, "本市部门整体.perf", own("本市部门整体", "适用于: 部门"))
    (line,) = [line for line in run("frameworks").out.splitlines() if line.startswith("本市部门整体")]
    assert "有误" in line
    assert "perfdsl check" in line


def test_a_file_that_does_not_begin_with_its_name(run: Run, project: Path) -> None:
    write(project, "本市部门整体.perf", "标题: 本市部门整体绩效目标表\n适用: 部门\n")
    result = run("check", ".")
    assert "体系文件的第一行要写“体系:”" in result.out
    assert "体系“本市部门整体”的文件有误" in result.out


def test_a_file_that_is_no_text(run: Run, project: Path) -> None:
    (project / "体系" / "本市部门整体.perf").write_bytes(b"PK\x03\x04\x00\x00\xff\xfe" * 40)
    result = run("check", ".")
    assert result.code == 1
    assert "体系“本市部门整体”的文件有误" in result.out


def test_the_reference_can_be_read_without_the_documentation(run: Run) -> None:
    assert run("frameworks", "--reference").out == reference()


def test_a_project_of_frameworks_only_is_checked(run: Run, project: Path) -> None:
    (project / "表.perf").unlink()
    assert run("check", ".").out == "检查了 1 个文件：没有发现问题\n"


def test_fmt_lays_out_the_project_s_own_frameworks_too(run: Run, project: Path) -> None:
    """From the project and from their own folder, once each; what they demand is the same."""
    file = project / "体系" / "本市部门整体.perf"
    messy = own("本市部门整体", "#栏目", "年度目标：必填", "# 指标", "##产出【必填】")
    neat = own("本市部门整体", "", "# 栏目", "年度目标: 必填", "", "# 指标", "## 产出 [必填]")
    for folder in (".", "体系"):
        file.write_text(messy, "utf-8")
        result = run("fmt", folder)
        assert result.out == "体系/本市部门整体.perf\n"
        assert result.code == 0
        assert file.read_text("utf-8") == neat
    assert run("fmt", "--check", ".").code == 0
