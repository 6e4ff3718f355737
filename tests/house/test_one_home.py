"""Facts that have one home: what a kind of value is good for, and what is remembered of the data."""

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


# Asked with something of the program itself: a class, the code of a rule, the name of a library, what a row is like.
OF_THE_PROGRAM = {
    "checks/docs.py": ["load"],
    "checks/row_findings.py": ["_rules_for"],
    "formats/registry.py": ["_is_installed"],
    "workspace/classes.py": ["classes_in"],
    "workspace/pickles.py": ["_reader"],
    # the one that a process draws with: by a theme, by the settings of a build
    "site/building/document_worker.py": ["_worker"],
    "site/render/renderer.py": ["renderer_for"],
}


def test_what_is_kept_of_the_data_is_kept_in_memo() -> None:
    """A ``functools.cache`` grows as long as a preview runs, and nobody sees how much it holds."""
    assert offences(cached_with_arguments) == OF_THE_PROGRAM


def cached_with_arguments(module: Module) -> Iterator[str]:
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and (node.args.args or node.args.vararg):
            names = {
                one.id for mark in node.decorator_list for one in ast.walk(mark) if isinstance(one, ast.Name)
            }
            if names & {"cache", "lru_cache"}:
                yield node.name
