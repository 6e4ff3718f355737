"""Tables to export: those of the examples, a hostile one, and one that uses everything that a format must carry."""

from __future__ import annotations

from pathlib import Path

from perfdsl.model.table import Table
from perfdsl.pipeline import check_all, check_source, library, open_workspace
from perfdsl.syntax.source import Source

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

FULL = """部门: 示例单位
年度: 2024
体系: 江苏省部门整体
编码: 320200
发布机构: 示例市财政局
公开日期: 2024年2月5日
填报人: 张三

# 单位主要职能

负责**技能**培训。

- 一
- 二

# 年度目标

保障单位正常运转。

# 资金（万元）

一般公共预算资金 = 100.50
基本支出 = 20 / 40.50
> 说明: 含人员经费
项目支出 = 30 / 60

# 项目（万元）

示范项目 = 30 / 60
> 立项依据: 某号文件
- 设备购置 = 10 / 20

# 指标

## 履职
### 技能培训
#### 开展培训 <- 示范项目
培训人数 >= 1000人 / 2000人 [5分 核心]
=> 900人 / 2100人
> 数据来源: 登记表
- 女职工 >= 500人
每亩成本 <= 100~200元
## 效益
### 经济效益
## 满意度
### 服务对象满意度
满意度 = 100%
"""

HOSTILE = """项目: =HYPERLINK("http://x.example","点这里")
年度: 2024
体系: 项目支出三类
编码: ../../=1+1
主管部门: +86 12345
公开日期: @SUM(A1)

# 年度目标

=cmd|' /C calc'!A0 <script>alert(1)</script> {{ 7*7 }}

# 资金（万元）

资金总额 = -5
自有资金 = 一百

# 项目（万元）

"=1+1" = 3
> 编码: =2

# 指标

## 产出指标
### 数量指标
"=HYPERLINK(1,2)" >= 1个
"+1": @x
'已有撇号: =100%
－1: ＝1+1
{long} >= -5%
> 备注: =cmd
"""


def read(text: str, path: str = "2024/a.perf") -> Table:
    """The table of one text."""
    table = check_source(Source(path, text), library()).table
    assert table is not None
    return table


def hostile() -> Table:
    """Names and values that begin like formulas, a name of 500 characters, and one with a line break."""
    table = read(HOSTILE.replace("{long}", "长" * 500))
    broken = table.indicators[0]._replace(name='=A1\n"两行"')
    group = table.groups[0]
    inner = group.children[0]
    inner = inner._replace(indicators=(broken, *inner.indicators[1:]))
    return table._replace(
        indicators=(broken, *table.indicators[1:]), groups=(group._replace(children=(inner,)),)
    )


def examples() -> list[Table]:
    """Every table of the examples whose address no other has."""
    projects = (EXAMPLES / "wuxi-corrected", EXAMPLES / "provinces")
    checked = (one for project in projects for one in check_all(open_workspace(project)))
    return [one.table for one in checked if one.table is not None]


def everything() -> list[Table]:
    return [*examples(), read(FULL), hostile()]
