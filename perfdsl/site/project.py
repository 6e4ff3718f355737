"""An opened project: everything that its site is made of but the tables, each part read once and never changed.

A build stops at the first setting that cannot be read. A preview goes on with what it knew before, and says so. Whoever
needs a part only, opens a :class:`SiteProject` and asks for that one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

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
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.cache import program
from perfdsl.workspace.config import Config, read_config
from perfdsl.workspace.discovery import FRAMEWORK_FOLDERS, Workspace, open_workspace
from perfdsl.workspace.stamps import digest, digest_of

if TYPE_CHECKING:  # an export draws nothing
    from perfdsl.site.render.renderer import Renderer

T = TypeVar("T")


class _Parts(NamedTuple):
    """What to take for the parts that cannot be read: what they said before."""

    redirects: Redirects = Redirects({}, {}, {})
    info: SiteInfo = SiteInfo()
    expected: tuple[Expected, ...] = ()


@dataclass(slots=True)
class _Reading:
    """Of one setting after the other. What is wrong is noted among ``findings``; None: it is raised."""

    findings: list[Diagnostic] | None = None
    before: _Parts = field(default_factory=_Parts)

    def of(self, read: Callable[[], T], before: T) -> T:
        """What can be read, else what was ``before``."""
        try:
            return read()
        except (BuildError, PublishError) as error:
            if self.findings is None:
                raise
            self.findings.append(Diagnostic("F206", "error", str(error), Span(1, 0, 0)))
            return before


@dataclass(frozen=True)
class SiteProject:
    """A part is read when it is first asked for. One that cannot be read raises BuildError or PublishError, but where the
    project was opened leniently.
    """

    workspace: Workspace
    options: Options
    _reading: _Reading = field(default_factory=_Reading, repr=False, compare=False)

    @property
    def root(self) -> Path:
        return self.workspace.root

    @property
    def theme(self) -> Bounds | None:
        """The project whose own look is used."""
        return self.workspace.bounds if self.options.has_theme else None

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the settings of a project that was opened leniently."""
        return tuple(self._reading.findings or ())

    @cached_property
    def library(self) -> Library:
        """The frameworks: perfdsl's and the project's own."""
        return library_of(self.workspace)

    @cached_property
    def info(self) -> SiteInfo:
        """What ``[site]`` says; ``moved`` is empty."""
        settings = self.workspace.config.table("site")
        return self._reading.of(lambda: site_info(settings), self._reading.before.info)

    @cached_property
    def redirects(self) -> Redirects:
        """From addresses that were published once."""
        publish = self.workspace.config.table("publish")
        return self._reading.of(lambda: open_redirects(self.root, publish), self._reading.before.redirects)

    @cached_property
    def expected(self) -> tuple[Expected, ...]:
        """The units that ought to publish."""
        publish = self.workspace.config.table("publish")
        return self._reading.of(lambda: expected_units(publish), self._reading.before.expected)

    @cached_property
    def site(self) -> SiteInfo:
        """What pages say about the site, with the rows that left their page."""
        return self.info._replace(moved=self.redirects.moved_rows())

    @cached_property
    def fingerprint(self) -> str:
        """The name of all that every page depends on, but its table."""
        is_lenient = self._reading.findings is not None
        return _fingerprint(self._inputs, self.options, with_lock=is_lenient or any(self.redirects[:3]))

    @property
    def renderer(self) -> Renderer:
        """The templates; one for all pages that this process draws."""
        from perfdsl.site.render.renderer import renderer_for

        return renderer_for(self.theme, self.fingerprint)

    @cached_property
    def _inputs(self) -> dict[str, str]:
        return _contents(self.workspace.bounds)

    def read(self) -> Self:
        """Every part that a site is made of, now. Raises BuildError, PublishError."""
        _ = self._inputs  # before they are read: what is saved from now on makes another fingerprint
        bounds, has_theme = self.workspace.bounds, self.options.has_theme
        self._reading.of(lambda: _refuse_links(bounds, with_theme=has_theme), None)
        _ = self.redirects, self.info, self.expected
        return self


def open_project(root: Path, options: Options) -> SiteProject:
    """The project around ``root``, with its files, all of it read. Raises BuildError, PublishError."""
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
    return SiteProject(workspace, options).read()


def open_leniently(root: Path, options: Options, before: SiteProject | None = None) -> SiteProject:
    """The project in ``root``, all of it read; its files are not listed. What cannot be read is as it was ``before``; where
    nothing changed, it is that one.
    """
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
    known = _Parts(before.redirects, before.info, before.expected) if before else _Parts()
    reading = _Reading(list(check_settings(workspace)), known)
    if before and any(one.severity == "error" for one in found):
        workspace = workspace._replace(config=before.workspace.config)
    return SiteProject(workspace, options, reading).read()


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
