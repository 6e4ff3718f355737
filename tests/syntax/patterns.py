"""Every pattern of perfdsl, how it is used, and the lines that would bring out a slow one.

The lines are made of what the pattern itself is made of: a beginning that it accepts, many times what one of its
repetitions takes, and an end that it does not accept.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as sre_parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from functools import cache
from itertools import islice, permutations
from pathlib import Path
from typing import Any, NamedTuple

import perfdsl
from perfdsl.syntax.tables import automaton_tables
from perfdsl.text.patterns import Pattern

METHODS = frozenset({"match", "search", "fullmatch", "finditer", "findall", "sub", "split"})
_ENDS = ("\x00", "", "\n", " ", "中")
_MOST_UNITS = 7
_MOST_LINES = 80


# What is asked about short texts only, by the code around it: so many characters at most.
BOUNDED = {
    "perfdsl.model.corrections:_IN_QUOTES": 400,
    "perfdsl.model.corrections:_SHAPES": 400,
    "perfdsl.syntax.mistakes:_RANGE": 40,
    "perfdsl.syntax.mistakes:_SEPARATOR": 40,
    "perfdsl.syntax.mistakes:_THOUSANDS": 40,
}


# How those are asked that stand in a table of patterns, where the call names none of them.
_ASKED = {
    "perfdsl.checks.funding.b405_money_cell:_HINTS": frozenset({"match"}),
    "perfdsl.cli.arguments:_MESSAGES": frozenset({"sub"}),
}


class Used(NamedTuple):
    """A pattern, where it stands, and by which methods it is asked."""

    where: str
    pattern: re.Pattern[str]
    methods: frozenset[str]


@cache
def all_patterns() -> tuple[Used, ...]:
    """The patterns of all modules, and the terminals of the grammar (asked at one place each)."""
    used = _methods()
    found: dict[tuple[str, str], Used] = {}
    for module in _modules():
        for name, pattern in _patterns_of(module):
            own = f"{module.__name__}:{name}" if name.startswith("_") else name
            methods = (
                _ASKED.get(own) or used.get(own) or used.get(f"{module.__name__}:") or frozenset({"search"})
            )
            found.setdefault(
                (module.__name__, pattern.pattern), Used(f"{module.__name__}:{name}", pattern, methods)
            )
    for name, text in automaton_tables()["terminals"].items():
        found["grammar", name] = Used(f"grammar:{name}", re.compile(text), frozenset({"match"}))
    return tuple(found.values())


def slow_lines(pattern: re.Pattern[str], lengths: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    """Lines that a pattern with a repetition within a repetition is slow on, each in some ``lengths`` (characters)."""
    parsed = sre_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    units = list(dict.fromkeys(unit for unit in _units(parsed) if unit))[:_MOST_UNITS]
    begins = list(dict.fromkeys(["", *_beginnings(parsed)]))[:_MOST_UNITS]
    for line in islice(dict.fromkeys(_lines(begins, units)), _MOST_LINES):
        yield tuple(line.of_length(length) for length in lengths)


class _Line(NamedTuple):
    """A line: a beginning, each of some units many times, and an end."""

    begin: str
    units: tuple[str, ...]
    end: str

    def of_length(self, length: int) -> str:
        count = max(2, length // max(1, sum(map(len, self.units))))
        return self.begin + "".join(unit * count for unit in self.units) + self.end


def _lines(begins: list[str], units: list[str]) -> Iterator[_Line]:
    """The ends that fit nowhere first: they make a pattern try everything."""
    for end in _ENDS:
        for unit in units:
            for begin in begins if end in _ENDS[:2] else [""]:
                yield _Line(begin, (unit,), end)
    for one, other in permutations(units, 2):
        yield _Line("", (one, other), _ENDS[0])
        yield _Line("", (one + other,), _ENDS[0])
    for begin in filter(None, begins):
        yield _Line("", (begin,), _ENDS[0])


def _modules() -> Iterator[Any]:
    for info in pkgutil.walk_packages(perfdsl.__path__, "perfdsl."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _patterns_of(module: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, value in list(vars(module).items()):
        yield from ((name, pattern) for pattern in _patterns_in(value))


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, Pattern):
        yield re.compile(value._source)  # type: ignore[attr-defined]
    elif isinstance(getattr(value, "__self__", None), re.Pattern):
        yield value.__self__  # type: ignore[attr-defined]
    elif isinstance(value, dict):
        for one in value.values():
            yield from _patterns_in(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _patterns_in(one)


@cache
def _methods() -> dict[str, frozenset[str]]:
    """By the name of a pattern, how it is asked anywhere; by a module (``module:``), how it asks those without a name."""
    found: dict[str, set[str]] = {}
    root = Path(perfdsl.__file__).parent
    for file in root.rglob("*.py"):
        module = ".".join(("perfdsl", *file.relative_to(root).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                owner: Any = node.value
                while isinstance(owner, (ast.Call, ast.Subscript)):
                    owner = owner.func if isinstance(owner, ast.Call) else owner.value
                name = getattr(owner, "id", getattr(owner, "attr", ""))
                own = f"{module}:{name}" if name.startswith("_") else name
                found.setdefault(own, set()).add(node.attr)
                found.setdefault(f"{module}:", set()).add(node.attr)
    return {name: frozenset(methods) for name, methods in found.items()}


# ---- What a pattern takes


def _units(parsed: Any) -> Iterator[str]:
    """What each repetition takes once, and each single character class."""
    for kind, value in parsed:
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, inner = value
            if most > 20:
                yield from _examples(inner)
            yield from _units(inner)
        else:
            for inner in _inner(kind, value):
                yield from _units(inner)


def _beginnings(parsed: Any) -> Iterator[str]:
    """What stands before each repetition, as short as it may be."""
    before = ""
    for kind, value in parsed:
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield before
            yield from (before + inner for inner in _beginnings(value[2]))
        else:
            for inner in _inner(kind, value):
                yield from (before + one for one in _beginnings(inner))
        before += _example([(kind, value)])
    yield before


def _inner(kind: Any, value: Any) -> Iterator[Any]:
    if kind is sre.SUBPATTERN:
        yield value[3]
    elif kind is sre.BRANCH:
        yield from value[1]
    elif kind in (sre.ASSERT, sre.ASSERT_NOT):
        yield value[1]
    elif kind is sre.ATOMIC_GROUP:
        yield value


def _example(parsed: Any) -> str:
    return next(iter(_examples(parsed)), "")


def _examples(parsed: Any) -> list[str]:
    """Some of the shortest texts that fit; alternatives of the last part only."""
    before = ""
    last: list[str] = [""]
    for kind, value in parsed:
        before += last[0]
        last = list(dict.fromkeys(_examples_of(kind, value))) or [""]
    return [before + one for one in last][:4]


def _examples_of(kind: Any, value: Any) -> Iterator[str]:
    if kind is sre.LITERAL:
        yield chr(value)
    elif kind is sre.NOT_LITERAL:
        yield from (char for char in "a1 " if ord(char) != value)
    elif kind is sre.ANY:
        yield "a"
    elif kind is sre.IN:
        yield from _members(value)
    elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, _, inner = value
        yield from (one * least for one in _examples(inner)) if least else ("",)
    elif kind is sre.SUBPATTERN:
        yield from _examples(value[3])
    elif kind is sre.ATOMIC_GROUP:
        yield from _examples(value)
    elif kind is sre.BRANCH:
        for branch in value[1]:
            yield from _examples(branch)[:1]
    else:
        yield ""


_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_NOT_SPACE": r"\S", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip
_PROBES = "a 1\t中（(-/.,A。%"


def _members(items: Any) -> Iterator[str]:
    negated = items[0][0] is sre.NEGATE
    if not negated:
        for kind, value in items:
            if kind is sre.LITERAL:
                yield chr(value)
            elif kind is sre.RANGE:
                yield chr(value[0])
            elif kind is sre.CATEGORY:
                yield {"DIGIT": "1", "SPACE": " ", "WORD": "a"}.get(str(value).rpartition("_")[2], "-")
        return
    one = re.compile(f"[{_class_text(items)}]")
    yield from (char for char in _PROBES if one.match(char))


def _class_text(items: Any) -> str:
    """The inside of the brackets of a character class."""
    text = ""
    for kind, value in items:
        if kind is sre.NEGATE:
            text += "^"
        elif kind is sre.LITERAL:
            text += re.escape(chr(value))
        elif kind is sre.RANGE:
            text += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        else:
            text += _CATEGORIES[str(value)]
    return text
