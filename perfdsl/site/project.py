"""An opened project: everything that its site is made of but the tables, read once and never changed.

A build stops at the first setting that cannot be read. A preview goes on with what it knew before, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.model.library import Library
from perfdsl.pipeline import check_settings, library_of
from perfdsl.publishing.errors import PublishError
from perfdsl.publishing.permalinks import NAME as PERMALINKS
from perfdsl.publishing.profile import for_publication
from perfdsl.publishing.redirects import Redirects, open_redirects
from perfdsl.site.errors import BadConfigError, BuildError, LinkOutsideError
from perfdsl.site.expected import Expected, expected_units
from perfdsl.site.info import SiteInfo, site_info
from perfdsl.site.inputs import STATIC, THEME_FOLDERS, other_inputs
from perfdsl.site.options import Options
from perfdsl.site.render.renderer import Renderer, renderer_for
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.cache import program
from perfdsl.workspace.config import Config, read_config
from perfdsl.workspace.discovery import FRAMEWORK_FOLDERS, Workspace, open_workspace
from perfdsl.workspace.stamps import digest, digest_of

T = TypeVar("T")

_NO_REDIRECTS = Redirects({}, {}, {})


@dataclass(frozen=True)
class SiteProject:
    """``fingerprint`` names all that every page depends on, but its table.

    ``findings`` are what is wrong with the settings of a project that was opened leniently; the files of its
    ``workspace`` are not listed.
    """

    workspace: Workspace
    options: Options
    site: SiteInfo
    redirects: Redirects
    expected: tuple[Expected, ...]
    fingerprint: str
    findings: tuple[Diagnostic, ...] = ()

    @property
    def root(self) -> Path:
        return self.workspace.root

    @property
    def theme(self) -> Bounds | None:
        """The project whose own look is used."""
        return self.workspace.bounds if self.options.has_theme else None

    @cached_property
    def library(self) -> Library:
        """The frameworks: perfdsl's and the project's own."""
        return library_of(self.workspace)

    @property
    def renderer(self) -> Renderer:
        """The templates; one for all pages that this process draws."""
        return renderer_for(self.theme, self.fingerprint)


def open_project(root: Path, options: Options) -> SiteProject:
    """The project around ``root``, with its files. Raises BuildError, PublishError."""
    while True:
        project = _open_strictly(root, options)
        if _are_still(project.workspace.config, project.root):
            return project


def _open_strictly(root: Path, options: Options) -> SiteProject:
    workspace = open_workspace(root, safe=options.safe)
    if options.publish:
        workspace = for_publication(workspace)
    for finding in workspace.findings:
        if finding.severity == "error":
            raise BadConfigError(finding.message, finding.hint)
    return _opened(workspace, options, _Reading())


def open_leniently(root: Path, options: Options, before: SiteProject | None = None) -> SiteProject:
    """The project in ``root``. What cannot be read is as it was ``before``; where nothing changed, it is that one."""
    if before and before.fingerprint == _fingerprint(
        _contents(before.workspace.bounds), options, with_lock=True
    ):
        return before
    while True:
        config, found = read_config(root)
        project = _open_with(config, found, root, options, before)
        if _are_still(config, root):
            return project


def _are_still(config: Config, root: Path) -> bool:
    """Whether the settings are as they were read, now that the fingerprint names what the file says."""
    return str(read_config(root)[0].data) == str(config.data)


def _open_with(
    config: Config, found: tuple[Diagnostic, ...], root: Path, options: Options, before: SiteProject | None
) -> SiteProject:
    """The project with these settings, in which ``found`` is wrong."""
    if options.safe:
        config = config.for_untrusted()
    workspace = Workspace(root, config, (), found)
    reading = _Reading(list(check_settings(workspace)))
    if before and any(one.severity == "error" for one in found):
        workspace = workspace._replace(config=before.workspace.config)
    return _opened(workspace, options, reading, before)


@dataclass(slots=True)
class _Reading:
    """Of one setting after the other. What is wrong is noted among ``findings``; None: it is raised."""

    findings: list[Diagnostic] | None = None

    def of(self, read: Callable[[], T], instead: T) -> T:
        """What can be read, else what to take ``instead``."""
        try:
            return read()
        except (BuildError, PublishError) as error:
            if self.findings is None:
                raise
            self.findings.append(Diagnostic("F206", "error", str(error), Span(1, 0, 0)))
            return instead


def _opened(
    workspace: Workspace, options: Options, reading: _Reading, before: SiteProject | None = None
) -> SiteProject:
    bounds, is_lenient = workspace.bounds, reading.findings is not None
    publish, site = workspace.config.table("publish"), workspace.config.table("site")
    contents = _contents(bounds)  # before they are read: what is saved from now on makes another fingerprint
    reading.of(lambda: _refuse_links(bounds, with_theme=options.has_theme), None)
    redirects = reading.of(
        lambda: open_redirects(workspace.root, publish), before.redirects if before else _NO_REDIRECTS
    )
    info = reading.of(lambda: site_info(site), before.site if before else SiteInfo())
    return SiteProject(
        workspace=workspace,
        options=options,
        site=info._replace(moved=redirects.moved_rows()),
        redirects=redirects,
        expected=reading.of(lambda: expected_units(publish), before.expected if before else ()),
        fingerprint=_fingerprint(contents, options, with_lock=is_lenient or any(redirects[:3])),
        findings=tuple(reading.findings or ()),
    )


def _refuse_links(bounds: Bounds, *, with_theme: bool) -> None:
    """Raise LinkOutsideError for the first file beside the tables that may not be read, or written."""
    if reason := bounds.refusal(bounds.root / PERMALINKS):
        raise LinkOutsideError(PERMALINKS, reason)
    for folder in (*FRAMEWORK_FOLDERS, *(THEME_FOLDERS if with_theme else ())):
        for file in bounds.files(folder):
            if file.refusal:
                raise LinkOutsideError(file.name, file.refusal)


def _fingerprint(contents: dict[str, str], options: Options, *, with_lock: bool) -> str:
    """The lock is part of it where redirects tell of what was published."""
    counted = [(name, said) for name, said in contents.items() if name != PERMALINKS or with_lock]
    return digest_of((program(), options, counted))


def _contents(bounds: Bounds) -> dict[str, str]:
    """What the files beside the tables say, each by its name; static files stand for themselves."""
    names = (name for name in sorted(other_inputs(bounds.root)) if not name.startswith(f"{STATIC}/"))
    return {name: _content(bounds, bounds.root / name) for name in names}


def _content(bounds: Bounds, file: Path) -> str:
    """The name of what a file says; of one that is not read, or cannot be, why."""
    try:
        return bounds.refusal(file) or digest(file.read_bytes())
    except OSError as error:
        return type(error).__name__
