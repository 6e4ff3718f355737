"""What search should find, by looking at every row of every table: slow, and plain to see that it is right."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from perfdsl.model.table import Table
from perfdsl.resources import data
from perfdsl.search.fold import search_key
from perfdsl.search.search_rows import DESCRIBED, KINDS, MEASURED, PROJECT, UNIT
from tests.search.demo import place

SCRIPTS = ("fold.js", "base.js", "search-index.js")
RUNNER = Path(__file__).with_name("find.cjs")


class Found(NamedTuple):
    """A row as search returns it."""

    name: str
    value: str
    unit: str
    year: str
    groups: tuple[str, ...]
    kind: str
    address: str


def all_rows(tables: Iterable[Table]) -> list[Found]:
    """Every row of the tables, made from the model without the index."""
    rows = []
    for table in tables:
        where, folder = place(table), place(table).page.rpartition("/")[0]
        same = (table.name, f"{table.year}年度")
        kind = KINDS[UNIT if table.kind == "部门" else PROJECT]
        rows.append(Found(table.name, where.value, *same, (), kind, where.page))
        for project in table.projects:
            href, value = where.project(project)
            rows.append(Found(project.name, value, *same, (), KINDS[PROJECT], f"{folder}/{href}"))
        for one in table.indicators:
            for row, above in [(one, ()), *((part, (one.name,)) for part in one.parts)]:
                href, value = where.indicator(row)
                groups = (*one.groups[:1], *one.path[1:], *above)
                kind = KINDS[MEASURED if row.is_measured else DESCRIBED]
                rows.append(Found(row.name, value, *same, groups, kind, where.page + href))
    return rows


def expected(rows: Iterable[Found], query: str) -> list[Found]:
    """The rows whose names have the query in them."""
    key = search_key(query)
    return sorted(row for row in rows if key in search_key(row.name))


def samples(rows: list[Found], count: int, seed: int = 3) -> list[str]:
    """Substrings of two to eight characters, from names picked at random; some written in other forms."""
    dice = random.Random(seed)  # noqa: S311 - a sample for a test
    names = sorted({row.name for row in rows if len(search_key(row.name)) > 1})
    found = []
    while len(found) < count:
        name = dice.choice(names)
        size = min(dice.randint(2, 8), len(name))
        start = dice.randint(0, len(name) - size)
        piece = name[start : start + size]
        if len(search_key(piece)) > 1:
            found.append(dice.choice([piece, piece, piece, full_width(piece), piece.swapcase()]))
    return found


def full_width(text: str) -> str:
    """``95%`` as ``９５％``."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def ask(files: Iterable[Path], queries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the site's own script finds; skips, saying so, where there is no Node."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("没有找到 node，脚本测试跳过（node is not installed）")
    folder = data("site_templates/static/js")
    asked = {
        "scripts": [str(folder / name) for name in SCRIPTS],
        "data": [str(file) for file in files],
        "queries": queries,
    }
    done = subprocess.run(
        [node, RUNNER], input=json.dumps(asked), check=False, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def found(answer: dict[str, Any]) -> list[Found]:
    """The hits of an answer, in the order of the oracle."""
    return sorted(Found(**{**hit, "groups": tuple(hit["groups"])}) for hit in answer["hits"])
