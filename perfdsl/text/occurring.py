"""Which of some words occur in a text, and does any?"""

from __future__ import annotations

from collections.abc import Iterable

_WORTH_IT = (
    500  # names of one length: so many times longer Python takes to look at each place of a text than C
)


def occurring(names: Iterable[str], text: str) -> set[str]:
    """Those of ``names`` that stand anywhere in ``text``. Very many of them take no longer than the text has places, for
    each length that a name has.
    """
    wanted = set(names)
    lengths = set(map(len, wanted))
    if len(wanted) < _WORTH_IT * len(lengths):
        return {name for name in wanted if name in text}
    return {
        found
        for length in lengths
        for place in range(len(text) - length + 1)
        if (found := text[place : place + length]) in wanted
    }


def contains(text: str, words: tuple[str, ...]) -> bool:
    """Whether any of ``words`` stands in ``text``."""
    for word in words:  # noqa: SIM110 - any() takes twice as long, and this is asked of every text
        if word in text:
            return True
    return False
