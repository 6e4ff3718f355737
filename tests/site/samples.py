"""A small table without findings, and the type of the fixture that writes projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

Project = Callable[[Mapping[str, str]], Path]

TABLE = """部门: 示例单位
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
