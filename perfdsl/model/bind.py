"""Bind a document to its framework: from what was written to what it means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from perfdsl.diagnostics import Diagnostic, Edit, Fix, Span
from perfdsl.memo import cached
from perfdsl.model.columns import headline_column
from perfdsl.model.framework import Framework
from perfdsl.model.framework_values import names
from perfdsl.model.funding import bind_funding
from perfdsl.model.header import KINDS, Head, HeaderField, kind_of_key, read_head
from perfdsl.model.headings import misused_headings
from perfdsl.model.indicators import bind_indicators
from perfdsl.model.line_diagnostics import line_diagnostic
from perfdsl.model.money import bind_projects
from perfdsl.model.outline import OutlineSection, header_lines, misplaced_header_lines, split
from perfdsl.model.section import Section
from perfdsl.model.table import Table, TableKind
from perfdsl.syntax.nodes import Bad, Blank, Document, Entry, Header, Heading, Line, Prose
from perfdsl.text.folding import SPACES, fold
from perfdsl.text.patterns import lazy

_YEAR = lazy(r"\d{4}")


def document_kind(document: Document) -> str:
    """部门, 项目 or 体系, from the first header key (an alias counts); ``""`` where it is none of them."""
    for line in document.lines:
        if isinstance(line.node, Header):
            return kind_of_key(line.node.key.text)
        if isinstance(line.node, Heading):
            break
    return ""


def framework_field(document: Document) -> tuple[str, Span] | None:
    """The framework that a table names, and where."""
    for line in document.lines:
        if isinstance(line.node, Heading):
            break
        if isinstance(line.node, Header) and line.node.key.text == "体系":
            return line.node.value.text, line.node.value.span(line.number)
    return None


def unknown_framework(document: Document) -> Framework:
    """A framework without demands, with as many periods as most lines of several values have."""
    entries = (line.node for line in document.lines if line.mode == "指标" and isinstance(line.node, Entry))
    widths = Counter(len(entry.cells) for entry in entries if len(entry.cells) > 1)
    return _framework_of(max(widths, key=lambda width: (widths[width], -width), default=1))


@cached()
def _framework_of(width: int) -> Framework:
    """The same object for all files of this width, as a known framework is: what is derived from it is kept."""
    periods = ("年度",) if width == 1 else tuple(f"第{i + 1}期" for i in range(width))
    return Framework("", "预算绩效目标表", "部门", periods, (), (), ())


def bind(document: Document, framework: Framework | None) -> tuple[Table, tuple[Diagnostic, ...]]:
    """The table of a 部门 or 项目 document, and the findings of binding it."""
    found: list[Diagnostic] = []
    head, sections = split(document)
    rules = framework or unknown_framework(document)
    header = _header(head)
    misplaced_header_lines(head, found)
    found += misused_headings(sections)
    kind, name, name_span = _name(document, head, found)
    facts = read_head(header, kind)
    periods = names(facts.periods.value) or rules.periods
    year = _year(facts)
    projects = bind_projects(_structured(sections, "项目"), rules, found)
    are_known = framework is not None or bool(facts.periods.value)
    groups, indicators = bind_indicators(
        _structured(sections, "指标"), rules, periods, found, periods_known=are_known
    )
    table = Table(
        path=document.path,
        kind=kind,
        name=name,
        year=year,
        framework=rules,
        framework_known=framework is not None,
        header=header,
        sections=tuple(_prose_section(section) for section in sections if section.is_prose),
        funding=bind_funding(_structured(sections, "资金"), rules, projects, year, found),
        project_unit=projects.unit,
        project_columns=projects.columns,
        projects=projects.items,
        periods=periods,
        groups=groups,
        indicators=indicators,
        comments=tuple([(line.number, line.comment) for line in document.lines if line.comment]),
        name_span=name_span,
        section_spans=tuple((section.title, _title_span(section)) for section in sections),
        unread=frozenset([line.mode for line in document.lines if type(line.node) is Bad]),
        head=facts,
        project_totals=projects.totals,
        unread_projects=projects.unread,
        project_headline=headline_column(projects.columns, projects.headline, year),
    )
    return table, tuple(found)


def _header(head: list[Line]) -> tuple[HeaderField, ...]:
    return tuple(
        HeaderField(node.key.text, node.value.text, node.key.span(line.number), node.value.span(line.number))
        for line, node in header_lines(head)
    )


def _name(document: Document, head: list[Line], found: list[Diagnostic]) -> tuple[TableKind, str, Span]:
    """Kind and name from the first header line; an alias of the key is taken, and said."""
    first = next(iter(header_lines(head)), None)
    kind = document_kind(document)
    if first is None or not kind:
        line = first[0] if first else next(iter(document.lines), Line(1, "", Blank()))
        hint = "文件第一行写“部门: 单位名称”（部门整体表）或“项目: 项目名称”（项目表）"
        message = (
            "文件是空的" if not any(line.text.strip() for line in document.lines) else "看不出这是什么表"
        )
        found.append(line_diagnostic("P115", "error", message, line, hint))
        return "部门", "", Span(line.number, 0, 0)
    line, node = first
    if fold(node.key.text) not in KINDS:
        fix = Fix(f"改为“{kind}:”", (Edit(node.key.span(line.number), kind),), safe=True)
        found.append(
            line_diagnostic(
                "P115",
                "warning",
                f"“{node.key.text}:”应写成“{kind}:”",
                line,
                f"第一行写“{kind}: 名称”",
                node.key,
                fix,
            )
        )
    return ("项目" if kind == "项目" else "部门"), node.value.text, node.value.span(line.number)


def _year(head: Head) -> int | None:
    match = _YEAR.search(fold(head.year.value))
    return int(match[0]) if match else None


def _structured(sections: list[OutlineSection], title: str) -> OutlineSection | None:
    """The structured section of this title; of several, all lines together (the repetition is a finding)."""
    same = [section for section in sections if section.title == title and not section.is_prose]
    if len(same) < 2:
        return same[0] if same else None
    first = same[0]
    return OutlineSection(
        first.line, first.title, first.unit, [line for section in same for line in section.lines]
    )


def _prose_section(section: OutlineSection) -> Section:
    written = list(_published(section.lines))
    filled = [place for place, (_, text) in enumerate(written) if text]
    written = written[filled[0] : filled[-1] + 1] if filled else []
    numbers = tuple([number for number, _ in written])
    return Section(section.title, "\n".join([text for _, text in written]), _title_span(section), numbers)


def _published(lines: Iterable[Line]) -> Iterator[tuple[int, str]]:
    """The lines of prose that are published, each with its number: no remark, and nothing that could not be read.

    A line that is only a remark is not even an empty one, which would end a paragraph.
    """
    for line in lines:
        node = line.node
        if type(node) is Prose and (line.comment is None or node.text.strip(SPACES)):
            yield line.number, node.text if line.comment is None else node.text.rstrip(SPACES)


def _title_span(section: OutlineSection) -> Span:
    node = section.line.node
    assert isinstance(node, Heading)
    return node.title.span(section.line.number)
