"""Titles of sections that differ a little from the ones that the notation or the framework knows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from perfdsl.diagnostics import Span
from perfdsl.model.framework import SectionRule
from perfdsl.model.table import Section, Table
from perfdsl.text.folding import squeeze
from perfdsl.text.nearest import nearest
from perfdsl.text.patterns import lazy

# What people call the three sections that hold structured lines.
_STRUCTURES = {
    "指标": lazy(r"\w{0,6}指标(?:体系|情况|内容|设置|明细|表)?"),
    "资金": lazy(r"\w{0,6}资金(?:情况|来源|安排|预算|收支|总额|明细|表)?|部门预算|收支预算"),
    "项目": lazy(r"\w{0,4}项目(?:支出|情况|清单|列表|明细|名称|预算|表)?"),
}
_STRUCTURED_LINE = lazy(r"(?m)^[ \t　]*#{2,4}[^#]|[≥≤＝=]|[<>＜＞]\s?\d|^[^\t\n]+\t[^\t\n]")
_LOWER_TITLE = lazy(
    r"(?m)^[ \t　]*(?P<marks>#{2,3})[ \t　]*(?P<title>指标|资金|项目)[ \t　]*(?:[(（][^()（）\n]*[)）])?[ \t　]*$"
)
_BRACKETS = lazy(r"[(（][^()（）]*[)）]?\Z")
_FRONT = lazy(r"\A(?:[\d一二三四五六七八九十]+[、.．]|[(（][\d一二三四五六七八九十]+[)）]|[*★☆]+)\s*")


def demand_of(section: Section, table: Table) -> SectionRule | None:
    """What the framework asks for under this title, or None where it does not know the title."""
    known = _known(table.framework.sections)
    return known.get(squeeze(section.title)) or known.get(squeeze(_bare(section.title)))


def meant_section(section: Section, table: Table) -> SectionRule | None:
    """The required section, not written elsewhere, that one with an unknown title was probably meant to be."""
    if demand_of(section, table) or meant_structure(section, table):
        return None
    written = [demand_of(other, table) for other in table.sections]
    missing = {
        name: wanted
        for wanted in table.framework.sections
        if wanted.required and wanted not in written
        for name in (wanted.title, *wanted.aliases)
    }
    near = nearest(_bare(section.title), missing)
    return missing[near] if near else None


def meant_structure(section: Section, table: Table) -> str:
    """``指标``, ``资金`` or ``项目`` where a section of prose was meant to be that one, with its lines; else ``""``."""
    if demand_of(section, table) or not _STRUCTURED_LINE.search(section.markdown):
        return ""
    title = squeeze(_bare(section.title))
    written = {name for name, _ in table.section_spans}
    return next(
        (name for name, form in _STRUCTURES.items() if name not in written and form.fullmatch(title)), ""
    )


def lower_structures(section: Section, table: Table) -> Iterator[tuple[Span, str]]:
    """``## 指标`` in the middle of prose: its marks and its title, where the table has no such section."""
    written = {name for name, _ in table.section_spans}
    for match in _LOWER_TITLE.finditer(section.markdown):
        if match["title"] not in written:
            line = section.line_at(match.start())
            start = match.start("marks") - match.start()
            yield Span(line, start, start + len(match["marks"])), match["title"]


def unit_of(title: str) -> str:
    """``资金情况（万元）`` → ``（万元）``."""
    return "（万元）" if "万元" in title else "（元）" if "元" in title else ""


def _bare(title: str) -> str:
    """A title without its numbering or star, and without what stands in brackets behind it."""
    return _BRACKETS.sub("", _FRONT.sub("", title)).strip()


@lru_cache(maxsize=64)
def _known(demands: tuple[SectionRule, ...]) -> dict[str, SectionRule]:
    return {squeeze(name): wanted for wanted in reversed(demands) for name in (*wanted.aliases, wanted.title)}
