"""Words that real tables use as values: grades and states, and directions of change.

Collected from published tables; extend freely, a word that is missing is only read as free text.
"""

from __future__ import annotations

import re

GRADES = frozenset(
    """健全 规范 合规 合理 明确 科学 完善 公开 有效 充分 完整 准确 真实 及时 优 良 中 差 好 较好 良好 优良 优秀
    合格 达标 高 较高 低 较低 程度较高 程度高 可控 可行 有序 正常 稳定 安全 严格 严密 清晰 详实 到位 匹配 相符
    相关 适应 一致 是 否 有 无 通过 完成 已完成 长期 长远 长效 持续 中长期 显著 明显 较明显 满意 基本满意 非常满意
    零事故 无事故 全覆盖 应保尽保 应补尽补 应享尽享 应发尽发 应救尽救 足额 按时 按期 及时足额 高效 便捷 良性
    有保障 保障有力 落实 执行有效 制度健全 健全完善 健全规范 科学合理 合法合规 规范有效 公平 公正 有所作用 效果明显
    效果显著 明显改善效果 显著效果 影响较大 影响深远 作用明显""".split()
)

_ADVERB = "(?:有效|显著|明显|持续|逐步|逐年|进一步|不断|稳步|大幅|大幅度|有所|得到|得以|切实|积极|全面|较大|较大幅度|一定程度|整体|同比|长期|稳定|有力|充分)"
_VERB = (
    "(?:提升|提高|增加|增长|增强|改善|促进|优化|加强|扩大|上升|好转|减少|降低|下降|减轻|缩短|缓解|遏制|控制|节约|推动|推进|发展|保持|维持|巩固|完善)"
)
DIRECTION = re.compile(rf"{_ADVERB}*(?:得到|有)?{_ADVERB}?(?:{_VERB}|{_VERB}(?:了|明显|显著|效果|较大))\Z|{_VERB}{_ADVERB}\Z")
