"""Words that real tables use as values: grades and states, and directions of change.

Collected from published tables; extend freely, a word that is missing is only read as free text.
"""

from __future__ import annotations

from perfdsl.text.patterns import lazy

GRADES = frozenset(
    """健全 规范 合规 合理 明确 科学 完善 公开 有效 充分 完整 准确 真实 及时 优 良 中 差 好 较好 良好 优良 优秀 一般
    合格 达标 高 较高 很高 低 较低 程度较高 程度高 可控 可行 有序 正常 稳定 安全 严格 严密 清晰 详实 到位 匹配 相符
    相关 适应 一致 是 否 有 无 零 通过 完成 已完成 长期 长远 长效 持续 中长期 显著 明显 较明显 满意 基本满意 非常满意
    零事故 无事故 零投诉 全覆盖 应保尽保 应补尽补 应享尽享 应发尽发 应救尽救 应收尽收 足额 按时 按期 准时 及时足额
    高效 便捷 良性 较大 较小 强 较强 有保障 保障有力 落实 执行有效 制度健全 健全完善 健全规范 科学合理 合法合规 规范有效
    公平 公正 有所作用 效果明显 效果显著 明显改善效果 显著效果 影响较大 影响深远 作用明显 达到预期 符合要求 符合标准
    符合规定 合格以上 良好以上""".split()
)

# Classes and ratings: Ⅱ类, 优于Ⅲ类, 三级甲等, A级, 3A级, 国家二级.
RATING = lazy(
    r"(?:优于|不低于|达到)?(?:国家|省|市|地表水|地下水)?(?:[Ⅰ-Ⅻ]|[IVX]{1,4}|[一二三四五六七八九甲乙丙]|\d?[A-E]{1,5}[+]?)[类级等](?:[甲乙丙]等|标准|以上|及以上)?\Z"
)

_ADVERB = (
    "(?:有效|显著|明显|持续|逐步|逐年|逐渐|进一步|不断|稳步|大幅|大幅度|有所|得到|得以|切实|积极|全面|较大|较大幅度|"
    "一定程度|整体|同比|环比|长期|稳定|有力|充分|极大|较|更加)"
)
_VERB = (
    "(?:提升|提高|增加|增长|增强|增进|改善|促进|优化|加强|强化|扩大|上升|好转|向好|减少|降低|下降|减轻|减缓|缩短|缓解|遏制|"
    "控制|节约|推动|推进|发展|保持|维持|巩固|完善|保障|维护|丰富|拓展|壮大|夯实|深化|延长|消除|化解)"
)
_THAN = "(?:(?:较|比|与)(?:上一?年|去年|往年|前一年|同期|上年同期|上年度)(?:相比|比)?)"

DIRECTION = lazy(rf"{_THAN}?{_ADVERB}*(?:{_VERB}|{_VERB}(?:了|明显|显著|效果|较大))\Z|{_VERB}{_ADVERB}\Z")

# The words before an amount: 较上年增长10%, 同比下降3% (an amount of change) …
CHANGE = lazy(rf"{_THAN}?{_ADVERB}*{_VERB}(?:了|约)?(?![到至在])")
# … and those that only introduce a level: 提高到95%, 保持在90%以上, 完成100%, 约100人, 新增3个.
LEAD = lazy(
    rf"{_THAN}?{_ADVERB}*(?:{_VERB}|[升降增减])[到至在]|(?:保持|维持|稳定)在?|完成|实现|新增|新建|约|大约|近|累计|共计?"
)

# Chinese numerals that count something: 一次, 两个, 三年, 前三名. A bare numeral means nothing (一致, 一般).
COUNTED = lazy(
    r"(?P<lead>每\S{1,2}|(?:全\S{1,4})?[前第])?(?P<digit>[一二两三四五六七八九十])"
    r"(?P<unit>个月|年|次|场|个|项|期|批|人|家|户|套|台|篇|份|件|名|位|座|处|条|天|周)?\Z"
)
DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
