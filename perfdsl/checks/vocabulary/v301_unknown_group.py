"""V301: a group that the framework does not know."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.vocabulary.matching import MatchedGroup, level_name, matched_groups, meant, quoted
from perfdsl.diagnostics import Edit, Fix
from perfdsl.model.table import Table
from perfdsl.text.patterns import lazy

_SLIP = 0.8
_DIGIT = lazy(r"\d")


@rule("V301", "不认识的分组", "error")
def check(table: Table) -> Iterator[Finding]:
    """Unknown groups, with the nearest one that is not written yet."""
    for matched in matched_groups(table):
        if not matched.group.known:
            yield _finding(matched, table)


def _finding(matched: MatchedGroup, table: Table) -> Finding:
    group, level = matched.group, level_name(matched.group.level)
    under = f"的“{matched.parent.name}”下" if matched.parent else ""
    message = f"体系“{table.framework.name}”{under}没有{level}“{group.name}”"
    if near := meant(matched):
        return Finding(group.span, message, _question(group.name, near.name), _fix(matched))
    if home := _home(group.name, table):
        return Finding(group.span, message, f"“{group.name}”应写在“{home}”下")
    names = quoted([candidate.name for candidate in matched.candidates])
    return Finding(group.span, message, f"可用的{level}有{names}")


def _question(name: str, near: str) -> str:
    if _DIGIT.search(name):
        return f"是不是“{near}”？分值写在标题后的方括号里，例如“{near} [10分]”"
    return f"是不是“{near}”？"


def _fix(matched: MatchedGroup) -> Fix | None:
    """Only for a slip of the pen: of 资金管理 and 资产管理 each may be meant."""
    near = meant(matched, _SLIP)
    if near is None or _DIGIT.search(matched.group.name):
        return None
    return Fix(f"改为“{near.name}”", (Edit(matched.group.span, near.name),), safe=False)


def _home(name: str, table: Table) -> str:
    """The first-level group under which the framework knows this name."""
    for top in table.framework.groups:
        if any(child.answers_to(name) for child in top.children):
            return top.name
    return ""
