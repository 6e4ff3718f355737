"""The contract of ``perfdsl fmt``."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, Run

MESSY = (
    "部门：示例单位\r\n年度：２０２４　\r\n体系: 部门整体三类\r\n\r\n\r\n#年度目标\r\n  保障 **运转**。  \r\n\r\n# 资金(万元)\r\n基本支出＝４０　／／ 人员经费\r\n"
    "# 指标\r\n##产出指标【５０分】\r\n### 数量指标\r\n培训人数　≥　２００人／３００人 【5分】\r\n“三公经费”变动率：健全\r\n满意度：≥95%\r\n"
    "培训场次\t≥2场\t≥3场\r\n这一行 读不懂\r\n補助 <= 5万元/人/6万元/人\r\n"
)
CANONICAL = """部门: 示例单位
年度: ２０２４
体系: 部门整体三类

# 年度目标
  保障 **运转**。  \n
# 资金（万元）
基本支出 = 40　// 人员经费

# 指标
## 产出指标 [50分]
### 数量指标
培训人数 >= 200人 / 300人 [5分]
“三公经费”变动率: 健全
满意度 >= 95%
培训场次 >= 2场 / 3场
这一行 读不懂
補助 <= 5万元/人 / 6万元/人
""".replace("　// 人员", " // 人员")


def test_the_canonical_form(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.perf"
    file.write_bytes(MESSY.encode("utf-8-sig"))
    result = run("fmt", "a.perf")
    assert result.code == 0
    assert file.read_bytes().decode() == CANONICAL
    assert "a.perf:18: 这一行读不懂，保持原样" in result.err


def test_a_file_with_conflicts_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    """No line is moved between two people's lines: a blank one before a section would belong to one side."""
    text = "部门:甲\r\n<<<<<<< HEAD\r\n#资金\r\n基本支出=1\r\n=======\r\n#项目\r\n>>>>>>> 李四\r\n"
    (tmp_path / "a.perf").write_text(text, "utf-8", newline="")
    result = run("fmt", "a.perf")
    assert (result.code, (tmp_path / "a.perf").read_bytes().decode()) == (0, text)
    assert "a.perf:2: 有没有解决的 git 合并冲突，整个文件保持原样" in result.err


def test_a_canonical_file_is_left_alone(run: Run, good: Path) -> None:
    before = good.stat().st_mtime_ns
    result = run("fmt", good.name)
    assert (result.code, result.out) == (0, "")
    assert result.err == "已整理 0 个文件，1 个不变\n"
    assert good.stat().st_mtime_ns == before


def test_check_writes_nothing_and_says_what_would_change(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.perf"
    file.write_text(MESSY, "utf-8", newline="")
    result = run("fmt", "--check", "a.perf")
    assert (result.code, result.out) == (1, "a.perf\n")
    assert file.read_text("utf-8", errors="strict").startswith("部门：")


def test_diff_shows_the_change(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.perf").write_text(GOOD.replace("培训班次 >= 4期", "培训班次≥4期"), "utf-8")
    result = run("fmt", "--diff", "a.perf")
    assert result.code == 1
    assert "-培训班次≥4期\n+培训班次 >= 4期\n" in result.out


def test_standard_input_to_standard_output(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MESSY.encode())))
    assert run("fmt", "-").out == CANONICAL


def test_gbk_is_converted_only_when_asked(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.perf"
    file.write_bytes(GOOD.encode("gb18030"))
    result = run("fmt", "a.perf")
    assert result.code == 2
    assert "GBK" in result.err
    assert "--convert" in result.err
    assert file.read_bytes() == GOOD.encode("gb18030")
    assert run("fmt", "--convert", "a.perf").code == 0
    assert file.read_bytes() == GOOD.encode()


def test_broken_bytes_are_left_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.perf"
    file.write_bytes(b"\xff\xff\xe9")
    assert run("fmt", "a.perf").code == 2
    assert file.read_bytes() == b"\xff\xff\xe9"
