"""Rows of indicators as lines: headings where the group changes, a line each, and what is said of it below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from perfdsl.formatter import quoted_link, quoted_name
from perfdsl.importer.draft import DraftIndicator, DraftIndicators, DraftNote, Said
from perfdsl.importer.form_words import bare, one_line, plain
from perfdsl.importer.framework_choice import Choice
from perfdsl.importer.money_titles import IS_PART
from perfdsl.importer.source_line import SourceLine, Uses, note_lines
from perfdsl.importer.whole_values import WholeValue, is_included, split_comparator, whole_values
from perfdsl.syntax.comments import escaped
from perfdsl.syntax.marks import COMMAS
from perfdsl.text.folding import fold
from perfdsl.text.patterns import lazy

_LATE = "原表里这一行在各分组的上面，可能属于下一行的分组，请核对"
_NO_TASK = "（原表没有写重点工作）"
_POINTS = lazy(r"(\d+(?:\.\d+)?)分?\Z")
_LINKS = lazy(rf"[{COMMAS}、;；]\s*")


def indicator_lines(blocks: Iterable[DraftIndicators], choice: Choice | None) -> Iterator[SourceLine]:
    """All rows of all blocks."""
    above: tuple[str, ...] = ()
    for block in blocks:
        grouped = any(row.path for row in block.rows)
        for row in block.rows:
            headings = _headings(row, choice)
            names = tuple(text for text, _ in headings)
            for level, (text, uses) in enumerate(headings):
                if names[: level + 1] != above[: level + 1]:
                    if level == 0 and above:
                        yield SourceLine("")
                    yield SourceLine(text, uses)
            above = names
            yield from _lines(row, _LATE if grouped and not row.path else "")


def _headings(row: DraftIndicator, choice: Choice | None) -> list[tuple[str, Uses]]:
    path = [(one_line(said.text).strip(), _use(said, "分组")) for said in row.path]
    if len(path) == 1 and choice and (parent := _parent(path[0][0], choice)):
        path.insert(0, (parent, ()))
    headings = [(f"{'#' * (level + 2)} {text}", uses) for level, (text, uses) in enumerate(path)]
    if row.key_task or row.links:
        task = one_line(row.key_task.text) if row.key_task else _NO_TASK
        uses = (*_use(row.key_task, "重点工作"), *_use(row.links, "对应项目"))
        headings.append((f"{'#' * (len(path) + 2)} {task}{_arrow(row.links)}", uses))
    return headings


def _parent(name: str, choice: Choice) -> str | None:
    """The 一级 of a form that has 二级 only."""
    groups = choice.framework.groups
    if any(rule.answers_to(word) for rule in groups for word in (plain(name), bare(name))):
        return None
    below = (
        rule.name
        for rule in groups
        for child in rule.children
        for word in (plain(name), bare(name))
        if child.answers_to(word)
    )
    return next(below, None)


def _arrow(links: Said | None) -> str:
    if links is None:
        return ""
    names = [name.strip() for name in _LINKS.split(one_line(links.text)) if name.strip()]
    return " <- " + ", ".join(map(quoted_link, names)) if names else ""


def _use(said: Said | None, use: str) -> Uses:
    return tuple((cell, use) for cell in (said.cell, *said.others)) if said and said.cell else ()


def _lines(row: DraftIndicator, doubt: str) -> Iterator[SourceLine]:
    if row.name is None and not any(row.values):
        yield from chain.from_iterable(map(note_lines, row.notes))
        return
    line = _line(row)
    yield line._replace(doubt="；".join(filter(None, [line.doubt, doubt])))
    if row.actual:
        yield _actual(row.actual)
    yield from chain.from_iterable(map(note_lines, _notes(row)))


def _actual(said: Said) -> SourceLine:
    """What was observed; a comparator in front in the notation's own spelling."""
    comparator, rest = split_comparator(one_line(said.text).strip())
    text = f"{comparator} {rest}" if comparator else rest
    return SourceLine(f"=> {escaped(text)}", _use(said, "实际完成值"))


def _line(row: DraftIndicator) -> SourceLine:
    values = whole_values(row)
    name = one_line(row.name.text).strip() if row.name else "（没有名称）"
    name = IS_PART.sub("", name) if row.part else name
    uses = [*_use(row.name, "指标名称")]
    uses += [use for value in row.values for use in _use(value, "指标值")]
    uses += _use(row.flags, "标记")
    uses += [*_use(row.comparator, "比较符"), *_use(row.unit, "计量单位")]
    points = _points(row)
    uses += _use(row.points, "分值") if "分" in points else ()
    doubts = [value.doubt for value in values if value.doubt]
    if row.name is None:
        doubts.append("这一行没有指标名称")
    meant = (name, *(f"{value.comparator}{value.text}" for value in values))
    text = f"{'- ' if row.part else ''}{quoted_name(name)}{_operator(values)}{points}"
    return SourceLine(text, tuple(uses), "；".join(doubts), meant)


def _operator(values: tuple[WholeValue, ...]) -> str:
    """The comparator of the first value that has one stands for those that say nothing else."""
    first = next((value.comparator for value in values if value.text != "-"), ":")
    mark = ":" if first == ":" else f" {first}"
    cells = [
        value.text
        if value.comparator == first or value.text == "-"
        else f"{value.comparator} {value.text}".removeprefix(": ")
        for value in values
    ]
    return f"{mark} {' / '.join(escaped(cell) for cell in cells)}"


def _points(row: DraftIndicator) -> str:
    match = _POINTS.match(fold(one_line(row.points.text)).strip()) if row.points else None
    words = [f"{match[1]}分"] if match else []
    words += ["★"] if row.starred else []
    words += one_line(row.flags.text).split() if row.flags else []
    return f" [{' '.join(words)}]" if words else ""


def _notes(row: DraftIndicator) -> Iterator[DraftNote]:
    """The columns that the line itself does not say."""
    if row.points and "分" not in _points(row):
        yield DraftNote("分值", row.points)
    if row.comparator and not is_included(row, row.comparator, "comparator"):
        yield DraftNote("计算符号", row.comparator)
    if row.unit and not is_included(row, row.unit, "unit"):
        yield DraftNote("计量单位", row.unit)
    yield from row.notes
