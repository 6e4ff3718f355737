"""Long lists in pages of a hundred, with real links between them; the same list for each year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from perfdsl.model.addresses import UNDATED
from perfdsl.presentation.display import year_label
from perfdsl.site.index.coverage import Coverage, coverage
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.index.summary import Summary
from perfdsl.site.navigation import NavigationEntry

SIZE = 100
_NEAR = 2

T = TypeVar("T")


class Step(NamedTuple):
    """A link by its address below the site; ``""`` for the page itself and for ``…``, the pages left out."""

    label: str
    address: str


class Pager(NamedTuple):
    """Links to the pages of a list. ``steps`` are empty where one page holds everything."""

    said: str = ""
    previous: str = ""
    next: str = ""
    steps: tuple[Step, ...] = ()


class Leaf(NamedTuple, Generic[T]):
    """One page of a list. ``first`` is the number of its first item, from 0."""

    address: str
    first: int
    items: Sequence[T]
    pager: Pager


class YearList(NamedTuple, Generic[T]):
    """The list of a year. ``summaries`` are all documents of the year, ``covers`` what is said of them as a whole; ``years`` lead
    to the other years.
    """

    year: int | None
    summaries: tuple[Summary, ...]
    covers: Coverage
    items: Sequence[T]
    leaves: tuple[Leaf[T], ...]
    years: tuple[Step, ...]


def leaves(items: Sequence[T], address: str, size: int = SIZE) -> Iterator[Leaf[T]]:
    """The pages: the first at ``address``, the others beside it as ``…-2.html``; one page for no items."""
    addresses = _addresses(len(items), address, size)
    for index, own in enumerate(addresses):
        first = index * size
        yield Leaf(own, first, items[first : first + size], _pager(addresses, index, len(items)))


def pager(count: int, address: str, first: int, size: int = SIZE) -> Pager:
    """The links of one page of a list of ``count`` items: that which begins with the item number ``first``."""
    return _pager(_addresses(count, address, size), first // size, count)


def year_lists(
    index: SiteIndex,
    file: str,
    newest: NavigationEntry,
    items: Callable[[int | None, tuple[Summary, ...]], Sequence[T]],
) -> Iterator[YearList[T]]:
    """The list of every year, in the year's folder; the newest year's first page once more at its lasting address."""
    for number, (year, summaries) in enumerate(index.by_year.items()):
        years = tuple(
            Step(year_label(one), "" if one == year else year_address(one, file)) for one in index.by_year
        )
        everything = items(year, summaries)
        parts = tuple(leaves(everything, year_address(year, file)))
        again = (parts[0]._replace(address=newest.address),) if number == 0 else ()
        yield YearList(year, summaries, coverage(summaries), everything, (*parts, *again), years)


def year_address(year: int | None, file: str = "index.html") -> str:
    """The address of a year's page."""
    return f"{UNDATED if year is None else year}/{file}"


def _addresses(items: int, first: str, size: int) -> list[str]:
    return [_address(first, number) for number in range(1, max(1, -(-items // size)) + 1)]


def _address(first: str, number: int) -> str:
    return first if number == 1 else f"{first.removesuffix('.html')}-{number}.html"


def _pager(addresses: list[str], index: int, items: int) -> Pager:
    count = len(addresses)
    if count == 1:
        return Pager()
    return Pager(
        said=f"第 {index + 1} 页，共 {count} 页，{items} 条",
        previous=addresses[index - 1] if index else "",
        next=addresses[index + 1] if index + 1 < count else "",
        steps=tuple(_steps(addresses, index)),
    )


def _steps(addresses: list[str], index: int) -> Iterator[Step]:
    """The first page, the last one, and those near this one."""
    before = -1
    for number, address in enumerate(addresses):
        if number in (0, len(addresses) - 1) or abs(number - index) <= _NEAR:
            if number - before > 1:
                yield Step("…", "")
            yield Step(str(number + 1), "" if number == index else address)
            before = number
