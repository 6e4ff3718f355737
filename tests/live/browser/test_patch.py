"""The page in the browser becomes the page that was drawn, and keeps what its reader did."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from tests.browser import Visit
from tests.live.browser.conftest import Opened, page_event
from tests.live.browser.server import Told

STATE = (Path(__file__).parent / "page_state.js").read_text("utf-8")
ROW = re.compile(r'<tr id="(i-[^"]+)".*?</tr>', re.DOTALL)
NAMES = "道路 养护 资金 检测 桥梁 培训".split()


@pytest.fixture
def page(opened: Opened) -> object:
    with opened() as visited:
        visited.page.evaluate(STATE)
        yield visited


def patch(visited: Visit, told: Told, html: str) -> None:
    """Send the page, and wait until it is there."""
    told.send("page", **page_event(html))
    told.send("trouble", message="到了")
    notice = visited.page.locator(".live-notices", has_text="到了")
    notice.wait_for()
    told.send("trouble", message="")
    notice.wait_for(state="hidden")


# ---- The law: whatever the two pages are, the one becomes the other


def shuffled(chance: random.Random, html: str) -> str:
    """The page after a few edits of any kind."""
    for _ in range(chance.randint(1, 4)):
        rows = list(ROW.finditer(html))
        html = edited(
            chance, html, chance.choice(rows), chance.choice(rows)[0], "".join(chance.sample(NAMES, 2))
        )
    return html


def edited(chance: random.Random, html: str, match: re.Match[str], other: str, name: str) -> str:
    row, new_id = match[0], f"i-{chance.getrandbits(32):08x}"
    marked = row.replace("</th>", f'<span class="mark">{name}</span></th>')
    section = f'<section aria-label="{name}"><h2>{name}</h2></section><section'
    return chance.choice(
        [
            html.replace(row, ""),
            html.replace(row, row + row.replace(match[1], new_id)),
            html.replace(row, "").replace(other, other + row),
            html.replace(row, marked),
            html.replace(row, re.sub("<td>[^<]*", f"<td>{name}", row)),
            html.replace("<section", section, 1),
            re.sub(r"<section class=\"prose.*?</section>", "", html, count=1, flags=re.DOTALL),
            html.replace("<p>", f"<p>{name}</p><p>", 1),
            re.sub(r"<tbody>.*?</tbody>", "", html, count=chance.randint(1, 3), flags=re.DOTALL),
            html.replace("<body>", f'<body class="{name}">', 1),
        ]
    )


def test_any_page_becomes_any_other(page: Visit, html: str) -> None:
    """Sixty times, from where the time before left it: what scripts made (buttons, regions) stays in between."""
    chance = random.Random(4)  # noqa: S311 - the same each time
    for number in range(60):
        wanted = shuffled(chance, html)
        assert page.page.evaluate("html => perfdslTest.patched(html)", wanted) == "", number
    assert page.page.evaluate("html => perfdslTest.patched(html)", html) == ""
    assert page.page.locator("[data-display] button").count() == 2
    assert page.page.locator("button.cite").count() == 1


@pytest.mark.parametrize("address", ["index.html", "indicators.html", "search.html", "status.html"])
def test_the_same_page_touches_nothing(opened: Opened, county_site: Path, address: str) -> None:
    """Whatever scripts have made of it: no node is added, removed or changed."""
    with opened(address) as visited:
        touched = visited.page.evaluate(
            """async (html) => {
                let count = 0;
                const watcher = new MutationObserver((list) => { count += list.length; });
                watcher.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
                const said = perfdslLive.patch(html);
                await new Promise((done) => setTimeout(done, 50));
                return [count, said.length];
            }""",
            (county_site / address).read_text("utf-8"),
        )
        assert touched == [0, 0]


# ---- What stays


NOTE_FLASHES = """() => {
    window.flashed = new Set();
    const note = (list) => list.map(({ target }) => target)
        .filter((one) => one.hasAttribute("data-live-flash")).forEach((one) => flashed.add(one));
    new MutationObserver(note).observe(document.body, { subtree: true, attributeFilter: ["data-live-flash"] });
}"""


def test_only_what_changed_is_touched(page: Visit, told: Told, html: str) -> None:
    rows = ROW.findall(html)
    page.page.evaluate("document.querySelectorAll('main *').forEach((one) => { one.mine = true; })")
    page.page.evaluate(NOTE_FLASHES)
    patch(page, told, html.replace("≥7所", "≥9所").replace("<title>", "<title>改"))
    assert page.page.title().startswith("改")
    assert page.page.locator("td", has_text="≥9所").count() == 1
    strange = "[...document.querySelectorAll('main *')].filter((one) => !one.mine && !perfdslLive.made.has(one)).length"
    assert page.page.evaluate(strange) == 0
    assert page.page.evaluate("[...flashed].map((one) => one.tagName)") == ["TR"]
    assert page.page.locator("p.live-said[role=status]").inner_text().startswith("已更新：")
    patch(page, told, html.replace(ROW.search(html)[0], ""))
    assert page.page.evaluate(strange) == 0
    assert page.page.locator("tr[id^=i-]").count() == len(rows) - 1


def test_a_selection_around_a_changed_number(page: Visit, told: Told, html: str) -> None:
    page.page.evaluate("""() => {
        const text = [...document.querySelectorAll('td')].find((cell) => cell.textContent === '≥7000人次').firstChild;
        getSelection().setBaseAndExtent(text, 3, text, text.length);
    }""")
    assert page.page.evaluate("String(getSelection())") == "00人次"
    patch(page, told, html.replace("≥7000人次", "≥98700人次"))
    assert page.page.evaluate("String(getSelection())").endswith("人次")


def test_copy_buttons_come_to_new_rows(page: Visit, told: Told, html: str) -> None:
    page.page.get_by_role("button", name="复制链接或引用…").click()
    count = page.page.locator(".cite-row").count()
    row = ROW.search(html)
    assert row
    patch(page, told, html.replace(row[0], row[0] + row[0].replace(row[1], "i-new")))
    assert page.page.locator(".cite-row").count() == count + 1
    page.page.get_by_role("button", name="复制链接或引用…").click()
    assert page.page.locator(".cite-row").count() == 0


HOME_ROW = re.compile(r'<tr><th scope="row"><a href="2025/.*?</tr>', re.DOTALL)


def test_a_sorted_table_stays_sorted(opened: Opened, county_site: Path) -> None:
    """A new row takes its place; the order of the page is still there for the third press."""
    html = (county_site / "index.html").read_text("utf-8")
    rows = HOME_ROW.findall(html)
    new = rows[0].replace("2025/", "2025/0", 1).replace("青山县", "阿城")
    with opened("index.html") as visited:
        page = visited.page
        page.evaluate(STATE)
        names = "[...document.querySelectorAll('table[data-sortable] tbody')][0].innerText"
        button = page.locator("table[data-sortable] button.sort").first
        plain = page.evaluate(names)
        button.click()
        button.focus()
        ordered = page.evaluate(names)
        page.evaluate("html => perfdslLive.patch(html)", html.replace(rows[-1], rows[-1] + new))
        after = page.evaluate(names)
        assert after.startswith("阿城")
        assert after.endswith(ordered)
        assert button.evaluate(
            "one => one === document.activeElement && one.parentElement.getAttribute('aria-sort')"
        )
        page.evaluate("html => perfdslLive.patch(html)", html)
        assert page.evaluate(names) == ordered
        button.click()
        button.click()
        assert page.evaluate(names) == plain


def test_a_filter_keeps_its_text_and_filters_new_rows(opened: Opened, county_site: Path) -> None:
    html = (county_site / "indicators.html").read_text("utf-8")
    rows = re.findall(r"<tr>(?:(?!</tr>).)*<th scope=\"row\">.*?</tr>", html, re.DOTALL)
    with opened("indicators.html") as visited:
        page = visited.page
        box = page.locator(".filter input")
        box.fill("预算")
        box.evaluate("one => one.setSelectionRange(1, 2)")
        shown = page.locator("#catalogue tbody tr:visible").count()
        new = re.sub(r'href="[^"]*"', 'href="new.html"', rows[0]).replace("</a>", "预算</a>", 1)
        page.evaluate("html => perfdslLive.patch(html)", html.replace(rows[0], rows[0] + new))
        assert box.input_value() == "预算"
        assert box.evaluate("one => [one.selectionStart, one === document.activeElement]") == [1, True]
        assert page.locator("#catalogue tbody tr:visible").count() == shown + 1


def test_what_is_in_view_stays_in_its_place(page: Visit, html: str) -> None:
    rows = ROW.findall(html)
    middle = rows[len(rows) // 2]
    top = f"document.getElementById('{middle}').getBoundingClientRect().top"
    page.page.evaluate(f"document.getElementById('{middle}').scrollIntoView()")
    before = page.page.evaluate(top)
    first = next(row for row in ROW.finditer(html) if row[1] == rows[0])[0]
    longer = html.replace(first, f"{first}<tr><th>甲</th></tr><tr><th>乙</th></tr>")
    assert longer != html
    page.page.evaluate("html => perfdslLive.patch(html)", longer)
    page.page.wait_for_timeout(100)
    assert abs(page.page.evaluate(top) - before) < 1


def test_a_drawing_is_redrawn(page: Visit, told: Told, html: str) -> None:
    """A title within a drawing is one of its elements, not of the page."""
    title = re.search(r'<title id="([^"]+)">([^<]+)', html)
    assert title
    patch(page, told, html.replace(title[0], title[0] + "改"))
    assert page.page.evaluate(f"document.getElementById('{title[1]}').namespaceURI").endswith("svg")
    assert page.page.locator(f"[id='{title[1]}']").text_content() == f"{title[2]}改"


FLASHED = """() => {
    const row = document.querySelector("tr[data-live-flash]");
    return row && [getComputedStyle(row.querySelector("td")).animationName, getComputedStyle(row).outlineStyle];
}"""


def test_less_motion(opened: Opened, told: Told, html: str) -> None:
    """Looked at in the page itself: it lasts for a moment."""
    with opened(reduced_motion="reduce") as visited:
        told.send("page", **page_event(html.replace("≥7所", "≥9所")))
        assert visited.page.wait_for_function(FLASHED).json_value() == ["none", "dashed"]
