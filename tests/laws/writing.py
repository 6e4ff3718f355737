"""Strategies: lines as a finance officer types them, well and badly, and whole files of them."""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = st.sampled_from(
    [
        "班组长安全培训人数",
        "预算执行率",
        "国家级/省级品牌数",
        "开展“关爱 圆梦”工程活动次数",
        "受益人口数(≥**人)",
        "年",
        "x-1",
    ]
)
NUMBERS = st.sampled_from(["0", "5", "1000", "22,614.51", "０.９７", "20.10", "100", "-3"])
UNITS = st.sampled_from(["", "人", "%", "％", "万元", "万元/亩", "次/月", "㎡", "百分比", "‰"])
WORDS = st.sampled_from(
    [
        "健全",
        "显著提升",
        "2022年12月底前",
        "2020年1月-11月",
        "-",
        "不适用",
        "按月安排",
        "100~200人",
        "1:3",
        "前1%",
        "2026/1/31",
    ]
)
COMPARATORS = st.sampled_from([">=", "<=", "=", ">", "<", "≥", "≤", "＞＝", "＜＝", "＝", "≧", "﹦"])
SLASHES = st.sampled_from([" / ", "/", " ／ ", "　/　"])
ATTRIBUTES = st.sampled_from(["", "", " [5分]", " 【10分 核心】", "[权重3]"])
COMMENTS = st.sampled_from(["", "", " // 说明", "　／／ 允许 T503: 理由", "\t// 允许 B402"])
GAPS = st.sampled_from(["", " ", "　", "\u00a0", "\u200b", "\t"])


@st.composite
def quantities(draw: st.DrawFn) -> str:
    return draw(NUMBERS) + draw(UNITS)


@st.composite
def measured(draw: st.DrawFn) -> str:
    cells = draw(st.lists(quantities(), min_size=1, max_size=2))
    return f"{_name(draw)} {draw(COMPARATORS)} {draw(SLASHES).join(cells)}"


@st.composite
def described(draw: st.DrawFn) -> str:
    cells = draw(st.lists(WORDS, min_size=1, max_size=2))
    return f"{_name(draw)}{draw(st.sampled_from([': ', '：', ':']))}{' / '.join(cells)}"


@st.composite
def pasted(draw: st.DrawFn) -> str:
    cells = draw(st.lists(st.one_of(quantities().map("≥".__add__), WORDS), min_size=1, max_size=2))
    return "\t".join(["绩效目标合理性", *cells])


def _name(draw: st.DrawFn) -> str:
    name = draw(NAMES)
    return f'"{name}"' if "≥" in name else name


@st.composite
def entries(draw: st.DrawFn) -> str:
    """One indicator line, with everything that may stand around it."""
    body = draw(st.one_of(measured(), described()))
    part = draw(st.sampled_from(["", "", "- "]))
    return draw(GAPS) + part + body + draw(ATTRIBUTES) + draw(COMMENTS)


OTHER_LINES = st.sampled_from(
    [
        "", "// 一条说明", "## 决策", "## 履职", "### 职工权益维护", "＃＃ 效益 [30分]", "#### 重点工作 <- 甲, 乙", "####重点工作 ← 甲",
        "> 数据来源: 登记表", "＞ 评分标准：按次扣分", "=> 100人 / 200人", "⇒ 已完成", "名称 1000人", "人数 >=", ">= 5", "人数 >= 1 2",
        '"没有闭合 >= 1', "人数 => 3", "> 没有冒号", "##", "名称:", "人数 >= 1 /", "# 资金（万元）", "基本支出 = 90 / 226.124", "# 项目",
        "市级劳模四金 = 0 / 300", "# 年度目标", "牢牢把握 **主题**", "# 指标", "#指标", "\u200b", "a\tb\tc", "》》", "年度: 2022", "部门： 甲",
    ]
)  # fmt: skip
LINES = st.one_of(
    entries(),
    pasted(),
    OTHER_LINES,
    st.text(max_size=30).filter(lambda text: "\n" not in text and "\r" not in text),
)
HEAD = "部门: 示例单位\n年度: 2022\n体系: 江苏省部门整体\n\n# 指标\n"


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file: mostly a real beginning, then any lines."""
    head = draw(st.sampled_from([HEAD, HEAD, HEAD, "", "体系: 甲\n标题: 乙\n\n# 资金\n"]))
    return head + "\n".join(draw(st.lists(LINES, max_size=12)))
