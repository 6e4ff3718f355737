"""Units of measured values: which words mean the same one, how it is multiplied, and what is a whole number of smaller ones.

Data, and the four questions asked of it. Rules, pages, search data and quantities in prose all ask here.
"""

from __future__ import annotations

from decimal import Decimal

from perfdsl.memo import cached

# What stands in front of a unit and multiplies it. 千米 and 千克 are units of their own (see SAME).
MULTIPLIERS = {
    "十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(100_000_000),
}  # fmt: skip

# Different words for one unit; the first is the one that messages use.
SAME = (
    ("%", "百分比", "百分率", "％"), ("人", "名", "位"), ("户", "户次"), ("株", "棵"),
    ("米", "m", "M"), ("公里", "千米", "km", "KM"),
    ("平方米", "㎡", "平米", "m²", "m2"), ("平方公里", "平方千米", "km²", "km2"), ("公顷", "hm²", "hm2"),
    ("立方米", "㎥", "m³", "m3"), ("公斤", "千克", "kg", "KG"), ("吨", "t"),
    ("年", "年度"), ("月", "个月"), ("天", "日"), ("小时", "个小时", "h"),
    ("场", "场次"), ("批", "批次"), ("期", "期次"), ("元", "人民币"), ("℃", "摄氏度"),
)  # fmt: skip

# A unit as so many of a smaller one; both are the first word of their kind in SAME.
SMALLER = {
    "公里": ("米", 1000), "平方公里": ("平方米", 1_000_000), "公顷": ("亩", 15), "吨": ("公斤", 1000), "方": ("立方米", 1),
}  # fmt: skip

# What is counted in which units.
PEOPLE_UNITS = frozenset("人 人次 名 位 员 人天 人日 人·天 人·次".split())
AREA_UNITS = frozenset("亩 公顷 平方米 平米 平方公里 平方千米 平方 方 ㎡ m² m2 km² km2 hm² 顷 亩次".split())
LENGTH_UNITS = frozenset(
    "米 公里 千米 里 厘米 毫米 分米 延米 延长米 车道公里 单公里 m km cm mm M KM 海里".split()
)
MONEY_UNITS = frozenset("元 角 美元 欧元 港元 人民币 元整".split())
TIME_UNITS = frozenset("年 个月 月 季度 个季度 周 天 日 小时 个小时 分钟 秒 秒钟 个工作日 工作日".split())
PERCENT_UNITS = frozenset("% ‰ 个百分点".split())
# Words that stand for a unit where a share is written as a fraction: 0.97比例.
FRACTION_UNITS = frozenset("比例 小数 比率".split())

# Units that a bracket at the end of a name may hold: 保障人数(人), 公猪舍(≥**平方米).
KNOWN_UNITS = (
    PEOPLE_UNITS | AREA_UNITS | LENGTH_UNITS | MONEY_UNITS | PERCENT_UNITS | TIME_UNITS
    | frozenset("个 次 场 场次 户 家 项 件 条 篇 份 套 台 座 处 本 册 册次 期 批 支 只 头 株 棵 辆 吨 公斤 千克 立方米 单 位 班 部 幅 块".split())
)  # fmt: skip

_FIRST = {word: same[0] for same in SAME for word in same}


@cached()
def base_unit(unit: str) -> str:
    """The unit without its multiplier: ``万人`` → ``人``; of a compound rate what stands before the slash."""
    return _split(unit.partition("/")[0])[1]


@cached()
def canonical_unit(unit: str) -> str:
    """One spelling for all words of a unit: ``万名`` → ``万人``, ``元/㎡`` → ``元/平方米``."""
    head, slash, per = unit.partition("/")
    multiplier, base = _split(head)
    return f"{multiplier}{base}{slash}{canonical_unit(per) if per else ''}"


def same_unit(one: str, other: str) -> bool:
    """Whether two units are the same one, spelled differently at most (``㎡`` and ``平方米``)."""
    return one == other or canonical_unit(one) == canonical_unit(other)


def in_smallest(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """``(8, 万亩)`` → ``(80000, 亩)``; a compound rate by what it counts: ``元/亩`` → ``元``."""
    multiplier, base = _split(unit.partition("/")[0])
    for mark in multiplier:
        number *= MULTIPLIERS[mark]
    name, factor = SMALLER.get(base, (base, 1))
    return number * factor, name


def _split(unit: str) -> tuple[str, str]:
    """The multiplier of a unit, and the unit in its first spelling; a multiplier alone is no unit."""
    base = unit
    while base not in _FIRST and base and base[0] in MULTIPLIERS:
        base = base[1:]
    return unit[: len(unit) - len(base)], _FIRST.get(base, base)
