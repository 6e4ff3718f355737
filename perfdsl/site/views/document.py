"""What the pages of one document share: their frame, and the head with 公开信息."""

from __future__ import annotations

from perfdsl.model.header import HeaderField
from perfdsl.model.table import Table
from perfdsl.presentation.display import year_label
from perfdsl.presentation.header import facts
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.navigation import UNITS
from perfdsl.site.page import PageFrame, PageLink, home_link, root_of
from perfdsl.site.paging import year_address
from perfdsl.site.published_days import published_day

Facts = tuple[tuple[str, str], ...]


def document_frame(
    context: DocumentContext, file: str, title: str, crumbs: tuple[PageLink, ...]
) -> PageFrame:
    """The frame of a page of a document; ``crumbs`` are those below the document's name."""
    table, address = context.table, f"{context.folder}/{file}"
    root, day = root_of(address), published_day(table)
    return PageFrame(
        site=context.site,
        address=address,
        root=root,
        title=title,
        crumbs=(
            home_link(root),
            PageLink(year_label(table.year), f"{root}{year_address(table.year)}"),
            PageLink(table.name, "index.html" if crumbs else ""),
            *crumbs,
        ),
        source=f"由源文件 {table.path} 生成{f'，版本 {context.revision}' if context.revision else ''}",
        year=year_label(table.year),
        dated=f"公开日期 {day.shown}" if day.shown else "公开日期：表中未写",
        date=day.iso,
        publisher=table.head.publisher.value,
        kind="article",
        section=UNITS,
        draft=context.draft,
    )


def information(context: DocumentContext) -> Facts:
    """公开信息: number, publisher, day and document number, those that the table states."""
    return tuple((label, field.value) for label, field in _publication(context.table) if field.value)


def other_facts(context: DocumentContext) -> Facts:
    """The other header lines, in the order of the file."""
    said = {field for _, field in _publication(context.table)}
    return tuple((field.key, field.value) for field in facts(context.table) if field not in said)


def _publication(table: Table) -> tuple[tuple[str, HeaderField], ...]:
    """The facts with which government sites head a page, under the words that they use."""
    head = table.head
    return (
        ("索引号", head.index_number),
        ("发布机构", head.publisher),
        ("发文日期", head.published),
        ("文号", head.document_number),
    )
