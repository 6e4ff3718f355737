"""The site's search script finds what a look at every row finds: no more, no less, each with its value and place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from perfdsl.model.table import Table
from perfdsl.search.fold import search_key
from tests.search.demo import read_tables, search_files
from tests.search.oracle import Found, all_rows, ask, expected, found, samples

HEAD = "年度: 2024\n体系: 部门整体三类\n"
FORMS = f"""部门: 甲Ａ局（本级）
{HEAD}
# 项目（万元）
ＰＰＴ 培训 = 3
# 指标
## 产出指标
### 数量指标
“三公经费”变动率 <= 0%
校长 培训人数 >= 10人
"""


@pytest.fixture(scope="module")
def files(demo: Path) -> list[Path]:
    return sorted((demo / "search").glob("2*.js"), reverse=True)


@pytest.fixture
def find(tmp_path: Path) -> Any:
    """Return ``find(text, query, …)``: what queries find in one table."""

    def run(text: str, *queries: str, **more: Any) -> list[dict[str, Any]]:
        written = search_files(read_tables([("a.perf", text)]))
        file = tmp_path / "data.js"
        file.write_bytes(written["search/2024.js"])
        return ask([file], [{"text": query, **more} for query in queries])

    return run


def names(answer: dict[str, Any]) -> list[str]:
    return [hit["name"] for hit in answer["hits"]]


def test_five_hundred_substrings_find_every_row_and_no_other(files: list[Path], rows: list[Found]) -> None:
    queries = samples(rows, 500)
    answers = ask(files, [{"text": query} for query in queries])
    for query, answer in zip(queries, answers, strict=True):
        assert found(answer) == expected(rows, query), query
        assert answer["total"] == len(answer["hits"])


def test_python_and_script_fold_alike(files: list[Path], rows: list[Found]) -> None:
    texts = [
        *sorted({row.name for row in rows}),
        "".join(map(chr, range(0x20, 0x3100))),
        "\uff01\uff5e\ufeff",
    ]
    answers = ask(files[:1], [{"text": text, "limit": 1} for text in texts])
    assert [answer["folded"] for answer in answers] == [search_key(text) for text in texts]


def test_every_address_is_a_page_with_that_anchor(demo: Path, files: list[Path], rows: list[Found]) -> None:
    answers = ask(files, [{"text": text} for text in ("率", "工作经费", "局", "馆")])
    addresses = {hit["address"] for answer in answers for hit in answer["hits"]}
    assert len(addresses) > 1000
    pages = {page: (demo / page).read_text("utf-8") for page in {one.partition("#")[0] for one in addresses}}
    for address in addresses:
        page, _, anchor = address.partition("#")
        assert not anchor or f' id="{anchor}"' in pages[page], address


def test_forms_of_writing_are_alike(find: Any) -> None:
    answers = find(FORMS, "ppt培训", "PPT 培训", "Ｐｐｔ　培", "甲a局(本", "校长培训", "长 培", "三公经费”变")
    assert [names(answer) for answer in answers] == [
        ["ＰＰＴ 培训"], ["ＰＰＴ 培训"], ["ＰＰＴ 培训"], ["甲Ａ局（本级）"],
        ["校长 培训人数"], ["校长 培训人数"], ["“三公经费”变动率"],
    ]  # fmt: skip


def test_first_letters_of_pinyin(find: Any) -> None:
    """Every reading counts (校长 is xz and, by its other readings, jc); signs between do not; letters stay letters."""
    answers = find(FORMS, "xzpx", "jcpx", "sgjfbdl", "PPTpx", "jaj", "x", "zx")
    assert [names(answer) for answer in answers] == [
        ["校长 培训人数"], ["校长 培训人数"], ["“三公经费”变动率"], ["ＰＰＴ 培训"], ["甲Ａ局（本级）"], [], [],
    ]  # fmt: skip


def test_words_may_stand_in_unit_groups_and_name(find: Any) -> None:
    answers = find(FORMS, "本级 人数", "数量 变动", "甲a局 ppt", "甲a局 没有", "人数 校长", "甲a 局")
    assert [names(answer) for answer in answers] == [
        ["校长 培训人数"], ["“三公经费”变动率"], ["ＰＰＴ 培训"], [], ["校长 培训人数"], ["甲Ａ局（本级）"],
    ]  # fmt: skip


def test_the_best_come_first(find: Any) -> None:
    """The whole name, then its beginning, then its middle, then first letters; units before projects before indicators."""
    text = f"""部门: 培训中心
{HEAD}
# 项目（万元）
开展培训 = 1
# 指标
## 产出指标
### 数量指标
PX考试 >= 1次
培训 >= 2次
新培训 >= 3次
"""
    assert names(find(text, "培训")[0]) == ["培训", "培训中心", "开展培训", "新培训"]
    assert names(find(text, "px")[0]) == ["PX考试", "培训中心", "开展培训", "培训", "新培训"]


def test_marks_are_places_of_the_written_name(find: Any) -> None:
    answers = find(FORMS, "ppt培", "长培", "xzp", "甲a局 训", "本级 人数")
    marked = [
        [hit["name"][start:end] for start, end in marks]
        for answer in answers
        for hit, marks in zip(answer["hits"], answer["marks"], strict=True)
    ]
    assert marked == [["ＰＰＴ 培"], ["长 培"], ["校长 培"], ["训"], ["训"], ["人数"]]


def test_hostile_names_are_only_text(find: Any) -> None:
    name = "</script><script>alert(1)</script>[a-z]*+?{2}\\ \u2028'\"`${x}"
    text = f"""部门: {name}
{HEAD}
# 指标
## 产出指标
### 数量指标
甲 >= 1次
"""
    answers = find(text, "</SCRIPT>", "[a-z]*", "${x}", "\\", ".*", "[", "a|b")
    assert [answer["total"] for answer in answers] == [1, 1, 1, 1, 0, 1, 0]


def test_facets_count_what_each_choice_would_leave(files: list[Path], rows: list[Found]) -> None:
    chosen = {"year": "2022年度", "kind": "定量指标", "group": "履职"}
    unit = next(
        row.unit
        for row in rows
        if row.kind == "定量指标" and row.year == "2022年度" and "培训人数" in row.name
    )
    query = {"text": "率", "chosen": chosen, "limit": 10}
    for answer, selected in zip(
        ask(files, [query, {**query, "chosen": {**chosen, "unit": unit}}]),
        (chosen, {**chosen, "unit": unit}),
        strict=True,
    ):
        matching = expected(rows, "率")
        assert answer["total"] == sum(_passes(row, selected) for row in matching)
        assert len(answer["hits"]) == min(10, answer["total"])
        for facet, counts in answer["facets"].items():
            others = {key: value for key, value in selected.items() if key != facet}
            wanted = Counter(_facets(row)[facet] for row in matching if _passes(row, others))
            assert counts == {value: count for value, count in wanted.items() if value}, facet


def _facets(row: Found) -> dict[str, str]:
    return {"year": row.year, "unit": row.unit, "group": next(iter(row.groups), ""), "kind": row.kind}


def _passes(row: Found, chosen: dict[str, str]) -> bool:
    return all(_facets(row)[facet] == value for facet, value in chosen.items())


def test_nothing_is_lost_and_nothing_is_twice(tables: list[Table], rows: list[Found]) -> None:
    assert sorted(all_rows(tables)) == sorted(rows)
    assert len({(row.address, row.name, row.value) for row in rows if "#" in row.address}) == len(
        [row for row in rows if "#" in row.address]
    )
