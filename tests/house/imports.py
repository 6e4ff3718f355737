"""Which module of perfdsl imports which, read from their texts."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

from tests.house.modules import Module, modules

Graph = Mapping[str, frozenset[str]]


@cache
def graph() -> Graph:
    """For each module, by its dotted name below perfdsl, those that it needs at run time, at once or when it is used."""
    known = {dotted(module.name) for module in modules()}
    return {dotted(module.name): frozenset(_needed(module, known)) for module in modules()}


def dotted(name: str) -> str:
    """``site/page.py`` is ``site.page``, ``site/__init__.py`` is ``site``, and the package itself is an empty text."""
    return name.removesuffix(".py").replace("/", ".").removesuffix("__init__").removesuffix(".")


def _needed(module: Module, known: set[str]) -> Iterator[str]:
    for node in _at_run_time(module.tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            # what is imported is a module itself, or stands in one
            names = [
                name if name.removeprefix("perfdsl.") in known else node.module
                for name in (f"{node.module}.{alias.name}" for alias in node.names)
            ]
        else:
            continue
        for name in names:
            if name == "perfdsl" or name.startswith("perfdsl."):
                found = name.removeprefix("perfdsl").removeprefix(".")
                if found in known and found != dotted(module.name):
                    yield found


def _at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    """Every node but those below ``if TYPE_CHECKING:``."""
    if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
        children = iter(node.orelse)
    else:
        yield node
        children = ast.iter_child_nodes(node)
    yield from chain.from_iterable(map(_at_run_time, children))


def circles(needs: Graph) -> list[list[str]]:
    """The groups of modules each of which needs, by way of others, all the rest of its group (Tarjan's algorithm)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        number[name] = lowest[name] = len(number)
        open_.append(name)
        for other in sorted(needs[name]):
            if other not in number:
                visit(other)
                lowest[name] = min(lowest[name], lowest[other])
            elif other in open_:
                lowest[name] = min(lowest[name], number[other])
        if lowest[name] == number[name]:
            at = open_.index(name)
            group, open_[at:] = open_[at:], []
            if len(group) > 1:
                found.append(sorted(group))

    for name in sorted(needs):
        if name not in number:
            visit(name)
    return found
