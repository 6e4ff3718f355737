"""The page of one table, a department's or a project's: key figures first, then every section of it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from perfdsl.model.table import UNITS
from perfdsl.presentation.display import money, money_with_unit, number, summed, year_label
from perfdsl.presentation.figures import Figures
from perfdsl.presentation.sections import role_of
from perfdsl.presentation.stage import form_title
from perfdsl.site.document_context import DocumentContext, ProseSection, Remark
from perfdsl.site.files.offered import File, table_files
from perfdsl.site.index.index_rows import correction_rows
from perfdsl.site.index.summary import missing_sections
from perfdsl.site.page import Page, PageFrame, PageLink
from perfdsl.site.views.bars import bar
from perfdsl.site.views.corrections import ShownCorrection, shown_correction
from perfdsl.site.views.document import Facts, document_frame, information, other_facts
from perfdsl.site.views.funding import FundingView, funding_view
from perfdsl.site.views.indicators import Category, indicator_views
from perfdsl.site.views.projects import ProjectList, project_list
from perfdsl.site.views.totals import Tile


class TablePage(NamedTuple):
    """``goals`` are the year's goals, shown first; ``texts`` the other sections, shown last.

    ``missing`` names the sections that the form demands and the file lacks (drafts only).
    """

    frame: PageFrame
    name: str
    title: str
    information: Facts
    facts: Facts
    tiles: tuple[Tile, ...]
    contents: tuple[PageLink, ...]
    remarks: tuple[Remark, ...]
    goals: tuple[ProseSection, ...]
    funding: FundingView | None
    categories: tuple[Category, ...]
    projects: ProjectList | None
    texts: tuple[ProseSection, ...]
    corrections: tuple[ShownCorrection, ...]
    downloads: tuple[File, ...]
    missing: tuple[str, ...]
    template: str = "table.html"


def table_pages(context: DocumentContext) -> Iterable[Page]:
    return (table_page(context),)


def table_page(context: DocumentContext) -> TablePage:
    """The view of one table."""
    table = context.table
    goals, texts = _order(context)
    funding, projects = funding_view(context), project_list(context)
    categories, corrections = indicator_views(context), _corrections(context)
    return TablePage(
        frame=document_frame(context, "index.html", f"{table.name} {year_label(table.year)}", ()),
        name=table.name,
        title=form_title(table),
        information=information(context),
        facts=other_facts(context),
        tiles=_tiles(context),
        contents=_contents(goals, funding, categories, projects, texts, corrections),
        remarks=context.remarks,
        goals=goals,
        funding=funding,
        categories=categories,
        projects=projects,
        texts=texts,
        corrections=corrections,
        downloads=table_files(context.site),
        missing=missing_sections(context.table) if context.draft else (),
    )


def _order(context: DocumentContext) -> tuple[tuple[ProseSection, ...], tuple[ProseSection, ...]]:
    """The year's goals; and the rest, the long-term goals before mandate and organisation."""
    roles = {text.title: role_of(context.table, text.title) for text in context.texts}
    goals = tuple(text for text in context.texts if roles[text.title] == "annual_goal")
    rest = [text for text in context.texts if text not in goals]
    return goals, tuple(sorted(rest, key=lambda text: roles[text.title] != "long_term_goal"))


def _tiles(context: DocumentContext) -> tuple[Tile, ...]:
    figures = context.figures
    tiles: list[Tile] = []
    if figures.total:
        parts = _shares(figures)
        whole = f"全部为{parts[0][0]}" if len(parts) == 1 else ""
        shares = bar(parts) if len(parts) > 1 else ()
        unit = "" if figures.total.is_unknown else figures.total.unit
        tiles.append(Tile("资金总额", money(figures.total), unit, "#funding", whole, shares))
    if figures.projects:
        note = summed(money_with_unit(figures.project_total))
        tiles.append(Tile("项目", number(figures.projects), "个", "#projects", note))
    if figures.indicators:
        counts = (("定量", Decimal(figures.measured)), ("定性", Decimal(figures.described)))
        tiles.append(Tile("绩效指标", number(figures.indicators), "项", "#indicators", "", bar(counts)))
    return tuple(tiles)


def _shares(figures: Figures) -> list[tuple[str, Decimal]]:
    """What the total is made of, in its unit; nothing where a part of it, or the whole, is not to be told."""
    if figures.total is None or any(
        amount.is_unknown for amount in (figures.total, *dict(figures.parts).values())
    ):
        return []
    scale = UNITS[figures.total.unit]
    return [(name, amount.yuan / scale) for name, amount in figures.parts if amount.yuan is not None]


def _corrections(context: DocumentContext) -> tuple[ShownCorrection, ...]:
    """As the list of all corrections shows them."""
    return tuple(shown_correction(row) for row in correction_rows(context))


def _contents(
    goals: tuple[ProseSection, ...],
    funding: FundingView | None,
    categories: tuple[Category, ...],
    projects: ProjectList | None,
    texts: tuple[ProseSection, ...],
    corrections: tuple[ShownCorrection, ...],
) -> tuple[PageLink, ...]:
    links = [PageLink(text.title, f"#{text.anchor}") for text in goals]
    links += [PageLink("资金", "#funding")] if funding else []
    links += [PageLink("绩效指标", "#indicators")] if categories else []
    links += [PageLink("项目", "#projects")] if projects else []
    links += [PageLink(text.title, f"#{text.anchor}") for text in texts]
    links += [PageLink("更正", "#corrections")] if corrections else []
    return (*links, PageLink("下载本表", "#downloads"))
