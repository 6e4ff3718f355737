"""What the name of an indicator says of its value: its core, a unit or a comparator that stands in it."""

from __future__ import annotations

from perfdsl.memo import cached
from perfdsl.model.units import KNOWN_UNITS, MULTIPLIERS
from perfdsl.syntax.marks import AT_LEAST, AT_MOST, COMPARATORS
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.occurring import contains
from perfdsl.text.patterns import lazy

_COMPARATOR = lazy(f"[{COMPARATORS}]")
_WRITTEN_COMPARATORS = tuple(AT_LEAST + AT_MOST)
_MULTIPLIERS = "".join(MULTIPLIERS)
_BLANK = f"{COMPARATORS}*Xx×_0123456789. "


@cached()
def core_name(name: str) -> str:
    """The name without what follows its noun: ``成活率(≥**%)`` → ``成活率``, ``达标率100%`` → ``达标率``; folded."""
    text = _COMPARATOR.split(squeeze(name), 1)[0]
    while text.endswith(")") and "(" in text:
        text = text[: text.rindex("(")]
    return text.rstrip("(,，。;；、:").rstrip("0123456789.%‰")


def unit_in_name(name: str) -> str:
    """The unit in the bracket that ends the name: ``人`` of ``保障人数(人)`` and of ``受益人口(≥**人)``, else ``""``."""
    if not contains(name, ("(", "（")):
        return ""
    text = fold(name).strip(' "')
    if not text.endswith(")") or "(" not in text:
        return ""
    unit = text[text.rindex("(") + 1 : -1].lstrip(_BLANK)
    known = unit.split("/", 1)[0].lstrip(_MULTIPLIERS) in KNOWN_UNITS
    return unit if known else ""


def has_comparator(name: str) -> bool:
    """Whether the name holds a comparator that belongs to its value: ``公猪舍(≥**平方米)``."""
    return contains(name, _WRITTEN_COMPARATORS)
