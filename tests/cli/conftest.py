"""Run the command line in this process, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from perfdsl.cli import main

GOOD = """部门: 示例单位
年度: 2024
体系: 部门整体三类

# 部门职能

负责技能培训。

# 年度目标

保障单位正常运转。

# 资金（万元）

基本支出 = 40
项目支出 = 60

# 项目（万元）

示范项目 = 60

# 指标

## 产出指标
### 数量指标 <- 示范项目
培训班次 >= 4期
### 质量指标
验收合格率 >= 98%
### 时效指标
完成时间: 2024年12月底前
### 成本指标
项目总成本 <= 60万元
## 效益指标
### 社会效益指标
服务企业数量 >= 120家
## 满意度指标
### 服务对象满意度指标
学员满意度 >= 95%
"""


class Result(NamedTuple):
    """What a person sees: the exit code and both streams."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("check", "a.perf")`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Result:
        code = main(list(arguments))
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A table without a finding, as ``good.perf``."""
    file = tmp_path / "good.perf"
    file.write_text(GOOD, "utf-8")
    return file
