"""What becomes of one line of last year's table in next year's."""

from __future__ import annotations

from typing import Literal, NamedTuple

Change = Literal[
    "moved", "to_check", "actual", "missed", "exceeded", "blanked", "left_out", "no_longer_allowed"
]


class CarriedLine(NamedTuple):
    """``texts`` are the lines that stand for it, none where it is left out, with ``reason``.

    ``changes``: its year was moved on (moved) or has to be looked at (to_check); it says what was reached, which became a
    remark (actual), less than the target (missed) or far more (exceeded); its money is to be filled in anew (blanked); it holds a suppression, which holds no more.
    """

    texts: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    reason: str = ""
