"""Run every rule over a table and its rows; apply levels and suppressions; sort."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from perfdsl.checks.registry import RULES
from perfdsl.checks.row_findings import row_findings
from perfdsl.checks.runner import run_rules
from perfdsl.checks.suppressions import suppress
from perfdsl.diagnostics import Diagnostic, Severity
from perfdsl.model.table import Table
from perfdsl.syntax.comments import unescaped
from perfdsl.syntax.nodes import Line

_ACTIVE = tuple(rule for rule in RULES if rule.check is not None)


def check(
    table: Table, earlier: Iterable[Diagnostic], levels: Mapping[str, str], lines: Sequence[Line]
) -> tuple[Diagnostic, ...]:
    """All findings of a table, whose document has these lines: earlier stages' and the rules', in file order."""
    found = [*earlier]
    silent = {code for code, level in levels.items() if level == "off"}
    asked = [(rule, rule.check) for rule in _ACTIVE if rule.check and rule.code not in silent]
    found += [finding for _, finding in run_rules(asked, table)]
    found += row_findings(table, lines, silent)
    found = [_surely_fixed(finding, lines) for finding in found]
    return in_order(apply_levels(suppress(found, table, silent), levels))


def _surely_fixed(finding: Diagnostic, lines: Sequence[Line]) -> Diagnostic:
    r"""Without its fix where the words of its line are not those that stand there (``\//`` for two slashes).

    Rules count in words; behind an escape their columns are not those of the line.
    """
    if finding.fix is None:
        return finding
    written = [lines[edit.span.line - 1].text for edit in finding.fix.edits]
    return finding if all(unescaped(text) == text for text in written) else finding._replace(fix=None)


def apply_levels(found: Iterable[Diagnostic], levels: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The findings with the project's levels; those that are ``off`` left out."""
    for finding in found:
        level = levels.get(finding.code)
        if level is None:
            yield finding
        elif level != "off":
            yield finding._replace(severity=cast("Severity", level))


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place, then code: the order never depends on how rules are run."""
    return tuple(sorted(found, key=lambda finding: (finding.span, finding.code, finding.message)))
