"""The first letters of pinyin (首字母), so that ``zgh`` finds 总工会. Why a table: docs/decisions/0015."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from perfdsl.resources import data


def initials_of(names: Iterable[str]) -> dict[str, str]:
    """Each letter with those characters of the names that it may stand for, in the order of code points.

    A character with several readings stands under several letters: 长 under ``c`` and ``z``.
    """
    used = frozenset("".join(names))
    found = {letter: "".join(char for char in chars if char in used) for letter, chars in _table().items()}
    return {letter: chars for letter, chars in found.items() if chars}


@cache
def _table() -> dict[str, str]:
    """``initials.txt``: a letter, a space, its characters."""
    lines = data("search/initials.txt").read_text("utf-8").splitlines()
    return {line[0]: line[2:] for line in lines if not line.startswith("#")}
