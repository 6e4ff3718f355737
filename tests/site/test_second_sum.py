"""The totals of a published site, against a second sum of its sources that shares no code with the first.

The sources are read here with one pattern, without parser, model or framework: every number of 资金 and 项目 is taken
from its line, in ten-thousandths, as a whole number. What the pages and the data files say is read from them as text.
"""

from __future__ import annotations

import csv
import html
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from perfdsl.formats.stratml import stratml
from perfdsl.pipeline import check_source, library
from perfdsl.site.build import build
from perfdsl.syntax.source import read_source

_LINE = re.compile(r"(?P<name>[^=\s/>-][^=]*?) = (?P<cells>[\d.]+(?: / [\d.]+)*)\s*(?://.*)?$")
_SPENDING = ("基本支出", "项目支出")
EXAMPLES = ("county", "wuxi-corrected")


class Sums(NamedTuple):
    """Of one source: what comes in, the basic part of what goes out, and the projects, in 元."""

    income: dict[str, int]
    basic: int
    projects: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.income.values())


def yuan(wan: str) -> int:
    """``897.334`` 万元 as 8973340 元, without any floating point."""
    whole, _, decimals = wan.replace(",", "").partition(".")
    assert len(decimals) <= 4
    return int(whole) * 10_000 + int(decimals.ljust(4, "0"))


def second_sum(source: Path) -> Sums:
    """Add up one file by its own lines."""
    income: dict[str, int] = {}
    projects: dict[str, int] = {}
    basic, section = 0, ""
    for line in source.read_text("utf-8").splitlines():
        if line.startswith("# "):
            section = line.removeprefix("# ").partition("（")[0]
        match = _LINE.match(line)
        if match and section in ("资金", "项目"):
            amount = yuan(match["cells"].split(" / ")[-1])
            if section == "项目":
                projects[match["name"]] = amount
            elif match["name"] == "基本支出":
                basic = amount
            elif match["name"] not in _SPENDING:
                income[match["name"]] = amount
    return Sums(income, basic, projects)


def year_and_code(source: Path) -> tuple[str, str]:
    text = source.read_text("utf-8")
    keys = dict(re.findall(r"^(年度|编码): (\S+)$", text, re.MULTILINE))
    return keys["年度"], keys.get("编码", "")


def shown(page: Path) -> str:
    """The words of a page, one space between them."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page.read_text("utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def wan(amount: int) -> str:
    """163400000 元 as pages write it: ``16,340``."""
    whole, rest = divmod(amount, 10_000)
    return f"{whole:,}" + (f".{rest:04}".rstrip("0") if rest else "")


class Site(NamedTuple):
    """A published site and the second sums of its sources, by the address of their page."""

    out: Path
    sources: dict[str, Path]
    sums: dict[str, Sums]

    def years(self) -> dict[str, int]:
        totals: dict[str, int] = {}
        for address, one in self.sums.items():
            year = address.partition("/")[0]
            totals[year] = totals.get(year, 0) + one.total
        return totals


@pytest.fixture(scope="module", params=EXAMPLES)
def site(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An example, built as for publication: no errors, no drafts."""
    project = root / "examples" / request.param
    out = tmp_path_factory.mktemp(request.param) / "site"
    build(project, out)
    index = json.loads((out / "data/index.json").read_text("utf-8"))["tables"]
    by_key = {year_and_code(file): file for file in sorted(project.glob("*/*.perf"))}
    sources = {one["id"]: by_key[str(one["year"]), one["code"] or ""] for one in index}
    assert len(sources) == len(by_key)
    return Site(out, sources, {address: second_sum(file) for address, file in sources.items()})


def test_what_comes_in_goes_out(site: Site) -> None:
    """The second sum is worth something: it agrees with itself, and is of many lines."""
    assert site.sums
    for one in site.sums.values():
        assert one.total == one.basic + sum(one.projects.values())
        assert len(one.income) + len(one.projects) > 3


def test_the_index_for_programs(site: Site) -> None:
    index = json.loads((site.out / "data/index.json").read_text("utf-8"))["tables"]
    assert {one["id"]: one["total_yuan"] for one in index} == {
        address: str(one.total) for address, one in site.sums.items()
    }


def test_the_page_of_each_table(site: Site) -> None:
    for address, one in site.sums.items():
        text = shown(site.out / address / "index.html")
        assert f"资金总额 {wan(one.total)} 万元" in text
        assert f"合计 {wan(sum(one.projects.values()))} 万元" in text
        for amount in (*one.income.values(), one.basic, *one.projects.values()):
            assert f" {wan(amount)} " in text


def test_the_official_form_of_each_table(site: Site) -> None:
    for address, one in site.sums.items():
        text = shown(site.out / address / "form.html")
        plain = wan(one.total).replace(",", "")
        assert re.search(rf"资金总额 {re.escape(plain)} ", text)


def test_the_pages_of_a_year(site: Site) -> None:
    newest = max(site.years())
    for year, total in site.years().items():
        folder = site.out if year == newest else site.out / year
        assert f"全部单位合计 {wan(total)} 万元" in shown(folder / "funding.html")
        assert f"资金总额 {wan(total)} 万元" in shown(folder / "index.html")
        own = [one for address, one in site.sums.items() if address.startswith(f"{year}/")]
        projects = sum(sum(one.projects.values()) for one in own)
        assert f"合计 {wan(projects)} 万元" in shown(folder / "projects.html")


def test_where_the_money_comes_from(site: Site) -> None:
    """Each source of a year, the two kinds of spending, and the row of each unit."""
    newest = max(site.years())
    for year in site.years():
        text = shown((site.out if year == newest else site.out / year) / "funding.html")
        own = [one for address, one in site.sums.items() if address.startswith(f"{year}/")]
        sources: dict[str, int] = {}
        for one in own:
            for name, amount in one.income.items():
                sources[name] = sources.get(name, 0) + amount
            projects = sum(one.projects.values())
            assert f"{wan(one.total)} {wan(one.basic)} {wan(projects)} " in text
        for name, amount in sources.items():
            assert f"{name} {wan(amount)} " in text


def test_the_files_of_each_table(site: Site) -> None:
    for address, one in site.sums.items():
        table = json.loads((site.out / address / "table.json").read_text("utf-8"))
        income, spending = table["funding"]["blocks"]
        (top,) = income["rows"]
        assert _in_column(top, income["headline"]) == one.total
        assert sum(_in_column(row, spending["headline"]) for row in spending["rows"]) == one.total
        assert [income["unlisted"], spending["unlisted"]] == [[], []]
        book = load_workbook(site.out / address / "table.xlsx", read_only=True, data_only=True)
        cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
        assert cells & {str(one.total), f"{one.total / 10_000:g}", str(one.total / 10_000)}


def _in_column(row: dict[str, list[dict[str, str]]], column: str) -> int:
    (amount,) = [one for one in row["amounts"] if one["column"] == column]
    return yuan(amount["number"])


def test_the_tables_of_data(site: Site) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        with (site.out / "data" / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    units = {one["表编号"]: one for one in rows("units.csv")}
    assert {key: int(one["资金总额（元）"]) for key, one in units.items()} == {
        address: one.total for address, one in site.sums.items()
    }
    funding = [one for one in rows("funding.csv") if one["栏"].startswith("全年")]
    for address, one in site.sums.items():
        own = [row for row in funding if row["表编号"] == address]
        tops = [row for row in own if row["级次"] == "1" and row["未列入表式"] == "否"]
        for block in ("收入", "支出"):
            assert sum(int(row["金额（元）"]) for row in tops if row["收支"] == block) == one.total
        assert sum(
            int(row["金额（元）"])
            for row in rows("projects.csv")
            if row["表编号"] == address and row["栏"].startswith("全年") and not row["所属项目编号"]
        ) == sum(one.projects.values())


def test_the_database(site: Site) -> None:
    with closing(sqlite3.connect(site.out / "data/data.sqlite")) as database:
        totals = dict(database.execute("SELECT id, total FROM units"))
        roots = dict(
            database.execute(
                "SELECT unit_id, sum(yuan) FROM funding WHERE block = '收入' AND depth = 1 AND NOT unlisted "
                "AND column_name LIKE '全年%' GROUP BY unit_id"
            )
        )
    expected = {address: one.total for address, one in site.sums.items()}
    assert {key: int(value) for key, value in totals.items()} == expected
    assert {key: int(value) for key, value in roots.items()} == expected


def test_the_strategic_plan(site: Site) -> None:
    shelf = library()
    for address, one in site.sums.items():
        table = check_source(read_source(site.sources[address], "表.perf"), shelf).table
        assert table
        plan = "".join(ET.fromstring(stratml(table)).itertext())  # noqa: S314 - our own text
        assert f"资金总额：{wan(one.total)} 万元" in plan
