"""Every pattern is a constant of its module, where the test of their time (``tests/syntax/patterns.py``) finds it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.modules import Module, offences

# Where patterns are made of data: the terminals of the grammar (asked one by one), and what lazy() stands for.
_MAKERS = ("syntax/automaton.py", "text/patterns.py")
_ASKING = frozenset(
    {"compile", "match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split"}
)


def test_no_pattern_is_made_in_a_function() -> None:
    def inline_in(module: Module) -> Iterator[int]:
        return inline(module.tree)

    assert offences(inline_in, but=_MAKERS) == {}


@pytest.mark.parametrize(
    "call", ["re.sub('a+', '', text)", "re.compile('a+')", "lazy('a+')", "_pattern('a')"]
)
def test_one_that_is_made_in_a_function_is_found(call: str) -> None:
    assert list(inline(ast.parse(f"import re\ndef ask(text):\n    return {call}\n"))) == [3]
    assert not list(inline(ast.parse(f"import re\nasked = {call}\n")))


def inline(tree: ast.AST) -> Iterator[int]:
    """The lines on which a function makes a pattern, unless it is one that does nothing else for constants."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name != "_pattern":
            yield from (node.lineno for node in ast.walk(function) if _makes_pattern(node))


def _makes_pattern(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    asked = node.func
    if isinstance(asked, ast.Attribute):
        return isinstance(asked.value, ast.Name) and asked.value.id == "re" and asked.attr in _ASKING
    return isinstance(asked, ast.Name) and asked.id in ("lazy", "_pattern")
