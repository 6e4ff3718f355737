"""The law of money: whatever is written, the headline is the sum of what was meant, or it is not told.

The expectation is computed here from what was put together, with whole numbers, by no code of the model.
"""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from perfdsl.model.table import NOT_SUMMED
from perfdsl.pipeline import check_source, library
from perfdsl.presentation.figures import figures
from perfdsl.syntax.source import Source

SHELF = library()
HEAD = "部门: 示例单位\n年度: 2024\n体系: 江苏省部门整体\n# 资金（万元）\n"
OF_GRANTS = ("一般公共预算资金", "政府性基金", "财政专户管理资金")
OTHERS = ("国有资本金", "社保基金", "上年结转资金", "其他资金")
NO_NUMBER = (
    "12O",
    "l20",
    "286,30",
    "2860。50",
    "￥120",
    "壹佰贰拾",
    "100+20",
    "约5",
    "5（含上年）",
    "待定",
    "5%",
)
STRANGERS = ("彩票公益金", "某县专款", "财政投款")


class Row(NamedTuple):
    """A line of 资金; ``cents`` is its amount in hundredths, None for one that is no number."""

    name: str
    text: str
    cents: int | None


def written(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02}"


@st.composite
def a_row(draw: st.DrawFn, name: str) -> Row:
    if draw(st.integers(0, 7)) == 0:
        text = draw(st.sampled_from(NO_NUMBER))
        return Row(name, text, None)
    cents = draw(st.integers(0, 10**9))
    return Row(name, written(cents), cents)


@st.composite
def some_rows(draw: st.DrawFn, names: tuple[str, ...]) -> list[Row]:
    chosen = draw(st.lists(st.sampled_from(names), unique=True))
    return [draw(a_row(name)) for name in chosen]


def total(rows: list[Row]) -> int | None:
    """In hundredths; None where one of them is no number."""
    cents = [row.cents for row in rows]
    known = [one for one in cents if one is not None]
    return sum(known) if len(known) == len(cents) else None


@given(some_rows(OF_GRANTS), some_rows(OTHERS), st.data())
def test_the_headline_is_what_was_meant_or_is_not_told(
    grants: list[Row], others: list[Row], data: st.DataObject
) -> None:
    lines = [*grants, *others]
    whole, stated = total(lines), None
    off = data.draw(st.sampled_from([None, 0, 1, 9, -1]), label="written total, off by so much")
    if off is not None and whole is not None and lines:
        stated = max(whole + off, 0)
        lines.append(Row("资金总额", written(stated), stated))
        whole = whole if stated == whole else None
    strangers = data.draw(some_rows(STRANGERS), label="strangers")
    lines = data.draw(st.permutations([*lines, *strangers]), label="order")
    text = HEAD + "\n".join(f"{row.name} = {row.text}" for row in lines)
    table = check_source(Source("例.perf", text), SHELF).table
    assert table
    found = figures(table).total
    if not grants and not others:
        assert found is None or found.text == NOT_SUMMED
    elif whole is None:
        assert found is not None
        beside_strangers = strangers and stated is not None and found.yuan == stated * 100
        assert found.text == NOT_SUMMED or beside_strangers  # the missing term may be one of them
    else:
        assert found is not None
        assert found.yuan == whole * 100


@given(some_rows(("甲项目", "乙项目", "丙项目", "丁项目")), st.booleans(), st.integers(0, 10**6))
def test_projects_are_summed_once_or_not_at_all(projects: list[Row], has_total: bool, stated: int) -> None:
    """A total among them (合计), right or wrong, changes nothing."""
    lines = [f"{row.name} = - / {row.text}" for row in projects]
    lines += [f"合计 = - / {written(stated)}"] if has_total else []
    text = HEAD + "其他资金 = 5\n# 项目（万元）\n" + "\n".join(lines)
    table = check_source(Source("例.perf", text), SHELF).table
    assert table
    found, whole = figures(table).project_total, total(projects)
    assert len(table.projects) == len(projects)
    if not projects:
        assert found is None
    elif whole is None:
        assert found is not None
        assert found.is_unknown
    else:
        assert found is not None
        assert found.yuan == whole * 100
