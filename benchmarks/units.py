"""Made-up units in the shape of a real table of 江苏省部门整体: as many as wanted, the same ones every time.

What every department writes alike (the common indicators) is alike; names, money, projects, key tasks and
their indicators differ from unit to unit.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

_CITIES = "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁".split()
_DISTRICTS = "鼓楼 玄武 滨湖 梁溪 锡山 云龙 天宁 钟楼 姑苏 吴中 崇川 海州 亭湖 广陵 京口 海陵 宿城 城东 城西 开发".split()
_OFFICES = "总工会 教育局 民政局 水利局 文化馆 图书馆 卫生监督所 农业农村局 司法局 残疾人联合会 科学技术局 档案馆".split()
_TOPICS = "安全生产 职工帮扶 技能竞赛 普法宣传 送戏下乡 河道巡查 疫病监测 档案整理 困难救助 科普展览 就业服务 设施管护".split()
_DUTIES = "权益维护 公共服务 行业管理 队伍建设".split()

_COMMON = """\
## 决策
### 计划制定
工作计划制定健全性: 健全
中长期规划制定健全性: 健全
### 目标设定
绩效指标明确性: 明确
绩效目标合理性: 合理
### 预算编制
预算编制规范性: 规范
预算编制科学性: 科学

## 过程
### 预算执行
非税收入预算完成率 = 100%
政府采购执行率 = 100%
“三公经费”变动率 = 0%
公用经费控制率 <= 100%
结转结余率 = 0%
预算执行率 = 100%
预算调整率 = 0%
支付进度符合率 = 100%
### 预算管理
预算管理制度健全性: 健全
非税收入管理合规性: 合规
预决算信息公开: 公开
基础信息完善性: 完善
绩效管理覆盖率 = 100%
资金使用合规性: 合规
### 资产管理
资产管理规范性: 规范
固定资产利用率 = 100%
资产管理制度健全性: 健全
### 项目管理
项目管理制度执行规范性: 规范
项目管理制度健全性: 健全
### 人员管理
人员管理制度执行有效性: 有效
在职人员控制率 = 100%
人员管理制度健全性: 健全
### 机构建设
业务学习与培训及时完成率 = 100%
纪检监察工作有效性: 有效
组织建设工作及时完成率 = 100%
"""


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
    topics = dice.sample(_TOPICS, dice.randint(3, 6))
    basic = _money(dice, 8_000, 90_000)
    projects = {f"{topic}工作经费": _money(dice, 100, 40_000) for topic in topics}
    total = basic + sum(projects.values())
    return "\n".join(
        [
            f"部门: {_name(number)}\n年度: 2022\n体系: 江苏省部门整体\n",
            *_prose("单位主要职能", topics, 9),
            *_prose("机构设置及人员配置", topics, 1),
            f"# 资金（万元）\n\n一般公共预算资金 = {total}\n基本支出 = {_half(basic)} / {basic}\n",
            "# 项目（万元）\n",
            *(f"{name} = {_half(amount)} / {amount}" for name, amount in projects.items()),
            "",
            *_prose("中长期目标", topics, 2),
            *_prose("年度目标", topics[:2], 2),
            "# 指标\n",
            _COMMON,
            "## 履职",
            *_key_tasks(dice, topics),
            "\n## 效益\n### 社会效益",
            f"{topics[0]}政策知晓率 >= {dice.randint(80, 95)}%",
            "### 可持续发展\n长效管理机制: 健全\n\n## 满意度\n### 服务对象满意度",
            f"服务对象满意度 >= {dice.randint(85, 98)}%\n",
        ]
    )


def _name(number: int) -> str:
    rest, office = divmod(number, len(_OFFICES))
    rest, district = divmod(rest, len(_DISTRICTS))
    rest, city = divmod(rest, len(_CITIES))
    serial = f"第{rest}分部" if rest else ""
    return f"{_CITIES[city]}市{_DISTRICTS[district]}区{_OFFICES[office]}{serial}（本级）"


def _prose(title: str, topics: list[str], paragraphs: int) -> Iterator[str]:
    yield f"# {title}\n"
    for index in range(paragraphs):
        topic = topics[index % len(topics)]
        yield (
            f"（{index + 1}）围绕{topic}制定{title}方面的年度计划，明确责任分工和时间安排，"
            f"定期检查{topic}的进展，总结经验，完善制度，向社会公开{topic}的结果。\n"
        )


def _key_tasks(dice: random.Random, topics: list[str]) -> Iterator[str]:
    duties = dice.sample(_DUTIES, 2)
    for index, topic in enumerate(topics):
        if index in (0, 2):
            yield f"### {duties[index // 2]}"
        people, times = dice.randint(1, 40) * 50, dice.randint(1, 12)
        yield f"#### 推进{topic} <- {topic}工作经费"
        yield f"{topic}培训人数 >= {people}人 / {people * 2}人"
        yield f"{topic}活动场次 >= {times}场 / {times * 2}场"
        yield f"{topic}任务完成率 = 100%"


def _money(dice: random.Random, low: int, high: int) -> Decimal:
    """An amount in 万元 with two decimals, from hundredths."""
    return Decimal(dice.randint(low, high)).scaleb(-2)


def _half(amount: Decimal) -> Decimal:
    return (amount / 2).quantize(Decimal("0.01"))
