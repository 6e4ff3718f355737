"""Every pattern is a constant of its module, where the test of their time (``tests/syntax/patterns.py``) finds it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Where patterns are made of data: the terminals of the grammar (asked one by one), and what lazy() stands for.
_MAKERS = ("perfdsl/syntax/automaton.py", "perfdsl/text/patterns.py")
MODULES = [
    path
    for path in sorted((ROOT / "perfdsl").rglob("*.py"))
    if path.relative_to(ROOT).as_posix() not in _MAKERS
]
_ASKING = frozenset(
    {"compile", "match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split"}
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_pattern_is_made_in_a_function(path: Path) -> None:
    assert list(inline(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "call", ["re.sub('a+', '', text)", "re.compile('a+')", "lazy('a+')", "_pattern('a')"]
)
def test_one_that_is_made_in_a_function_is_found(call: str) -> None:
    assert list(inline(f"import re\ndef ask(text):\n    return {call}\n")) == [3]
    assert not list(inline(f"import re\nasked = {call}\n"))


def inline(code: str) -> Iterator[int]:
    """The lines on which a function makes a pattern, unless it is one that does nothing else for constants."""
    for function in ast.walk(ast.parse(code)):
        if isinstance(function, ast.FunctionDef) and function.name != "_pattern":
            yield from (node.lineno for node in ast.walk(function) if _makes_pattern(node))


def _makes_pattern(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    asked = node.func
    if isinstance(asked, ast.Attribute):
        return isinstance(asked.value, ast.Name) and asked.value.id == "re" and asked.attr in _ASKING
    return isinstance(asked, ast.Name) and asked.id in ("lazy", "_pattern")
