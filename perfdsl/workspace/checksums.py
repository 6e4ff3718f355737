"""Checksums of stored values: each over the version, its kind, its key and its content, and one over all of a kind.

Made with a key, so that nobody else can make them.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

ALL = "tally"  # the kind of the sums over all values of a kind
_SIZE = 16  # bytes of a checksum


class Checksums:
    """Those of one store: of each value as it is asked for, and counts and sums of all that there are."""

    def __init__(self, kinds: Iterable[str], version: str, key: bytes) -> None:
        self._begun = {
            kind: blake2b(f"{version}\0{kind}\0".encode(), digest_size=_SIZE, key=key)
            for kind in (*kinds, ALL)
        }
        self._counts: dict[str, int] = {}
        self._sums: dict[str, int] = {}

    def of(self, kind: str, key: bytes, value: bytes) -> bytes:
        """The checksum of a value. Raises TypeError where key or value are no bytes."""
        sum_ = self._begun[kind].copy()
        sum_.update(b"%b\0%d\0%b" % (key, len(value), value))
        return sum_.digest()

    def holds(self, kind: str, key: Any, sum_: Any, value: Any) -> bool:
        """Whether a checksum that was read is that of the value."""
        try:
            return bool(self.of(kind, key, value) == sum_)
        except TypeError:
            return False

    def count(self, kind: str, count: int, sum_: int) -> None:
        """A value more, or one less (-1, and the sum below nothing)."""
        self._counts[kind] = self._counts.get(kind, 0) + count
        self._sums[kind] = self._sums.get(kind, 0) + sum_

    def tally(self, kind: str) -> bytes:
        """How many values there are of a kind, and the sum of their checksums."""
        return tally(self._counts.get(kind, 0), self._sums.get(kind, 0))

    def know(self, kind: str, read: bytes) -> None:
        """What a tally that was read says of a kind. Raises ValueError."""
        self._counts[kind], self._sums[kind] = map(int, read.split())

    def clear(self) -> None:
        """There is nothing."""
        self._counts.clear()
        self._sums.clear()


def tally(count: int, total: int) -> bytes:
    """So many values with checksums of this sum: the same in whatever order they were put."""
    return f"{count} {total % (1 << 8 * _SIZE)}".encode()


def mark_of(key: bytes) -> int:
    """What a file says of its installation: it proves nothing, but tells a copied cache from a damaged one."""
    return int.from_bytes(blake2b(key, digest_size=4).digest()) >> 1 or 1
