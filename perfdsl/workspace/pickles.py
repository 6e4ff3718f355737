"""Values kept in the cache between two runs. Only known classes are ever made of what is read.

A pickle may name any function to be called, and a cache folder may come with a stranger's copy of a project: what
names anything but the classes that the reader asked for is refused.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable
from functools import cache
from typing import Any

from perfdsl.workspace.store import CacheError, read


def dump(value: object) -> bytes:
    """A value of plain Python types, named tuples and dataclasses as bytes."""
    return pickle.dumps(value, protocol=5)


def load(content: bytes, classes: Iterable[type]) -> Any:
    """The value, which may hold objects of ``classes``. Raises CacheError."""
    return read(_Reader(io.BytesIO(content), _by_name(tuple(classes))).load)


@cache
def _by_name(classes: tuple[type, ...]) -> dict[tuple[str, str], type]:
    return {(one.__module__, one.__qualname__): one for one in classes}


class _Reader(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, classes: dict[tuple[str, str], type]) -> None:
        super().__init__(stream)
        self._classes = classes

    def find_class(self, module: str, name: str) -> type:
        known = self._classes.get((module, name))
        if known is None:
            raise CacheError(f"缓存里不该有 {module}.{name}")
        return known
