"""What the cache may make again is what the annotations say: a field with a class of its own needs no list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from perfdsl.publishing.published_rows import PublishedRow
from perfdsl.site.cache.cached_document import CachedDocument
from perfdsl.site.index.index_rows import CorrectionRow, FundingRow, IndicatorRow, ProjectRow
from perfdsl.site.index.summary import Summary
from perfdsl.workspace.classes import classes_in
from perfdsl.workspace.pickles import dump, load


class Inner(NamedTuple):
    amount: Decimal | None


class Outer(NamedTuple):
    names: tuple[str, ...]
    days: Iterable[date]
    inner: dict[str, list[Inner | None]]
    again: Outer | None = None


def test_every_class_at_any_depth_once() -> None:
    assert set(classes_in(Outer)) == {Outer, Inner, Decimal, date}


def test_what_a_summary_holds() -> None:
    assert {CachedDocument, Summary, FundingRow, ProjectRow, IndicatorRow, CorrectionRow} <= set(
        classes_in(CachedDocument)
    )


def test_plain_types_are_not_named() -> None:
    assert not {str, int, tuple, list, dict, bool} & {
        *classes_in(Outer),
        *classes_in(CachedDocument),
        *classes_in(PublishedRow),
    }


def test_a_value_of_these_classes_comes_back() -> None:
    value = Outer(("甲",), (date(2024, 3, 1),), {"乙": [Inner(Decimal("1.50")), None]}, Outer((), (), {}))
    assert load(dump(value), classes_in(Outer)) == value
