"""schema.org ``Dataset`` as JSON-LD: how search engines for data find a set and its files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from perfdsl.formats.about import KEYWORDS, About
from perfdsl.formats.registry import media_type
from perfdsl.model.days import read_day
from perfdsl.model.table import Table
from perfdsl.presentation.markdown import plain_text
from perfdsl.presentation.sections import sections_of

_LEAST, _MOST = 50, 5000  # what search engines ask of a description, in characters


class DataDownload(NamedTuple):
    """One file of the set; ``href`` is a whole address, or relative to the page that shows the JSON-LD."""

    name: str
    href: str
    size: int | None = None


def table_dataset(
    table: Table, about: About, downloads: Iterable[DataDownload], page: str = ""
) -> dict[str, Any]:
    """The set that one table is. ``page`` is the whole address of its page, where that is known."""
    year = f"{table.year}年度" if table.year else ""
    publisher = table.head.publisher.value or about.publisher
    return _dataset(
        about._replace(
            title=f"{table.name}{year}{table.framework.title}",
            description=_description(table, about),
            publisher=publisher,
            address=page,
        ),
        downloads,
        temporal=str(table.year) if table.year else "",
        published=_day(table.head.published.value),
        identifier=table.head.index_number.value,
    )


def site_dataset(
    about: About, downloads: Iterable[DataDownload], years: Iterable[int] = ()
) -> dict[str, Any]:
    """The set that all tables make together."""
    known = sorted(set(years))
    temporal = f"{known[0]}/{known[-1]}" if len(known) > 1 else "".join(map(str, known))
    return _dataset(about, downloads, temporal=temporal)


def _dataset(
    about: About, downloads: Iterable[DataDownload], temporal: str, published: str = "", identifier: str = ""
) -> dict[str, Any]:
    said = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": about.title,
        "description": about.description,
        "url": about.address,
        "identifier": identifier,
        "inLanguage": "zh-CN",
        "keywords": list(KEYWORDS),
        "isAccessibleForFree": True,
        "license": about.license_address,
        "temporalCoverage": temporal,
        "datePublished": published,
        "publisher": {"@type": "GovernmentOrganization", "name": about.publisher} if about.publisher else "",
        "distribution": [_download(download) for download in downloads],
    }
    return {key: value for key, value in said.items() if value not in ("", [])}


def _download(download: DataDownload) -> dict[str, Any]:
    said = {
        "@type": "DataDownload",
        "name": download.name,
        "contentUrl": download.href,
        "encodingFormat": media_type(download.href),
    }
    return said if download.size is None else {**said, "contentSize": f"{download.size} B"}


def _description(table: Table, about: About) -> str:
    """The year's goal; behind a sentence about the table where that is too short."""
    goal = "\n".join(plain_text(section.markdown) for section in sections_of(table, "annual_goal"))
    if len(goal) < _LEAST:
        what = f"资金安排、{len(table.indicators)} 项绩效指标和各期的指标值"
        intro = f"{table.name}的{table.framework.title}，包括{what}，可以下载为 JSON、CSV 和 Excel 文件。"
        goal = intro + (goal or about.description)
    return goal[:_MOST].strip()


def _day(text: str) -> str:
    day = read_day(text) if text else None
    return day.isoformat() if day else ""
