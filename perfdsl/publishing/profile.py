"""The profile ``publish``: what is only advice while one writes must be right before the public reads it."""

from __future__ import annotations

from collections.abc import Mapping

from perfdsl.checks.registry import RULES
from perfdsl.checks.rule import DISCLOSURE
from perfdsl.workspace.discovery import Workspace


def for_publication(workspace: Workspace) -> Workspace:
    """The project with every rule of disclosure (D8xx) an error, whatever its settings say.

    A single case can still be allowed with its reason in the file.
    """
    return workspace._replace(config=workspace.config._replace(levels=_levels(workspace.config.levels)))


def _levels(levels: Mapping[str, str]) -> dict[str, str]:
    strict = (rule.code for rule in RULES if rule.family is DISCLOSURE)
    return {**levels, **dict.fromkeys(strict, "error")}
