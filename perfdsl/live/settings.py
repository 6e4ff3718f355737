"""What a whole project says of its site, as the preview uses it: a setting that cannot be read stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfdsl.live.findings import ShownFinding, shown_findings
from perfdsl.model.library import Library
from perfdsl.publishing.redirects import Redirects
from perfdsl.site.expected import Expected
from perfdsl.site.info import SiteInfo
from perfdsl.site.options import Options
from perfdsl.site.project import SiteProject, open_leniently
from perfdsl.site.render.renderer import Renderer, new_renderer
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.config import NAME, Config


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """Those of a ``project``; ``findings`` are those of ``perfdsl.toml``."""

    project: SiteProject
    renderer: Renderer
    findings: tuple[ShownFinding, ...] = ()

    @property
    def state(self) -> str:
        """Names what they were read from."""
        return self.project.fingerprint

    @property
    def bounds(self) -> Bounds:
        return self.project.workspace.bounds

    @property
    def theme(self) -> Bounds | None:
        return self.project.theme

    @property
    def config(self) -> Config:
        return self.project.workspace.config

    @property
    def site(self) -> SiteInfo:
        return self.project.site

    @property
    def redirects(self) -> Redirects:
        return self.project.redirects

    @property
    def expected(self) -> tuple[Expected, ...]:
        return self.project.expected

    @property
    def shelf(self) -> Library:
        return self.project.library


def read_settings(
    root: Path, before: LiveSettings | None = None, *, no_theme: bool = False, safe: bool = False
) -> LiveSettings:
    """The settings of the project in ``root``; ``before`` are those in use, which are given back where they still hold.
    ``no_theme``: its own look is not shown, nor is it where it is to be ``safe``, because a stranger sent it.
    """
    options = Options(no_theme=no_theme, safe=safe)
    project = open_leniently(root, options, before.project if before else None)
    if before and project is before.project:
        return before
    return LiveSettings(
        project, new_renderer(project.theme), shown_findings(NAME, project.findings, _lines(root))
    )


def _lines(root: Path) -> tuple[str, ...]:
    file = root / NAME
    try:
        content = file.read_bytes() if file.is_file() else b""
    except OSError:
        content = b""
    return tuple(content.decode("utf-8-sig", "replace").splitlines())
