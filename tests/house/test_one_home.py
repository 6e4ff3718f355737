"""Facts that have one home: what a kind of value is good for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from perfdsl.model.kinds import KINDS
from tests.house.modules import Module, offences


def test_a_kind_of_value_is_asked_and_not_known_by_its_name() -> None:
    """``kind.is_count``, not ``kind == "quantity"``: who adds a kind need not look for such places."""
    assert offences(named_kinds, but=["model/kinds.py"]) == {}


def named_kinds(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Compare)
            and isinstance(node.left, ast.Attribute)
            and node.left.attr == "kind"
        ):
            words = {
                one.value
                for right in node.comparators
                for one in ast.walk(right)
                if isinstance(one, ast.Constant)
            }
            yield from (f"{word} in line {node.lineno}" for word in sorted(words & set(KINDS)))
