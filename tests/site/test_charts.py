"""Charts: what they show, in which places, and that they tell it in words too."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from perfdsl.site.charts.bars import MOST_ROWS, Bar, bars
from perfdsl.site.charts.chart import Chart, shorten
from perfdsl.site.charts.line import Year, line
from perfdsl.site.charts.scale import scale
from perfdsl.site.charts.shares import shares
from perfdsl.site.charts.spread import Mark, Spread
from perfdsl.site.charts.strip import HIGHEST, MOST_BANDS, strip
from perfdsl.site.render.renderer import Renderer


def rows(*sizes: str) -> list[Bar]:
    return [Bar(f"第{number}项", Decimal(size)) for number, size in enumerate(sizes, 1)]


def spread(label: str, *values: str, comparator: str = ">=") -> Spread:
    return Spread(label, [Mark(Decimal(value), comparator) for value in values])


def made(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


def per_cent(length: str) -> float:
    return float(length.removesuffix("%"))


def texts(chart: Chart, role: str) -> list[str]:
    return [text.text for text in chart.texts if text.role == role]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (["95", "100"], "95 96 97 98 99 100"),
        (["3", "3900"], "0 1000 2000 3000 4000"),
        (["0.001", "0.0023"], "0.001 0.0015 0.002 0.0025"),
        (["-5", "5"], "-6 -4 -2 0 2 4 6"),
        (["0"], "0 0.2"),
        (["7", "7"], "6 8"),
        (["1e40", "3e40"], " ".join(f"{number}{'0' * 39}" for number in (10, 15, 20, 25, 30))),
    ],
)
def test_a_scale_has_round_ends_and_holds_every_value(values: list[str], ticks: str) -> None:
    axis = scale(map(Decimal, values))
    assert " ".join(str(tick) for tick in axis.ticks) == ticks
    assert all(axis.low <= Decimal(value) <= axis.high for value in values)


def test_bars_go_from_large_to_small_in_proportion() -> None:
    chart = made(bars("a", "资金来源", "万元", rows("20", "80", "0")))
    assert texts(chart, "label") == ["第2项", "第1项"]
    assert texts(chart, "value") == ["80", "20"]
    long, short = (per_cent(rect.width) for rect in chart.rects)
    assert long == 4 * short
    assert chart.title == "资金来源（万元）"
    assert chart.desc == "从大到小：第2项 80 万元；第1项 20 万元。"


def test_many_bars_end_in_the_sum_of_the_rest() -> None:
    chart = made(bars("a", "项目", "万元", rows(*(str(size) for size in range(1, 31)))))
    assert len(chart.rects) == MOST_ROWS
    assert texts(chart, "label")[-1] == "其余 19 项合计"
    assert texts(chart, "value")[-1] == str(sum(range(1, 20)))


def test_shares_fill_the_whole_bar_and_differ_by_pattern() -> None:
    chart = made(shares("a", "构成", "万元", rows("25", "75")))
    parts = [rect for rect in chart.rects if rect.y == "0"]
    assert [rect.fill for rect in parts] == [0, 1]
    assert per_cent(parts[0].x) == 0
    assert per_cent(parts[1].x) + per_cent(parts[1].width) == 100
    assert texts(chart, "label")[0] == "第1项　25 万元，25.0%"


@pytest.mark.parametrize(
    "chart",
    [
        bars("a", "x", "万元", rows("5")),
        bars("a", "x", "万元", rows("0", "-1", "3")),
        shares("a", "x", "万元", rows("5")),
        shares("a", "x", "万元", rows("5", "-1")),
        shares("a", "x", "万元", rows("0", "0")),
        shares("a", "x", "万元", rows("1", "1", "1", "1", "1")),
        line("a", "x", "万元", [Year(2024, Decimal(1))]),
        line("a", "x", "万元", [Year(2023, Decimal(1)), Year(2024, Decimal(1))]),
        strip("a", "x", "人", [spread("2024年度", "5", "5"), Spread("2023年度", [])]),
        strip("a", "x", "人", []),
    ],
)
def test_no_chart_where_there_is_nothing_to_see(chart: Chart | None) -> None:
    assert chart is None


def test_a_strip_has_a_dot_for_each_unit_at_its_value() -> None:
    chart = made(strip("a", "分布", "人", [spread("2024年度", "10", "20", "30", "30")]))
    assert len(chart.dots) == 4 + 1  # and the one that says what the shape means
    low, middle, *high = (per_cent(dot.x) for dot in chart.dots[:4])
    assert high[0] == high[1]
    assert middle - low == high[0] - middle
    assert chart.dots[2].y != chart.dots[3].y
    assert texts(chart, "label") == ["2024年度　4 个单位，中位数 25人"]
    assert "最低 10人，最高 30人。每点代表一个单位，竖线是中位数。" in chart.desc


def test_shapes_tell_the_comparators_apart_and_are_explained() -> None:
    marks = [Mark(Decimal(5), ">="), Mark(Decimal(6), "<="), Mark(Decimal(7), "=")]
    chart = made(strip("a", "分布", "人", [Spread("2024年度", marks)]))
    assert [dot.shape for dot in chart.dots[:3]] == ["least", "most", "point"]
    assert texts(chart, "tick")[-3:] == ["等于", "不低于", "不高于"]
    plain = made(strip("a", "分布", "人", [spread("2024年度", "5", "6", comparator="=")]))
    assert "等于" not in texts(plain, "tick")


def test_a_strip_stays_small_however_many_units() -> None:
    values = [str(number % 40) for number in range(5_000)]
    years = [spread(f"{year}年度", *values) for year in range(2025, 2005, -1)]
    chart = made(strip("a", "分布", "人", years))
    assert len(texts(chart, "label")) == MOST_BANDS
    heights = {dot.y for dot in chart.dots}
    assert len(heights) <= MOST_BANDS * HIGHEST + 1
    assert len(draw(chart)) < 250_000
    assert re.search(r"每点代表 \d+ 个单位", chart.desc)


def test_a_line_breaks_into_dashes_where_years_are_missing() -> None:
    years = [Year(2024, Decimal(40)), Year(2021, Decimal(10)), Year(2022, Decimal(20))]
    chart = made(line("a", "各年度金额", "万元", years))
    assert [rule.role for rule in chart.rules] == ["axis", "link", "gap"]
    places = [per_cent(dot.x) for dot in chart.dots]
    assert places == sorted(places)
    assert places[2] - places[1] == pytest.approx(2 * (places[1] - places[0]), abs=0.11)
    heights = [float(dot.y.removesuffix("em")) for dot in chart.dots]
    zero = float(chart.rules[0].y1.removesuffix("em"))
    assert zero - heights[2] == pytest.approx(2 * (zero - heights[1]), abs=0.02)
    assert chart.desc == "2021年度 10 万元；2022年度 20 万元；2024年度 40 万元。"


def test_of_many_years_some_are_labelled_the_last_always() -> None:
    chart = made(line("a", "x", "", [Year(year, Decimal(year % 7)) for year in range(1990, 2026)]))
    assert len(chart.dots) == 36
    labels = texts(chart, "tick")
    assert labels[-1] == "2025"
    assert len(labels) <= 6


def test_a_median_between_two_values_is_not_longer_than_it_must_be() -> None:
    assert spread("", "1", "2").middle == Decimal("1.5")
    assert spread("", "1.005", "1.01").middle == Decimal("1.01")
    assert spread("", "1.005").middle == Decimal("1.005")
    assert spread("", "1" * 40, "2" * 40).middle > 0


def test_long_names_are_cut_where_a_phone_ends() -> None:
    assert shorten("短名") == "短名"
    assert shorten("很长的名称" * 10) == "很长的名称" * 3 + "…"


def draw(chart: Chart | None) -> str:
    template = Renderer().environment.from_string('{% from "_chart.html" import draw %}{{ draw(chart) }}')
    return template.render(chart=chart)


def test_drawn_with_title_description_and_patterns_of_its_own() -> None:
    html = draw(shares("split", "<构成>", "万元", rows("1", "2", "3", "4")))
    assert 'role="img" aria-labelledby="split-title split-desc"' in html
    assert '<title id="split-title">&lt;构成&gt;</title>' in html
    assert re.findall(r'<pattern id="(.*?)"', html) == ["split-1", "split-2", "split-3"]
    assert set(re.findall(r'fill="url\(#(.*?)\)"', html)) == {"split-1", "split-2", "split-3"}
    assert draw(None).strip() == ""


def test_under_the_tables_of_a_unit(corrected: Path) -> None:
    page = (corrected / "2022/zonggonghui/index.html").read_text("utf-8")
    assert page.count('<figure class="chart"') == 2  # one source of money only: nothing to set side by side
    table, chart = page.index('id="funding-2"'), page.index("基本支出与项目支出</figcaption>")
    assert table < chart < page.index('id="indicators"')
    assert page.index('id="projects-table"') < page.index("项目按金额排列（万元）</figcaption>")


def test_sources_are_the_rows_that_are_made_of_no_others(county: Path) -> None:
    page = (county / "2025/205001/index.html").read_text("utf-8")
    described = page.partition("收入构成（万元）</title>")[2].partition("</desc>")[0]
    assert described.endswith(
        "从大到小：一般公共预算资金 15,730 万元；政府性基金 400 万元；上年结转资金 210 万元。"
    )
