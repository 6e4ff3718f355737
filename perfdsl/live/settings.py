"""What a whole project says of its site, as the preview uses it: a setting that cannot be read stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.live.findings import ShownFinding, shown_findings
from perfdsl.model.library import Library
from perfdsl.pipeline import check_settings, library_of
from perfdsl.publishing.errors import PublishError
from perfdsl.publishing.permalinks import NAME as PERMALINKS
from perfdsl.publishing.redirects import Redirects, open_redirects
from perfdsl.site.building.plan import refuse_links
from perfdsl.site.errors import BuildError
from perfdsl.site.expected import Expected, expected_units
from perfdsl.site.info import SiteInfo, site_info
from perfdsl.site.render import Renderer
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.config import NAME, Config, read_config
from perfdsl.workspace.discovery import FRAMEWORK_FOLDERS, SUFFIX, Workspace
from perfdsl.workspace.stamps import digest_of
from perfdsl.workspace.user_folders import user_cache_folder

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """``state`` names what they were read from; ``theme`` is the project whose own look is shown; ``findings`` are those of
    ``perfdsl.toml``.
    """

    state: str
    bounds: Bounds
    theme: Bounds | None
    config: Config
    site: SiteInfo
    redirects: Redirects
    expected: tuple[Expected, ...]
    shelf: Library
    renderer: Renderer
    findings: tuple[ShownFinding, ...] = ()


def read_settings(
    root: Path, before: LiveSettings | None = None, *, no_theme: bool = False, safe: bool = False
) -> LiveSettings:
    """The settings of the project in ``root``; ``before`` are those in use. ``no_theme``: its own look is not shown, nor
    is it where it is to be ``safe``, because a stranger sent it.
    """
    config, found = read_config(root)
    if safe:
        config = config.for_strangers()
    workspace = Workspace(root, config, (), found)
    reading = _Reading(list(check_settings(workspace)))
    if before and any(one.severity == "error" for one in found):
        config = before.config
    workspace = workspace._replace(config=config)
    bounds = workspace.bounds
    theme = None if no_theme or safe else bounds
    reading.of(lambda: refuse_links(bounds, with_theme=theme is not None), None)
    redirects = reading.of(
        lambda: open_redirects(root, config.table("publish")),
        before.redirects if before else Redirects({}, {}, {}),
    )
    site = reading.of(lambda: site_info(config.table("site")), before.site if before else SiteInfo())
    expected = reading.of(lambda: expected_units(config.table("publish")), before.expected if before else ())
    return LiveSettings(
        state=state(root),
        bounds=bounds,
        theme=theme,
        config=config,
        site=site._replace(moved=redirects.moved_rows()),
        redirects=redirects,
        expected=expected,
        shelf=library_of(workspace),
        renderer=new_renderer(theme),
        findings=shown_findings(NAME, reading.found, _lines(root)),
    )


def state(root: Path) -> str:
    """The name of everything that settings are read from."""
    folders = [root / name for name in FRAMEWORK_FOLDERS]
    files = [
        root / NAME,
        root / PERMALINKS,
        *(file for folder in folders for file in sorted(folder.glob(f"*{SUFFIX}"))),
    ]
    return digest_of((file.name, _content(file)) for file in files)


def new_renderer(theme: Bounds | None) -> Renderer:
    """Reads the templates anew."""
    return Renderer(theme, user_cache_folder())


@dataclass(slots=True)
class _Reading:
    """Takes note of what is wrong."""

    found: list[Diagnostic] = field(default_factory=list)

    def of(self, read: Callable[[], T], instead: T) -> T:
        try:
            return read()
        except (BuildError, PublishError) as error:
            self.found.append(Diagnostic("F206", "error", str(error), Span(1, 0, 0)))
            return instead


def _lines(root: Path) -> tuple[str, ...]:
    return tuple(_content(root / NAME).decode("utf-8-sig", "replace").splitlines())


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.is_file() else b""
    except OSError:
        return b""
