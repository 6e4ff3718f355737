"""What a build is to do, before it begins: the project, its settings, where the site goes, what the cache knows of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from perfdsl.pipeline import open_workspace
from perfdsl.publishing.lock import NAME as LOCK
from perfdsl.publishing.profile import for_publication
from perfdsl.publishing.redirects import Redirects, open_redirects
from perfdsl.site.building.worker import Settings
from perfdsl.site.errors import BadConfigError
from perfdsl.site.expected import Expected, expected_units
from perfdsl.site.info import SiteInfo, site_info
from perfdsl.workspace.cache import cache_folder, program
from perfdsl.workspace.config import NAME as CONFIG
from perfdsl.workspace.discovery import FRAMEWORK_FOLDERS, Workspace
from perfdsl.workspace.stamps import Stamp, digest, digest_of, stamp, stamps_below

_FOLDERS = (*FRAMEWORK_FOLDERS, "templates", "static")


class Options(NamedTuple):
    """How to build. ``only_html`` leaves out all downloads and what the reader's scripts load."""

    draft: bool = False
    publish: bool = False
    only_html: bool = False

    @property
    def profile(self) -> str:
        """As the manifest says it."""
        return "draft" if self.draft else "publish" if self.publish else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """``inputs`` are the files beside the tables, ``context`` names all that every page depends on."""

    workspace: Workspace
    options: Options
    site: SiteInfo
    redirects: Redirects
    expected: tuple[Expected, ...]
    inputs: Mapping[str, Stamp]
    context: str

    def settings(self, folder: Path) -> Settings:
        """For the workers, which write into ``folder``."""
        own = self.workspace.root / "templates"
        return Settings(
            root=self.workspace.root,
            levels=tuple(self.workspace.config.levels.items()),
            frameworks=self.workspace.framework_folders,
            templates=(own,) if own.is_dir() else (),
            site=self.site,
            folder=folder,
            **self.options._asdict(),
        )


def open_plan(root: Path, options: Options) -> Plan:
    """The plan for the project around ``root``. Raises BuildError, PublishError."""
    workspace = open_workspace(root)
    if options.publish:
        workspace = for_publication(workspace)
    for finding in workspace.findings:
        if finding.severity == "error":
            raise BadConfigError(finding.message, finding.hint)
    publish = workspace.config.table("publish")
    redirects = open_redirects(workspace.root, publish)
    inputs = other_inputs(workspace.root)
    return Plan(
        workspace=workspace,
        options=options,
        site=replace(site_info(workspace.config.table("site")), moved=redirects.moved_rows()),
        redirects=redirects,
        expected=expected_units(publish),
        inputs=inputs,
        context=_context(workspace.root, options, inputs, with_lock=any(redirects[:3])),
    )


def other_inputs(root: Path) -> dict[str, Stamp]:
    """The files of a project beside its tables that its site is made of, by their path."""
    found = {name: known for name in (CONFIG, LOCK) if (known := stamp(root / name))}
    for folder in _FOLDERS:
        found |= {f"{folder}/{name}": known for name, known in stamps_below(root / folder)}
    return found


def state_file(root: Path, out: Path, options: Options) -> Path | None:
    """Where the cache keeps what it knows of the site in ``out``; None where there can be no cache."""
    folder = cache_folder(root)
    if folder is None:
        return None
    place = os.path.relpath(out.resolve(), root.resolve())
    return folder / f"site-{digest_of((place, *options))[:12]}.sqlite"


def _context(root: Path, options: Options, inputs: Mapping[str, Stamp], *, with_lock: bool) -> str:
    """The lock is part of it where redirects tell of what was published."""
    names = sorted(name for name in inputs if name != LOCK or with_lock)
    contents = [(name, digest((root / name).read_bytes())) for name in names]
    return digest_of((program(), options, contents))
