"""B405: a money cell that holds something else than an amount, or its amount twice."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Edit, Fix, Span
from perfdsl.model.money import read_amount
from perfdsl.model.table import Amount, MoneyItem, Table
from perfdsl.model.values import is_placeholder
from perfdsl.syntax.marks import EQUAL, LESS, PLUSES
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.patterns import lazy

_EQUALS = lazy(f"(?<![{LESS}])[{EQUAL}]")
_CURRENCY = ("人民币", "RMB", "CNY", "¥", "￥")
_DIGIT = lazy(r"\d")
_POINT = lazy(r"(?<=\d)[。｡·](?=\d)")
_UNIT = lazy(r"[(\[]?(亿元|万元|元)[)\]]?(?:\s*[(\[]?\1[)\]]?)?\Z")
_HINTS = (
    (lazy(r"(?=.*\d)(?=.*[OoIl|])[\dOoIl|.,]+\Z"), "字母 O、l、I 不是数字，改写成 0、1"),
    (lazy(r"\d[\d,]*,\d*(?:\.\d*)?\Z"), "千分位的逗号后面要有三位数字；小数点写成“.”"),
    (
        lazy(rf"[\d.,\s]+(?:[{PLUSES}*×-][\d.,\s]+)+\Z"),
        "写出算好的数；要写明组成，在下面用“- 名称 = 金额”一行一项",
    ),
    (lazy(r"[零壹贰叁肆伍陆柒捌玖拾佰仟一二三四五六七八九十百千万亿元角分整]+\Z"), "写成阿拉伯数字"),
    (lazy(r"(?:>=|<=|>|<)"), "金额前面只写“=”"),
)
_HINT = "只写数字，如 20.01；没有金额写“-”；说明写在下一行的“> 说明: …”里"


@rule("B405", "金额写法", "error")
def check(table: Table) -> Iterator[Finding]:
    for item in (*table.funding.items, *table.projects, *table.project_totals):
        yield from (_finding(one, amount) for one, amount in written_amounts(item) if _is_text(amount))


def written_amounts(item: MoneyItem) -> Iterator[tuple[MoneyItem, Amount]]:
    """Every cell that was written, parts and executed amounts included."""
    for amount in (*item.amounts, *item.actuals):
        if amount.written and amount.span:
            yield item, amount
    for part in item.parts:
        yield from written_amounts(part)


def is_cut_name(item: MoneyItem) -> bool:
    """Whether a colon cut the name in two: ``其中:财政拨款 = 20`` reads as a row 其中 with the text ``财政拨款 = 20``."""
    first = item.amounts[0]
    return first.is_unknown and _EQUALS.search(first.text) is not None and ">=" not in first.text


def only_reading(text: str) -> str | None:
    """The amount that ``text`` can only mean (``2860。50``, ``￥120``, ``120（万元）``); None where it may mean another."""
    plain = fold(text).strip().rstrip("。；;，,. ")
    for mark in _CURRENCY:
        plain = plain.removeprefix(mark).removesuffix(mark)
    plain = _UNIT.sub(r"\1", plain.strip().removesuffix("整"))
    if "." not in plain and len(_POINT.findall(plain)) == 1:
        plain = _POINT.sub(".", plain)
    return plain if read_amount(plain, "万元", None).number is not None else None


def _is_text(amount: Amount) -> bool:
    """A number in a line with too many values is unknown too; that is said of the line. Blanks are T508's."""
    if is_placeholder(amount.text):
        return False
    return amount.is_unknown and read_amount(amount.text, amount.unit, None).number is None


def _finding(item: MoneyItem, amount: Amount) -> Finding:
    assert amount.span
    if is_cut_name(item):
        return _cut_name(item, amount)
    if once := _once(amount.text):
        fix = Fix(f"改为“{once}”", (Edit(amount.span, once),), safe=False)
        return Finding(amount.span, f"“{item.name}”的金额写了两遍：{amount.text}", f"留下一个：{once}", fix)
    message = f"“{item.name}”的“{amount.text}”不是金额"
    if plain := only_reading(amount.text):
        fix = Fix(f"改为“{plain}”", (Edit(amount.span, plain),), safe=True)
        return Finding(amount.span, message, f"写成 {plain}", fix)
    return Finding(amount.span, message, _hint(amount.text))


def _hint(text: str) -> str:
    folded = squeeze(text)
    return next((hint for pattern, hint in _HINTS if pattern.match(folded)), _HINT)


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
    written = squeeze(text)
    for tail in (0, 1, 2):
        half = (len(written) - tail) // 2
        once, rest = written[:half], written[half:]
        if rest.startswith(once) and len(rest) - half == tail and not _DIGIT.search(rest[half:]):
            return rest if read_amount(rest, "万元", None).number is not None else None
    return None
