"""Groups of a table beside what their framework says of them."""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.checks.per_table import cached_per_table
from perfdsl.memo import cached_by_identity
from perfdsl.model.framework import GroupRule
from perfdsl.model.table import Group, Table
from perfdsl.text.nearest import nearest
from perfdsl.text.patterns import lazy

_TRAILING_POINTS = lazy(r"(?<![\d.\-~～—])[(（]?[\d.\-~～—]+[)）]?[分%％]?[)）]?\Z")
_NUMERALS = "一二三四五六七八九"


class MatchedGroup(NamedTuple):
    """A group, the demand that it answers (None: unknown, or named by the writer), and what may stand beside it.

    ``candidates`` are the framework's groups at this place, ``beside`` those written below the same parent and ``above``
    the one before it, by the framework's own names.
    """

    group: Group
    rule: GroupRule | None
    candidates: tuple[GroupRule, ...]
    parent: Group | None
    beside: frozenset[str]
    above: str


@cached_per_table
def matched_groups(table: Table) -> list[MatchedGroup]:
    """Every plain group (重点工作 left out), in file order."""
    found: list[MatchedGroup] = []
    _collect(table.groups, table.framework.groups, None, found)
    return found


def _collect(
    groups: tuple[Group, ...],
    candidates: tuple[GroupRule, ...],
    parent: Group | None,
    found: list[MatchedGroup],
) -> None:
    beside = frozenset([group.key for group in groups])
    keys = ["", *(group.key for group in groups)]
    for group, above in zip(groups, keys, strict=False):
        if group.role == "key_task":
            continue
        rule = _named(candidates).get(group.key) if candidates else None
        found.append(MatchedGroup(group, rule, candidates, parent, beside, above))
        if group.children:
            _collect(group.children, rule.children if rule else (), group, found)


@cached_by_identity
def _named(rules: tuple[GroupRule, ...]) -> dict[str, GroupRule]:
    """By the framework's own names; of two of one name the first."""
    return {rule.name: rule for rule in reversed(rules)}


def meant(matched: MatchedGroup, cutoff: float = 0.6) -> GroupRule | None:
    """The group that an unknown one was probably meant to be: near in spelling, and not written already."""
    known = {
        name: rule
        for rule in matched.candidates
        if rule.name not in matched.beside
        for name in (rule.name, *rule.aliases)
    }
    near = nearest(_TRAILING_POINTS.sub("", matched.group.name), known, cutoff)
    return known[near] if near else None


def level_name(level: int) -> str:
    """What a group of this level is called: 一级指标, 二级指标, 三级分组 …; the notation has no deepest level."""
    numeral = _NUMERALS[level - 1] if level <= len(_NUMERALS) else f"第{level}"
    return f"{numeral}级{'指标' if level <= 2 else '分组'}"


def quoted(names: list[str] | tuple[str, ...]) -> str:
    """``“甲”、“乙”``."""
    return "、".join(f"“{name}”" for name in names)
