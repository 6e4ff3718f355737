"""``perfdsl new``: blank tables, next year's tables, and what is refused."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, Run
from tests.cli.terminal import on_a_terminal

OWN = "体系: 本市部门整体\n标题: 本市部门整体绩效目标表\n# 栏目\n年度目标: 必填\n# 指标\n## 产出 [必填]\n"
THIS_YEAR = GOOD.replace("2024", "2026").replace(
    "体系: 部门整体三类\n", "体系: 部门整体三类\n公开日期: 2026-02-01\n"
)


@pytest.fixture
def this_year(tmp_path: Path) -> Path:
    """A table of 2026 in its year's folder."""
    file = tmp_path / "2026" / "tushuguan.perf"
    file.parent.mkdir()
    file.write_text(THIS_YEAR.replace("培训班次 >= 4期", "培训班次 >= 4期\n=> 5期"), "utf-8")
    return file


def blank(run: Run, *more: str, framework: str = "部门整体三类", name: str = "青山县图书馆") -> str:
    """The file that was written, as it was named."""
    result = run("new", "部门", "--体系", framework, "--年度", "2027", "--名称", name, *more)
    assert result.code == 0, result.err
    return result.out.removeprefix("已写好 ").split("：")[0]


# --- blank tables


def test_a_blank_table_lies_in_its_year_and_says_how_much_is_to_be_filled_in(run: Run) -> None:
    result = run("new", "部门", "--体系", "部门整体三类", "--年度", "2027", "--名称", "青山县图书馆")
    assert "已写好 2027/青山县图书馆.perf：部门整体支出绩效目标表。" in result.out
    assert "还有 29 处要填，都写作“____”。" in result.out
    checked = run("check", "2027/青山县图书馆.perf")
    assert checked.code == 1
    assert checked.out.endswith("检查了 1 个文件：29 个错误\n还有 29 处要填\n")
    assert run("fmt", "--check", ".").code == 0


def test_the_site_does_not_publish_a_table_with_blanks(run: Run) -> None:
    blank(run)
    result = run("build", "-q")
    assert result.code == 1
    assert "还没有填" in result.err
    assert not Path("_site/index.html").exists()


def test_a_check_counts_the_blanks_of_each_file(run: Run, good: Path) -> None:
    import json

    first, second = blank(run), blank(run, name="青山县文化馆")
    Path(second).write_text(Path(second).read_text("utf-8").replace("____", "甲", 1), "utf-8")
    result = run("check", ".")
    counted = f"还有 {29 * 2} 处要填：{first} 29 处、{second} 29 处"
    assert result.out.rstrip().endswith(counted)
    report = json.loads(run("check", "--format", "json", ".").out)
    assert report["blanks"] == {"total": 58, "files": {first: 29, second: 29}}
    assert json.loads(run("check", "--format", "json", str(good)).out)["blanks"] == {"total": 0, "files": {}}


def test_a_project_s_table(run: Run) -> None:
    result = run("new", "项目", "--体系", "江苏省项目支出", "--年度", "2027", "--名称", "少儿阅读")
    assert result.code == 0
    text = Path("2027/少儿阅读.perf").read_text("utf-8")
    assert "项目: 少儿阅读\n年度: 2027\n体系: 江苏省项目支出\n" in text
    assert "\n少儿阅读 = ____ / ____\n" in text
    assert "还没有填" in run("check", ".").out


def test_the_kind_follows_from_the_framework(run: Run) -> None:
    assert run("new", "--体系", "项目支出四类", "--年度", "2027", "--名称", "甲", "-o", "a.perf").code == 0
    assert Path("a.perf").read_text("utf-8").count("\n项目: 甲\n") == 1


def test_a_name_with_spaces_and_marks_that_windows_refuses(run: Run) -> None:
    file = blank(run, name='青山县 "图书/馆"：A<B>|C?*.')
    assert file == "2027/青山县 _图书_馆_"
    (written,) = Path("2027").iterdir()
    assert written.name == "青山县 _图书_馆_：A_B_C_.perf"
    assert '\n部门: 青山县 "图书/馆"：A<B>|C?*.\n' in written.read_text("utf-8")


@pytest.mark.parametrize("name", ["con", "Aux.txt", "..", "图" * 300])
def test_a_name_that_no_file_may_have(run: Run, name: str) -> None:
    blank(run, name=name)
    (written,) = Path("2027").iterdir()
    assert len(os.fsencode(written.name)) < 255
    assert written.stem.lower() not in ("con", "aux", "")


def test_an_alias_and_a_year_of_full_width_digits(run: Run) -> None:
    result = run("new", "部门", "--体系", "江苏部门整体", "--年度", "２０２７年", "--名称", "甲")
    assert result.code == 0
    assert "年度: 2027\n体系: 江苏省部门整体\n" in Path("2027/甲.perf").read_text("utf-8")


def test_a_framework_of_the_project_s_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "体系").mkdir()
    (tmp_path / "体系" / "本市部门整体.perf").write_text(OWN, "utf-8")
    (tmp_path / "perfdsl.toml").touch()
    assert "  本市部门整体    本市部门整体绩效目标表\n" in run("new", "--list").out
    blank(run, framework="本市部门整体", name="甲")
    assert "还有 4 处要填\n" in run("check", "2027").out


def test_a_broken_framework_is_none_to_begin_with(run: Run, tmp_path: Path) -> None:
    (tmp_path / "体系").mkdir()
    (tmp_path / "体系" / "本市部门整体.perf").write_text(OWN.replace("必填", "必须"), "utf-8")
    (tmp_path / "perfdsl.toml").touch()
    assert "本市" not in run("new", "--list").out
    result = run("new", "--体系", "本市部门整体", "--年度", "2027", "--名称", "甲")
    assert result.code == 2
    assert "先改正：perfdsl check" in result.err


def test_the_list_of_forms(run: Run) -> None:
    everything, projects = run("new", "--list").out, run("new", "项目", "--list").out
    assert "给部门用的：\n  江苏省部门整体  江苏省省级部门整体预算绩效目标表\n" in everything
    assert projects in everything
    assert "部门" not in projects


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["部门"], "缺少 --体系、--年度、--名称。\n可用的体系：\n江苏省部门整体  "),
        (["--体系", "项目支出三类", "--名称", "甲"], "缺少 --年度。\n用法见：perfdsl new --help"),
        (["--体系", "项目支出三泪", "--年度", "2027", "--名称", "甲"], "没有体系“项目支出三泪”。是不是“项目支出三类”？"),
        (["--体系", "不知道", "--年度", "2027", "--名称", "甲"], "没有体系“不知道”。可用的有：江苏省部门整体、"),
        (["项目", "--体系", "部门整体三类", "--年度", "2027", "--名称", "甲"], "体系“部门整体三类”是给部门用的。给项目用的有："),
        (["部门", "--年度", "27"], "--年度/--year 的值无效：“27”不是四位数的年份"),
        (["处室"], "部门|项目 不能是 处室，可选：部门, 项目"),
        (["部门", "--from", "a.perf"], "--from 用的是上年的表的体系和名称"),
        (["--from", "没有.perf"], "找不到文件“没有.perf”。"),
        (["--from", ""], "找不到文件“”。"),
    ],
)  # fmt: skip
def test_wrong_calls_say_what_to_write(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    result = run("new", *arguments)
    assert result.code == 2
    assert said in result.err
    assert not list(tmp_path.iterdir())


def test_what_is_there_stays_unless_forced(run: Run) -> None:
    file = blank(run)
    Path(file).write_text("mine", "utf-8")
    again = ("new", "部门", "--体系", "部门整体三类", "--年度", "2027", "--名称", "青山县图书馆")
    result = run(*again)
    assert result.code == 2
    assert f"“{file}”已经有了，没有写入。" in result.err
    assert Path(file).read_text("utf-8") == "mine"
    assert run(*again, "--force").code == 0
    assert "青山县图书馆" in Path(file).read_text("utf-8")


def test_nothing_is_written_through_a_link_that_leads_out(run: Run, tmp_path: Path) -> None:
    outside = tmp_path / "外面"
    outside.mkdir()
    project = tmp_path / "项目"
    project.mkdir()
    (project / "perfdsl.toml").touch()
    (project / "2027").symlink_to(outside)
    result = run("new", "--体系", "部门整体三类", "--年度", "2027", "--名称", "甲", "-o", "项目/2027/a.perf")
    assert result.code == 2
    assert "是指向别处的链接" in result.err
    assert not list(outside.iterdir())


def test_printed_instead_of_written(run: Run, tmp_path: Path) -> None:
    result = run("new", "--体系", "部门整体三类", "--年度", "2027", "--名称", "甲", "-o", "-")
    assert "\n部门: 甲\n" in result.out
    assert not list(tmp_path.iterdir())


def test_a_folder_as_the_place(run: Run) -> None:
    assert blank(run, "-o", "2027 年度/") == "2027 年度/青山县图书馆.perf"


# --- on a terminal


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_what_is_missing_is_asked_on_a_terminal(tmp_path: Path) -> None:
    said = on_a_terminal(tmp_path, ["new"], ["2", "9", "项目支出四类", "二〇二七", "2027", "", "少儿阅读"])
    assert "1. 部门（单位）整体" in said
    assert "2. 项目支出三类    项目支出绩效目标表" in said
    assert "已写好 2027/少儿阅读.perf" in said
    assert (tmp_path / "2027" / "少儿阅读.perf").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("answer", "kept"), [("否", True), ("", True), ("是", False)])
def test_a_terminal_is_asked_before_something_is_overwritten(
    tmp_path: Path, answer: str, *, kept: bool
) -> None:
    file = tmp_path / "a.perf"
    file.write_text("mine", "utf-8")
    call = ["new", "--体系", "项目支出四类", "--年度", "2027", "--名称", "甲", "-o", "a.perf"]
    assert "已经有了，要覆盖它吗？" in on_a_terminal(tmp_path, call, [answer])
    assert (file.read_text("utf-8") == "mine") == kept


# --- from last year's


def test_next_year_s_table_lies_beside_and_says_what_became_of_it(run: Run, this_year: Path) -> None:
    before = this_year.read_bytes()
    result = run("new", "--from", "2026/tushuguan.perf")
    assert result.code == 0
    assert "已由 2026/tushuguan.perf 写好 2027/tushuguan.perf：" in result.out
    assert "- 1 行上年的实际完成值改成了备注" in result.out
    assert "上年的批复和公开（1 处）：\n    第 4 行  公开日期: 2026-02-01\n" in result.out
    assert "还有 3 处要填" in result.out
    text = Path("2027/tushuguan.perf").read_text("utf-8")
    assert "培训班次 >= 4期\n// 上年实际: 5期\n" in text
    assert "公开日期" not in text
    assert this_year.read_bytes() == before
    assert run("check", "--format", "concise", "2027").out.count("T508") == 3


def test_the_year_in_the_names_of_folder_and_file(run: Run, this_year: Path, tmp_path: Path) -> None:
    folder = tmp_path / "2026年度"
    this_year.parent.rename(folder)
    (folder / "tushuguan.perf").rename(folder / "图书馆2026.perf")
    assert "写好 2027年度/图书馆2027.perf" in run("new", "--from", "2026年度/图书馆2026.perf").out


def test_from_within_the_folder_of_the_year(
    run: Run, this_year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(this_year.parent)
    assert "写好 ../2027/tushuguan.perf" in run("new", "--from", "tushuguan.perf").out
    assert (tmp_path / "2027" / "tushuguan.perf").is_file()


def test_without_a_folder_of_the_year_a_new_one_is_made(run: Run, this_year: Path, tmp_path: Path) -> None:
    this_year.rename(tmp_path / "tushuguan.perf")
    assert "写好 2027/tushuguan.perf" in run("new", "--from", "tushuguan.perf").out


def test_another_year_and_another_place(run: Run, this_year: Path) -> None:
    result = run("new", "--from", "2026/tushuguan.perf", "--年度", "2028", "-o", "2028/别名.perf")
    assert "写好 2028/别名.perf" in result.out
    assert run("new", "--from", "2026/tushuguan.perf", "--年度", "2026").code == 2


def test_next_year_s_table_is_never_overwritten_unasked(run: Run, this_year: Path) -> None:
    assert run("new", "--from", "2026/tushuguan.perf", "-o", "2027/").code == 0
    Path("2027/tushuguan.perf").write_text("mine", "utf-8")
    assert run("new", "--from", "2026/tushuguan.perf", "-o", "2027/").code == 2
    assert Path("2027/tushuguan.perf").read_text("utf-8") == "mine"


def test_a_table_with_errors_is_carried_on_with_them(run: Run, this_year: Path) -> None:
    broken = this_year.read_text("utf-8").replace("完成时间: ", "完成时间 ")
    this_year.write_text(broken, "utf-8")
    result = run("new", "--from", "2026/tushuguan.perf")
    assert result.code == 0
    assert "上年的表里有 1 处错误，照样带了过来" in result.out
    assert "另有 1 处错误要改" in result.out
    assert "完成时间 2026年12月底前" in Path("2027/tushuguan.perf").read_text("utf-8")


def test_crlf_and_gbk_become_utf_8_with_lf(run: Run, this_year: Path) -> None:
    text = this_year.read_text("utf-8").replace("\n", "\r\n")
    this_year.write_bytes(text.encode("gb18030"))
    assert run("new", "--from", "2026/tushuguan.perf").code == 0
    written = Path("2027/tushuguan.perf").read_bytes()
    assert b"\r" not in written
    assert "技能培训" in written.decode("utf-8")


def test_a_table_that_does_not_say_its_year(run: Run, this_year: Path) -> None:
    this_year.write_text(this_year.read_text("utf-8").replace("年度: 2026\n", ""), "utf-8")
    assert "用 --年度 写明新表的年度" in run("new", "--from", "2026/tushuguan.perf").err
    assert run("new", "--from", "2026/tushuguan.perf", "--年度", "2027").code == 0
    assert "部门: 示例单位\n年度: 2027\n" in Path("2026/2027/tushuguan.perf").read_text("utf-8")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OWN.encode(), "不是部门或项目的表"),
        (b"PK\x03\x04\x00\xff\xfe\xfa" * 40, "读不出来"),
        (
            f"<<<<<<< a\n{THIS_YEAR}=======\n>>>>>>> b\n".encode(),
            "没有解决的 git 合并冲突",
        ),
    ],
)
def test_what_is_no_table_is_refused(run: Run, this_year: Path, data: bytes, said: str) -> None:
    this_year.write_bytes(data)
    result = run("new", "--from", "2026/tushuguan.perf", "--年度", "2027")
    assert result.code == 2
    assert said in result.err
    assert not Path("2027").exists()
