"""Does the money of a framework fit together? Equations without circles, each row counted once, names that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic, Edit, Fix
from perfdsl.model.framework import ONE_COLUMN
from perfdsl.model.framework_language import BALANCE, BLOCK_ALIASES, COLUMNS, HEADLINE, PROJECTS, ROOTS
from perfdsl.model.framework_outline import MoneyBlock, money_blocks, note_names, notes, term
from perfdsl.model.framework_values import names, row_aliases
from perfdsl.model.line_diagnostics import line_diagnostic
from perfdsl.model.outline import OutlineItem
from perfdsl.syntax.marks import ANGLES, COLONS, COMPARATORS, QUOTES
from perfdsl.syntax.nodes import Equation, Heading, Line, Word
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.nearest import nearest
from perfdsl.text.patterns import lazy

CODE = "F212"
_SLIP = 0.7
_NO_ROW = lazy(rf"[+-]?[\d.,]+(?:万元|元|万)?\Z|.*\s[-×*/]\s|[-×*/]|.*[{COMPARATORS}]")
_NEEDS_QUOTES = lazy(f"[{COMPARATORS}{COLONS}{ANGLES}{QUOTES}]")  # as the name of a row


class WrittenName(NamedTuple):
    """A name in a line of the file."""

    name: str
    line: Line
    word: Word


def contradictions(rows: list[OutlineItem]) -> Iterator[Diagnostic]:
    """What does not hold together in ``# 资金``; ``rows`` are its items."""
    blocks = money_blocks(rows)
    known = [_rows(block) for block in blocks]
    for i, block in enumerate(blocks):
        others = [name for j, one in enumerate(known) if j != i for name in one]
        if block.is_empty and block.name:
            yield _wrong(_heading(block), f"“## {block.name}”下面没有写任何行", "写上等式或“> 行: …”，或删去")
        yield from _terms(block)
        yield from _circles(block)
        yield from _counted_twice(block)
        yield from _loose_ends(block)
        yield from _aliases(block, known[i])
        yield from _balance(block, known[i], others)
        yield from _headline(block)
    yield from _two_blocks(blocks)


def _heading(block: MoneyBlock) -> WrittenName:
    node = block.head.line.node
    assert isinstance(node, Heading)
    return WrittenName(block.name, block.head.line, node.title)


def _totals(block: MoneyBlock) -> list[WrittenName]:
    return [WrittenName(node.name.text, line, node.name) for line, node in block.equations]


def _terms_of(line: Line, node: Equation) -> list[WrittenName]:
    return [WrittenName(term(word), line, word) for word in node.terms]


def _rows(block: MoneyBlock) -> list[str]:
    """Every row of a block, by its own name."""
    named = [*note_names(block.head, ROOTS)]
    for line, node in block.equations:
        named += [node.name.text, *(one.name for one in _terms_of(line, node) if one.name != PROJECTS)]
    return list(dict.fromkeys(named))


def _terms(block: MoneyBlock) -> Iterator[Diagnostic]:
    """Terms and top rows that are no row: numbers, differences, comparators, sections that are no 项目."""
    for line, node in block.equations:
        for one in _terms_of(line, node):
            if one.name.startswith("#") and one.name != PROJECTS:
                yield _wrong(one, f"等式里没有“{one.name}”这一项", f"是不是“{PROJECTS}”？", PROJECTS)
            elif _NO_ROW.match(fold(one.name)):
                hint = "等式写成“合计 = 甲 + 乙”，右边是行的名称，只用“+”；金额由各张表写"
                yield _wrong(one, f"“{one.name}”不是一行的名称", hint)
    for line, value in notes(block.head, ROOTS):
        for name in names(value.text):
            if _NO_ROW.match(fold(name)):
                hint = "“> 行:”只写行的名称，例如“> 行: 基本支出, 项目支出”"
                yield _wrong(WrittenName(name, line, value), f"“{name}”不是一行的名称", hint)


def _circles(block: MoneyBlock) -> Iterator[Diagnostic]:
    """Equations whose total is, at some depth, a term of itself; said once, where the circle closes."""
    terms = {node.name.text: _terms_of(line, node) for line, node in reversed(block.equations)}
    done: set[str] = set()

    def walk(name: str, above: tuple[str, ...]) -> Iterator[Diagnostic]:
        for one in terms.get(name, ()):
            if one.name in (*above, name):
                circle = (*(*above, name)[(*above, name).index(one.name) :], one.name)
                message = "等式绕了一圈：" + " ← ".join(f"“{row}”" for row in circle)
                yield _wrong(one, message, "一行不能是它自己的一部分，删去其中一项")
            elif one.name not in done:
                yield from walk(one.name, (*above, name))
        done.add(name)

    for name in terms:
        if name not in done:
            yield from walk(name, ())


def _counted_twice(block: MoneyBlock) -> Iterator[Diagnostic]:
    """Totals with two equations, and rows that are terms (or roots) twice."""
    seen: dict[str, WrittenName] = {}
    for total in _totals(block):
        if first := seen.get(squeeze(total.name)):
            message = f"“{total.name}”有两个等式，第 {first.line.number} 行已经写过"
            yield _wrong(total, message, "合成一个等式；两种分法写进一个等式，一张表用其中一种")
        seen.setdefault(squeeze(total.name), total)
    roots = {squeeze(name) for name in note_names(block.head, ROOTS)}
    counted: dict[str, WrittenName] = {}
    for line, node in block.equations:
        if _is_above_roots(block, node):
            continue
        for one in _terms_of(line, node):
            key = squeeze(one.name)
            if first := counted.get(key):
                message = f"“{one.name}”会算两次，第 {first.line.number} 行已经算过"
                yield _wrong(one, message, "每一行只归一个合计，删去其中一处")
            elif key in roots:
                message = f"“{one.name}”会算两次：“> 行:”里有它，这里又是“{node.name.text}”的一项"
                yield _wrong(one, message, "“> 行:”只写最上面一层的行，删去其中一处")
            counted.setdefault(key, one)


def _is_above_roots(block: MoneyBlock, node: Equation) -> bool:
    """Whether an equation sums up all rows of ``> 行:``: its total (支出合计) is drawn where a table writes it."""
    roots = {squeeze(name) for name in note_names(block.head, ROOTS)}
    return bool(roots) and {squeeze(term(word)) for word in node.terms} == roots


def _loose_ends(block: MoneyBlock) -> Iterator[Diagnostic]:
    """Equations that no row leads to: their total would be counted nowhere, or was misspelt where it is a term."""
    terms = [one for line, node in block.equations for one in _terms_of(line, node)]
    used = {squeeze(one.name) for one in terms}
    roots = note_names(block.head, ROOTS)
    loose = [
        WrittenName(node.name.text, line, node.name)
        for line, node in block.equations
        if squeeze(node.name.text) not in used | {squeeze(one) for one in roots}
        and not _is_above_roots(block, node)
    ]
    leaves = [
        one for one in terms if squeeze(one.name) not in {squeeze(name.name) for name in _totals(block)}
    ]
    for total in loose if roots or len(loose) > 1 else ():
        meant = nearest(total.name, [one.name for one in leaves] + list(roots), _SLIP)
        if meant:
            message = f"“{total.name}”的等式没有用处，别处写的是“{meant}”"
            yield _wrong(total, message, f"是不是“{meant}”？两处写成一样", meant)
        elif roots:
            message = f"“{total.name}”不在“> 行:”里，也不是哪个等式的一项，不会算进去"
            yield _wrong(total, message, "把它写进“> 行:”，或写进它所属的等式")


def _aliases(block: MoneyBlock, rows: list[str]) -> Iterator[Diagnostic]:
    """Aliases of rows that do not exist, and names that mean two rows."""
    own = {squeeze(row): row for row in rows}
    meant: dict[str, str] = {}
    for row, alias in _written_aliases(block):
        if squeeze(row.name) not in own:
            near = nearest(row.name, rows)
            hint = f"是不是“{near}”？" if near else "可用的行：" + "、".join(rows)
            yield _wrong(row, f"没有“{row.name}”这一行", hint, near)
            continue
        for name in names(alias.text):
            other = own.get(squeeze(name)) or meant.get(squeeze(name))
            if other is not None and squeeze(other) != squeeze(row.name):
                message = f"“{name}”已经指“{other}”，不能又指“{row.name}”"
                if name == other:
                    message = f"“{name}”有自己的一行，不能又是“{row.name}”的别名"
                yield _wrong(WrittenName(name, row.line, alias), message, "一个名称只指一行，删去其中一处")
            meant.setdefault(squeeze(name), row.name)


def _written_aliases(block: MoneyBlock) -> Iterator[tuple[WrittenName, Word]]:
    """Each alias note: the row with its place, and the words of its other names."""
    for item in (block.head, *block.rows):
        node = item.line.node
        for line, value in notes(item, BLOCK_ALIASES):
            row, _ = row_aliases(value.text)
            at = value.text.find(row)
            if row:
                word = Word(row, value.start + at, value.start + at + len(row))
                start = fold(value.text).index("=") + 1
                yield (
                    WrittenName(row, line, word),
                    Word(value.text[start:].strip(), value.start + start, value.end),
                )
            elif isinstance(node, Equation):
                yield WrittenName(node.name.text, line, value), value


def _balance(block: MoneyBlock, own: list[str], others: list[str]) -> Iterator[Diagnostic]:
    for line, value in notes(block.head, BALANCE):
        written = WrittenName(value.text, line, value)
        if value.text in others or not value.text:
            continue
        if value.text in own:
            yield _wrong(
                written,
                f"“{value.text}”就在这一块里",
                "“> 平衡:”写另一块的行，例如支出一块写“> 平衡: 资金总额”",
            )
            continue
        near = nearest(value.text, others)
        hint = f"是不是“{near}”？" if near else "可用的行：" + "、".join(dict.fromkeys(others))
        yield _wrong(written, f"“> 平衡:”要写另一块的行，别的块里没有“{value.text}”", hint, near)


def _headline(block: MoneyBlock) -> Iterator[Diagnostic]:
    columns = note_names(block.head, COLUMNS) or ONE_COLUMN
    for line, value in notes(block.head, HEADLINE):
        if value.text and squeeze(value.text) not in {squeeze(name) for name in columns}:
            near = nearest(value.text, columns)
            hint = f"是不是“{near}”？" if near else "这一块的列：" + "、".join(columns)
            written = WrittenName(value.text, line, value)
            yield _wrong(written, f"“> 主列:”要写这一块的一列，没有“{value.text}”这一列", hint, near)


def _two_blocks(blocks: list[MoneyBlock]) -> Iterator[Diagnostic]:
    """A block of a name that another has; a row or an alias that two blocks have: a line of a table would count in both."""
    titles: dict[str, int] = {}
    first: dict[str, tuple[int, str]] = {}
    for i, block in enumerate(blocks):
        heading = _heading(block)
        if block.name and squeeze(block.name) in titles:
            message = f"“## {block.name}”写了两次，第 {titles[squeeze(block.name)]} 行已经写过"
            yield _wrong(heading, message, "合成一块，或改一个名称")
        titles.setdefault(squeeze(block.name), block.head.line.number)
        for one in _named(block):
            at, title = first.setdefault(squeeze(one.name), (i, block.name))
            if at != i and one.name != PROJECTS:
                message = f"“{one.name}”在“{title or '资金'}”里也有，表里写一次会算在两块"
                yield _wrong(one, message, "两块的行取不同的名称，例如“上年结转”和“年末结转”")


def _named(block: MoneyBlock) -> Iterator[WrittenName]:
    """Every name that a line of a table may have for a row of this block."""
    for line, value in notes(block.head, ROOTS):
        yield from (WrittenName(name, line, value) for name in names(value.text))
    for line, node in block.equations:
        yield WrittenName(node.name.text, line, node.name)
        yield from _terms_of(line, node)
    for row, alias in _written_aliases(block):
        yield from (WrittenName(name, row.line, alias) for name in names(alias.text))


def _wrong(at: WrittenName, message: str, hint: str, instead: str | None = None) -> Diagnostic:
    """``instead`` is offered as a fix where it can be written as it is: a mangled name would make another line."""
    fix = None
    if instead is not None and not _NEEDS_QUOTES.search(instead):
        fix = Fix(f"改为“{instead}”", (Edit(at.word.span(at.line.number), instead),), safe=False)
    return line_diagnostic(CODE, "error", message, at.line, hint, at.word, fix)
