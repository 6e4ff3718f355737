"""The reference of the framework language, docs/frameworks.md, made of the words that framework files are checked by."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.model.framework_language import (
    BLOCK,
    GROUP,
    GROUP_MARKS,
    HEAD,
    PROJECTS,
    ROW_NOTES,
    SECTION,
    SECTION_DEMAND,
    Key,
    Scope,
)
from perfdsl.model.framework_values import ValueType

EXAMPLE = """\
体系: 本市部门整体
标题: 本市部门整体支出绩效目标表
适用: 部门
周期: 年度
分值: 100
定量占比: 50%
来源: 本市2026年度部门预算公开

# 栏目

部门职能: 必填
> 别名: 主要职能, 单位职责
年度目标: 必填
> 别名: 年度总体目标
备注: 选填

# 资金（万元）

## 收入
> 列: 年度预算数
> 别名: 其他资金 = 其它资金, 其他收入
资金总额 = 财政拨款 + 其他资金
> 别名: 收入合计, 收入总计
财政拨款 = 一般公共预算资金 + 政府性基金

## 支出
> 列: 年度预算数
> 行: 基本支出, 项目支出
> 平衡: 资金总额
项目支出 = # 项目

# 指标

## 产出指标 [必填 60分]
### 数量指标 [必填]
> 别名: 数量, 产出数量
### 质量指标

## 效益指标 [必填 30分]
### 社会效益 [可空]
### 生态效益 [可空]

## 满意度指标 [10分]
### 服务对象满意度
群众满意度 >= 90%
"""

_INTRO = f"""\
# 表式（体系）的写法

本页由 `perfdsl/model/framework_language.py` 里的词表生成，检查体系文件用的是同一张词表，不要直接修改。
在命令行看这一页：`perfdsl frameworks --reference`。

一种表式写成一个 `.perf` 文件，叫体系：表的名称，分几期，有哪些栏目，资金有哪些行、怎样合计，指标怎样分组。
新的省份、年度、表式只要写一个体系，不用改程序。

## 一个完整的体系

```perf
{EXAMPLE}```

## 放在哪里，哪一个算数

- 项目自己的体系放在项目的 `体系` 文件夹里（`frameworks` 文件夹也可以），一个文件写一个体系。
- 名称以文件里的“体系:”为准，不看文件名；文件名同它不一样时提醒（F213）。
- 表里写“体系: 名称”，名称或别名都可以。先在项目自己的体系里找，再找自带的；自己的与自带的同名时，用自己的。
- 自己的两个体系同名时，文件名就是这个名称的算数，都不是的取排在前面的；另一个不起作用，报错（F213）。
- `perfdsl frameworks` 列出全部体系，写明哪些是自己的、哪些是自带的、哪一个算数；
  `perfdsl frameworks 名称 > 体系/新名称.perf` 存下一个，改成自己的。

## 怎样检查

`perfdsl check` 检查项目时连同 `体系` 文件夹里的文件一起检查；也可以只查一个：`perfdsl check 体系/名称.perf`。
下面没有列出的键、标记、值都是错误（F211），同时给出最接近的写法；等式、别名、分值前后矛盾也是错误（F212）。
用到有误的体系的表，只在“体系:”一行报告一次（F208）。

## 文件的各部分

文件开头写“键: 值”，然后是 `# 栏目`、`# 资金`、`# 指标` 三个标题，各写一次，不用的可以不写。
`//` 后面是给自己看的说明。记法同表一样：全角、半角标点都可以，见[记法](notation.md)。
"""


def reference() -> str:
    """The whole page, as Markdown."""
    return "\n".join(
        (
            _INTRO,
            *_scope("文件开头", HEAD),
            "## # 栏目\n",
            f"{SECTION.lines}\n",
            *_choices(SECTION_DEMAND),
            *_keys(SECTION),
            "## # 资金\n",
            f"{BLOCK.lines}\n",
            "### 写在标题下面的说明\n",
            *_keys(BLOCK),
            "### 写在等式下面的说明\n",
            f"{ROW_NOTES.lines}\n",
            *_keys(ROW_NOTES),
            "### 等式要合得上\n",
            _SUMS,
            "## # 指标\n",
            f"{GROUP.lines}\n",
            "### 标题后面的标记\n",
            f"{GROUP_MARKS.lines}\n",
            *_keys(GROUP_MARKS),
            "### 写在分组标题下面的说明\n",
            *_keys(GROUP),
            "### 共性指标\n",
            _COMMON,
        )
    )


_SUMS = f"""\
- 等式右边只用“+”，每一项是一行的名称或“{PROJECTS}”，不写数。
- 一行只归一个合计：一个名称在同一块里只在一个等式的右边出现一次，也只有一个等式。
- 等式不能绕圈；每个等式的合计行，要么是最上面一层的行，要么是另一个等式的一项。
- 一个名称只指一行：别名不能是另一行的名称或别名，也不能在两块里都有。
"""

_COMMON = """\
写在分组下面的指标是共性指标：体系规定归在这一组的，通常用这个比较符和值。表里放到别组的报 V304，漏写的报 V311。
每行一个，写法同表里的指标，只写一个值，后面不写分值，下面不写说明：

```text
预算执行率 = 100%
公用经费控制率 <= 100%
管理制度健全性: 健全
```
"""


def _scope(title: str, scope: Scope) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"{scope.lines}\n"
    yield from _keys(scope)


def _keys(scope: Scope) -> Iterator[str]:
    yield "| 写法 | 值 | 不写时 | 意思 | 例 |\n| --- | --- | --- | --- | --- |"
    yield from (_row(key, scope) for key in scope.keys)
    yield ""
    for key in scope.keys:
        if key.value.choices:
            yield f"`{key.name}` 的值：\n"
            yield from _choices(key.value)


def _row(key: Key, scope: Scope) -> str:
    written = scope.form.replace("键: 值", f"{key.name}: …").replace("标记", key.name)
    times = "；可以写几行" if key.repeatable else ""
    cells = (f"`{written}`", key.value.written + times, _missing(key), key.meaning, f"`{key.example}`")
    return f"| {' | '.join(cells)} |"


def _missing(key: Key) -> str:
    if key.required:
        return "一定要写（F208）"
    return key.missing or "没有"


def _choices(value: ValueType) -> Iterator[str]:
    yield "| 值 | 意思 |\n| --- | --- |"
    yield from (f"| `{choice.name}` | {choice.meaning} |" for choice in value.choices)
    yield ""
