"""Made-up units in the shape of a real table of 江苏省部门整体: as many as wanted, the same ones every time.

What every department writes alike (31 common indicators) is alike. Names, money, projects, key tasks, prose and the
29 indicators of its own differ from unit to unit: nearly every value, and half of the names.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from benchmarks.words import (
    CITIES,
    COMMON,
    DISTRICTS,
    DUTIES,
    EFFECTS,
    GROUPS,
    LANDMARKS,
    MEASURES,
    OFFICES,
    PLACES,
    SENTENCES,
    SETTLEMENTS,
    TOPICS,
)

OWN_INDICATORS = 29
_BENEFITS = 5


def write_units(folder: Path, count: int) -> list[Path]:
    """Write ``count`` files into the folder and return them in order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"unit-{number:05}.perf" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(unit(number), encoding="utf-8", newline="\n")
    return paths


def unit(number: int) -> str:
    """The text of one unit; the number alone decides what it says."""
    dice = random.Random(number)  # noqa: S311 (made-up tables, no secrets)
    works = _works(dice)
    return "\n".join(
        [
            f"部门: {_name(number)}\n年度: 2022\n体系: 江苏省部门整体\n",
            *_prose(dice, "单位主要职能", works, 9),
            *_prose(dice, "机构设置及人员配置", works, 1),
            *_money(dice, works),
            *_prose(dice, "中长期目标", works, 2),
            *_prose(dice, "年度目标", works, 2),
            "# 指标\n",
            COMMON,
            "## 履职",
            *_key_tasks(dice, works),
            *_benefits(dice, works),
        ]
    )


def _name(number: int) -> str:
    rest, office = divmod(number, len(OFFICES))
    rest, district = divmod(rest, len(DISTRICTS))
    rest, city = divmod(rest, len(CITIES))
    serial = f"第{rest}分部" if rest else ""
    return f"{CITIES[city]}市{DISTRICTS[district]}区{OFFICES[office]}{serial}（本级）"


def _works(dice: random.Random) -> list[str]:
    """What the unit does: every other work is one that many units do, the rest belong to a place and are its own."""
    topics = dice.sample(TOPICS, dice.randint(4, 6))
    return [topic if index % 2 else f"{_place(dice)}{topic}" for index, topic in enumerate(topics)]


def _place(dice: random.Random) -> str:
    return "".join(dice.choice(part) for part in (PLACES, LANDMARKS, SETTLEMENTS, GROUPS))


def _prose(dice: random.Random, title: str, works: list[str], paragraphs: int) -> Iterator[str]:
    yield f"# {title}\n"
    for index in range(paragraphs):
        work = works[index % len(works)]
        said = "".join(sentence.format(work=work) for sentence in dice.sample(SENTENCES, 3))
        yield f"（{index + 1}）{said}\n"


def _money(dice: random.Random, works: list[str]) -> Iterator[str]:
    """Funding and projects, which add up to the hundredth."""
    basic = _amount(dice, 8_000, 900_000)
    projects = {_project(work): _amount(dice, 100, 400_000) for work in works}
    total = basic + sum(projects.values())
    other = _amount(dice, 1, 99)
    yield f"# 资金（万元）\n\n一般公共预算资金 = {total - other}\n其他资金 = {other}"
    yield f"基本支出 = {_part(dice, basic)} / {basic}\n\n# 项目（万元）\n"
    for name, amount in projects.items():
        yield f"{name} = {_part(dice, amount)} / {amount}"
    yield ""


def _key_tasks(dice: random.Random, works: list[str]) -> Iterator[str]:
    """Under two duties, a key task for each work; as many indicators as the unit has left."""
    duties = dict(zip((0, 2), dice.sample(DUTIES, 2), strict=True))
    rest = OWN_INDICATORS - _BENEFITS
    for index, work in enumerate(works):
        count = -(-rest // (len(works) - index))
        rest -= count
        if index in duties:
            yield f"### {duties[index]}"
        yield f"#### 推进{work} <- {_project(work)}"
        yield from (_measured(dice, work, *measure) for measure in dice.sample(MEASURES, count))


def _measured(dice: random.Random, work: str, name: str, unit: str, most: int) -> str:
    """One indicator: a share of the whole (up to a hundred percent), or something counted, for half and whole year."""
    if unit == "%":
        return f"{work}{name} >= {dice.randint(800, 990) / 10:g}%"
    whole = dice.randint(most // 50 + 2, most)
    return f"{work}{name} >= {dice.randint(whole // 4 + 1, whole * 3 // 4 + 1)}{unit} / {whole}{unit}"


def _benefits(dice: random.Random, works: list[str]) -> Iterator[str]:
    yield "\n## 效益\n### 社会效益"
    for work, effect in zip(works, dice.sample(EFFECTS, 2), strict=False):
        yield f"{work}{effect} >= {dice.randint(700, 990) / 10:g}%"
    yield "### 可持续发展\n长效管理机制: 健全\n\n## 满意度\n### 服务对象满意度"
    yield f"服务对象满意度 >= {dice.randint(850, 990) / 10:g}%"
    yield f"{works[0]}对象满意度 >= {dice.randint(850, 990) / 10:g}%\n"


def _project(work: str) -> str:
    return f"{work}工作经费"


def _amount(dice: random.Random, low: int, high: int) -> Decimal:
    """An amount in 万元 with two decimals, from hundredths."""
    return Decimal(dice.randint(low, high)).scaleb(-2)


def _part(dice: random.Random, amount: Decimal) -> Decimal:
    """What is to be spent in the first half of the year: between three and seven tenths."""
    return (amount * dice.randint(300, 700) / 1000).quantize(Decimal("0.01"))
