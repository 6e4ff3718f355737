"""From a ``体系:`` document to a :class:`Framework`. The same syntax as a table, read as demands."""

from __future__ import annotations

import re
from decimal import Decimal

from perfdsl.diagnostics import Diagnostic
from perfdsl.model.findings import problem
from perfdsl.model.framework import (
    BlockRule,
    CommonIndicator,
    Equation,
    Framework,
    GroupRule,
    Purpose,
    SectionRule,
)
from perfdsl.model.outline import Block, Item, header_lines, items, split
from perfdsl.syntax.nodes import Attributes, Document, Entry, Heading, Note, Word
from perfdsl.syntax.nodes import Equation as EquationNode
from perfdsl.text.folding import fold

_COMMA = re.compile(r"\s*[,，、]\s*")
_POINTS = re.compile(r"(?:权重|分值)?(\d+(?:\.\d+)?)(?:分|%)?\Z")
PROJECTS = "# 项目"


def read_framework(document: Document) -> tuple[Framework, tuple[Diagnostic, ...]]:
    """The framework that ``document`` declares, and what is wrong with it."""
    found: list[Diagnostic] = list(document.diagnostics)
    head, blocks = split(document)
    fields = {header.key.text: header.value.text for _, header in header_lines(head)}
    by_title = {block.title: block for block in blocks}
    groups, common = _indicators(by_title.get("指标"), found)
    purpose: Purpose = "项目" if fields.get("适用") == "项目" else "部门"
    if document.lines and ("体系" not in fields or "标题" not in fields):
        missing = "标题" if "体系" in fields else "体系"
        found.append(
            problem(
                "F208",
                "error",
                f"体系文件缺少“{missing}:”",
                document.lines[0],
                f"在文件开头写“{missing}: 名称”",
            )
        )
    return Framework(
        name=fields.get("体系", ""),
        title=fields.get("标题", fields.get("体系", "")),
        purpose=purpose,
        periods=names(fields.get("周期", "年度")),
        sections=_sections(by_title.get("栏目"), found),
        blocks=_funding(by_title.get("资金"), found),
        groups=groups,
        common=common,
        points_total=_number(fields.get("分值")),
        measured_share=_share(fields.get("定量占比")),
        source=fields.get("来源", ""),
        aliases=names(fields.get("别名", "")),
    ), tuple(found)


def names(text: str) -> tuple[str, ...]:
    """``甲, 乙`` → (甲, 乙)."""
    return tuple(name for name in _COMMA.split(text.strip()) if name)


def points_of(attributes: Attributes) -> tuple[Decimal | None, Word | None, tuple[str, ...]]:
    """The points of ``[10分 核心]``, where they stand, and the other flags."""
    points, where, flags = None, None, []
    for word in attributes.words:
        match = _POINTS.match(fold(word.text))
        if match and where is None:
            points, where = Decimal(match[1]), word
        else:
            flags.append(word.text)
    return points, where, tuple(flags)


def _number(text: str | None) -> Decimal | None:
    match = re.match(r"\d+(?:\.\d+)?", fold(text or ""))
    return Decimal(match[0]) if match else None


def _share(text: str | None) -> Decimal | None:
    number = _number(text)
    return number / 100 if number is not None and "%" in fold(text or "") else number


def _sections(block: Block | None, found: list[Diagnostic]) -> tuple[SectionRule, ...]:
    rules = []
    for item in items(block, found)[1:] if block else ():
        if isinstance(item.line.node, Entry):
            entry = item.line.node
            required = entry.cells[0].value.text == "必填"
            rules.append(SectionRule(entry.name.text, required, _aliases(item)))
    return tuple(rules)


def _notes(item: Item, key: str) -> list[str]:
    nodes = (line.node for line in item.notes)
    return [node.value.text for node in nodes if isinstance(node, Note) and node.key.text == key]


def _aliases(item: Item) -> tuple[str, ...]:
    return tuple(alias for text in _notes(item, "别名") for alias in names(text))


def _funding(block: Block | None, found: list[Diagnostic]) -> tuple[BlockRule, ...]:
    if block is None:
        return ()
    heads: list[tuple[str, Item, list[Item]]] = []
    for item in items(block, found):
        node = item.line.node
        if isinstance(node, Heading):
            heads.append((node.title.text if node.level > 1 else "", item, []))
        elif isinstance(node, EquationNode):
            heads[-1][2].append(item)
    return tuple(_block(*head) for head in heads if head[2] or head[1].notes)


def _block(name: str, head: Item, lines: list[Item]) -> BlockRule:
    equations = tuple(
        Equation(node.name.text, tuple(term.text for term in node.terms))
        for node in (item.line.node for item in lines)
        if isinstance(node, EquationNode)
    )
    terms = {term for equation in equations for term in equation.terms}
    roots = tuple(row for text in _notes(head, "行") for row in names(text))
    columns = tuple(column for text in _notes(head, "列") for column in names(text))
    pairs: list[tuple[str, str]] = []
    for item in (head, *lines):
        for text in _notes(item, "别名"):
            row, mark, others = text.partition("=")
            if not mark and isinstance(item.line.node, EquationNode):
                row, others = item.line.node.name.text, text
            pairs.extend((other, row.strip()) for other in names(others))
    return BlockRule(
        name=name,
        columns=columns or ("金额",),
        roots=roots or tuple(equation.total for equation in equations if equation.total not in terms),
        equations=equations,
        aliases=tuple(pairs),
        balance=next(iter(_notes(head, "平衡")), ""),
        headline=next(iter(_notes(head, "主列")), ""),
        open_rows="是" in _notes(head, "可增行"),
    )


def _indicators(
    block: Block | None, found: list[Diagnostic]
) -> tuple[tuple[GroupRule, ...], tuple[CommonIndicator, ...]]:
    if block is None:
        return (), ()
    common: list[CommonIndicator] = []
    heads: list[Item] = []
    path: list[str] = []
    for item in items(block, found)[1:]:
        node = item.line.node
        if isinstance(node, Heading):
            heads.append(item)
            path[node.level - 2 :] = [node.title.text]
        elif isinstance(node, Entry):
            common.append(_common(node, tuple(path)))
    return _tree(heads, 2), tuple(common)


def _common(entry: Entry, path: tuple[str, ...]) -> CommonIndicator:
    return CommonIndicator(
        entry.name.text,
        path,
        None if entry.operator == ":" else entry.operator,
        entry.cells[0].value.text,
    )


def _tree(heads: list[Item], level: int) -> tuple[GroupRule, ...]:
    """Group rules from a flat run of headings; deeper headings become children."""
    rules = []
    starts = [i for i, item in enumerate(heads) if _level(item) <= level]
    for start, end in zip(starts, [*starts[1:], len(heads)], strict=False):
        rules.append(_group(heads[start], _tree(heads[start + 1 : end], level + 1)))
    return tuple(rules)


def _level(item: Item) -> int:
    return item.line.node.level if isinstance(item.line.node, Heading) else 9


def _group(item: Item, children: tuple[GroupRule, ...]) -> GroupRule:
    heading = item.line.node
    assert isinstance(heading, Heading)
    points, _, flags = points_of(heading.attributes)
    return GroupRule(
        name=heading.title.text,
        level=heading.level - 1,
        aliases=_aliases(item),
        required="必填" in flags,
        may_be_empty="可空" in flags,
        open="自拟" in flags or not children,
        key_tasks=any("重点工作" in text for text in _notes(item, "列")),
        points=points,
        children=children,
    )
