"""What the name of an indicator counts, and whether it is a rate: as the words of the field tell."""

from __future__ import annotations

from perfdsl.checks.lexicon import COUNTED, NO_SHARES, RATE_ENDINGS, Counted
from perfdsl.model.indicator_names import core_name

_ENDINGS = tuple(ending for kind in COUNTED for ending in kind.endings)


def counted(name: str) -> Counted | None:
    """What the name counts (人数, 场次, 面积 …), None where it does not say."""
    core = core_name(name)
    if not core.endswith(_ENDINGS):
        return None
    return next(kind for kind in COUNTED if core.endswith(kind.endings))


def is_rate(name: str) -> bool:
    """Whether the name is that of a share of a whole, to be written in per cent."""
    core = core_name(name)
    return core.endswith(RATE_ENDINGS) and not core.endswith(NO_SHARES)
