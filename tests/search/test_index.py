"""The data: small, the same bytes each time, one file a year; letters for every name of the examples."""

from __future__ import annotations

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from perfdsl.model.addresses import document_folder
from perfdsl.model.table import Table
from perfdsl.resources import data
from perfdsl.search.fold import SCRIPT, fold_script
from perfdsl.search.initials import initials_of
from perfdsl.search.script import call
from perfdsl.text.folding import ZERO_WIDTH, squeeze
from tests.effort import THOROUGH
from tests.search.demo import made_up_sources, read_tables, search_files
from tests.search.oracle import Found

UNITS = 1000 if THOROUGH else 200
LIMIT = 600  # bytes a unit, gzipped: units that share half of their wording


def columns(content: bytes) -> dict[str, object]:
    """The data of a file."""
    found: dict[str, object] = json.loads(
        content.decode().removeprefix("perfdslSearch(").removesuffix(");\n")
    )
    return found


def test_a_thousand_units_fit() -> None:
    """The fewer there are the less they share: what holds for a sample holds for more of them."""
    files = search_files(read_tables(made_up_sources(UNITS)))
    assert list(files) == ["search/2022.js", "search/index.js"]
    assert sum(len(gzip.compress(content, 9, mtime=0)) for content in files.values()) < LIMIT * UNITS


def test_a_file_for_each_year_the_newest_first(tables: list[Table]) -> None:
    files = search_files(tables)
    *years, last = files
    assert last == "search/index.js"
    assert years == sorted(years, reverse=True)
    listed = json.loads(files[last].decode().removeprefix("perfdslSearchYears(").removesuffix(");\n"))[
        "years"
    ]
    assert [f"search/{one['file']}" for one in listed] == years
    assert [one["bytes"] for one in listed] == [len(files[name]) for name in years]


def test_a_table_without_a_year_has_a_file_too() -> None:
    (table,) = read_tables([("a.perf", "部门: 甲\n体系: 部门整体三类\n")])
    files = search_files([table])
    assert columns(files["search/undated.js"])["label"] == "未写年度"


def test_what_is_equal_is_stored_once(tables: list[Table]) -> None:
    for name, content in search_files(tables).items():
        if name != "search/index.js":
            found = columns(content)
            for key in ("names", "groups", "values"):
                strings = found[key]
                assert isinstance(strings, list)
                assert len(strings) == len(set(strings))
            names = found["names"]
            assert isinstance(names, list)
            assert all(one < other for one, other in pairwise(names))


def test_units_keep_the_order_in_which_they_are_given() -> None:
    first, second = (list(read_tables(made_up_sources(9)))[number] for number in (3, 7))
    for tables in ([first, second], [second, first]):
        units = columns(search_files(tables)["search/2022.js"])["units"]
        assert isinstance(units, dict)
        assert units["page"] == [f"{document_folder(table)}/index.html" for table in tables]


def test_an_older_year_does_not_change_with_a_new_one() -> None:
    before = search_files(read_tables(made_up_sources(5, 2022)))
    after = search_files(read_tables([*made_up_sources(9, 2023), *made_up_sources(5, 2022)]))
    assert before["search/2022.js"] == after["search/2022.js"]


def test_every_character_of_every_name_has_its_letter(rows: list[Found]) -> None:
    names = {row.name for row in rows}
    lettered = set("".join(initials_of(names).values()))
    assert set(re.findall(r"[\u3400-\u9fff]", "".join(names))) <= lettered


@pytest.mark.parametrize(
    ("name", "letters"),
    [("重庆银行会计", "cqyhkj"), ("邳州盱眙睢宁溧阳", "pzxysnly"), ("长效调整率单县", "cxtzlsx")],
)
def test_letters_of_every_reading(name: str, letters: str) -> None:
    table = initials_of([name])
    assert all(char in table[letter] for char, letter in zip(name, letters, strict=True))


def test_the_folding_script_is_made_from_the_folding() -> None:
    """Where this fails: python -m perfdsl.search.fold."""
    assert data(SCRIPT).read_text("utf-8") == fold_script()


def test_lines_of_names_survive_folding() -> None:
    assert squeeze("a\nb") == "a\nb"
    assert all(char not in "\n\r" for char in ZERO_WIDTH)


def test_a_script_is_utf8_whatever_the_text() -> None:
    assert call("f", {"a": "甲\ud800\u2028</script>"}) == 'f({"a":"甲?\u2028</script>"});\n'.encode()


def test_no_page_needs_more_than_ten_kilobytes_of_script() -> None:
    folder = data("site_templates/static/js")
    size = {file.stem: len(gzip.compress(file.read_bytes(), 9, mtime=0)) for file in folder.glob("*.js")}
    everywhere = ["fold", "base", "display"]
    for needed in (["table", "cite"], ["search-index", "search"], ["compare", "table"]):
        assert sum(size[name] for name in everywhere + needed) <= 10_000


def test_scripts_have_no_dangerous_doors() -> None:
    doors = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setAttribute\(\"on|\.style\b"
    )
    for file in Path(data("site_templates/static/js")).glob("*.js"):
        assert not doors.search(file.read_text("utf-8").replace("without innerHTML", "")), file.name
