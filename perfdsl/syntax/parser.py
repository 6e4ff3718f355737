"""From text to a document: owns lines, sections and the memo of lines already read.

A line is read alone, by its first marks and the section it stands in, so a broken line breaks nothing but
itself. Equal lines (the common indicators of every department) are read once.
"""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic
from perfdsl.memo import MB, Memo
from perfdsl.syntax.comments import may_hold_two_slashes, split_comment
from perfdsl.syntax.conflicts import find_conflicts, may_hold_conflicts, undecided_lines
from perfdsl.syntax.doubts import doubt, value_in_comment
from perfdsl.syntax.grammar import parse_line
from perfdsl.syntax.habits import read_habit, without_lead
from perfdsl.syntax.limits import MAX_LINE, too_long
from perfdsl.syntax.marks import COLONS, COMPARATORS, DASHES, EQUAL, GREATER, HASHES, QUOTES, RIGHT_ANGLES
from perfdsl.syntax.nodes import (
    Attributes,
    Bad,
    Blank,
    Comment,
    Document,
    Entry,
    Header,
    Heading,
    Line,
    Mode,
    Node,
    Prose,
    Word,
)
from perfdsl.syntax.remarks import may_hold_remark, meant_remark
from perfdsl.syntax.source import Source
from perfdsl.text.folding import SPACES, fold
from perfdsl.text.patterns import lazy

STRUCTURED: dict[str, Mode] = {"资金": "资金", "项目": "项目", "指标": "指标"}
_FRAMEWORK_STRUCTURED: dict[str, Mode] = {"资金": "资金", "指标": "指标", "栏目": "栏目"}
_UNIT = lazy(
    rf"(?P<title>[^()（）]*[^()（）\s])\s*[(（]\s*+(?:单位\s*+[{COLONS}]?\s*+)?(?:人民币\s*+)?(?P<unit>(?:[^()（）\s]|\s+(?![\s)）]))*+)\s*+[)）]\Z"
)
_SECTION = lazy(rf"\s*[{HASHES}](?:\s+\S|\s*[^\s{HASHES}!-~\d！-～])")
_MARKED = lazy(
    rf"(?P<actual>[{EQUAL}][{GREATER}{RIGHT_ANGLES}]|[⇒→])|(?P<note>[{GREATER}{RIGHT_ANGLES}](?!\s*[{EQUAL}\d]))"
    rf"|(?P<part>(?:——|[{DASHES}])(?![\d{DASHES}]))"
)
_MARKS = frozenset(f"{EQUAL}⇒→{GREATER}{RIGHT_ANGLES}{DASHES}")  # with one of which such a line begins
# A row of a spreadsheet: its first cell is a name, which may hold a comparator in brackets or be numbered 指标1：.
_ROW = lazy(
    rf"(?:指标\s*+\d*\s*+[{COLONS}])?(?=\S)(?:[^\t{COLONS}{COMPARATORS}{QUOTES}(（]|[(（][^\t{QUOTES}()（）]*[)）])*+\t\s*\S"
)
_NOTE_MARKS = lazy(rf"\s*[{GREATER}]([\s{GREATER}]*)")
_PLAIN: dict[Mode, str] = {"header": "header", "栏目": "demand"}


class Parsed(NamedTuple):
    """What one line says, wherever it stands."""

    node: Node
    comment: Comment | None
    diagnostic: Diagnostic | None


def parse(source: Source) -> Document:
    """Read a whole file. Cannot fail: what is not understood stays as a :class:`Bad` line with its text."""
    mode: Mode = "header"
    kind = ""
    lines: list[Line] = []
    found: list[Diagnostic] = list(source.diagnostics)
    texts = source.text.split("\n")
    conflicts = find_conflicts(texts) if may_hold_conflicts(source.text) else []
    found += [conflict.finding() for conflict in conflicts]
    undecided = undecided_lines(conflicts)
    has_remarks = may_hold_two_slashes(source.text) or may_hold_remark(source.text)
    for number, text in enumerate(texts, 1):
        if undecided and number in undecided and not (undecided[number] and _is_section(text)):
            lines.append(Line(number, text, Bad(text), None, mode))
            continue
        if len(text) > MAX_LINE and (diagnostic := too_long(text)):
            lines.append(Line(number, text, Bad(text), None, mode))
            found.append(diagnostic.on_line(number))
            continue
        if mode == "prose" and not _is_section(text):
            if not has_remarks:
                lines.append(Line(number, text, Prose(text), None, mode))
                continue
            content, comment = split_comment(text, is_prose=True)
            diagnostic = meant_remark(content)
            lines.append(Line(number, text, Bad(text) if diagnostic else Prose(content), comment, mode))
            found += [diagnostic.on_line(number)] if diagnostic else []
            continue
        parsed = read_line(text, mode, is_framework=kind == "体系")
        node = parsed.node
        if type(node) is Heading and node.level == 1:
            mode = section_mode(node.title.text, is_framework=kind == "体系")
        elif type(node) is Header and mode == "header":
            kind = kind or node.key.text
        lines.append(Line(number, text, node, parsed.comment, mode))
        if parsed.diagnostic:
            found.append(parsed.diagnostic.on_line(number))
    if len(lines) > 1 and not lines[-1].text:
        lines.pop()
    return Document(source.path, tuple(lines), tuple(found))


def read_line(text: str, mode: Mode, *, is_framework: bool = False) -> Parsed:
    """Read one line of a section. Equal lines of equal sections share the result."""
    return _known[_PLAIN.get(mode, "entry") if not is_framework or mode != "资金" else "equation"][text]


def _is_section(text: str) -> bool:
    """Whether a line in prose begins the next section. Most lines hold no mark at all."""
    return ("#" in text or "＃" in text) and _SECTION.match(text) is not None


def section_mode(title: str, *, is_framework: bool = False) -> Mode:
    """How the lines below ``# title`` are read."""
    known = _FRAMEWORK_STRUCTURED if is_framework else STRUCTURED
    return known.get(split_unit(title)[0], "prose")


def split_unit(title: str) -> tuple[str, str]:
    """``资金（万元）`` → (``资金``, ``万元``); the unit is ``""`` where there is none."""
    match = _UNIT.match(title)
    return (match["title"], fold(match["unit"])) if match else (title, "")


def _memo(plain: str, most: int) -> Memo[str, Parsed]:
    return Memo(lambda text: _read(text, plain), most)


def _read(text: str, plain: str) -> Parsed:
    content, comment = split_comment(text)
    content = content.rstrip(SPACES)
    if not content.lstrip(SPACES):
        return Parsed(Blank(), comment, None)
    if diagnostic := meant_remark(content):
        return Parsed(Bad(text), comment, diagnostic)
    if plain == "entry":
        return _read_entry(text, content, comment)
    start = _start_rule(content.lstrip(SPACES), "entry" if plain == "demand" else plain)
    return _read_with(start, text, content, comment)


def _read_entry(text: str, written: str, comment: Comment | None) -> Parsed:
    """A line of a structured section of a table, without what people put before it."""
    content, stars = without_lead(written)
    start = _start_rule(content.lstrip(SPACES), "entry")
    if start == "note":
        content = _one_mark(content)
    if start in ("entry", "row") and (habit := read_habit(content)):
        return Parsed(habit[0] or Bad(text), comment, habit[1])
    parsed = _read_with(start, text, content, comment)
    return parsed._replace(node=_starred(parsed.node, stars)) if stars else parsed


def _one_mark(text: str) -> str:
    """``>> 数据来源: …``, a quotation within a quotation, as ``> 数据来源: …``; as long as before."""
    marks = _NOTE_MARKS.match(text)
    return text[: marks.start(1)] + " " * len(marks[1]) + text[marks.end(1) :] if marks else text


def _read_with(start: str, text: str, content: str, comment: Comment | None) -> Parsed:
    node = parse_line(start, content)
    if node is None:
        from perfdsl.syntax.unreadable import explain  # imports Lark, which most files do without

        return Parsed(Bad(text), comment, explain(start, content))
    diagnostic = doubt(node, content) or (value_in_comment(node, comment) if comment else None)
    return Parsed(Bad(text) if diagnostic and type(node) is Entry else node, comment, diagnostic)


def _starred(node: Node, stars: Word) -> Node:
    """``★培训人数 [10分]`` as ``培训人数 [10分 ★]``."""
    if not isinstance(node, Entry):
        return node
    words, start, end = node.attributes
    return node._replace(attributes=Attributes((*words, stars), start, end))


def _start_rule(text: str, plain: str) -> str:
    """The grammar rule of a line, by its first marks; ``plain`` for a line without any."""
    if text[0] in HASHES:
        return "heading"
    if text[0] in _MARKS and (marked := _MARKED.match(text)):
        return str(marked.lastgroup)
    if plain == "entry" and "\t" in text and _ROW.match(text):
        return "row"
    return plain


_known = {
    "header": _memo("header", MB),
    "demand": _memo("demand", MB),
    "entry": _memo("entry", 6 * MB),
    "equation": _memo("equation", MB),
}
