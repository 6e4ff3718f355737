"""B405: 元 and 万元 mixed; a money cell that holds text, or its amount twice."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.funding.sums import NOTHING, is_text, money, plain
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Edit, Fix, Span
from perfdsl.model.money import read_amount
from perfdsl.model.table import UNITS, Amount, MoneyItem, Table
from perfdsl.text.folding import squeeze
from perfdsl.text.patterns import lazy

_EQUALS = lazy("[=＝]")
_TWICE = lazy(r"(?P<once>.*\d.*?)(?:(?P=once)\Z|(?P=once)\D{1,2}\Z)")


@rule("B405", "金额写法", "warning")
def check(table: Table) -> Iterator[Finding]:
    for items, unit in ((table.funding.items, table.funding.unit), (table.projects, table.project_unit)):
        amounts = [pair for item in items for pair in _written(item)]
        yield from (_text(item, amount) for item, amount in amounts if is_text(amount))
        yield from _mixed(amounts, unit)
    yield from _two_units(table)


def _written(item: MoneyItem) -> Iterator[tuple[MoneyItem, Amount]]:
    """Every cell that was written, parts and executed amounts included."""
    for amount in (*item.amounts, *item.actuals):
        if amount.written and amount.span:
            yield item, amount
    for part in item.parts:
        yield from _written(part)


def _text(item: MoneyItem, amount: Amount) -> Finding:
    assert amount.span
    if is_cut_name(item):
        return _cut_name(item, amount)
    once = _once(amount.text)
    if once is None:
        hint = "只写数字，如 20.01；没有金额写“-”；说明写在下一行的“> 说明: …”里"
        return Finding(amount.span, f"“{item.name}”的“{amount.text}”不是金额", hint)
    fix = Fix(f"改为“{once}”", (Edit(amount.span, once),), safe=False)
    return Finding(amount.span, f"“{item.name}”的金额写了两遍：{amount.text}", f"留下一个：{once}", fix)


def is_cut_name(item: MoneyItem) -> bool:
    """Whether a colon cut the name in two: ``其中:财政拨款 = 20`` reads as a row 其中 with the text ``财政拨款 = 20``."""
    return is_text(item.amounts[0]) and _EQUALS.search(item.amounts[0].text) is not None


def _cut_name(item: MoneyItem, amount: Amount) -> Finding:
    assert amount.span
    rest = _EQUALS.split(amount.text)[0].rstrip()
    line, start, _ = amount.span
    quotes = (Span(line, item.span.start, item.span.start), Span(line, start + len(rest), start + len(rest)))
    fix = Fix("给名称加引号", tuple(Edit(place, '"') for place in quotes), safe=False)
    name = f"{item.name}:{rest}"
    return Finding(amount.span, f"“{name}”里有冒号，名称要加引号", f'写成 "{name}" = 金额', fix)


def _once(text: str) -> str | None:
    """``854万`` of ``854万854万`` (also of ``854万854万元``); None where nothing is doubled."""
    match = _TWICE.match(squeeze(text))
    if match is None:
        return None
    rest = squeeze(text)[len(match["once"]) :]
    return rest if read_amount(rest, "万元", None).number is not None else None


def _mixed(amounts: list[tuple[MoneyItem, Amount]], unit: str) -> Iterator[Finding]:
    """Cells in another unit than their section, where others keep to the section's."""
    if len({amount.unit for _, amount in amounts if amount.number}) < 2:
        return
    for item, amount in amounts:
        if amount.number and amount.unit != unit and amount.span:
            same = plain((amount.yuan or NOTHING) / UNITS[unit])
            message = f"“{item.name}”以{amount.unit}计，这一节以{unit}计，单位混用"
            hint = f"换算成同一单位：{money(amount.yuan or NOTHING, unit)}"
            yield Finding(amount.span, message, hint, _converted(amount, unit, same))


def _converted(amount: Amount, unit: str, same: str) -> Fix | None:
    """From a smaller unit only: 2.26亿元 is not written as exactly as 22600万元."""
    if amount.span is None or UNITS[amount.unit] > UNITS[unit]:
        return None
    return Fix(f"换算为 {same}（{unit}）", (Edit(amount.span, same),), safe=False)


def _two_units(table: Table) -> Iterator[Finding]:
    if table.funding.items and table.projects and table.funding.unit != table.project_unit:
        span = next((span for title, span in table.section_spans if title == "项目"), table.projects[0].span)
        message = f"# 资金 以{table.funding.unit}计，# 项目 以{table.project_unit}计，单位不一致"
        yield Finding(span, message, f"同一张表用同一单位，写成“# 项目（{table.funding.unit}）”并换算金额")
