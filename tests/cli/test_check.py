"""The contract of ``perfdsl check``: outputs, exit codes, fixes."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from perfdsl.checks.registry import BY_CODE
from perfdsl.cli import COMMANDS
from tests.cli.conftest import GOOD, Run

PEOPLE_IN_PIECES = GOOD.replace("培训班次 >= 4期", "培训人数 >= 200个")
BROKEN = GOOD.replace("培训班次 >= 4期", "培训班次 >= ")


def test_a_clean_table_says_so(run: Run, good: Path) -> None:
    result = run("check", good.name)
    assert (result.code, result.out, result.err) == (0, "检查了 1 个文件：没有发现问题\n", "")


def test_the_text_output_shows_place_excerpt_caret_reason_and_advice(run: Run, tmp_path: Path) -> None:
    (tmp_path / "表.perf").write_text(BROKEN, "utf-8")
    result = run("check", "表.perf")
    assert result.code == 1
    line = BROKEN.split("\n").index("培训班次 >= ") + 1
    assert result.out == (
        "错误[P102] “>=”后面缺少值\n"
        f"  --> 表.perf:{line}:7\n"
        f"   {line} | 培训班次 >= \n"
        "      |           ^\n"
        "  建议: 没有值时写“-”\n"
        "\n"
        "检查了 1 个文件：1 个错误\n"
    )


def test_warnings_are_allowed_unless_strict(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.perf").write_text(PEOPLE_IN_PIECES, "utf-8")
    assert run("check", "a.perf").code == 0
    assert run("check", "--strict", "a.perf").code == 1


def test_json_has_the_published_keys(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.perf").write_text(PEOPLE_IN_PIECES, "utf-8")
    result = json.loads(run("check", "--format", "json", "a.perf").out)
    (finding,) = result["findings"]
    line = PEOPLE_IN_PIECES.split("\n").index("培训人数 >= 200个") + 1
    assert finding["code"] == "T503"
    assert finding["severity"] == "warning"
    assert finding["file"] == "a.perf"
    assert (finding["line"], finding["end_line"]) == (line, line)
    assert finding["column"] < finding["end_column"]
    assert finding["message"]
    assert finding["hint"]
    assert finding["fix"]["edits"]


def test_github_annotations_escape_what_the_format_reserves(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a,b.perf").write_text(BROKEN, "utf-8")
    out = run("check", "--format", "github", "a,b.perf").out
    assert out.startswith("::error file=a%2Cb.perf,line=")
    assert "%0A" in out


def test_concise_is_one_line_a_finding(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.perf").write_text(BROKEN, "utf-8")
    first, summary = run("check", "--format", "concise", "a.perf").out.splitlines()
    assert first.endswith(":7: 错误[P102] “>=”后面缺少值")
    assert summary == "检查了 1 个文件：1 个错误"


def test_fix_repairs_the_file_and_reports_the_rest(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.perf"
    file.write_bytes(PEOPLE_IN_PIECES.replace("\n", "\r\n").encode("utf-8-sig"))
    result = run("check", "--fix", "--unsafe-fixes", "a.perf")
    assert result.code == 0
    assert "已改正 1 处：a.perf" in result.err
    fixed = PEOPLE_IN_PIECES.replace("200个", "200人").replace("\n", "\r\n")
    assert file.read_bytes() == fixed.encode("utf-8-sig")


def test_only_safe_fixes_are_made_unasked(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.perf"
    file.write_text(PEOPLE_IN_PIECES.replace("培训人数 >=", "培训人数， >="), "utf-8")
    result = run("check", "--fix", "a.perf")
    assert "已改正 1 处：a.perf" in result.err
    assert "建议修改，请核对: “个”改为“人”（perfdsl check --fix --unsafe-fixes）" in result.out
    assert file.read_text("utf-8") == PEOPLE_IN_PIECES


def test_diff_shows_what_would_change_and_what_is_suggested_and_writes_nothing(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "a.perf"
    text = PEOPLE_IN_PIECES.replace("培训人数 >=", "培训人数， >=")
    file.write_text(text, "utf-8")
    for options in (("--fix", "--diff"), ("--diff",)):
        result = run("check", *options, "a.perf")
        assert result.code == 1
        assert result.out.count("--- a.perf") == 2
        safe, suggested = result.out.split("a.perf：建议修改，请核对（加 --unsafe-fixes 才写入）\n")
        assert safe.startswith("a.perf：可自动修改（perfdsl check --fix 会写入）\n")
        assert "-培训人数， >= 200个\n+培训人数 >= 200个\n" in safe
        assert "-培训人数 >= 200个\n+培训人数 >= 200人\n" in suggested
    both = run("check", "--fix", "--unsafe-fixes", "--diff", "a.perf").out
    assert "-培训人数， >= 200个\n+培训人数 >= 200人\n" in both
    assert file.read_text("utf-8") == text


def test_a_diff_of_a_table_without_fixes_is_empty(run: Run, good: Path) -> None:
    assert run("check", "--diff", good.name)[:2] == (0, "")


def test_the_kind_of_a_fix_is_told_in_every_output(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.perf").write_text(
        PEOPLE_IN_PIECES.replace("参加", "参加，").replace("培训人数 >=", "培训人数&nbsp;数 >="), "utf-8"
    )
    told = json.loads(run("check", "--format", "json", "a.perf").out)["findings"]
    assert {one["fix"]["safe"] for one in told if one["fix"]} == {True}
    (tmp_path / "a.perf").write_text(PEOPLE_IN_PIECES, "utf-8")
    for style in ("text", "github", "sarif"):
        assert "建议修改，请核对: “个”改为“人”" in run("check", "--format", style, "a.perf").out
    (tmp_path / "a.perf").write_text(BROKEN.replace("培训班次 >= ", "培训班次 =< 4期"), "utf-8")
    for style in ("text", "github", "sarif"):
        assert "可自动修改: 把“=<”改为“<=”" in run("check", "--format", style, "a.perf").out


def test_many_files_end_with_what_matters_most_and_how_to_see_one(run: Run, tmp_path: Path) -> None:
    for i in range(30):
        text = BROKEN if i % 3 else PEOPLE_IN_PIECES
        (tmp_path / f"单位{i:02}.perf").write_text(text, "utf-8")
    *_, line, most = run("check").out.splitlines()
    assert line == "检查了 30 个文件：20 个错误，10 个警告"
    assert most == (
        "其中 20 个文件有错误，最要紧的：P102 缺少值（20 个文件 20 处）、T503 单位与名称不符（10 个文件 10 处）。"
        "只看一个单位：perfdsl check 单位01.perf；一条规则的说明：perfdsl explain 规则号"
    )
    told = json.loads(run("check", "--format", "json").out)
    assert told["summary"] == {
        "files_with_errors": 20,
        "rules": [
            {"code": "P102", "severity": "error", "findings": 20, "files": 20, "slug": "缺少值"},
            {"code": "T503", "severity": "warning", "findings": 10, "files": 10, "slug": "单位与名称不符"},
        ],
    }
    assert (told["files"], told["errors"], told["warnings"], len(told["findings"])) == (30, 20, 10, 30)


@pytest.mark.parametrize("style", ["text", "concise", "json", "github", "sarif"])
def test_findings_are_written_one_file_after_another(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    """The first file's are out before the second is read: nothing holds all findings of a project."""
    from perfdsl.cli import check

    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.perf").write_text(BROKEN, "utf-8")
    told: list[str] = []
    real = check.check_file
    monkeypatch.setattr(check, "check_file", lambda *args: (told.append(args[0].name), real(*args))[1])
    monkeypatch.setattr(sys, "stdout", _Watched(told))
    assert check.run(["--format", style, "--quiet"]) == 1
    first = [one for one in told if one.endswith(".perf") or "后面缺少值" in one]
    assert [one if one.endswith(".perf") else "told" for one in first] == [
        *("a.perf", "told", "b.perf", "told", "c.perf", "told")
    ]


class _Watched(io.StringIO):
    """Standard output that notes what is written, beside what happens meanwhile."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.told = told

    def write(self, text: str) -> int:
        self.told.append(text)
        return super().write(text)

    def writelines(self, lines: Iterable[str]) -> None:  # type: ignore[override]
        for line in lines:
            self.write(line)


def test_a_folder_is_checked_in_order_and_skips_what_is_excluded(run: Run, tmp_path: Path) -> None:
    for name in ("b.perf", "a.perf", "草稿/c.perf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BROKEN, "utf-8")
    (tmp_path / "perfdsl.toml").write_text('[files]\nexclude = ["草稿/*"]\n', "utf-8")
    lines = run("check", "--format", "concise").out.splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == ["a.perf", "b.perf"]


def test_levels_come_from_the_settings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.perf").write_text(PEOPLE_IN_PIECES, "utf-8")
    (tmp_path / "perfdsl.toml").write_text('[check.levels]\nT503 = "off"\n', "utf-8")
    assert run("check", "a.perf").out == "检查了 1 个文件：没有发现问题\n"
    (tmp_path / "perfdsl.toml").write_text('[check.levels]\nT503 = "error"\n', "utf-8")
    assert run("check", "a.perf").code == 1


def test_broken_settings_are_one_finding(run: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "perfdsl.toml").write_text("[check\n", "utf-8")
    result = run("check", good.name)
    assert result.code == 1
    assert "错误[F206] perfdsl.toml 的写法有误" in result.out


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BROKEN.encode())))
    assert "--> -:" in run("check", "-").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "没有.perf"], "找不到“没有.perf”"),
        (["check", "."], "没有 .perf 文件"),
        (["check", "--unsafe-fixes"], "--unsafe-fixes 要和 --fix 一起用"),
        (["check", "--fix", "-"], "标准输入不能改写"),
        (
            ["check", "--format", "xml"],
            "--format 不能是 xml，可选：text, concise, json, github, sarif",
        ),
        (["check", "--nonsense"], "不认识的参数：--nonsense"),
        (["explain"], "缺少参数：代码"),
        (["chekc"], "没有“chekc”这个命令。是不是 perfdsl check？"),
        (["explain", "B4O2"], "没有规则 B4O2。是不是 B402？"),
        (["frameworks", "江苏省部门整休"], "是不是“江苏省部门整体”？"),
    ],
)
def test_usage_errors_are_told_in_chinese_and_end_with_2(
    run: Run, arguments: list[str], message: str
) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert message in result.err
    assert result.out == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.code == 0
    assert result.out.startswith(f"用法：perfdsl {command}")
    assert "例子：" in result.out


def test_help_lists_every_command(run: Run) -> None:
    out = run("--help").out
    assert all(f"\n  {name} " in out and about in out for name, about in COMMANDS.items())


def test_a_project_inside_a_folder_keeps_its_settings_and_frameworks(run: Run, tmp_path: Path) -> None:
    project = tmp_path / "市级" / "教育局"
    (project / "体系").mkdir(parents=True)
    (project / "perfdsl.toml").write_text("", "utf-8")
    (project / "体系" / "本市表式.perf").write_text(
        "体系: 本市表式\n标题: 本市目标表\n\n# 指标\n## 任务\n", "utf-8"
    )
    (project / "a.perf").write_text(
        "部门: 教育局\n年度: 2024\n体系: 本市表式\n\n# 指标\n## 任务\n校舍修缮 >= 3所\n", "utf-8"
    )
    result = run("check", "--format", "concise", ".")
    assert result.out == "检查了 2 个文件：没有发现问题\n"


def test_a_rule_that_does_not_exist_in_the_settings_is_named(run: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "perfdsl.toml").write_text('[check.levels]\nB4O2 = "off"\n', "utf-8")
    result = run("check", good.name)
    assert result.code == 1
    assert "[check.levels] 里的规则 B4O2 不存在" in result.out
    assert "是不是 B402？" in result.out


def test_a_bug_is_one_sentence_and_ends_with_2(run: Run, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("perfdsl.cli.check.check_file", broken)
    result = run("check", good.name)
    assert result.code == 2
    assert result.err.startswith("perfdsl 内部出错（ZeroDivisionError: by zero）")
    assert "Traceback" not in result.err


def test_a_rule_that_crashes_is_a_finding_and_ends_with_2(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("by zero")

    rule = BY_CODE["B401"]._replace(check=broken)
    monkeypatch.setattr("perfdsl.checks.checker._ACTIVE", (rule,))
    result = run("check", good.name)
    assert result.code == 2
    assert "错误[X001] 规则 B401 出错" in result.out


def test_a_file_that_cannot_be_written_is_said(run: Run, good: Path) -> None:
    result = run("export", good.name, "-o", f"{good.name}/不是文件夹.json")
    assert result.code == 2
    assert "无法写入“good.perf/不是文件夹.json”" in result.err
