"""One row as the rules see it: an indicator or a part, with its targets sorted by what they hold."""

from __future__ import annotations

from typing import NamedTuple

from perfdsl.model.framework import Framework
from perfdsl.model.table import Indicator, Target


class Row(NamedTuple):
    """All that a row rule may look at.

    Of the indicator: what its own line, its notes and observed values say, and the groups it stands in; not its parts
    (rows of their own) nor its linked projects (written elsewhere). ``written`` are the targets that have a cell of
    their own and a value in it: ``measured`` those with a number, ``worded`` those without.
    """

    indicator: Indicator
    is_part: bool
    framework: Framework
    written: list[Target]
    measured: list[Target]
    worded: list[Target]


def row_of(indicator: Indicator, framework: Framework, *, is_part: bool) -> Row:
    """The row of ``indicator``."""
    written = [target for target in indicator.targets if target.written and target.value.kind != "none"]
    measured = [target for target in written if target.value.number is not None]
    worded = [target for target in written if target.value.number is None]
    return Row(indicator, is_part, framework, written, measured, worded)
