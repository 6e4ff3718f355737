"""How a site is to be built. Nothing heavy is imported: a build that has nothing to do does without."""

from __future__ import annotations

from typing import NamedTuple


class Options(NamedTuple):
    """How to build. ``only_html`` leaves out all downloads and what the reader's scripts load, ``no_theme`` the project's
    own templates and static files; ``safe``: a stranger sent the project, so its theme is left out too.
    """

    draft: bool = False
    publish: bool = False
    only_html: bool = False
    no_theme: bool = False
    safe: bool = False

    @property
    def has_theme(self) -> bool:
        """Whether the project's own look is used."""
        return not (self.no_theme or self.safe)

    @property
    def profile(self) -> str:
        """As the manifest says it."""
        return "draft" if self.draft else "publish" if self.publish else ""
