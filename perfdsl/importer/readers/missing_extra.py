"""A library that is not installed is said with the words of the command that installs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from perfdsl.importer.office import UnreadableError

IMPORT = "import"


@contextmanager
def needing(library: str, extra: str = IMPORT) -> Iterator[None]:
    """Import ``library`` within.

    Raises:
        UnreadableError: it is not there; the hint names the extra that brings it.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        message = f"读这种文件要用 {library}，还没有安装"
        raise UnreadableError(message, f'请运行 pip install "perfdsl[{extra}]"，再导入一次') from error
