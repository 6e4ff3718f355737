"""Is every word of a framework file one of the language? What is none is a finding, with the nearest word offered.

Whatever passes here is read by ``read_framework.py``: a key, mark or value that it would not look at never does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfdsl.diagnostics import Diagnostic, Edit, Fix
from perfdsl.model.framework_language import (
    BLOCK,
    GROUP,
    GROUP_MARKS,
    HEAD,
    MONEY_UNITS,
    ROW_NOTES,
    SECTION,
    SECTION_DEMAND,
    SECTION_EXAMPLE,
    SECTION_TITLES,
    Key,
    Scope,
)
from perfdsl.model.framework_values import ValueType, names, points, row_aliases
from perfdsl.model.line_diagnostics import line_diagnostic
from perfdsl.model.outline import OutlineItem, OutlineSection, header_lines
from perfdsl.syntax.nodes import Attributes, Entry, Equation, Heading, Line, Note, Word
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.nearest import nearest
from perfdsl.text.patterns import lazy

CODE = "F211"
_NEAR = 0.5  # the words have two or three characters
_BARE_POINTS = lazy(
    r"(?P<name>.*?[^\s\d(.])\s*+(?P<points>\(\s*+(?:[\d.]+\s*+[-~])?\d+(?:\.\d+)?\s*+[分%]?\s*+\)|\d+(?:\.\d+)?\s*[分%])\Z"
)


def misspelt_head(head: list[Line]) -> Iterator[Diagnostic]:
    """Keys before the first section that the language does not know, twice written keys, values of the wrong kind."""
    yield from _keys(((line, node.key, node.value) for line, node in header_lines(head)), HEAD)


def misplaced_sections(sections: list[OutlineSection]) -> Iterator[Diagnostic]:
    """Sections that a framework does not have, and sections that are written twice."""
    seen: set[str] = set()
    for section in sections:
        heading = section.line.node
        assert isinstance(heading, Heading)
        if section.title not in SECTION_TITLES:
            yield _unknown_section(section, heading)
        elif section.title in seen:
            yield _wrong(
                section.line, heading.title, f"“# {section.title}”写了两次", "合成一处，体系里每个只写一次"
            )
        elif section.unit not in (MONEY_UNITS if section.title == "资金" else ("",)):
            yield _wrong(
                section.line,
                heading.title,
                f"“# {section.title}”后面不能写“{section.unit}”",
                "资金的单位只有万元和元，例如“# 资金（万元）”；别的标题不写单位",
            )
        seen.add(section.title)


def misspelt_section(title: str, rows: list[OutlineItem]) -> Iterator[Diagnostic]:
    """What stands in ``# title`` (栏目, 资金 or 指标) and is none of its words."""
    check = {"栏目": _prose, "资金": _money, "指标": _indicators}[title]
    for item in rows:
        yield from check(item)
        yield from _parts(item)


def _unknown_section(section: OutlineSection, heading: Heading) -> Diagnostic:
    title = section.title
    known = "、".join(f"# {name}" for name in SECTION_TITLES)
    message = f"体系里没有“# {title}”，下面的内容不起作用"
    if squeeze(title) == "项目":
        return _wrong(
            section.line,
            heading.title,
            message,
            "项目由各张表自己写；合计关系写在 # 资金 里：“项目支出 = # 项目”",
        )
    near = nearest(title, SECTION_TITLES, _NEAR) or next(
        (one for one in SECTION_TITLES if one in title), None
    )
    if near is None:
        return _wrong(
            section.line, heading.title, message, f"体系只有 {known}；给自己看的话写成“// ”开头的说明"
        )
    return _wrong(section.line, heading.title, message, f"是不是“# {near}”？", near)


# --- the lines of each section -------------------------------------------------------------------------------


def _prose(item: OutlineItem) -> Iterator[Diagnostic]:
    node, line = item.line.node, item.line
    if isinstance(node, Entry):
        written = node.cells[0].value
        if node.operator != ":" or len(node.cells) > 1:
            yield _wrong(line, node.name, f"“{node.name.text}”后面要写冒号和必填或选填", SECTION_EXAMPLE)
        elif said := SECTION_DEMAND.wrong(written.text):
            yield _wrong_value(line, written, said, SECTION_DEMAND, SECTION_EXAMPLE)
        yield from _no_marks(line, node.attributes)
        yield from _notes(item, SECTION)
    elif isinstance(node, Heading):
        yield from _heading_without_use(line, node, 1)
        yield from _no_notes(item, "写在栏目的下面")


def _money(item: OutlineItem) -> Iterator[Diagnostic]:
    node, line = item.line.node, item.line
    if isinstance(node, Heading):
        yield from _heading_without_use(line, node, 2)
        yield from _notes(item, BLOCK)
    elif isinstance(node, Equation):
        yield from _no_marks(line, node.attributes)
        yield from _notes(item, ROW_NOTES)


def _indicators(item: OutlineItem) -> Iterator[Diagnostic]:
    node, line = item.line.node, item.line
    if isinstance(node, Heading) and node.level == 1:
        yield from _no_marks(line, node.attributes)
        yield from _no_notes(item, "写在它说的那个分组标题下面")
    elif isinstance(node, Heading):
        yield from _marks(line, node.attributes)
        yield from _points_without_brackets(line, node.title)
        yield from _notes(item, GROUP)
        for link in node.links[:1]:
            yield _wrong(line, link, "体系的分组不对应项目", "“<-”由各张表写，这里删去")
    elif isinstance(node, Entry):
        yield from _no_marks(line, node.attributes)
        yield from _no_notes(item, "共性指标只写名称、比较符和值")
        for cell in node.cells[1:2]:
            yield _wrong(line, cell.value, "共性指标只写一个值", "各期都一样的值写一次；各期不同的由各张表写")


def _parts(item: OutlineItem) -> Iterator[Diagnostic]:
    for line in (*(part.line for part in item.parts), *item.actuals):
        yield line_diagnostic(
            CODE, "error", "体系里没有这样的行", line, "“- ”（其中）和“=>”（实际完成值）只用在表里，这里删去"
        )


# --- headings, marks and notes -------------------------------------------------------------------------------


def _heading_without_use(line: Line, heading: Heading, deepest: int) -> Iterator[Diagnostic]:
    if heading.level > deepest:
        place = "栏目" if deepest == 1 else "资金"
        hint = "每个栏目写一行“名称: 必填”" if deepest == 1 else "“## ”分块，块里的行写成等式"
        marks = "#" * heading.level
        yield _wrong(line, heading.title, f"# {place} 下面没有“{marks} ”这一级标题", hint)
    yield from _no_marks(line, heading.attributes)
    for link in heading.links[:1]:
        yield _wrong(line, link, "体系的标题不对应项目", "“<-”由各张表写，这里删去")


def _no_marks(line: Line, attributes: Attributes) -> Iterator[Diagnostic]:
    for word in attributes.words[:1]:
        hint = "方括号里的标记只写在 # 指标 的分组标题后面，这里删去"
        yield _wrong(line, word, f"“[{word.text}]”在这里不起作用", hint)


def _marks(line: Line, attributes: Attributes) -> Iterator[Diagnostic]:
    known = [key for key in GROUP_MARKS.keys if points(key.name) is None]
    seen: set[str] = set()
    for word in attributes.words:
        number = points(word.text)
        mark = "分值" if number else squeeze(word.text)
        if mark in seen:
            yield _wrong(line, word, f"{mark}写了两次", "只留一个")
        elif number is None and mark not in {key.name for key in known}:
            yield _unknown(line, word, f"{GROUP_MARKS.title}里没有“{word.text}”", known, "可用的标记有")
        seen.add(mark)


def _points_without_brackets(line: Line, title: Word) -> Iterator[Diagnostic]:
    match = _BARE_POINTS.match(fold(title.text))
    if match is None:
        return
    number = match["points"].strip("()% 分")
    name = title.text[: match.end("name")]
    message = f"“{title.text[match.start('points') :]}”会被当作分组名称的一部分"
    if not number.replace(".", "").isdigit():
        yield _wrong(line, title, message, "分值只能是一个数，写在方括号里；没有定数的不写")
    else:
        has_marks = "[" in fold(line.text)
        new = None if has_marks else f"{name} [{number}分]"
        yield _wrong(line, title, message, f"分值写在方括号里：“{name} [{number}分]”", new)


def _no_notes(item: OutlineItem, hint: str) -> Iterator[Diagnostic]:
    for line in item.notes:
        if isinstance(line.node, Note):
            yield _wrong(line, line.node.key, f"“> {line.node.key.text}”在这里不起作用", hint)


def _notes(item: OutlineItem, scope: Scope) -> Iterator[Diagnostic]:
    notes = [(line, line.node.key, line.node.value) for line in item.notes if isinstance(line.node, Note)]
    yield from _keys(notes, scope)
    if scope is BLOCK:
        for line, key, value in notes:
            if squeeze(key.text) == "别名" and not row_aliases(value.text)[0]:
                hint = "等号左边写行的名称，例如“> 别名: 其他资金 = 其它资金, 其他收入”"
                yield _wrong(line, value, "没有写是哪一行的别名", hint)


def _keys(written: Iterable[tuple[Line, Word, Word]], scope: Scope) -> Iterator[Diagnostic]:
    """The keys of one header, or of the notes below one line."""
    first: dict[str, int] = {}
    for line, word, value in written:
        key = scope.key(word.text)
        if key is None:
            yield _unknown(line, word, f"{scope.title}里没有“{word.text}”", scope.keys, "可以写的有")
        elif not key.repeatable and key.name in first:
            yield _wrong(
                line, word, f"“{key.name}”写了两次，第 {first[key.name]} 行已经写过", "只留一行，以免弄错"
            )
        elif said := key.value.wrong(value.text) if value.text else f"“{key.name}”后面没有写内容":
            hint = f"写成：{key.value.written}。例如“{key.example}”"
            yield _wrong_value(line, value if value.text else word, said, key.value, hint)
        first.setdefault(squeeze(word.text), line.number)


# --- findings ------------------------------------------------------------------------------------------------


def _unknown(line: Line, word: Word, message: str, keys: Iterable[Key], listed: str) -> Diagnostic:
    words = {name: key.name for key in keys for name in (*key.often, key.name)}
    near = nearest(word.text, words, _NEAR)
    if near is None:
        every = "、".join(dict.fromkeys(words.values()))
        return _wrong(line, word, message, f"{listed}：{every}" if every else "这里删去")
    return _wrong(line, word, message, f"是不是“{words[near]}”？", words[near])


def _wrong_value(line: Line, word: Word, said: str, value: ValueType, hint: str) -> Diagnostic:
    words = {name: choice.name for choice in value.choices for name in (*choice.often, choice.name)}
    if len(names(word.text)) > 1:
        return _wrong(line, word, said, hint)
    near = nearest(word.text, words, _NEAR) if words else None
    if near is None:
        return _wrong(line, word, said, hint)
    return _wrong(line, word, said, f"是不是“{words[near]}”？", words[near])


def _wrong(line: Line, word: Word, message: str, hint: str, instead: str | None = None) -> Diagnostic:
    """A finding about a word; ``instead`` is what may have been meant (never certain enough to be changed unasked)."""
    fix = None
    if instead is not None:
        fix = Fix(f"改为“{instead}”", (Edit(word.span(line.number), instead),), safe=False)
    return line_diagnostic(CODE, "error", message, line, hint, word, fix)
