"""The words of forms: a title as it is compared, and what ``layout.toml`` and the frameworks know it as."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from perfdsl.importer.layout_files import Layout, layout_of
from perfdsl.importer.office import OfficeCell
from perfdsl.memo import cached
from perfdsl.model.framework import BlockRule, Framework
from perfdsl.model.funding_rows import is_below, row_name
from perfdsl.model.header import known_keys
from perfdsl.model.library import Library
from perfdsl.syntax.marks import COLONS
from perfdsl.text.folding import squeeze
from perfdsl.text.patterns import lazy

_NUMBERING = lazy(rf"\A(?:[(（]?[\d一二三四五六七八九十]{{1,3}}[)）、.．{COLONS}]+|[①-⑳★▲*]+)")
_BRACKETS = lazy(r"[(\[][^()\[\]]*[)\]]\Z")
_UNIT = lazy(r"[(\[](?:单位:?)?(元|万元|亿元)[)\]]")


class FormWords(NamedTuple):
    """What titles mean. ``names``: of the table; ``roles``: of indicator columns; ``value_ends``: how those of values end.

    ``sections`` and ``rows`` are all titles of prose and rows of money that the frameworks know; ``keys`` are the fields
    of a header.
    """

    names: Mapping[str, str]
    roles: Mapping[str, str]
    value_ends: tuple[str, ...]
    money_label: tuple[str, ...]
    money_heads: tuple[str, ...]
    money_columns: frozenset[str]
    money_column_ends: tuple[str, ...]
    money_points: frozenset[str]
    money_note_ends: tuple[str, ...]
    project: frozenset[str]
    totals: frozenset[str]
    titles: tuple[str, ...]
    lines: frozenset[str]
    ticks: frozenset[str]
    sections: frozenset[str]
    keys: frozenset[str]
    rows: frozenset[str]


def words_of(shelf: Library, layout: Layout | None = None) -> FormWords:
    """The words of all forms (``layout_files``), with those of the frameworks of a project."""
    layout = layout or layout_of()
    frameworks = [entry.framework for entry in shelf]
    indicator = layout["indicator"]
    roles = {
        squeeze(word): role for role, words in indicator.items() if role != "value_ends" for word in words
    }
    money = layout["money"]
    return FormWords(
        names={squeeze(word): kind for kind, words in layout["name"].items() for word in words},
        roles=roles,
        value_ends=tuple(indicator["value_ends"]),
        money_label=tuple(money["label"]),
        money_heads=tuple(money["heads"]),
        money_columns=_set(money["columns"]),
        money_column_ends=tuple(money["column_ends"]),
        money_points=_set(money["points"]),
        money_note_ends=tuple(money["note_ends"]),
        project=_set(money["project"]),
        totals=_set(layout["end"]["total"]),
        titles=tuple(layout["title"]["contains"]),
        lines=_set(layout["text"]["fields"]),
        ticks=frozenset(layout["text"]["ticks"]),
        sections=_set(
            name for one in frameworks for rule in one.sections for name in (rule.title, *rule.aliases)
        ),
        keys=_set(known_keys()),
        rows=_set(name for one in frameworks for name in _row_names(one)),
    )


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(squeeze, words))


def _row_names(framework: Framework) -> Iterable[str]:
    for rule in framework.blocks:
        yield from rule.roots
        for equation in rule.equations:
            yield from (equation.total, *equation.terms)
        yield from (alias for alias, _ in rule.aliases)


@cached()
def plain(text: str) -> str:
    """A title as it is compared: no spaces and line breaks, no number in front, no colon and unit behind."""
    word = squeeze(text.replace("\n", ""))
    return _UNIT.sub("", _NUMBERING.sub("", word)).rstrip(":")


@cached()
def bare(text: str) -> str:
    """A plain title without what stands in brackets behind it."""
    return _BRACKETS.sub("", plain(text))


def money_unit_in(text: str) -> str:
    """元, 万元 or 亿元 where a title says so, else ``""``."""
    match = _UNIT.search(squeeze(text.replace("\n", "")))
    return match[1] if match else ""


def one_line(text: str) -> str:
    """A text of several lines as one: words that were wrapped are joined, others keep a space between them."""
    joined = ""
    for line in (line.strip() for line in text.split("\n")):
        needs_space = joined[-1:].isascii() and line[:1].isascii() and joined and line
        joined += f" {line}" if needs_space else line
    return joined


def is_term(blocks: Iterable[BlockRule], name: str, total: str) -> bool:
    """Whether a form has this row of money as a term of that one."""
    for rule in blocks:
        row, above = row_name(rule, one_line(name)), row_name(rule, one_line(total))
        if row and above and is_below(rule, row, above):
            return True
    return False


def distinct(cells: Iterable[OfficeCell | None]) -> list[OfficeCell]:
    """Each cell once, in order; places that no cell covers are left out."""
    return list(dict.fromkeys(cell for cell in cells if cell is not None))
