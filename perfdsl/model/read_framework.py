"""From a ``体系:`` document to a :class:`Framework`. The same syntax as a table, read as demands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfdsl.diagnostics import Diagnostic
from perfdsl.model import framework_language as language
from perfdsl.model.framework import (
    ONE_COLUMN,
    BlockRule,
    CommonIndicator,
    EquationRule,
    Framework,
    GroupRule,
    Purpose,
    SectionRule,
)
from perfdsl.model.framework_groups import ambiguous_groups, ambiguous_sections, wrong_points
from perfdsl.model.framework_language import Key
from perfdsl.model.framework_outline import MoneyBlock, money_blocks, note_names, notes, term
from perfdsl.model.framework_spelling import misplaced_sections, misspelt_head, misspelt_section
from perfdsl.model.framework_sums import contradictions
from perfdsl.model.framework_values import names, points, row_aliases
from perfdsl.model.line_diagnostics import line_diagnostic
from perfdsl.model.outline import (
    OutlineItem,
    OutlineSection,
    header_lines,
    items,
    misplaced_header_lines,
    split,
)
from perfdsl.syntax.nodes import Attributes, Document, Entry, Equation, Header, Heading, Word
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.patterns import lazy

_FIRST_NUMBER = lazy(r"\d+(?:\.\d+)?")
_Rows = dict[str, list[OutlineItem]]


def shipped_framework(document: Document) -> Framework:
    """The framework of a file that ships with perfdsl. Of these a test asks what is wrong with them, not each command."""
    head, sections = split(document)
    return _framework([node for _, node in header_lines(head)], _rows(sections, []))


def read_framework(document: Document) -> tuple[Framework, tuple[Diagnostic, ...]]:
    """The framework that ``document`` declares, and what is wrong with it."""
    head, sections = split(document)
    headers = [node for _, node in header_lines(head)]
    found = [_hinted(finding, document) for finding in document.diagnostics]
    rows = _rows(sections, found)
    framework = _framework(headers, rows)
    if not headers or headers[0].key.text != language.NAME.name:
        return framework, tuple(_not_begun(document))
    found += _missing(document, headers)
    misplaced_header_lines(head, found)
    found += misspelt_head(head)
    found += misplaced_sections(sections)
    for title, written in rows.items():
        found += misspelt_section(title, written)
    found += ambiguous_sections(rows["栏目"])
    found += contradictions(rows["资金"])
    found += ambiguous_groups(rows["指标"])
    found += wrong_points(framework, rows["指标"])
    return framework, tuple(found)


def _not_begun(document: Document) -> Iterator[Diagnostic]:
    """A file whose first key is not 体系 was read as a table: nothing more can be said of it."""
    yield from (finding for finding in document.diagnostics if finding.code.startswith("F"))
    first = next((line for line in document.lines if line.text.strip()), None)
    if first is not None:
        message = f"体系文件的第一行要写“{language.NAME.name}:”"
        yield line_diagnostic("F208", "error", message, first, f"例如“{language.NAME.example}”")


def _hinted(finding: Diagnostic, document: Document) -> Diagnostic:
    """A line of ``# 栏目`` that could not be read is no indicator: the hint says what it should be."""
    line = document.lines[finding.span.line - 1]
    if line.mode != "栏目" or finding.code != "P101" or line.text.lstrip().startswith((">", "＞")):
        return finding
    return finding._replace(
        message=f"“{line.text.strip()}”后面缺少冒号和必填或选填", hint=language.SECTION_EXAMPLE
    )


def _rows(sections: list[OutlineSection], found: list[Diagnostic]) -> _Rows:
    """The items of each section of a framework; of two of one title (a finding) the first."""
    rows: _Rows = {title: [] for title in language.SECTION_TITLES}
    for section in sections:
        if section.title in rows and not rows[section.title]:
            rows[section.title] = items(section, found)
    return rows


def _framework(headers: list[Header], rows: _Rows) -> Framework:
    name, title = _value(headers, language.NAME), _value(headers, language.TITLE)
    purpose: Purpose = "项目" if _value(headers, language.PURPOSE) == "项目" else "部门"
    groups, common = _indicators(rows["指标"])
    return Framework(
        name=name,
        title=title or name,
        purpose=purpose,
        periods=names(_value(headers, language.PERIODS)) or ("年度",),
        sections=tuple(_section(item) for item in rows["栏目"] if isinstance(item.line.node, Entry)),
        blocks=tuple(_block(block) for block in money_blocks(rows["资金"]) if not block.is_empty),
        groups=groups,
        common=common,
        points_total=_number(_value(headers, language.POINTS_TOTAL)),
        measured_share=_share(_value(headers, language.MEASURED_SHARE)),
        source=_value(headers, language.SOURCE),
        aliases=names(_value(headers, language.OTHER_NAMES)),
        note_columns=frozenset(map(squeeze, names(_value(headers, language.NOTE_COLUMNS)))),
        open_sections=_value(headers, language.OPEN_SECTIONS) == "是",
    )


def _value(headers: list[Header], key: Key) -> str:
    """The value of a header key, ``""`` where it is not written."""
    return next((node.value.text for node in headers if squeeze(node.key.text) == key.name), "")


def _missing(document: Document, headers: list[Header]) -> Iterator[Diagnostic]:
    for key in (language.NAME, language.TITLE):
        if not _value(headers, key):
            message = f"体系文件缺少“{key.name}:”"
            yield line_diagnostic(
                "F208", "error", message, document.lines[0], f"在文件开头写“{key.example}”那样的一行"
            )


def points_of(attributes: Attributes) -> tuple[Decimal | None, Word | None, tuple[str, ...]]:
    """The points of ``[10分 核心]``, where they stand, and the other flags."""
    total, where, flags = None, None, []
    for word in attributes.words:
        number = points(word.text)
        if number and where is None:
            total, where = Decimal(number), word
        else:
            flags.append(word.text)
    return total, where, tuple(flags)


def _number(text: str) -> Decimal | None:
    match = _FIRST_NUMBER.match(fold(text))
    return Decimal(match[0]) if match else None


def _share(text: str) -> Decimal | None:
    number = _number(text)
    return number / 100 if number is not None and "%" in fold(text) else number


def _section(item: OutlineItem) -> SectionRule:
    entry = item.line.node
    assert isinstance(entry, Entry)
    required = squeeze(entry.cells[0].value.text) == language.REQUIRED
    return SectionRule(entry.name.text, required, note_names(item, language.SECTION_ALIASES))


def _block(block: MoneyBlock) -> BlockRule:
    equations = tuple(
        EquationRule(node.name.text, tuple(term(word) for word in node.terms)) for _, node in block.equations
    )
    terms = {one for equation in equations for one in equation.terms}
    roots = note_names(block.head, language.ROOTS)
    return BlockRule(
        name=block.name,
        columns=note_names(block.head, language.COLUMNS) or ONE_COLUMN,
        roots=roots or tuple(equation.total for equation in equations if equation.total not in terms),
        equations=equations,
        aliases=tuple(pair for item in (block.head, *block.rows) for pair in _row_aliases(item)),
        balance=_first(block.head, language.BALANCE),
        headline=_first(block.head, language.HEADLINE),
        open_rows=_first(block.head, language.OPEN_ROWS) == "是",
    )


def _first(item: OutlineItem, key: Key) -> str:
    """The value of a note that is written once, ``""`` where it is not there."""
    return next((value.text for _, value in notes(item, key)), "")


def _row_aliases(item: OutlineItem) -> list[tuple[str, str]]:
    """(other name, row) of each alias below a block's heading or below an equation."""
    node = item.line.node
    below = node.name.text if isinstance(node, Equation) else ""
    written = [row_aliases(value.text) for _, value in notes(item, language.BLOCK_ALIASES)]
    return [(other, row or below) for row, others in written for other in others if row or below]


def _indicators(rows: list[OutlineItem]) -> tuple[tuple[GroupRule, ...], tuple[CommonIndicator, ...]]:
    common: list[CommonIndicator] = []
    heads: list[OutlineItem] = []
    path: list[str] = []
    for item in rows[1:]:
        node = item.line.node
        if isinstance(node, Heading):
            heads.append(item)
            path[node.level - 2 :] = [node.title.text]
        elif isinstance(node, Entry):
            common.append(_common(node, tuple(path)))
    return _tree(heads, 2), tuple(common)


def _common(entry: Entry, path: tuple[str, ...]) -> CommonIndicator:
    first = entry.cells[0]
    comparator = first.comparator if entry.operator == ":" else entry.operator
    return CommonIndicator(entry.name.text, path, None if comparator == ":" else comparator, first.value.text)


def _tree(heads: list[OutlineItem], level: int) -> tuple[GroupRule, ...]:
    """Group rules from a flat run of headings; deeper headings become children."""
    rules = []
    starts = [i for i, item in enumerate(heads) if _level(item) <= level or i == 0]
    for start, end in zip(starts, [*starts[1:], len(heads)], strict=False):
        rules.append(_group(heads[start], _tree(heads[start + 1 : end], level + 1)))
    return tuple(rules)


def _level(item: OutlineItem) -> int:
    return item.line.node.level if isinstance(item.line.node, Heading) else 9


def _group(item: OutlineItem, children: tuple[GroupRule, ...]) -> GroupRule:
    heading = item.line.node
    assert isinstance(heading, Heading)
    total, _, flags = points_of(heading.attributes)
    return GroupRule(
        name=heading.title.text,
        level=heading.level - 1,
        aliases=note_names(item, language.GROUP_ALIASES),
        required=language.GROUP_REQUIRED.name in flags,
        may_be_empty=language.GROUP_EMPTY.name in flags,
        open=language.GROUP_OPEN.name in flags or not children,
        key_tasks=language.KEY_TASKS in note_names(item, language.GROUP_COLUMNS),
        points=total,
        children=children,
    )
