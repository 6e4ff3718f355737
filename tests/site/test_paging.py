"""Lists in pages: addresses that stay, links between them, and the newest year at an address of its own."""

from __future__ import annotations

import pytest

from perfdsl.site.navigation import UNITS
from perfdsl.site.paging import Leaf, leaves, year_lists
from tests.site.test_site_index import of, whole


def pages(count: int, size: int = 10) -> list[Leaf[int]]:
    return list(leaves(list(range(count)), "2024/index.html", size))


def test_one_page_needs_no_pager() -> None:
    for count in (0, 1, 10):
        (only,) = pages(count)
        assert (only.address, len(only.items), only.pager.steps) == ("2024/index.html", count, ())


def test_every_item_is_on_one_page_in_order() -> None:
    found = pages(35)
    assert [one.address for one in found] == ["2024/index.html", *(f"2024/index-{n}.html" for n in (2, 3, 4))]
    assert [item for one in found for item in one.items] == list(range(35))
    assert [one.first for one in found] == [0, 10, 20, 30]
    assert found[1].pager.said == "第 2 页，共 4 页，35 条"


def test_previous_and_next() -> None:
    first, *_, last = pages(35)
    assert (first.pager.previous, first.pager.next) == ("", "2024/index-2.html")
    assert (last.pager.previous, last.pager.next) == ("2024/index-3.html", "")


@pytest.mark.parametrize(
    ("index", "labels"),
    [(0, "1 2 3 … 10"), (4, "1 … 3 4 5 6 7 … 10"), (9, "1 … 8 9 10")],
)
def test_few_steps_of_many(index: int, labels: str) -> None:
    steps = pages(100)[index].pager.steps
    assert " ".join(step.label for step in steps) == labels
    assert [step.label for step in steps if not step.address and step.label != "…"] == [str(index + 1)]


def test_each_year_has_its_list_and_the_newest_a_lasting_address() -> None:
    found = whole([of(2023, "1"), of(2024, "1")])
    new, old = year_lists(found, "index.html", UNITS, lambda _, summaries: summaries)
    assert [leaf.address for leaf in new.leaves] == ["2024/index.html", "units.html"]
    assert [leaf.address for leaf in old.leaves] == ["2023/index.html"]
    assert [(step.label, step.address) for step in old.years] == [
        ("2024年度", "2024/index.html"),
        ("2023年度", ""),
    ]
