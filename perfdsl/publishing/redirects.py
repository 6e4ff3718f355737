"""Where published addresses moved to: ``[publish.redirects]`` of ``perfdsl.toml``.

The old address is a page, a folder (it ends in ``/``) or a row (``…#i-…``); only the shape that addresses of a site
have is taken, so that nothing is ever written elsewhere. The new one is an address of the site or of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from perfdsl.publishing.addresses import LONGEST, MOVABLE, TARGET
from perfdsl.publishing.errors import BadRedirectError, shown
from perfdsl.publishing.permalinks import read_permalinks
from perfdsl.text.addresses import is_address, is_of_the_web


class MovedRow(NamedTuple):
    """A published row that left its page. ``name`` is what it was called, ``label`` what it is now; the address where
    nobody knows.
    """

    page: str
    anchor: str
    name: str
    target: str
    label: str


class Redirects(NamedTuple):
    """Old address to new one, for pages, folders and rows. ``published`` are all published addresses, those of rows
    with their names.
    """

    pages: dict[str, str]
    folders: dict[str, str]
    rows: dict[str, str]
    published: Mapping[str, str] = MappingProxyType({})

    def target(self, page: str, pages: Iterable[str] = ()) -> str:
        """Where a page moved to, ``""`` where nothing says so. In a folder that moved, the page of the same name
        (one of ``pages``), else the folder's first page; the innermost folder decides.
        """
        if page in self.pages:
            return self.pages[page]
        for old in sorted(self.folders, key=len, reverse=True):
            if page.startswith(old):
                return _within(self.folders[old], page.removeprefix(old), pages)
        return ""

    def moved(self, pages: Iterable[str]) -> dict[str, str]:
        """Every redirect page to write (old address to new): those named, and those published in a folder that moved.

        ``pages`` are those that the site has. Raises BadRedirectError.
        """
        known = frozenset(pages)
        gone = {page for page in self.published if "#" not in page and page not in known}
        targets = {page: self.target(page, known) for page in sorted({*self.pages, *gone})}
        for page, target in targets.items():
            _refuse_dead_end(page, target, known)
        return {page: target for page, target in targets.items() if target}

    def moved_rows(self) -> tuple[MovedRow, ...]:
        """The rows that left their page, in the order of the setting."""
        return tuple(self._moved_row(old, new) for old, new in self.rows.items())

    def _moved_row(self, old: str, new: str) -> MovedRow:
        page, _, anchor = old.partition("#")
        return MovedRow(
            page, anchor, self.published.get(old) or f"#{anchor}", new, self.published.get(new) or new
        )

    def refuse_present(self, read: Callable[[str], str | None]) -> None:
        """Raise BadRedirectError where a row is still on its page; ``read`` gives the page's text or None."""
        for row in self.moved_rows():
            if (read(row.page) or "").count(f' id="{row.anchor}"') > 1:
                raise BadRedirectError(f"{row.page}#{row.anchor}", "这一行还在网页上，不用写新网址")


def open_redirects(root: Path, settings: Mapping[str, Any]) -> Redirects:
    """The redirects of a project, with what was published. Raises BadRedirectError, BadPermalinksError."""
    found = read_redirects(settings)
    if not any(found):
        return found
    return found._replace(published={address: entry.name for address, entry in read_permalinks(root).items()})


def read_redirects(settings: Mapping[str, Any]) -> Redirects:
    """Read ``redirects`` of the ``[publish]`` table. Raises BadRedirectError."""
    written = settings.get("redirects", {})
    if not isinstance(written, dict):
        raise BadRedirectError("redirects", '应当写成 [publish.redirects] 下面的 "旧网址" = "新网址"')
    found = Redirects({}, {}, {})
    for old, new in written.items():
        _refuse(old, new)
        kind = found.rows if "#" in old else found.folders if old.endswith("/") else found.pages
        kind[old] = new
    return found


def _refuse(old: str, new: object) -> None:
    if len(old) > LONGEST or not MOVABLE.fullmatch(old):
        raise BadRedirectError(
            old, "不是本站的旧网址，应当像 2022/320200/index.html、2022/320200/ 或 …#i-1a2b3c4d"
        )
    if not isinstance(new, str) or len(new) > LONGEST or not (TARGET.fullmatch(new) and is_address(new)):
        raise BadRedirectError(
            old, "的新网址写得不对，应当是站内的网页（如 2022/320201/index.html）或 https:// 开头的网址"
        )
    if old.endswith("/") != new.endswith("/") and not is_of_the_web(new):
        raise BadRedirectError(old, "和新网址要么都是文件夹（以 / 结尾），要么都是网页")


def _refuse_dead_end(old: str, new: str, pages: frozenset[str]) -> None:
    if old in pages:
        raise BadRedirectError(old, "这个网页还在，不用写新网址")
    if new and not is_of_the_web(new) and new.partition("#")[0] not in pages:
        raise BadRedirectError(old, f"的新网址“{shown(new)}”不是本站现有的网页")


def _within(folder: str, name: str, pages: Iterable[str]) -> str:
    if not folder.endswith("/"):
        return folder
    same = f"{folder}{name}"
    return same if is_of_the_web(folder) or same in pages else f"{folder}index.html"
