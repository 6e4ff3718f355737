"""Which pages are about the same thing: a unit or a project in several years, a project and its own table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from perfdsl.model.table import Total
from perfdsl.site.index.summary import Summary
from perfdsl.text.folding import squeeze


class Place(NamedTuple):
    """A unit, a project of a unit, or a project with a table of its own, in one year. ``yuan`` is its money."""

    summary: Summary
    file: str
    name: str
    yuan: Total

    @property
    def address(self) -> str:
        return f"{self.summary.folder}/{self.file}"


class Related(NamedTuple):
    """A page with those about the same thing: in all years (itself too, old years first), and this year."""

    place: Place
    years: tuple[Place, ...]
    same_year: tuple[Place, ...]


def related(summaries: Iterable[Summary]) -> Iterator[Related]:
    """Every page that has others to lead to."""
    places = [place for summary in _of_interest(tuple(summaries)) for place in _places(summary)]
    years: dict[tuple[str, str], list[Place]] = {}
    for place in places:
        years.setdefault((place.summary.unit, place.file), []).append(place)
    pairs = _pairs(places)
    for place in places:
        same = sorted(years[place.summary.unit, place.file], key=lambda one: one.summary.year or 0)
        found = Related(place, tuple(same) if len(same) > 1 else (), tuple(pairs.get(place.address, ())))
        if found.years or found.same_year:
            yield found


def _of_interest(summaries: Sequence[Summary]) -> Iterable[Summary]:
    """All where projects have tables of their own; else those of units with several: in most sites of one year, none."""
    if any(one.kind == "项目" for one in summaries):
        return summaries
    times = Counter(one.unit for one in summaries)
    return (one for one in summaries if times[one.unit] > 1)


def _places(summary: Summary) -> Iterator[Place]:
    """The table's own page, and those of its projects. A project's file is made from its code, else its name."""
    yield Place(summary, "index.html", summary.name, summary.total)
    seen: set[str] = set()
    for row in summary.projects if summary.kind == "部门" else ():
        if row.file not in seen:
            seen.add(row.file)
            yield Place(summary, row.file, row.name, row.yuan)


def _pairs(places: list[Place]) -> dict[str, list[Place]]:
    """Tables of projects and the departments' projects of the same name and year, each by the other's address."""
    projects: dict[tuple[int | None, str], list[Place]] = {}
    for place in places:
        if place.file != "index.html":
            projects.setdefault((place.summary.year, squeeze(place.name)), []).append(place)
    pairs: dict[str, list[Place]] = {}
    for table in places:
        if table.summary.kind == "项目":
            for project in projects.get((table.summary.year, squeeze(table.name)), ()):
                if _belongs(table.summary, project.summary):
                    pairs.setdefault(table.address, []).append(project)
                    pairs.setdefault(project.address, []).append(table)
    return pairs


def _belongs(project: Summary, department: Summary) -> bool:
    """Names repeat between departments (办公设备购置), so the table must say whose it is: by its 编码, or by name."""
    if project.code and department.code and project.code.startswith(department.code):
        return True
    return squeeze(department.name) in {squeeze(project.owner), squeeze(project.publisher)}
