"""Which classes a value may be made of, from the annotations of its own class: nobody has to keep a list of them."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args, get_type_hints


@cache
def classes_in(root: type) -> tuple[type, ...]:
    """``root`` and every class that its fields are annotated with, at any depth; plain types of Python left out."""
    found: dict[type, None] = {}
    _collect(root, found)
    return tuple(found)


def _collect(annotation: Any, found: dict[type, None]) -> None:
    for argument in get_args(annotation):
        _collect(argument, found)
    if not isinstance(annotation, type) or annotation.__module__ in ("builtins", "typing", "collections.abc"):
        return
    if annotation not in found:
        found[annotation] = None
        for hint in get_type_hints(annotation).values() if hasattr(annotation, "__annotations__") else ():
            _collect(hint, found)
