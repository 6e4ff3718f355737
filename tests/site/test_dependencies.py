"""What a page of the whole site depends on is what it says: nothing else is read when it is made.

An incremental build leaves a page as it is where nothing that it depends on changed (decision 0022), so a fact that is
read and not named is a page that goes stale. Laws: each kind of page is made over an index that takes note of what is
read of it; and each fact of each document is changed in turn, and what does not depend on it must come out the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perfdsl.pipeline import check_all, open_workspace
from perfdsl.site.draw import document_of
from perfdsl.site.index.index_rows import IndicatorRow
from perfdsl.site.index.site_index import SiteIndex, site_index
from perfdsl.site.index.summary import Summary, summary
from perfdsl.site.info import SiteInfo
from perfdsl.site.page_groups import PageKind
from perfdsl.site.views import SITE_PAGES
from tests.site.watched import Reads, changed, watched

SITE = SiteInfo(address="https://www.example.gov.cn/")
PROJECTS = ("county", "provinces", "wuxi-corrected")


@pytest.fixture(scope="module")
def indexes(root: Path) -> list[SiteIndex]:
    return [_index(root / "examples" / name) for name in PROJECTS]


def _index(project: Path) -> SiteIndex:
    found = [one for one in check_all(open_workspace(project)) if one.table is not None]
    documents = [document_of(one, SITE, draft=True) for one in found]
    return site_index(SITE, map(summary, documents), draft=True, unreadable=("b.perf",))


@pytest.mark.parametrize("kind", SITE_PAGES, ids=lambda kind: kind.name)
def test_a_page_reads_nothing_that_it_does_not_depend_on(kind: PageKind, indexes: list[SiteIndex]) -> None:
    reads, read = Reads(), set()
    for index in indexes:
        for group in kind.groups(index):
            pages = list(kind.pages_of(group, watched(index, reads)))
            assert pages
            for name, facets in reads.found.items():
                assert facets & group.depends_on, (
                    f"{group.name} reads {name}, which shows in {sorted(facets)[:5]}"
                )
                read |= facets & group.depends_on
    declared = {facet for index in indexes for group in kind.groups(index) for facet in group.depends_on}
    assert declared <= read, "what no page of this kind reads"


def test_what_does_not_depend_on_a_change_comes_out_the_same(indexes: list[SiteIndex]) -> None:
    """Each field of a document, and of one of its rows, says what it says in another document or row."""
    index = indexes[0]
    before = {kind: list(kind.groups(index)) for kind in SITE_PAGES}
    pages = {group: list(kind.pages_of(group, index)) for kind, groups in before.items() for group in groups}
    stayed = 0
    for facets, after in variations(index):
        for kind, groups in before.items():
            if kind.depends_on.isdisjoint(facets):
                assert list(kind.groups(after)) == groups, (kind.name, facets)
            for group in set(kind.groups(after)) & set(groups):
                if group.depends_on.isdisjoint(facets):
                    assert list(kind.pages_of(group, after)) == pages[group], (group.name, facets)
                    stayed += 1
    assert stayed > 1000


def variations(index: SiteIndex) -> Iterator[tuple[frozenset[str], SiteIndex]]:
    """The index with one fact changed, and the facets that this changes."""
    first, second = index.summaries[:2]
    for field in set(Summary._fields) - {"folder", "indicators"}:
        for other in (getattr(second, field), other_size(getattr(first, field))):
            yield varied(index, first, first._replace(**{field: other}))
    yield varied(index, first, first._replace(folder=f"{first.folder}-2"))
    rows = tuple(first.indicators)
    for place, other in ((0, 1), (0, -1), (len(rows) // 2, 2)):
        for field in IndicatorRow._fields:
            row = rows[place]._replace(**{field: getattr(rows[other], field)})
            yield varied(index, first, first._replace(indicators=(*rows[:place], row, *rows[place + 1 :])))
    yield varied(index, first, first._replace(indicators=rows[::-1]))


def varied(index: SiteIndex, before: Summary, after: Summary) -> tuple[frozenset[str], SiteIndex]:
    summaries = [after if one is before else one for one in index.summaries]
    made = site_index(index.site, summaries, draft=index.draft, unreadable=index.unreadable)
    return changed(before, after), made


def other_size(value: Any) -> Any:
    """A list without its last item; anything else as it is."""
    return value[:-1] if isinstance(value, tuple) else value
