"""Sizes that no table has: what is longer is not read, and said. Whatever comes, reading ends in proportion to it.

Each limit is some ten times what the longest published table needs.
"""

from __future__ import annotations

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.syntax.marks import COMMAS
from perfdsl.syntax.nodes import Entry, Heading, Node, Word
from perfdsl.syntax.stop import Problem
from perfdsl.text.patterns import lazy

MAX_BYTES = 5_000_000
MAX_LINES = 100_000
MAX_LINE = 65_536  # characters
MAX_LEVEL = 6
MAX_DIGITS = 20  # sums of as many digits are exact; Python rounds behind 28

FILE = "F220"
_NUMBER = lazy(rf"\d[\d{COMMAS}.]*")
_DIGIT = lazy(r"\d")


def too_many_bytes(size: int, most: int) -> Diagnostic:
    message = f"文件有 {size / 1_000_000:.1f} MB，超过 {most / 1_000_000:g} MB，没有读取"
    hint = "一个 .perf 文件只写一张表；确实这样大的，在 perfdsl.toml 的 [files] 里写 largest_mb = 更大的数"
    return Diagnostic(FILE, "error", message, Span(1, 0, 0), hint)


def too_many_lines(count: int) -> Diagnostic:
    message = f"文件有 {count:,} 行，超过 {MAX_LINES:,} 行，没有读取"
    return Diagnostic(FILE, "error", message, Span(1, 0, 0), "一个 .perf 文件只写一张表；请拆成几个文件")


def too_long(text: str) -> Problem | None:
    """A line that is not read."""
    if len(text) <= MAX_LINE:
        return None
    message = f"这一行有 {len(text):,} 个字，超过 {MAX_LINE:,} 个字，没有读取"
    return Problem("F221", message, 0, len(text), "分成几行写；文字栏目里空一行就是另起一段")


def beyond(node: Node) -> Problem | None:
    """A heading that lies too deep, a number that nobody can add up."""
    if isinstance(node, Heading) and node.level > MAX_LEVEL:
        start = node.title.start
        return Problem("P122", f"标题有 {node.level} 级，最多 {MAX_LEVEL} 级", 0, start, "减少“#”的个数")
    if isinstance(node, Entry) and node.operator != ":":
        for cell in node.cells:
            if len(cell.value.text) > MAX_DIGITS and (problem := _too_many_digits(cell.value)):
                return problem
    return None


def _too_many_digits(value: Word) -> Problem | None:
    for match in _NUMBER.finditer(value.text):
        if (digits := len(_DIGIT.findall(match[0]))) > MAX_DIGITS:
            start, end = (value.start + at for at in match.span())
            message = f"这个数有 {digits} 位，超过 {MAX_DIGITS} 位，无法准确计算"
            return Problem("P123", message, start, end, "核对原件；几个数连在一起的，分开写")
    return None
