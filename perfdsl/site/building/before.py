"""The last build of a site: what the cache says of it, and how much of that is still true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from perfdsl.publishing.marker import is_ours
from perfdsl.site.building.late_parts import folders_of
from perfdsl.site.building.site_file import SiteFile
from perfdsl.site.building.staging import Stage
from perfdsl.site.building.state import State
from perfdsl.site.building.unchanged import Figures, Left, look_at, read_figures
from perfdsl.site.sheets import Sheet
from perfdsl.workspace.pickles import dump, load


@dataclass(frozen=True, slots=True)
class Before:
    """``files`` are those written then, with their owners; ``owned`` those that are still so, by owner.

    ``damaged`` owners have lost files. ``sheets`` are those of the whole site. All but ``owned`` are empty where
    nothing of the last build can be used.
    """

    about: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, SiteFile]] = field(default_factory=dict)
    owned: Mapping[str, Mapping[str, SiteFile]] = field(default_factory=dict)
    damaged: frozenset[str] = frozenset()
    has_strays: bool = False
    sheets: Mapping[str, Sheet] = field(default_factory=dict)

    @classmethod
    def read(cls, state: State, stage: Stage, context: str) -> Self:
        """Look at the cache and at the site; tell ``stage`` what of it stays true."""
        files = state.files()
        if not files or not is_ours(stage.out):
            state.forget()
            return cls()
        left = look_at(stage.out, {address: file for address, (_, file) in files.items()})
        stage.update(left.as_left, left.strays)
        about = state.about()
        if about.get("context") != context:
            state.forget()
            return cls(owned=_by_owner(files, left))
        return cls(
            about, files, _by_owner(files, left), _owners(files, left), bool(left.strays), _sheets(state)
        )

    @property
    def is_valid(self) -> bool:
        return bool(self.about)

    @property
    def is_whole(self) -> bool:
        """Whether the site is as it was left, and was as it should be."""
        return self.is_valid and not (self.damaged or self.has_strays or self.figures.broken)

    @property
    def figures(self) -> Figures:
        return read_figures(self.about["figures"]) if self.about else Figures(0, 0, 0, 0, 0)

    @property
    def late(self) -> dict[str, str]:
        """What documents showed of each other, in short, by folder."""
        return folders_of(self.sheets)


def sheet_row(sheet: Sheet) -> tuple[str, str, bytes]:
    """A sheet as the cache keeps it."""
    return sheet.name, "\n".join(sorted(sheet.made_of)), dump(sheet.recipe)


def _sheets(state: State) -> dict[str, Sheet]:
    return {
        name: Sheet(name, frozenset(made_of.split("\n")) if made_of else frozenset(), load(recipe, ()))
        for name, made_of, recipe in state.sheets()
    }


def _by_owner(files: Mapping[str, tuple[str, SiteFile]], left: Left) -> dict[str, dict[str, SiteFile]]:
    owned: dict[str, dict[str, SiteFile]] = {}
    for address, file in left.as_left.items():
        owned.setdefault(files[address][0], {})[address] = file
    return owned


def _owners(files: Mapping[str, tuple[str, SiteFile]], left: Left) -> frozenset[str]:
    return frozenset(files[address][0] for address in left.damaged)
