"""What a build is to do, before it begins: the project, its settings, where the site goes, what the cache knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfdsl.pipeline import open_workspace
from perfdsl.publishing.permalinks import NAME as PERMALINKS
from perfdsl.publishing.profile import for_publication
from perfdsl.publishing.redirects import Redirects, open_redirects
from perfdsl.site.building.target import THEME_FOLDERS, Options, other_inputs
from perfdsl.site.building.worker import Settings
from perfdsl.site.errors import BadConfigError, LinkOutsideError
from perfdsl.site.expected import Expected, expected_units
from perfdsl.site.info import SiteInfo, site_info
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.cache import program
from perfdsl.workspace.discovery import FRAMEWORK_FOLDERS, Workspace
from perfdsl.workspace.stamps import digest, digest_of


@dataclass(frozen=True, slots=True)
class Plan:
    """``context`` names all that every page depends on, but its table."""

    workspace: Workspace
    options: Options
    site: SiteInfo
    redirects: Redirects
    expected: tuple[Expected, ...]
    context: str

    def settings(self, folder: Path) -> Settings:
        """For the workers, which write into ``folder``."""
        return Settings(
            root=self.workspace.root,
            levels=tuple(self.workspace.config.levels.items()),
            follow_links=self.workspace.config.follow_links,
            safe=self.options.safe,
            theme=self.theme,
            site=self.site,
            folder=folder,
            context=self.context,
            draft=self.options.draft,
            publish=self.options.publish,
            only_html=self.options.only_html,
        )

    @property
    def theme(self) -> Bounds | None:
        """The project whose own look is used."""
        return self.workspace.bounds if self.options.has_theme else None


def open_plan(root: Path, options: Options) -> Plan:
    """The plan for the project around ``root``. Raises BuildError, PublishError."""
    workspace = open_workspace(root, safe=options.safe)
    if options.publish:
        workspace = for_publication(workspace)
    for finding in workspace.findings:
        if finding.severity == "error":
            raise BadConfigError(finding.message, finding.hint)
    refuse_links(workspace.bounds, with_theme=options.has_theme)
    publish = workspace.config.table("publish")
    redirects = open_redirects(workspace.root, publish)
    return Plan(
        workspace=workspace,
        options=options,
        site=site_info(workspace.config.table("site"))._replace(moved=redirects.moved_rows()),
        redirects=redirects,
        expected=expected_units(publish),
        context=_context(workspace.root, options, with_lock=any(redirects[:3])),
    )


def refuse_links(bounds: Bounds, *, with_theme: bool) -> None:
    """Raise LinkOutsideError for the first file beside the tables that may not be read, or written."""
    if reason := bounds.refusal(bounds.root / PERMALINKS):
        raise LinkOutsideError(PERMALINKS, reason)
    for folder in (*FRAMEWORK_FOLDERS, *(THEME_FOLDERS if with_theme else ())):
        for file in bounds.files(folder):
            if file.refusal:
                raise LinkOutsideError(file.name, file.refusal)


def _context(root: Path, options: Options, *, with_lock: bool) -> str:
    """The lock is part of it where redirects tell of what was published; static files stand for themselves."""
    inputs = other_inputs(root)
    names = sorted(
        name for name in inputs if (name != PERMALINKS or with_lock) and not name.startswith("static/")
    )
    contents = [(name, digest((root / name).read_bytes())) for name in names]
    return digest_of((program(), options, contents))
