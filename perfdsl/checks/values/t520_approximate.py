"""T520: a number that is only about right: 约400公里, 400公里左右, 400余公里."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.text.folding import squeeze
from perfdsl.text.patterns import lazy

_ABOUT = lazy(
    r"\A(?P<front>大约|约|近|将近|大概|接近)\d|\d[^\d()]{0,6}(?P<behind>左右|上下)\Z|\d(?P<inside>余|多)"
)
_WORDS = frozenset("约近概右下余多")  # no value without any of these is


@row_rule("T520", "约数", "warning", of="unusual")
def check(row: Row) -> Iterator[Finding]:
    """One finding an indicator."""
    for target in row.measured:
        if not _WORDS.isdisjoint(target.value.text) and (match := _ABOUT.search(squeeze(target.value.text))):
            word = match[str(match.lastgroup)]
            message = f"“{target.value.text}”是约数，“{word}”多少算完成说不清"
            yield Finding(target.span, message, f"写确定的数，去掉“{word}”；至少、至多用 >=、<= 表示")
            break
