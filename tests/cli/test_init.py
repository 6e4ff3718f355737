"""``perfdsl init``: a unit's project unasked, a county's, or one from the files that an office has."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, Run
from tests.cli.terminal import on_a_terminal


def test_without_a_terminal_it_is_a_unit_s(run: Run, tmp_path: Path) -> None:
    result = run("init", "我的项目")
    assert result.code == 0
    assert "  2025/tushuguan.perf\n" in result.out
    assert "  .gitignore\n" in result.out
    assert "  cd 我的项目\n" in result.out
    assert run("check", "--strict", "我的项目").code == 0


def test_a_county_s(run: Run) -> None:
    assert "  2026/danganguan.perf\n" in run("init", "青山县", "--kind", "县区").out
    assert run("check", "--strict", "青山县").code == 0


@pytest.mark.parametrize(
    "files", [("去年",), ("--kind", "文件", "去年"), ("去年/总表.csv", "--kind", "文件")]
)
def test_from_the_files_of_an_office(run: Run, tmp_path: Path, files: tuple[str, ...]) -> None:
    """The importer reads perfdsl's own CSV and pasted tables without any extra."""
    (tmp_path / "去年").mkdir()
    (tmp_path / "去年" / "总表.csv").write_text(TABLE, "utf-8")
    result = run("init", "我的单位", *files)
    assert result.code == 0, result.err
    written = [*(tmp_path / "我的单位").rglob("*.perf")]
    assert len(written) == 1
    assert "培训班次 >= 4期" in written[0].read_text("utf-8")
    assert "perfdsl import" in (tmp_path / "我的单位" / "README.md").read_text("utf-8")
    assert "导入 1 个文件：1 张表" in result.out


TABLE = """项目支出绩效目标表,,,
（2026年度）,,,
项目名称,技能培训,,
一级指标,二级指标,三级指标,指标值
产出指标,数量指标,培训班次,≥4期
产出指标,质量指标,验收合格率,≥98%
效益指标,社会效益指标,服务企业数量,≥120家
满意度指标,服务对象满意度指标,学员满意度,≥95%
"""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["甲", "--kind", "文件"], "--kind 文件 后面要写导入哪些文件或文件夹"),
        (["甲", "没有.docx"], "找不到“没有.docx”。"),
        (["甲", "a.csv", "--kind", "县区"], "--kind 县区 是样例，后面不写文件"),
        (["甲", "--kind", "省"], "--kind 不能是 省，可选：单位, 县区, 文件"),
        ([], "缺少参数：文件夹"),
    ],
)
def test_wrong_calls_write_nothing(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    result = run("init", *arguments)
    assert result.code == 2
    assert said in result.err
    assert not list(tmp_path.iterdir())


def test_a_folder_that_has_a_project_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", "utf-8")
    (tmp_path / "a.perf").write_text(GOOD, "utf-8")
    result = run("init", ".")
    assert result.code == 2
    assert "已经有“README.md”，没有写入任何文件" in result.err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["README.md", "a.perf"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_terminal_is_asked_which(tmp_path: Path) -> None:
    said = on_a_terminal(tmp_path, ["init", "青山县"], ["4", "2"])
    assert "2. 县区：几个单位、两个年度的样例" in said
    assert (tmp_path / "青山县" / "2026" / "wenhuaguan.perf").is_file()
