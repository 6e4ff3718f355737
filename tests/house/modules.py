"""The modules of perfdsl, each read and parsed once, for the laws that all of them keep."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).resolve().parents[2] / "perfdsl"


class Module(NamedTuple):
    """``name`` is the path below the package: ``syntax/marks.py``."""

    name: str
    text: str
    tree: ast.Module


@cache
def modules() -> tuple[Module, ...]:
    """All of them, in the order of their names."""
    paths = sorted(PACKAGE.rglob("*.py"))
    read = [(path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8")) for path in paths]
    return tuple(Module(name, text, ast.parse(text)) for name, text in read)


def offences(
    law: Callable[[Module], Iterable[object]], *, but: Iterable[str] = ()
) -> dict[str, list[object]]:
    """What the law finds in each module that is not one of those it does not hold for."""
    found = {module.name: list(law(module)) for module in modules() if module.name not in but}
    assert len(found) > 300, "the modules were not found"
    return {name: told for name, told in found.items() if told}
