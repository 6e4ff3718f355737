"""V304: a common indicator (共性指标) in another group than the framework's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.vocabulary.matching import MatchedGroup, matched_groups
from perfdsl.diagnostics import Label
from perfdsl.memo import cached_by_identity
from perfdsl.model.framework import Framework
from perfdsl.model.table import Group, Indicator, Table


class _Misplaced(NamedTuple):
    indicator: Indicator
    here: Group
    home: tuple[str, ...]
    is_one_row_early: bool  # the heading stands one line above where it belongs


@rule("V304", "共性指标放错分组", "warning")
def check(table: Table) -> Iterator[Finding]:
    """Common indicators away from home; a row of headings that all stand one line early is named as such."""
    homes = _homes(table.framework)
    known = [matched for matched in matched_groups(table) if matched.group.known] if homes else []
    found = [one for matched in known for one in _misplaced(matched, homes)]
    if not found:
        return
    early = sum(one.is_one_row_early for one in found)
    headings = {matched.group.key: matched.group for matched in known}
    for one in found:
        home = headings.get(one.home[-1])
        labels = (Label(home.span, "体系把它归在这里"),) if home else ()
        message = f"共性指标“{one.indicator.name}”属于“{one.home[-1]}”，写在了“{one.here.name}”下"
        yield Finding(one.indicator.span, message, _hint(one, early), None, labels)


@cached_by_identity
def _homes(framework: Framework) -> dict[str, list[tuple[str, ...]]]:
    """Where each common indicator may stand."""
    homes: dict[str, list[tuple[str, ...]]] = {}
    for common in framework.common:
        homes.setdefault(common.name, []).append(common.path)
    return homes


def _misplaced(matched: MatchedGroup, homes: dict[str, list[tuple[str, ...]]]) -> list[_Misplaced]:
    group, found = matched.group, []
    for i, indicator in enumerate(group.indicators):
        paths = homes.get(indicator.name)
        if paths and not any(indicator.groups[: len(path)] == path for path in paths):
            found.append(_Misplaced(indicator, group, paths[0], i == 0 and matched.above == paths[0][-1]))
    return found


def _hint(one: _Misplaced, early: int) -> str:
    if not one.is_one_row_early:
        return f"把这一行移到“{one.home[-1]}”下"
    hint = f"把标题“{one.here.name}”移到这一行的下面"
    if early > 1:
        hint += f"；这张表有 {early} 个二级指标标题都早了一行，可能是照合并单元格抄录时错了位"
    return hint
