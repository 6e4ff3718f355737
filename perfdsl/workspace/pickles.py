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

from perfdsl.workspace.store import CacheError, guarded


def dump(value: object) -> bytes:
    """A value of plain Python types, named tuples and dataclasses as bytes."""
    return pickle.dumps(value, protocol=5)


def load(content: bytes, classes: Iterable[type]) -> Any:
    """The value, which may hold objects of ``classes``. Raises CacheError."""
    return guarded(_reader(tuple(classes))(io.BytesIO(content)).load)


@cache
def _reader(classes: tuple[type, ...]) -> type[pickle.Unpickler]:
    """One that knows these classes; made once, since each table is read by one of its own."""
    by_name = {(one.__module__, one.__qualname__): one for one in classes}

    class Reader(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> type:
            known = by_name.get((module, name))
            if known is None:
                raise CacheError(f"缓存里不该有 {module}.{name}")
            return known

    return Reader
