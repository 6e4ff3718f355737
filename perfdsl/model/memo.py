"""What is derived from a framework, made once: remembered by identity.

A framework and its parts are immutable and live as long as the library; to hash one takes longer than what is looked
up. The key object is kept with its answer, so that its identity cannot pass to another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
View = TypeVar("View")
_SIZE = 400  # a preview reads its frameworks anew after each change


def by_identity(make: Callable[[Key], View]) -> Callable[[Key], View]:
    """``make``, remembering its answer for each object that it was asked about."""
    known: dict[int, tuple[Key, View]] = {}

    def view(key: Key) -> View:
        found = known.get(id(key))
        if found is None:
            if len(known) >= _SIZE:
                known.clear()
            found = known[id(key)] = (key, make(key))
        return found[1]

    return view
