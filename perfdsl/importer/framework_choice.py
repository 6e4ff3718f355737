"""Which framework a draft is of: the one that knows most of its titles, groups, rows and periods."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.importer.draft import Draft
from perfdsl.importer.form_words import bare, one_line, plain
from perfdsl.model.framework import Framework, GroupRule
from perfdsl.model.funding_rows import row_name
from perfdsl.model.library import FrameworkFile, Library
from perfdsl.model.section_titles import rule_of
from perfdsl.text.folding import squeeze

_SURE = 0.75


class Choice(NamedTuple):
    """``share`` of what the draft names that the framework knows, 0 to 1. ``doubt`` is ``""`` where it is sure."""

    framework: Framework
    share: float
    doubt: str


def choose_framework(draft: Draft, shelf: Library, named: str = "") -> Choice | None:
    """The framework for this draft; ``named`` is the one that was asked for. None where the shelf is empty or lacks it."""
    if named:
        entry = shelf.get(named)
        return Choice(entry.framework, 1.0, "") if entry else None
    entries = [entry for entry in shelf if shelf.counts(entry) and not entry.is_broken]
    ranked = sorted(entries, key=lambda entry: _rank(draft, entry), reverse=True)
    if not ranked:
        return None
    best = ranked[0].framework
    share = _share(draft, best)
    if share < _SURE:
        return Choice(best, share, f"表式是按相近的认的：“{best.name}”认得这张表 {share:.0%} 的栏目和分组")
    return Choice(best, share, "")


def _rank(draft: Draft, entry: FrameworkFile) -> tuple[float, ...]:
    framework = entry.framework
    return (
        float(framework.purpose == draft.kind),
        round(_share(draft, framework), 3),
        float(len(framework.periods) == len(_periods(draft))),
        float(_is_titled(draft, framework)),
        float(entry.own),
        -float(len(framework.common)),
    )


def _is_titled(draft: Draft, framework: Framework) -> bool:
    return squeeze(framework.title) in squeeze(draft.title)


def _periods(draft: Draft) -> tuple[str, ...]:
    return next((block.periods for block in draft.indicators), ("",))


def _share(draft: Draft, framework: Framework) -> float:
    """The share of groups (which count double), sections and rows that the framework knows."""
    marks = [*_marks(draft, framework)]
    return sum(weight for weight, known in marks if known) / max(1, sum(weight for weight, _ in marks))


def _marks(draft: Draft, framework: Framework) -> Iterator[tuple[int, bool]]:
    for path in dict.fromkeys(_paths(draft)):
        yield from ((3, known) for known in known_groups(framework.groups, path))
    for section in draft.sections:
        yield 1, rule_of(framework, section.title.text) is not None
    for block in draft.funding:
        for row in block.rows:
            yield 1, any(row_name(rule, one_line(row.name.text)) for rule in framework.blocks)
    for rule in framework.groups:
        if rule.required:
            yield 2, any(path and group_rule((rule,), path[0]) for path in _paths(draft))


def _paths(draft: Draft) -> Iterator[tuple[str, ...]]:
    for block in draft.indicators:
        for row in block.rows:
            yield tuple(group.text for group in row.path)


def known_groups(rules: tuple[GroupRule, ...], path: tuple[str, ...]) -> Iterator[bool]:
    """For each name of a path whether the framework has such a group there."""
    for name in path:
        rule = group_rule(rules, name)
        yield rule is not None
        rules = rule.children if rule else ()


def group_rule(rules: tuple[GroupRule, ...], name: str) -> GroupRule | None:
    """The group that a form calls so."""
    return next((rule for word in (plain(name), bare(name)) for rule in rules if rule.answers_to(word)), None)
