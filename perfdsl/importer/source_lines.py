"""A draft as lines of the notation, each with the cells that it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from perfdsl.formatter import quoted_name
from perfdsl.importer.draft import Draft, DraftBlock, DraftMoney, DraftNote, DraftSection, Said
from perfdsl.importer.form_words import is_term, one_line
from perfdsl.importer.framework_choice import Choice
from perfdsl.importer.indicator_lines import indicator_lines
from perfdsl.importer.office import OfficeCell
from perfdsl.importer.source_line import SourceLine, key_of, note_lines, remark
from perfdsl.model.section_titles import rule_of
from perfdsl.syntax.comments import escaped
from perfdsl.text.patterns import lazy

BLANK = SourceLine("")
_TAGS = lazy(r"</?(?:p|br|div|span)\s*/?>")
_NO_NAME = "原表没有写名称的一栏，名称取自表题，请核对"
_LONG = ("中期", "长期", "实施期")
_HEADED = ("元", "万元")
_STRUCTURE = lazy(r"(?:#|＃)")


class _Part(NamedTuple):
    """Lines that belong together, and the first cell that they were made of."""

    lines: tuple[SourceLine, ...]
    first: OfficeCell | None


def source_lines(draft: Draft, choice: Choice | None, order: dict[OfficeCell, int]) -> Iterator[SourceLine]:
    """The whole file: its header, then the sections in the order of the form; leftovers as remarks where they stood.

    ``order`` is the place of each cell in the document.
    """
    parts = [part for part in _parts(draft, choice) if part.lines]
    parts.sort(key=lambda part: order.get(part.first, len(order)) if part.first else len(order))
    left = sorted(draft.leftovers, key=lambda cell: order.get(cell, 0))
    yield from _header(draft, choice)
    for part in parts:
        start = order.get(part.first, len(order)) if part.first else len(order)
        while left and order.get(left[0], 0) < start:
            yield remark(left.pop(0))
        yield BLANK
        yield from part.lines
    yield from map(remark, left)


def _header(draft: Draft, choice: Choice | None) -> Iterator[SourceLine]:
    yield _pair(draft.kind, draft.name, "名称")._replace(doubt="" if draft.is_named else _NO_NAME)
    if draft.year.text:
        yield _pair("年度", draft.year, "年度")
    if choice:
        yield SourceLine(f"体系: {choice.framework.name}", (), choice.doubt)
    periods = _periods(draft)
    if choice and any(periods) and not _are_usual(periods, choice.framework.periods):
        yield SourceLine(f"周期: {', '.join(one or f'第{i + 1}期' for i, one in enumerate(periods))}")
    for field in draft.fields:
        uses = tuple(
            (said.cell, use) for said, use in ((field.key, "标题"), (field.value, "表头")) if said.cell
        )
        yield SourceLine(f"{key_of(field.key.text)}: {escaped(field.value.text)}", uses)
    titles = dict.fromkeys(
        section.title.text
        for section in draft.sections
        if not choice or rule_of(choice.framework, section.title.text) is None
    )
    if titles:
        yield SourceLine(f"自拟栏目: {', '.join(map(key_of, titles))}")


def _are_usual(periods: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether the periods of a form are those of the framework, be it that a year goes by another name."""
    return len(periods) == len(known) and not (len(periods) == 1 and periods[0] in _LONG)


def _periods(draft: Draft) -> tuple[str, ...]:
    return next((block.periods for block in draft.indicators), ("",))


def _pair(key: str, said: Said, use: str) -> SourceLine:
    return SourceLine(
        f"{key}: {escaped(one_line(said.text).strip())}", ((said.cell, use),) if said.cell else ()
    )


def _parts(draft: Draft, choice: Choice | None) -> Iterator[_Part]:
    for section in draft.sections:
        yield _Part(tuple(_prose(section)), section.title.cell)
    yield _money("资金", draft.funding, choice)
    yield _money("项目", draft.projects, choice)
    lines = tuple(indicator_lines(draft.indicators, choice))
    cells = (cell for line in lines for cell, _ in line.uses)
    yield _Part((SourceLine("# 指标"), BLANK, *lines) if lines else (), next(cells, None))


def _prose(section: DraftSection) -> Iterator[SourceLine]:
    title = section.title
    yield SourceLine(f"# {key_of(title.text)}", ((title.cell, "栏目"),) if title.cell else ())
    for said in section.paragraphs:
        uses: tuple[tuple[OfficeCell, str], ...] = ((said.cell, "栏目的文字"),) if said.cell else ()
        doubt = "原文里有网页的标签，已经改成分段" if _TAGS.search(said.text) else ""
        for line in filter(None, map(str.strip, _TAGS.sub("\n", said.text).split("\n"))):
            yield BLANK
            yield SourceLine(_plain_prose(line), uses, doubt)
            doubt = ""


def _plain_prose(line: str) -> str:
    return f"\\{line}" if _STRUCTURE.match(line) else escaped(line)


def _money(title: str, blocks: Sequence[DraftBlock], choice: Choice | None) -> _Part:
    if not blocks:
        return _Part((), None)
    unit = next((block.unit for block in blocks if block.unit), "")
    head = [_money_heading(title, unit)]
    if (columns := _columns(blocks, choice)) is not None:
        head.append(SourceLine(f"> 列: {', '.join(columns)}"))
    rows = chain.from_iterable(_rows(block, choice) for block in blocks)
    return _Part((*head, BLANK, *rows), blocks[0].rows[0].name.cell)


def _money_heading(title: str, unit: str) -> SourceLine:
    """``# 资金（万元）``; where the form names none, that is for a person to look at."""
    if unit:
        return SourceLine(f"# {title}（{unit if unit in _HEADED else '万元'}）")
    said = "原表没有写金额的单位"
    return SourceLine(f"# {title}（万元）", (), f"{said}，按万元写，请核对")


def _columns(blocks: Sequence[DraftBlock], choice: Choice | None) -> tuple[str, ...] | None:
    """The names of the columns, where the framework has others."""
    widest = max((block.columns for block in blocks), key=len)
    known = [rule.columns for rule in choice.framework.blocks] if choice else []
    if not any(widest) or widest in known or (len(widest) == 1 and any(len(one) == 1 for one in known)):
        return None
    if all(any(len(block.columns) == len(one) for one in known) for block in blocks) and len(known) > 1:
        return None
    return tuple(key_of(column) or f"金额{i + 1}" for i, column in enumerate(widest))


def _rows(block: DraftBlock, choice: Choice | None) -> Iterator[SourceLine]:
    rules = choice.framework.blocks if choice else ()
    for i, row in enumerate(block.rows):
        is_part = row.part or (row.below != "" and not is_term(rules, row.name.text, row.below))
        yield _money_line(row, block.unit, is_part=is_part and i > 0)
        yield from chain.from_iterable(map(note_lines, _money_notes(row)))


def _money_line(row: DraftMoney, unit: str, *, is_part: bool) -> SourceLine:
    cells = [amount.text.strip() if amount else "-" for amount in row.amounts]
    texts = cells if any(amount for amount in row.amounts) else ["-"]
    uses: list[tuple[OfficeCell, str]] = [(row.name.cell, "金额的名称")] if row.name.cell else []
    uses += [(amount.cell, "金额") for amount in row.amounts if amount and amount.cell]
    name, values = one_line(row.name.text).strip(), [_with_unit(_dash(text), unit) for text in texts]
    line = f"{'- ' if is_part else ''}{quoted_name(name)} = {' / '.join(values)}"
    return SourceLine(line, tuple(uses), meant=(name, *(f"={value}" for value in values)))


def _with_unit(text: str, unit: str) -> str:
    """A number in a unit that no heading can name says it itself."""
    is_bare = unit not in ("", *_HEADED) and text != "-" and text[-1:].isdigit()
    return f"{text}{unit}" if is_bare else text


def _dash(text: str) -> str:
    return "-" if text in ("—", "——", "－", "--", "/") else text


def _money_notes(row: DraftMoney) -> Iterable[DraftNote]:
    if row.points and row.points.text.strip() not in ("-", "—", "——", "/"):
        yield DraftNote("分值", row.points)
    yield from (note for note in row.notes if note.value.text.strip() not in ("-", "—", "——", "/"))
