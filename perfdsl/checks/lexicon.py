"""Words of the field that several rules share: endings of names, units that fit them, directions.

Data only, read with :mod:`perfdsl.checks.counted`. Collected from published tables; a word that is missing
makes a rule silent, never wrong. Endings are tuples, ready for ``str.endswith``.
"""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.model.units import AREA_UNITS, LENGTH_UNITS, MONEY_UNITS, PEOPLE_UNITS


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


class Counted(NamedTuple):
    """What names with these ``endings`` count: its own ``unit``, and every unit that ``fits`` as well."""

    endings: tuple[str, ...]
    unit: str
    fits: frozenset[str]


# --- what a name counts --------------------------------------------------------------------------------------

# The generic 个 in front of these is a slip with a certain repair (1000个人数 → 人).
COUNTED = (
    Counted(("人次", "人次数"), "人次", PEOPLE_UNITS | {"次"}),
    Counted(("人数", "人口数", "人口数量", "人员数", "人员数量", "人口"), "人", PEOPLE_UNITS),
    Counted(("户数",), "户", frozenset({"户", "户次", "家"})),
    Counted(("场次", "场数"), "场", frozenset(_words("场 场次 次 期 届 轮 班 天"))),
    Counted(
        ("次数", "频次"),
        "次",
        frozenset(_words("次 场 场次 人次 期 回 轮 批次 车次 班次 频次 遍 趟 起 轮次 户次 届")),
    ),
    Counted(("面积",), "", AREA_UNITS),
    Counted(("长度", "里程"), "", LENGTH_UNITS),
    Counted(("天数",), "天", frozenset(_words("天 日 个工作日 工作日"))),
    Counted(("月数",), "个月", frozenset(_words("月 个月"))),
    Counted(("金额",), "", MONEY_UNITS),
)

RATE_ENDINGS = _words("率 比例 占比 比重 百分比")
# Ends in 率, yet is no share: 次/天, 件/小时, a plain factor …
NO_SHARES = _words(
    """
    效率 功率 频率 速率 倍率 分辨率 容积率 汇率 斜率 心率 刷新率 采样率 周转率 曲率 清晰率 死亡率 发病率
    患病率 出生率
    """
)
# Rates that may well exceed 100%: growth, change, what is held against a plan or a base.
OPEN_RATES = _words(
    """
    增长 增幅 增速 增加 提高 提升 上升 变动 变化 降低 下降 减少 同比 环比 控制率 控制比 保值 增值 收益
    回报 利润 周转 杠杆 拉动 放大 撬动 配套 完成率 完成比例 实现率 产销率 负荷 使用率 利用率 入学率
    保有率 溢价 产值 投入产出 成本 抵补 偿债 流动比 速动比 负债 拨备
    """
)

SATISFACTION_ENDINGS = _words("满意度 满意率 满意程度 满意度指标")

# --- quality, time, money: what class a name belongs to ---------------------------------------------------------

QUALITY_RATES = _words(
    """
    合格率 达标率 成活率 优良率 优质率 优秀率 准确率 正确率 完好率 通过率 合规率 保存率 真实率 正常率
    符合率
    """
)
TIMELY_ENDINGS = _words("及时率 及时性 按时率 按期率 按期完成率 及时完成率 准时率 按时完成率 时效性 完成时间")
COST_ENDINGS = _words("成本 总投入 造价 单价 费用 工程费 成本控制数")

# --- directions -----------------------------------------------------------------------------------------------

# More is better: a ceiling (≤) on them is against their direction.
MORE_IS_BETTER = QUALITY_RATES + _words(
    """
    满意度 满意率 满意程度 覆盖率 及时率 到位率 发放率 知晓率 普及率 办结率 处理率 处置率 整改率 兑现率
    公开率 公示率 完成率 参与率 巩固率 就业率
    """
)
OUTPUT_COUNTS = _words("数量 个数 人数 户数 场次 次数 人次 面积 长度 里程 台数 套数 课程数 篇数")

# Less is better: a floor (≥) on them is against their direction.
LESS_IS_BETTER = _words(
    """
    结转结余率 结转率 结余率 预算调整率 超支率 差错率 错误率 误差率 故障率 事故率 事故发生率 投诉率
    违规率 违纪率 流失率 损失率 损耗率 空置率 闲置率 失业率 返贫率 辍学率 死亡率 病死率 发病率 患病率
    感染率 成灾率 逾期率 延误率 缺勤率 返工率 超标率 负债率
    """
)
# A 控制率 is a ceiling where what it controls is money or staff (血压控制率 is none).
CONTROLLED = _words("人员 供养 编制 经费 三公 公用 支出 费用 费 成本 预算 投资 资金 投入")

# Words that turn a cost or a count round: saving money is good, accidents are not.
SAVINGS = _words(
    """
    节约 节省 降低 下降 减少 压减 压缩 减免 减轻 缩减 控制率 收入 收益 增收 效益 回收 挽回 标准 使用率
    销售 收购 出售 效率 达标 合规 完成率 到位率 执行率 覆盖 募集 筹集 争取 引进 吸引 带动
    """
)
# Money handed out: in a cost group it may well have a floor.
GRANTS = _words("补贴 补助 奖补 资助 救助 奖励")
UNWANTED = _words(
    """
    事故 投诉 故障 违规 违法 违纪 案件 发病 死亡 伤亡 差错 误差 缺陷 损失 损坏 污染 排放 能耗 耗 用电
    用水 风险 隐患 超标 逾期 延误 延迟 滞后 积压 流失 闲置 空置 结转 结余 债务 负债 三公 出国 出境 会议
    接待 公务用车 编制 供养 在职 在编 控制 限额 上限 不超 时间 时长 周期 等待 响应 中断 浓度 密度 超员
    上访 信访 复发 返贫 辍学 火灾 灾害 受灾 减少 降低 占地 占用 退 失业 停电 停水 断
    """
)

# What is counted at one moment, not added up over the year: half a year may show more than the year's end.
LEVELS = _words(
    """
    保有 存量 库存 余额 结余 平均 人均 户均 单价 价格 标准 水平 浓度 在岗 在职 在册 存栏 剩余 未完成
    单位成本 指数 得分 评分 排名 周期 时间 时长 天数 容量 每
    """
)

# --- periods ----------------------------------------------------------------------------------------------------

# How long the periods of the forms are: a target of a shorter one is part of that of a longer one.
PERIOD_LENGTHS = {
    "半年": 1, "上半年": 1, "全年": 2, "年度": 2, "本年度": 2, "当年": 2,
    "实施期": 3, "项目期": 3, "总体": 3, "中期": 3, "长期": 3, "中长期": 3, "全周期": 3,
}  # fmt: skip

# --- notes --------------------------------------------------------------------------------------------------------

UNIT_NOTES = frozenset(_words("单位 计量单位 度量单位 指标单位"))
# Notes that say how a described value is judged.
STANDARD_NOTES = frozenset(
    _words(
        """
        评分标准 评分规则 评(扣)分标准 评扣分标准 扣分标准 计分标准 指标解释 指标说明 指标值说明 计算方法
        计算公式 评价标准 考核标准 评价要点 判定标准 衡量标准 指标内涵
        """
    )
)

# --- wording ------------------------------------------------------------------------------------------------------

# Values that promise an effect and name no standard.
VAGUE = frozenset(
    _words(
        """
        明显 显著 较明显 较显著 效果明显 效果显著 成效明显 成效显著 作用明显 作用显著 影响明显 显著效果 明显效果
        明显改善效果 影响较大 影响深远 深远 深远影响 有所作用 较大 较高 很高 程度较高 程度高 较强 较好 较为明显 效果较好
        效果良好 成效良好
        """
    )
)
VAGUE_ADVERBS = _words(
    "有效 显著 明显 逐步 逐渐 进一步 不断 稳步 大幅 有所 得到 切实 积极 较大 一定程度 极大 更加"
)
EXTENT_ENDINGS = _words("程度 影响 影响力 作用 影响情况")
ASKED_EXTENTS = _words("满意 知晓 熟悉 了解 认可 知悉")

# --- time spans of a project, in the header -----------------------------------------------------------------------

SPAN_KEYS = _words("起止 实施期 项目期 建设周期 实施周期 项目周期 期限 建设期")
START_KEYS = _words("开始 起始 开工")
END_KEYS = _words("完成 结束 竣工 终止 完工")

# Function words that are written twice by slip (及及), each with the characters that make the pair two words:
# those before it (普及+及时) and those behind it (的+的确).
DOUBLED = {
    "及": ("普涉以埃波触危顾惠提遍推累殃企，、；", ""), "的": ("目", "确士"), "了": ("不受终甚", "解结断然不"), "和": ("暖共温缓饱祥平调总综谐柔", "美气睦谐解平缓"),
    "与": ("参给赋授干", "会时"), "在": ("存现所实潜内外自正", "职建校岗编线场册押逃读"), "为": ("行作成认因以", "民人基农企政"), "或": ("", "许多"),
    "并": ("合归兼吞", "购轨联行发网存"), "将": ("即必上中大少", "军来士"), "被": ("棉植覆", "子褥"), "于": ("", ""), "由": ("自理缘事", ""),
    "以": ("可予得所加难足", "上下内外前后及人"), "按": ("", "时期规月季年量质摩需"), "到": ("得收", "位场期岗账达底"), "该": ("应", ""),
    "从": ("服听跟", "业事而容"), "之": ("", ""), "其": ("尤与", "他它中余实"), "不": ("", ""), "性": ("", "质能格别价"), "率": ("", "先领"),
    "度": ("", "过量假数"), "，": ("", ""), "、": ("", ""), "；": ("", ""), "：": ("", ""),
}  # fmt: skip
# Doubled characters where only a look at the original tells what was meant.
DOUBTFUL = ("职工工部",)

ANNUAL_GOALS = _words(
    "年度目标 年度总体目标 年度绩效目标 年度绩效总目标 年度总体绩效目标 本年度绩效目标 年度总目标 全年绩效目标"
)
LONG_GOALS = _words(
    "中长期目标 长期目标 中期目标 实施期目标 实施期绩效目标 项目总目标 总体目标 中长期绩效目标 项目绩效总目标"
)
MANDATES = _words("职责 职能")
