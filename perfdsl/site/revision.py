"""Which content of a file a page was made from: the name by which git knows it.

It depends on the bytes alone, so it is the same in any copy, with or without git, and in a shallow clone;
``git log --find-object=…`` tells the commits.
"""

from __future__ import annotations

from hashlib import sha1

_SHOWN = 10


def revision(content: bytes) -> str:
    """The first ten digits of git's blob id, ``""`` for no content."""
    if not content:
        return ""
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()[:_SHOWN]
