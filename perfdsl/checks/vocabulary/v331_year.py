"""V331: a table without its year, or with more than one."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.vocabulary.v330_header_key import meant_key
from perfdsl.model.table import Table
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.patterns import lazy

_YEAR = lazy(r"(?:19|20)\d\d(?:年度?|年?预算年度|财年)?\Z")
_SPAN = "；跨年的项目另写一行“实施期: 2023年1月-2025年12月”"
_HINT = "在文件开头加一行“年度: 2024”"


@rule("V331", "缺少年度", "error")
def check(table: Table) -> Iterator[Finding]:
    field = table.head.year
    if "header" in table.unread or not table.name:
        return
    if table.year is not None:
        if not _YEAR.match(squeeze(field.value)):
            message = f"年度写成了“{field.value}”，看不出是哪一年的表"
            yield Finding(field.value_span, message, f"只写一个四位数的年份，如“年度: {table.year}”{_SPAN}")
    elif field.value:
        yield Finding(field.value_span, f"看不出“{field.value}”是哪一年", "写成四位数的年份，如“年度: 2024”")
    elif not any(meant_key(one.key) == "年度" for one in table.header):
        other = next((one for one in table.header if _YEAR.match(fold(one.value))), None)
        hint = f"“{other.key}: {other.value}”是不是年度？把键改为“年度”" if other else _HINT
        yield Finding(other.key_span if other else table.name_span, "没有写明是哪一年的表", hint)
