"""A small site of search, compare, list and unit pages: what the scripts bind to, as docs/search.md describes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks.units import unit
from perfdsl.model.addresses import document_folder
from perfdsl.model.bind import bind
from perfdsl.model.table import Table
from perfdsl.pipeline import find_framework, library
from perfdsl.presentation.display import money_with_unit, targets, year_label
from perfdsl.presentation.figures import figures
from perfdsl.presentation.ids import indicator_ids, project_file
from perfdsl.resources import data
from perfdsl.search.comparison import (
    LIST_END,
    LIST_HEAD,
    ComparedUnit,
    compared_rows,
    listed_unit,
    unit_file,
)
from perfdsl.search.search_data import (
    INDEX,
    YearFile,
    index_script,
    search_piece,
    year_address,
    year_script,
)
from perfdsl.search.search_rows import Shown, TableOnSite, table_rows
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source

PAGES = Path(__file__).parent / "pages"
ROOT = Path(__file__).resolve().parents[2]


def read_tables(sources: Iterable[tuple[str, str]]) -> Iterator[Table]:
    """The tables of (path, text)."""
    shelf = library([ROOT / "examples" / "provinces" / "体系"])
    for path, text in sources:
        document = parse(Source(path, text))
        framework, _ = find_framework(document, shelf)
        yield bind(document, framework)[0]


def example_sources() -> Iterator[tuple[str, str]]:
    """The real and the made-up tables of the examples."""
    for file in sorted((ROOT / "examples").glob("*/20*/**/*.perf")):
        yield str(file.relative_to(ROOT / "examples")), file.read_text("utf-8")


def made_up_sources(count: int, year: int = 2022) -> Iterator[tuple[str, str]]:
    """As many units as wanted."""
    for number in range(count):
        yield f"{year}/unit-{number:05}.perf", unit(number).replace("年度: 2022", f"年度: {year}")


def place(table: Table) -> TableOnSite:
    """Where the pages show a table."""
    ids = indicator_ids(table)
    total = figures(table).total
    return TableOnSite(
        page=f"{document_folder(table)}/index.html",
        value=f"资金总额 {money_with_unit(total)}" if total else "",
        project=lambda item: Shown(project_file(item), money_with_unit(item.amounts[-1])),
        indicator=lambda one: Shown(
            f"#{ids[one.line]}", " / ".join(dict.fromkeys(targets(one, table.periods)))
        ),
    )


def search_files(tables: Iterable[Table]) -> dict[str, bytes]:
    """The search data by address, the newest year first."""
    pieces: dict[int | None, list[bytes]] = {}
    for table in sorted(tables, key=lambda one: one.year or 0, reverse=True):
        pieces.setdefault(table.year, []).append(search_piece(table_rows(table, place(table))))
    files = {year_address(year): year_script(year, found) for year, found in pieces.items()}
    sizes = zip(pieces, files.items(), strict=True)
    listed = [
        YearFile(year_label(year), address.rpartition("/")[2], len(content))
        for year, (address, content) in sizes
    ]
    return {**files, INDEX: index_script(listed)}


def build_demo(tables: list[Table], folder: Path) -> Path:
    """Write the site into the folder."""
    shutil.copytree(data("site_templates/static"), folder / "static")
    files = search_files(tables)
    units = []
    for table in tables:
        where = place(table)
        one = ComparedUnit(table.year, table.name, where.page)
        units.append(one)
        files |= dict([unit_file(one, where.value, compared_rows(table, where))])
        files |= {name: html.encode() for name, html in _table_pages(table, where)}
    units.sort(key=lambda unit: (-(unit.year or 0), unit.page))
    files["compare/index.js"] = LIST_HEAD + b",".join(map(listed_unit, units)) + LIST_END
    listed = sorted((_listed(table) for table in tables), key=lambda one: one["page"])
    files["units.html"] = _draw("units.html", "./", "单位目录", ["table"], units=listed).encode()
    files["search.html"] = _draw("search.html", "./", "检索", ["search-index", "search"]).encode()
    files["compare.html"] = _draw("compare.html", "./", "对比", ["compare"]).encode()
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def _table_pages(table: Table, where: TableOnSite) -> Iterator[tuple[str, str]]:
    periods = table.periods
    categories = [
        {"name": name, "rows": list(_rows(group, where, periods))}
        for name, group in groupby(table.with_parts(), key=lambda one: next(iter(one.groups), "指标"))
    ]
    year = f"{table.year}年度"
    scripts = ["table", "cite"]
    shown = {"periods": periods, "categories": categories, "year": year}
    yield where.page, _draw("unit.html", "../../", table.name, scripts, **shown)
    folder = where.page.rpartition("/")[0]
    for project in table.projects:
        shown_project = where.project(project)
        page = _draw("project.html", "../../", project.name, [], value=shown_project.value)
        yield f"{folder}/{shown_project.href}", page


def _rows(
    indicators: Iterable[Any], where: TableOnSite, periods: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    for one in indicators:
        parts = {part.line for part in one.parts}
        yield {
            "anchor": where.indicator(one).href[1:],
            "name": one.name,
            "part": one.line in parts,
            "cells": targets(one, periods),
        }


def _listed(table: Table) -> dict[str, Any]:
    total = figures(table).total
    return {
        "page": place(table).page,
        "name": table.name,
        "year": f"{table.year}年度",
        "indicators": sum(1 for _ in table.with_parts()),
        "total": total.number if total else None,
    }


def _draw(template: str, root: str, title: str, scripts: list[str], **shown: Any) -> str:
    return _environment().get_template(template).render(root=root, title=title, scripts=scripts, **shown)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
