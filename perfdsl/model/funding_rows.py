"""The rows of a block of money by the names that they go by: the form's own, other names, numbered or marked ones."""

from __future__ import annotations

from perfdsl.memo import cached, cached_by_identity
from perfdsl.model.framework import BlockRule, Framework
from perfdsl.model.framework_language import PROJECTS
from perfdsl.model.money import without_unit
from perfdsl.model.outline import OutlineSection
from perfdsl.text.folding import squeeze
from perfdsl.text.patterns import lazy

_ROW_MARKS = lazy(
    r"\A(?:其中[:,]?|\d{1,2}\.\d{1,2}(?!\d)[、.]?|[(\[]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)\]、.:]+|[①-⑳])+"
)
_SUBTOTAL = lazy(r"(?<=.)[(\[]?(?:小计|合计)[)\]]?\Z")

_BEGINNING = 100  # no name of a row is as long


def row_name(rule: BlockRule, written: str) -> str | None:
    """The framework's own name of a written row, or None where the block has no such row.

    A row that forms number or mark (``一、财政拨款``, ``其中:财政拨款``, ``财政拨款（万元）``) is known by its bare name too.
    """
    known = _rows_by_name(rule)
    name = squeeze(written)
    if name in known:
        return known[name]
    return next((known[one] for one in bare_names(name) if one in known), None)


@cached()
def bare_names(name: str) -> tuple[str, ...]:
    """A name without its number and unit, without marks between words, and without a word that says subtotal."""
    bare = without_unit(_ROW_MARKS.sub("", name)).removesuffix(":")
    joined = bare.replace("、", "")
    return bare, joined, _SUBTOTAL.sub("", joined)


@cached_by_identity
def _rows_by_name(rule: BlockRule) -> dict[str, str]:
    """Every name that a row goes by, to the framework's own."""
    aliases = {squeeze(alias): row for alias, row in reversed(rule.aliases)}
    return aliases | {squeeze(row): row for row in rows_of(rule)}


def rows_of(rule: BlockRule) -> tuple[str, ...]:
    """Every row of a block, totals before their terms."""
    named = [*rule.roots]
    for equation in rule.equations:
        named += [equation.total, *(term for term in equation.terms if term != PROJECTS)]
    return tuple(dict.fromkeys(named))


def is_below(rule: BlockRule, row: str, total: str, seen: tuple[str, ...] = ()) -> bool:
    """Whether a row is a term of ``total``, or of one of its terms."""
    equation = rule.equation(total) if total not in seen else None
    terms = equation.terms if equation else ()
    return row in terms or any(is_below(rule, row, term, (*seen, total)) for term in terms)


def rows_at_start(
    section: OutlineSection | None, unread: tuple[int, ...], framework: Framework
) -> list[str | None]:
    """For each unread line the row that it tells by its beginning, else None."""
    if section is None or not unread:
        return []
    names = {name: row for rule in framework.blocks for name, row in _rows_by_name(rule).items()}
    longest, wanted = max(map(len, names), default=0), set(unread)
    return [_row_at_start(line.text, names, longest) for line in section.lines if line.number in wanted]


def _row_at_start(text: str, names: dict[str, str], longest: int) -> str | None:
    """The row whose name, the longest that fits, stands at the beginning."""
    written = squeeze(text[:_BEGINNING])
    for start in (written, _ROW_MARKS.sub("", written)):
        for size in range(longest, 0, -1):
            if start[:size] in names:
                return names[start[:size]]
    return None
