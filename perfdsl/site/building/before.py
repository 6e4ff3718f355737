"""The last build of a site: what the cache says of it, and how much of that is still true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from perfdsl.publishing.marker import is_ours
from perfdsl.site.building.fragments import digests_in
from perfdsl.site.building.site_file import SiteFile
from perfdsl.site.building.staging import Stage
from perfdsl.site.building.state import About, Placed, State
from perfdsl.site.building.unchanged import Figures, Left, look_at
from perfdsl.site.page_groups import PageGroup
from perfdsl.workspace.stamps import Stamp


@dataclass(frozen=True, slots=True)
class Before:
    """``files`` are those written then, with their owners; ``owned`` those that are still so, by owner, and ``doubtful``
    those of them that were looked at, with their stamps.

    ``damaged`` owners have lost files. ``groups`` are those of the whole site. All but ``files``, ``owned`` and ``doubtful``
    are empty where nothing of the last build can be used; ``about`` is None then.
    """

    about: About | None = None
    files: Mapping[str, Mapping[str, Placed]] = field(default_factory=dict)
    owned: Mapping[str, Mapping[str, SiteFile]] = field(default_factory=dict)
    doubtful: Mapping[str, Stamp] = field(default_factory=dict)
    damaged: frozenset[str] = frozenset()
    has_strays: bool = False
    groups: Mapping[str, PageGroup] = field(default_factory=dict)

    @classmethod
    def read(cls, state: State, stage: Stage, context: str, *, read_all: bool = False) -> Self:
        """Look at the cache and at the site; tell ``stage`` what of it stays true. Not to trust stamps is to ``read_all``.

        Raises CacheError.
        """
        files = state.files()
        if not files or not is_ours(stage.out):
            state.forget()
            return cls()
        flat = {address: one for owned in files.values() for address, one in owned.items()}
        left = look_at(stage.out, flat, read_all=read_all)
        stage.update(left.as_left, left.strays | left.damaged)
        owned = _by_owner(files, left)
        about = state.about()
        if about is None or about.context != context:
            state.forget()
            return cls(owned=owned, doubtful=left.doubtful)
        damaged = frozenset(owner for owner, theirs in files.items() if len(owned[owner]) < len(theirs))
        return cls(about, files, owned, left.doubtful, damaged, bool(left.strays), _page_groups(state))

    @property
    def is_valid(self) -> bool:
        return self.about is not None

    @property
    def is_whole(self) -> bool:
        """Whether the site is as it was left, and was as it should be."""
        return self.is_valid and not (self.damaged or self.has_strays or self.figures.broken)

    @property
    def figures(self) -> Figures:
        return Figures(*self.about.figures) if self.about else Figures(0, 0, 0, 0, 0)

    @property
    def fragments(self) -> dict[str, str]:
        """What documents showed of each other, in short, by folder."""
        return digests_in(self.groups)


def _page_groups(state: State) -> dict[str, PageGroup]:
    return {
        name: PageGroup(name, depends_on, arguments) for name, depends_on, arguments in state.page_groups()
    }


def _by_owner(files: Mapping[str, Mapping[str, Placed]], left: Left) -> dict[str, dict[str, SiteFile]]:
    return {
        owner: {address: one.file for address, one in theirs.items() if address in left.as_left}
        for owner, theirs in files.items()
    }
