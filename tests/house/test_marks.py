"""Which characters are a mark is said in ``syntax/marks.py`` alone: no other pattern writes such a class out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from perfdsl.syntax import marks
from tests.house.modules import Module, offences

# A dash in a value is a minus or a range; < and > alone are those of HTML.
_NOT_ASKED = ("SPACE", "ZERO_WIDTH", "DASHES", "ANGLES", "COMPARATORS")
KNOWN = {
    name: frozenset(value.replace("\\", ""))
    for name, value in vars(marks).items()
    if name.isupper() and isinstance(value, str) and name not in _NOT_ASKED
}
_CLASS = re.compile(r"\[\^?((?:\\.|[^\]\\])+)\]", re.DOTALL)
_HOLE = "\x00"  # where an f-string takes what stands elsewhere


def test_no_class_of_marks_is_written_out() -> None:
    def written_out_in(module: Module) -> Iterator[str]:
        return written_out(module.tree)

    assert offences(written_out_in, but=["syntax/marks.py"]) == {}


@pytest.mark.parametrize(
    "code",
    [
        'lazy("[≥>]=?")',
        'lazy(r"(?P<key>[^:：]{1,12})")',
        'rf"[{SLASHES}\\s,，]"',
        're.split("[/／；]", text)',
    ],
)
def test_a_class_that_is_written_out_is_found(code: str) -> None:
    assert list(written_out(ast.parse(code)))


@pytest.mark.parametrize("code", ['"""[>≥]"""', 'rf"[{COLONS}]"', 'f"写成 [{points}]"', 'lazy("[+-]?[.,]")'])
def test_nothing_else_is_found(code: str) -> None:
    assert not list(written_out(ast.parse(code)))


def written_out(tree: ast.AST) -> Iterator[str]:
    """The bracket expressions in texts of a module that hold two marks of one class."""
    for text in _texts(tree):
        for match in _CLASS.finditer(text):
            members = set(match[1].replace("\\", ""))
            twice = [name for name, known in KNOWN.items() if len(members & known) > 1]
            compared = members & set(marks.COMPARATORS)
            if twice or (len(compared) > 1 and not "".join(compared).isascii()):
                yield f"{match[0]!r} holds marks of {', '.join(twice) or 'COMPARATORS'}"


def _texts(tree: ast.AST) -> Iterator[str]:
    """Every text of a module but its docstrings; an f-string as one."""
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else _HOLE for part in node.values
            )
        elif isinstance(node, ast.Constant) and id(node) not in parts | alone:
            yield node.value if isinstance(node.value, str) else ""
