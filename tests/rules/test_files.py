"""Families F and X with real files: what a block in a rule's text cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdsl.checks import checker
from perfdsl.checks.rule import Finding, Rule
from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.model.table import Table
from perfdsl.pipeline import Checked, check_all, check_file, check_source, library, open_workspace
from perfdsl.syntax.source import Source, decode

TEXT = "部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n"
FRAMEWORK = "体系: 本市部门表式\n标题: 本市部门整体绩效目标表\n适用: 部门\n"


def check(file: Path) -> Checked:
    """Check one file as the command line does, inside the project that it stands in."""
    workspace = open_workspace(file)
    return check_file(file, workspace, library(workspace.framework_folders))


def only(checked: Checked, code: str) -> Diagnostic:
    """The one finding of this code."""
    (finding,) = [finding for finding in checked.findings if finding.code == code]
    return finding


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "gbk"])
def test_f201_another_encoding_is_named_and_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "总工会.perf"
    file.write_bytes(TEXT.encode(encoding))
    checked = check(file)
    finding = only(checked, "F201")
    assert finding.severity == "error"
    assert ("UTF-16" if encoding == "utf-16" else "GBK") in finding.message
    assert "perfdsl fmt" in finding.hint
    assert checked.table
    assert checked.table.name == "示例单位"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_utf8_needs_no_finding_whatever_its_line_ends(tmp_path: Path, mark: bytes, end: str) -> None:
    file = tmp_path / "总工会.perf"
    file.write_bytes(mark + TEXT.replace("\n", end).encode())
    assert {finding.code[0] for finding in check(file).findings} == {"B", "V"}  # what a table lacks


def test_f202_broken_bytes_are_shown_at_their_line(tmp_path: Path) -> None:
    file = tmp_path / "总工会.perf"
    file.write_bytes(TEXT.encode() + b"\xff\xfe\xc4\xe3\x81" + "备注: 甲\n".encode())
    finding = only(check(file), "F202")
    assert finding.span.line == 4
    assert "字节" in finding.message


def test_f203_a_folder_named_like_a_table(tmp_path: Path) -> None:
    (tmp_path / "总工会.perf").mkdir()
    (checked,) = check_all(open_workspace(tmp_path))
    finding = only(checked, "F203")
    assert "文件夹" in finding.message
    assert checked.table is None


def test_f203_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "找不到" in only(check(tmp_path / "没有.perf"), "F203").message


def test_f204_a_control_character_at_its_column() -> None:
    source = decode((TEXT + "备注: 甲\x07乙\n").encode(), "总工会.perf")
    finding = only(check_source(source, library()), "F204")
    assert finding.span == Span(4, 5, 6)
    assert "U+0007" in finding.message


@pytest.mark.parametrize(
    ("settings", "message", "line"),
    [
        ("[check.levels]\nB401 = warn\n", "的写法有误（第 2 行第 8 列）", 2),
        ("[check\n", "的写法有误（第 1 行第 7 列）", 1),
        ('[check.levels]\nB401 = "fatal"\n', "[check.levels] 的 B401 写得不对：“fatal”", 2),
        ("[chek]\n", "不认识的设置 [chek]", 1),
    ],
)
def test_f206_broken_settings(tmp_path: Path, settings: str, message: str, line: int) -> None:
    (tmp_path / "perfdsl.toml").write_text(settings, encoding="utf-8")
    (finding,) = open_workspace(tmp_path).findings
    assert (finding.code, finding.span.line) == ("F206", line)
    assert message in finding.message
    assert finding.hint


def test_f206_settings_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "perfdsl.toml").write_bytes('[site]\ntitle = "总工会"\n'.encode("gbk"))
    (finding,) = open_workspace(tmp_path).findings
    assert finding.code == "F206"
    assert "UTF-8" in finding.hint


def test_f207_an_unknown_framework_offers_the_nearest_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "perfdsl.toml").touch()
    (tmp_path / "体系").mkdir()
    (tmp_path / "体系" / "本市部门表式.perf").write_text(FRAMEWORK, encoding="utf-8")
    file = tmp_path / "总工会.perf"
    file.write_text("部门: 示例单位\n年度: 2024\n体系: 本市部门表势\n", encoding="utf-8")
    finding = only(check(file), "F207")
    assert finding.span.line == 3
    assert "本市部门表式" in finding.hint
    assert finding.fix


def test_f207_a_name_that_may_be_any_of_several_is_not_fixed() -> None:
    checked = check_source(Source("总工会.perf", "部门: 示例单位\n体系: 部门整体\n"), library())
    assert only(checked, "F207").fix is None


def test_f208_a_broken_framework_is_named_where_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "perfdsl.toml").touch()
    (tmp_path / "体系").mkdir()
    (tmp_path / "体系" / "本市部门表式.perf").write_text(FRAMEWORK + "\n# 指标\n##\n", encoding="utf-8")
    file = tmp_path / "总工会.perf"
    file.write_text("部门: 示例单位\n年度: 2024\n体系: 本市部门表式\n", encoding="utf-8")
    finding = only(check(file), "F208")
    assert finding.span.line == 3
    assert "本市部门表式.perf 第 6 行" in finding.hint


def test_x001_a_rule_that_raises_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(table: Table) -> Iterator[Finding]:
        yield Finding(table.name_span, "先报一处")
        raise KeyError("资金总额")

    broken = Rule("B499", "会出错", "error", explode)
    monkeypatch.setattr(checker, "_ACTIVE", (broken, *checker._ACTIVE))
    checked = check_source(Source("总工会.perf", TEXT), library())
    finding = only(checked, "X001")
    assert "B499" in finding.message
    assert "KeyError" in finding.message
    assert only(checked, "B499")
    assert any(finding.code == "V302" for finding in checked.findings)


@pytest.mark.parametrize("code", ["320200", "３２０２００", " 320200 "])
def test_f218_two_tables_of_one_year_with_one_code(tmp_path: Path, code: str) -> None:
    (tmp_path / "perfdsl.toml").touch()
    (tmp_path / "总工会.perf").write_text(f"{TEXT}编码: 320200\n", encoding="utf-8")
    (tmp_path / "总工会本级.perf").write_text(f"{TEXT}单位编码：{code}\n", encoding="utf-8")
    (tmp_path / "上年.perf").write_text(f"{TEXT.replace('2024', '2023')}编码: 320200\n", encoding="utf-8")
    found = [
        one for one in check_all(open_workspace(tmp_path)) if any(f.code == "F218" for f in one.findings)
    ]
    (second,) = found
    finding = only(second, "F218")
    assert second.path == "总工会本级.perf"
    assert (finding.span.line, finding.severity) == (4, "error")
    assert "总工会.perf" in finding.message


def test_f218_without_a_code_two_files_that_differ_by_the_folder_of_the_year(tmp_path: Path) -> None:
    (tmp_path / "perfdsl.toml").touch()
    (tmp_path / "2024").mkdir()
    for name in ("zgh.perf", "2024/zgh.perf"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [f.code for one in check_all(open_workspace(tmp_path)) for f in one.findings].count("F218") == 1


WITHOUT_FORM = """\
# 资金（万元）
资金总额 = 100 / 200
财政拨款 = 90 / 190
# 领导讲话
略。
# 指标
## 没有的分组
培训人数 >= 1000人 / 2000人
慰问人数 >= 1 / 2 / 3
走访户数 >= 5户 6户
#### 任务 <- 没有的项目
覆盖率 >= 10000% / 50%
"""


@pytest.mark.parametrize(
    ("header", "said"), [("", "F207"), ("体系: 没有的表式\n", "F207"), ("体系: 本市部门表式\n", "F208")]
)
def test_without_a_form_only_what_needs_none_is_checked(tmp_path: Path, header: str, said: str) -> None:
    """An unknown form, none, and a broken one: no column, group, section or number of values is judged."""
    (tmp_path / "perfdsl.toml").touch()
    (tmp_path / "体系").mkdir()
    (tmp_path / "体系" / "本市部门表式.perf").write_text(FRAMEWORK + "\n# 指标\n##\n", encoding="utf-8")
    file = tmp_path / "总工会.perf"
    file.write_text(f"部门: 示例单位\n年度: 2024\n{header}{WITHOUT_FORM}", encoding="utf-8")
    found = [finding for finding in check(file).findings if finding.severity != "info"]
    assert [finding.code for finding in found] == [said, "P103", "R601", "T505"]
    assert "没有检查，其余照常检查" in found[0].hint
    assert not found[1].fix
