"""Corrections (``> 更正: …`` below a line): what a published value was, what it is now, when and why it was changed.

People write them in many ways; what can be told is told, and the text as written is always kept::

    > 更正: 2024-05-06 由“≥1000个”改为“≥1000人”，单位误写
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.model.table import NoteField
from perfdsl.syntax.marks import COLONS
from perfdsl.text.folding import fold
from perfdsl.text.patterns import lazy

CORRECTION = "更正"
# A note is a sentence; what is longer is told apart no further, and so cannot take long.
_LONGEST = 400

_DATE = lazy(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)"
    r"(?:\s*[-./年]\s*(?P<m>\d{1,2})\s*[-./月]\s*(?P<d>\d{1,2})\s*[日号]?|(?P<md>\d{4}))(?!\d)"
)
_QUOTES = "“”\"‘’'「」『』"
_QUOTED = r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|'[^']*'|「[^」]*」|『[^』]*』"
_IN_QUOTES = lazy(_QUOTED)
_PLAIN = rf"(?:[^,;。{_QUOTES}]|,(?=\d{{3}}))"
_WAS = r"(?:原(?:来|先|表|值|填|写|文|数)*|误[写填作报]?|由|从|自|将|把)(?:[为是作由]|:)*"
_BECAME = r"(?:(?:更正|修改|修正|调整|变更|更改|改正|改)[为成]|应[为是]|现为|[-=—]+>|→)"
_REST = r"(?P<after>(?:[;。(]|,(?!\d{3})).*)?"
# Tried in this order, on half-width text without the date: old and new by a verb, by quotation marks, old alone.
_SHAPES = (
    lazy(
        rf"(?P<before>(?:.*(?:[;。:]|,(?!\d{{3}})|\s(?={_WAS})))?)\s*"
        rf"(?:{_WAS})?\s*(?P<old>{_QUOTED}|{_PLAIN}+?)\s*,?\s*"
        rf"{_BECAME}:?\s*(?P<new>{_QUOTED}|{_PLAIN}+?)\s*{_REST}\Z"
    ),
    lazy(
        rf"(?P<before>[^{_QUOTES}]*?)(?:{_WAS})?\s*(?P<old>{_QUOTED})"
        rf"(?:[^{_QUOTES}。;]*(?P<new>{_QUOTED}))?(?P<after>.*)\Z"
    ),
    lazy(rf"(?P<before>)\W*{_WAS}\s*(?P<old>{_PLAIN}+?)(?P<new>){_REST}\Z"),
)
_EDGES = " \t\u3000,，;；:：。、()（）\u200b\ufeff"
_BECAUSE = lazy(f"(?:更正)?(?:原因|理由)(?:[是为]|[{COLONS}])*")


class Correction(NamedTuple):
    """``text`` is the note as written. ``date`` is None, the others are ``""``, where the note does not say."""

    date: dt.date | None
    old: str
    new: str
    reason: str
    text: str


def corrections(notes: Iterable[NoteField]) -> tuple[Correction, ...]:
    """The corrections among the notes of one line, in order."""
    return tuple(read_correction(note.value) for note in notes if note.key == CORRECTION)


def read_correction(text: str) -> Correction:
    """Tell date, old value, new value and reason of one note. Never fails."""
    date, rest = _take_date(text)
    half_width = fold(rest[:_LONGEST])
    for shape in _SHAPES:
        if match := shape.match(half_width):
            old, new, before, after = (
                _original(rest, match, group) for group in ("old", "new", "before", "after")
            )
            return Correction(date, _bare(old), _bare(new), _because(after) or _because(before), text)
    return Correction(date, "", "", _because(rest), text)


def _take_date(text: str) -> tuple[dt.date | None, str]:
    """The first day that is named outside quotation marks, and the text without it."""
    unquoted = _IN_QUOTES.sub(lambda match: "\0" * len(match[0]), fold(text[:_LONGEST]))
    for match in _DATE.finditer(unquoted):
        month, day = (match["md"][:2], match["md"][2:]) if match["md"] else (match["m"], match["d"])
        try:
            date = dt.date(int(match["y"]), int(month), int(day))
        except ValueError:
            continue
        before, after = text[: match.start()].rstrip(_EDGES), text[match.end() :].lstrip(_EDGES)
        return date, f"{before}，{after}".strip(_EDGES)
    return None, text.strip(_EDGES)


def _original(text: str, match: re.Match[str], group: str) -> str:
    """What the writer wrote: folding keeps every offset."""
    start, end = match.span(group)
    return text[start:end] if start >= 0 else ""


def _bare(value: str) -> str:
    """A value without the quotation marks around it."""
    value = value.strip(_EDGES)
    quoted = len(value) > 1 and value[0] in _QUOTES and value[-1] in _QUOTES
    return value[1:-1].strip() if quoted else value


def _because(text: str) -> str:
    """The reason without the word “原因” in front of it."""
    text = text.strip(_EDGES)
    match = _BECAUSE.match(text)
    return (text[match.end() :] if match else text).strip(_EDGES)
