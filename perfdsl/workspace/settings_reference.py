"""The reference of the settings, docs/settings.md, made of the table that they are checked by."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.workspace.settings import TABLES, SettingTable

_INTRO = """\
# 设置：perfdsl.toml

本页由 `perfdsl/workspace/settings.py` 里的设置表生成，不要直接修改；检查设置用的是同一张表。

项目的设置写在项目文件夹的 `perfdsl.toml` 里，没有写的都用默认值，文件也可以没有。一组设置以 `[组名]` 开头，下面每行一个
`名称 = 值`，`#` 后面是说明。`perfdsl init` 新建的项目里有一份，每项都有说明。

写错名称的、值不合要求的设置不起作用，所以是错误（F206），改正之前不生成网站。
"""


def settings_reference() -> str:
    """The whole page, as Markdown."""
    return "\n".join((_INTRO, *(line for table in TABLES for line in _table(table))))


def _table(table: SettingTable) -> Iterator[str]:
    yield f"## [{table.name}]\n"
    yield f"{table.about}\n"
    yield "| 名称 | 值 | 不写时 | 用在哪里 | 例 |\n| --- | --- | --- | --- | --- |"
    for one in (*table.settings, *((table.any_key,) if table.any_key else ())):
        name = "B401" if one.name == "规则号" else one.name
        example = f"`{_key(name)} = {one.example}`"
        yield f"| `{one.name}` | {one.kind.written} | {one.default} | {one.meaning} | {example} |"
    yield ""


def _key(name: str) -> str:
    return '"2025/tushuguan/"' if name.startswith('"') else name
