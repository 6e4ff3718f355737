"""Sizes that no table has: what is longer is not read, and said. Whatever comes, reading ends in proportion to it.

Each limit is some ten times what the longest published table needs.
"""

from __future__ import annotations

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.syntax.stop import unplaced

MAX_BYTES = 5_000_000
MAX_LINES = 100_000
MAX_LINE = 65_536  # characters
MAX_LEVEL = 6
MAX_DIGITS = 20  # sums of as many digits are exact; Python rounds behind 28

FILE = "F220"


def too_many_bytes(size: int, most: int) -> Diagnostic:
    message = f"文件有 {size / 1_000_000:.1f} MB，超过 {most / 1_000_000:g} MB，没有读取"
    hint = "一个 .perf 文件只写一张表；确实这样大的，在 perfdsl.toml 的 [files] 里写 largest_mb = 更大的数"
    return Diagnostic(FILE, "error", message, Span(1, 0, 0), hint)


def too_many_lines(count: int) -> Diagnostic:
    message = f"文件有 {count:,} 行，超过 {MAX_LINES:,} 行，没有读取"
    return Diagnostic(FILE, "error", message, Span(1, 0, 0), "一个 .perf 文件只写一张表；请拆成几个文件")


def too_long(text: str) -> Diagnostic | None:
    """A line that is not read."""
    if len(text) <= MAX_LINE:
        return None
    message = f"这一行有 {len(text):,} 个字，超过 {MAX_LINE:,} 个字，没有读取"
    return unplaced("F221", message, 0, len(text), "分成几行写；文字栏目里空一行就是另起一段")
