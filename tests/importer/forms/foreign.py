"""Tables that stand in the same documents and are no performance tables: an import must leave them alone, and say so."""

from __future__ import annotations

from collections.abc import Sequence

from perfdsl.presentation.grid import FormCell, Row
from tests.importer.forms.laid_out import LaidOut

_TOTALS = (
    ("收入", "收入", "支出", "支出"),
    ("项目", "预算数", "项目", "预算数"),
    ("一、一般公共预算拨款收入", "397.00", "一、一般公共服务支出", ""),
    ("二、政府性基金预算拨款收入", "", "二、农林水支出", "402.50"),
    ("三、事业收入", "12.50", "三、住房保障支出", "7.00"),
    ("本年收入合计", "409.50", "本年支出合计", "409.50"),
)
_PROJECTS = (
    ("单位名称", "项目名称", "合计", "一般公共预算", "政府性基金"),
    ("浮梁县林业局", "森林防火", "60.00", "60.00", ""),
    ("浮梁县林业局", "湿地保护", "35.50", "35.50", ""),
    ("合计", "", "95.50", "95.50", ""),
)


def _form(name: str, above: str, rows: Sequence[Sequence[str]]) -> LaidOut:
    return LaidOut(name, (name,), (above,), tuple(_row(row, is_head=i < 2) for i, row in enumerate(rows)))


def _row(texts: Sequence[str], *, is_head: bool) -> Row:
    return tuple(
        FormCell(text, "head" if is_head else "number" if text[:1].isdigit() else "name") for text in texts
    )


FOREIGN: dict[str, LaidOut] = {
    form.name: form
    for form in (
        _form("2026年部门收支预算总表", "部门名称：浮梁县林业局        单位：万元", _TOTALS),
        _form("2026年部门预算项目支出表", "单位：万元", _PROJECTS),
    )
}
