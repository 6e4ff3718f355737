"""What a page of many documents says of them as a whole: how many they are, how new, of which years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfdsl.presentation.display import year_label
from perfdsl.site.index.summary import Summary


class Coverage(NamedTuple):
    """``newest`` is the last day on which one of them was published (``""``: none says), ``years`` as shown."""

    documents: int
    newest: str
    years: str


def coverage(summaries: Sequence[Summary]) -> Coverage:
    """Of these documents. Pages of one list share it: it is found once for all of them."""
    newest = max((one.published.iso for one in summaries), default="")
    return Coverage(len(summaries), newest, _years(summaries))


def _years(summaries: Sequence[Summary]) -> str:
    """``2023—2025年度``."""
    years = [one.year for one in summaries if one.year]
    if not years:
        return year_label(None)
    first, last = min(years), max(years)
    return year_label(first) if first == last else f"{first}—{last}年度"
