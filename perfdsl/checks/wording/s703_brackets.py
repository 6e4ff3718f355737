"""S703: full-width and half-width brackets mixed in one table; a bracket without its other half."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.text_at import TextAt
from perfdsl.checks.wording.words import is_wording, other_words, words
from perfdsl.diagnostics import Edit, Fix, Label
from perfdsl.model.table import Table
from perfdsl.syntax.marks import LEFT_ANGLES, RIGHT_ANGLES
from perfdsl.text.occurring import contains

_FULL, _HALF = "（）", "()"
_TO_FULL, _TO_HALF = str.maketrans(_HALF, _FULL), str.maketrans(_FULL, _HALF)
_PAIRS = {"（": "）", "“": "”", "【": "】", **dict(zip(LEFT_ANGLES, RIGHT_ANGLES, strict=True))}
_MARKS = frozenset((*_HALF, *_PAIRS, *_PAIRS.values()))


def _rest(table: Table) -> Iterator[Finding]:
    yield from _mixed(table)
    for word in other_words(table):
        if not _MARKS.isdisjoint(word.text):
            yield from _unpaired(word)


@row_rule("S703", "括号不规范", "warning", of="marked", rest=_rest)
def check(row: Row) -> Iterator[Finding]:
    """One finding a table for the form that is used less, one for each text whose brackets do not pair."""
    for word in row.words:
        if not _MARKS.isdisjoint(word.text):
            yield from _unpaired(word)


def _mixed(table: Table) -> Iterator[Finding]:
    """Prose only has a say in which form is the usual one: Markdown has half-width brackets of its own."""
    if not _may_be_mixed(table):
        return
    bracketed = [word for word in words(table) if not _MARKS.isdisjoint(word.text)]
    full = [word for word in bracketed if _count(_body(word.text), _FULL)]
    half = [word for word in bracketed if _count(_body(word.text), _HALF)]
    if not full or not half:
        return
    prose = [section.markdown.replace("](", "") for section in table.sections]
    full_count = sum(_count(text, _FULL) for text in (*(word.text for word in full), *prose))
    half_count = sum(_count(text, _HALF) for text in (*(word.text for word in half), *prose))
    if full_count >= half_count:
        yield _finding(half, "半角括号“()”", "全角括号“（）”")
    else:
        yield _finding(full, "全角括号“（）”", "半角括号“()”")


def _may_be_mixed(table: Table) -> bool:
    """Whether both forms stand anywhere; most tables keep to one, and need not be looked through."""
    texts = [word.text for word in other_words(table)]
    for indicator in table.with_parts():
        texts.append(indicator.name)
        texts += [target.value.text for target in indicator.targets if target.value.number is None]
    text = "".join(texts)
    return contains(text, ("(", ")")) and contains(text, ("（", "）"))


def _finding(rare: list[TextAt], rare_name: str, usual_name: str) -> Finding:
    first = rare[0]
    more = f"等 {len(rare)} 处" if len(rare) > 1 else ""
    message = f"这张表的括号多为{usual_name}，“{first.text}”{more}用了{rare_name}"
    labels = tuple(Label(word.span, "这里也是") for word in rare[1:])
    return Finding(first.span, message, f"统一写成{usual_name}", _fix(rare, usual_name), labels)


def _fix(rare: list[TextAt], usual_name: str) -> Fix | None:
    """None where the unit's own name would change."""
    if any(word.role == "部门名称" for word in rare):
        return None
    change = _TO_FULL if "全角" in usual_name else _TO_HALF
    edits = tuple(Edit(word.span, word.text.translate(change)) for word in rare)
    return Fix(f"统一为{usual_name}", edits, safe=all(map(is_wording, rare)))


def _count(text: str, marks: str) -> int:
    return sum(text.count(mark) for mark in marks)


def _body(text: str) -> str:
    """The text without a numbering (``1)``), whose bracket has no opening half and needs none."""
    return text[2:] if text[1:2] in (")", "）") else text


def _unpaired(word: TextAt) -> Iterator[Finding]:
    open_marks: list[str] = []
    for mark in _body(word.text):
        full = mark.translate(_TO_FULL)
        if full in _PAIRS:
            open_marks.append(mark)
        elif full in _PAIRS.values() and (not open_marks or _closing(open_marks.pop()) != full):
            yield _half_pair(word, mark)
            return
    if open_marks:
        yield _half_pair(word, open_marks[-1])


def _closing(mark: str) -> str:
    return _PAIRS[mark.translate(_TO_FULL)]


def _half_pair(word: TextAt, mark: str) -> Finding:
    return Finding(word.span, f"{word.role}“{word.text}”里的“{mark}”没有配对", "补上另一半，或删去多余的括号")
