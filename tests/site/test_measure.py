"""Which values compare: the page of an indicator, the charts and the side-by-side comparison say the same of every pair."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.site.samples import Project
from tests.site.test_indicator import indicator, make, table
from tests.values.test_units import COMPARES, DIFFERS

NAME = "培训规模"


def measures(out: Path) -> set[str]:
    """What the files for side by side say that the indicator counts."""
    found = set()
    for file in out.glob("2024/*/compare.js"):
        unit = json.loads(file.read_text("utf-8").removeprefix("perfdslUnit(").rstrip().removesuffix(");"))
        found |= {row[4] for row in unit["rows"] if row[2].startswith(NAME)}
    return found


@pytest.mark.parametrize("pair", COMPARES + DIFFERS)
def test_both_pages_agree(pair: tuple[str, str], project: Project, tmp_path: Path) -> None:
    files = {
        f"2024/{unit}.perf": table(unit, 培训班次=f"{NAME}: {value}")
        for unit, value in zip("甲乙", pair, strict=True)
    }
    out = make(project, tmp_path, files)
    differs = pair in DIFFERS
    assert ("不可比" in indicator(out, NAME)) == differs
    assert (len(measures(out)) > 1) == differs


def test_the_unit_of_most_is_shown_as_they_write_it(project: Project, tmp_path: Path) -> None:
    values = {"甲": "10名", "乙": "20名", "丙": "30人", "丁": "40名"}
    files = {
        f"2024/{unit}.perf": table(unit, 培训班次=f"{NAME} >= {value}") for unit, value in values.items()
    }
    page = indicator(make(project, tmp_path, files), NAME)
    assert "不可比" not in page
    assert "4 个单位，中位数 25名" in page


def test_the_unit_in_the_name_counts_on_both_pages(project: Project, tmp_path: Path) -> None:
    lines = {"甲": f"{NAME}（期） >= 9", "乙": f"{NAME} >= 6期"}
    out = make(
        project, tmp_path, {f"2024/{one}.perf": table(one, 培训班次=line) for one, line in lines.items()}
    )
    assert "不可比" not in indicator(out, NAME)
    assert measures(out) == {"期"}
