"""Sorting and filtering of tables: by number, date and pinyin, spoken, reversible, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import Visit, visit

ROWS = "#units tbody tr:not([data-fixed])"


@pytest.fixture
def seen(browser: Browser, address: str) -> Iterator[Visit]:
    with visit(browser, f"{address}/units.html") as opened:
        yield opened


@pytest.fixture
def page(seen: Visit) -> Page:
    return seen.page


def heading(page: Page, name: str) -> Locator:
    """The button of a column; the style sheet may draw an arrow beside its name."""
    return page.locator("th").get_by_role("button").filter(has_text=re.compile(f"^{re.escape(name)}$"))


def column(page: Page, number: int) -> list[str]:
    return page.locator(f"{ROWS} > :nth-child({number})").all_inner_texts()


def values(page: Page, number: int) -> list[float]:
    given = page.locator(f"{ROWS} > :nth-child({number})").evaluate_all(
        "all => all.map(one => one.dataset.value)"
    )
    return [float(value) for value in given if value]


def test_a_heading_sorts_up_then_down_then_back(page: Page) -> None:
    before = column(page, 1)
    button = heading(page, "资金总额（万元）")
    cell = button.locator("..")
    spoken = page.get_by_role("status").filter(has_text="排序")
    button.click()
    assert values(page, 4) == sorted(values(page, 4))
    assert cell.get_attribute("aria-sort") == "ascending"
    expect(spoken).to_have_text("已排序：资金总额（万元），从小到大")
    button.click()
    assert values(page, 4) == sorted(values(page, 4), reverse=True)
    assert cell.get_attribute("aria-sort") == "descending"
    button.click()
    assert column(page, 1) == before
    assert cell.get_attribute("aria-sort") is None
    expect(page.get_by_text("已恢复原来的顺序")).to_have_count(1)


def test_what_has_no_value_comes_last_both_ways_and_a_total_stays(page: Page) -> None:
    button = heading(page, "资金总额（万元）")
    empty = column(page, 4).count("—")
    assert empty > 0
    for _ in range(2):
        button.click()
        assert column(page, 4)[-empty:] == ["—"] * empty
        assert page.locator("#units tbody tr").last.inner_text().startswith("合计")


def test_equal_rows_keep_their_order(page: Page) -> None:
    before = column(page, 1)
    heading(page, "年度").click()
    years, names = column(page, 2), column(page, 1)
    assert years == sorted(years)
    of_2022 = [name for name, year in zip(names, years, strict=True) if year == "2022年度"]
    assert of_2022 == [name for name in before if name in of_2022]


def test_names_sort_by_pinyin(page: Page) -> None:
    heading(page, "单位").click()
    names = column(page, 1)
    ordered = (
        "names => names.slice().sort(new Intl.Collator('zh-Hans-CN-u-co-pinyin', { numeric: true }).compare)"
    )
    assert names == page.evaluate(ordered, names)
    assert next(name[:2] for name in names if name.startswith(("重庆", "村", "无锡"))) == "重庆"


def test_keyboard_alone_sorts_and_another_column_takes_over(page: Page) -> None:
    heading(page, "单位").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.textContent") == "指标数"
    assert values(page, 3) == sorted(values(page, 3))
    assert page.locator("#units th[aria-sort]").all_inner_texts() == ["指标数"]
    assert heading(page, "下载").count() == 0


def test_groups_and_parts_stay_together(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/2022/wuxi-corrected-zonggonghui/index.html") as opened:
        page = opened.page
        shape = "all => all.map(body => [...body.rows].map(row => row.hasAttribute('data-fixed') ? '组' : '行').join(''))"
        before = page.locator("tbody").evaluate_all(shape)
        heading(page, "指标").click()
        assert page.locator("tbody").evaluate_all(shape) == before
        names = page.locator("tbody").first.locator("tr[id] > th").all_inner_texts()
        assert names == page.evaluate(
            "names => names.slice().sort(new Intl.Collator('zh-Hans-CN-u-co-pinyin').compare)", names
        )


def test_typing_narrows_the_rows_and_is_kept(page: Page, seen: Visit) -> None:
    box = page.get_by_label("筛选单位")
    box.fill("总 工会")
    kept = page.locator(f"{ROWS}:visible").all_inner_texts()
    assert kept
    assert all("总工会" in row for row in kept)
    assert page.locator("#units tr[data-fixed]").is_visible()
    expect(page.locator(".filter-count")).to_contain_text(f"{len(kept)} / ")
    page.reload()
    assert page.get_by_label("筛选单位").input_value() == "总 工会"
    assert page.locator(f"{ROWS}:visible").all_inner_texts() == kept
    heading(page, "指标数").click()
    assert page.locator(f"{ROWS}:visible").count() == len(kept)
    page.get_by_label("筛选单位").fill("")
    assert page.locator(f"{ROWS}:visible").count() > len(kept)


def test_without_script_nothing_pretends_to_sort(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/units.html", java_script_enabled=False) as opened:
        assert opened.page.get_by_role("button").count() == 0
        assert opened.page.locator(ROWS).count() > 30
