"""Titles of sections that differ a little from the ones that the notation or the framework knows."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.per_table import cached_per_table
from perfdsl.diagnostics import Span
from perfdsl.model.framework import GroupRule, SectionRule
from perfdsl.model.framework_values import names
from perfdsl.model.header import is_header_key, keys_of, kind_of_key
from perfdsl.model.section import Section
from perfdsl.model.section_titles import BRACKETS, FRONT, rule_of
from perfdsl.model.table import Table
from perfdsl.model.values import read_value
from perfdsl.syntax.marks import AT_LEAST, AT_MOST, COLONS, COMMAS, COMPARATORS, EQUAL, GREATER, HASHES, LESS
from perfdsl.syntax.nodes import Entry
from perfdsl.syntax.parser import read_line
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.lookalikes import usual
from perfdsl.text.nearest import nearest
from perfdsl.text.patterns import lazy

# What people call the three sections that hold structured lines.
_STRUCTURES = {
    "指标": lazy(r"\w{0,6}指标(?:体系|情况|内容|设置|明细|表)?"),
    "资金": lazy(r"\w{0,6}资金(?:情况|来源|安排|预算|收支|总额|明细|表)?|部门预算|收支预算"),
    "项目": lazy(r"\w{0,4}项目(?:支出|情况|清单|列表|明细|名称|预算|表)?"),
}
_STRUCTURED_LINE = lazy(
    rf"(?m)^[ \t　]*#{{2,4}}[^#]|[{AT_LEAST}{AT_MOST}{EQUAL}]|[{LESS}{GREATER}]\s?\d|^[^\t\n]+\t[^\t\n]"
)
_LOWER_TITLE = lazy(
    r"(?m)^[ \t　]*+(?P<marks>#{2,3})[ \t　]*+(?P<title>指标|资金|项目)[ \t　]*+(?:[(（][^()（）\n]*[)）])?[ \t　]*+$"
)
_MONEY_UNIT = lazy(r"(?<!\s)\s*+[/,、:]?\s*+(?:单位)?[:]?\s*+(?:人民币)?[万亿]?元\Z")
_ENDS = " :：。.、,，;；-—"
_KEY = lazy(f"(?P<key>[^{COLONS}]{{1,12}})[{COLONS}]")
_HEADING = lazy(rf"\s*[{HASHES}]")
_SENTENCE = lazy(rf"[。；;{COMMAS}、！!]\s*\Z")


def demand_of(section: Section, table: Table) -> SectionRule | None:
    """What the framework asks for under this title, or None where it does not know the title."""
    return rule_of(table.framework, section.title)


def is_known(section: Section, table: Table) -> bool:
    """Whether a section may have this title: the framework has it, or lets the table have its own."""
    if table.framework.open_sections or demand_of(section, table) is not None:
        return True
    return section.title in names(table.head.own_sections.value)


def meant_section(section: Section, table: Table) -> SectionRule | None:
    """The section of the framework, not written elsewhere, that one with an unknown title was probably meant to be."""
    if is_known(section, table) or header_key(section) or meant_structure(section, table):
        return None
    missing = _missing(table)
    near = nearest(_plain(section.title), missing)
    return missing[near] if near else None


@cached_per_table
def _missing(table: Table) -> dict[str, SectionRule]:
    """The sections of the framework that are not written, by all their names."""
    written = {demand.title for section in table.sections if (demand := demand_of(section, table))}
    return {
        name: wanted
        for wanted in table.framework.sections
        if wanted.title not in written
        for name in (wanted.title, *wanted.aliases)
    }


@cached_per_table
def _titles(table: Table) -> frozenset[str]:
    """The titles of all sections."""
    return frozenset([title for title, _ in table.section_spans])


def meant_group(section: Section, table: Table) -> GroupRule | None:
    """The group of indicators whose name is a title of the first level: a mark was left out."""
    if is_known(section, table):
        return None
    return next((group for group in table.framework.all_groups() if group.answers_to(section.title)), None)


def meant_structure(section: Section, table: Table) -> str:
    """``指标``, ``资金`` or ``项目`` where a section of prose was meant to be that one; else ``""``."""
    if is_known(section, table) or meant_group(section, table):
        return ""
    title = _plain(section.title)
    forms = (name for name, form in _STRUCTURES.items() if form.fullmatch(title))
    meant = next(forms, "") if title in _STRUCTURES or _STRUCTURED_LINE.search(section.markdown) else ""
    if not meant and (lines := data_lines(section)):
        meant = "资金" if all(line.operator == "=" for line in lines) else "指标"
    return "" if meant in _titles(table) else meant


def header_key(section: Section) -> str:
    """The key of ``# 主管部门: …``, a line of the header that was written as a title."""
    match = _KEY.match(section.title)
    if match is None:
        return ""
    key = squeeze(match["key"])
    return key if is_header_key(key) or kind_of_key(key) or key in keys_of("code") else ""


def data_lines(section: Section) -> list[Entry]:
    """The lines of prose that read as indicators or amounts, where they are most of it; else none.

    A line that ends like a sentence is one: ``完成率≥95%；``.
    """
    if not any(mark in section.markdown for mark in COMPARATORS):
        return []
    lines = [line for line in section.markdown.split("\n") if line.strip() and not _HEADING.match(line)]
    data = [entry for line in lines if not _SENTENCE.search(line) and (entry := _data(line))]
    return data if len(data) * 2 > len(lines) else []


def _data(line: str) -> Entry | None:
    node = read_line(line, "指标").node
    if not isinstance(node, Entry) or all(cell.comparator is None for cell in node.cells):
        return None
    return node if read_value(node.cells[0].value.text).is_number else None


def lower_structures(section: Section, table: Table) -> Iterator[tuple[Span, str]]:
    """``## 指标`` in the middle of prose: its marks and its title, where the table has no such section."""
    written = _titles(table)
    for match in _LOWER_TITLE.finditer(section.markdown):
        if match["title"] not in written:
            line, start = section.place_at(match.start("marks"))
            yield Span(line, start, start + len(match["marks"])), match["title"]


def unit_of(title: str) -> str:
    """``资金情况（万元）`` → ``（万元）``."""
    return "（万元）" if "万元" in title else "（元）" if "元" in title else ""


def remark_of(title: str) -> str:
    """What a bracket behind a title says besides a unit of money: ``核心`` of ``绩效指标（核心）``."""
    match = BRACKETS.search(fold(usual(title)).rstrip(_ENDS))
    said = match[0].strip("()（） ") if match else ""
    return _MONEY_UNIT.sub("", f":{said}").strip(_ENDS + " ")


def _plain(title: str) -> str:
    """A title as it was meant: ``资⾦/万元`` and ``资金（万元）：`` as ``资金``."""
    bare = BRACKETS.sub("", FRONT.sub("", fold(usual(title)).rstrip(_ENDS)))
    return squeeze(_MONEY_UNIT.sub("", bare)).rstrip(_ENDS)
