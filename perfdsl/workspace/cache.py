"""``.perfdsl/``: what perfdsl remembers between two runs. Safe to delete, ignored by git, of use to this machine only.

Nothing here is needed: where the folder cannot be made or a file of it cannot be read, work is done anew.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from perfdsl.resources import PACKAGE, data
from perfdsl.workspace import disk
from perfdsl.workspace.stamps import digest_of, stamps_below
from perfdsl.workspace.trees import is_folder
from perfdsl.workspace.writing import write_atomically

FOLDER = ".perfdsl"
_FILES = {
    ".gitignore": "# 由 perfdsl 生成：缓存，随时可以删除\n*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# perfdsl 的缓存，备份时可以跳过\n",
}
# Libraries whose version shows in what is made.
_LIBRARIES = ("jinja2", "markdown_it", "lark", "xlsxwriter", "typst")


def cache_folder(root: Path) -> Path | None:
    """The project's cache folder, made where it is missing; None where that cannot be, and where it is a link: nothing
    is written where somebody else's link leads.
    """
    folder = root / FOLDER
    try:
        if not is_folder(folder):
            disk.make_folder(folder)
        for name, text in _FILES.items():
            if not os.path.lexists(folder / name):
                write_atomically(folder / name, text.encode())
    except OSError:
        return None
    return folder


@cache
def program() -> str:
    """Which perfdsl this is: the files of the program and its data, Python, and the libraries that it draws with.

    By size and time of the files, so that an edited checkout is another program too.
    """
    homes = (PACKAGE, data("grammar"), data("site_templates"))
    own = [sorted(stamps_below(home)) for home in homes]
    return digest_of((sys.version, own, [_library(name) for name in _LIBRARIES]))


def _library(name: str) -> object:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    return name, sorted((entry.name, entry.stat().st_mtime_ns) for entry in folder.glob("*.py"))
