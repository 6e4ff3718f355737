"""Through the folders of a project, as :func:`os.walk` does from the top, but as deep as they go: a stranger's may be a
thousand folders in one another, where that gives up.
"""

from __future__ import annotations

import os
from collections.abc import Iterator


def top_down(folder: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each folder with the names of the folders and the files in it. Who takes a folder from the list does not go there.

    Links to folders are listed and not followed; a folder that cannot be read is left out.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        folders: list[str] = []
        names: list[str] = []
        links: set[str] = set()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    (folders if entry.is_dir() else names).append(entry.name)
                    if entry.is_symlink():
                        links.add(entry.name)
        except OSError:
            continue
        yield here, folders, names
        waiting += [os.path.join(here, name) for name in reversed(folders) if name not in links]  # noqa: PTH118
