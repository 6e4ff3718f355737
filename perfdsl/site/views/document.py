"""What the pages of one document share: their frame, and the head with 公开信息."""

from __future__ import annotations

from perfdsl.presentation.header import facts
from perfdsl.site.days import published_day
from perfdsl.site.navigation import UNITS
from perfdsl.site.page import Frame, Link, home_link, root_of, year_label
from perfdsl.site.paging import year_address
from perfdsl.site.subject import Subject

# 公开信息 as government sites head a page with it: what the table calls it, and what the block does.
_INFORMATION = (
    ("索引号", "索引号"),
    ("发布机构", "发布机构"),
    ("公开日期", "发文日期"),
    ("文号", "文号"),
)
_PUBLICATION = frozenset(key for key, _ in _INFORMATION)

Facts = tuple[tuple[str, str], ...]


def document_frame(subject: Subject, file: str, title: str, crumbs: tuple[Link, ...]) -> Frame:
    """The frame of a page of a document; ``crumbs`` are those below the document's name."""
    table, address = subject.table, f"{subject.folder}/{file}"
    root, day = root_of(address), published_day(table)
    publisher = table.field("发布机构")
    return Frame(
        site=subject.site,
        address=address,
        root=root,
        title=title,
        crumbs=(
            home_link(root),
            Link(year_label(table.year), f"{root}{year_address(table.year)}"),
            Link(table.name, "index.html" if crumbs else ""),
            *crumbs,
        ),
        source=f"由源文件 {table.path} 生成{f'，版本 {subject.revision}' if subject.revision else ''}",
        year=year_label(table.year),
        dated=f"公开日期 {day.shown}" if day.shown else "公开日期：表中未写",
        date=day.iso,
        publisher=publisher.value if publisher else "",
        kind="article",
        section=UNITS,
        draft=subject.draft,
    )


def information(subject: Subject) -> Facts:
    """公开信息: number, publisher, day and document number, those that the table states."""
    written = dict(reversed(facts(subject.table)))
    return tuple((label, written[key]) for key, label in _INFORMATION if key in written)


def other_facts(subject: Subject) -> Facts:
    """The other header lines, in the order of the file."""
    return tuple((key, value) for key, value in facts(subject.table) if key not in _PUBLICATION)
