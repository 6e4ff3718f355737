"""Which files belong to a project."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.config import NAME, Config, find_root, read_config
from perfdsl.workspace.walking import top_down

SUFFIX = ".perf"
FRAMEWORK_FOLDERS = ("体系", "frameworks")
# Of what a stranger sent.
MOST_FILES = 20_000
MOST_BYTES = 1_000_000
_SKIPPED = ("_site", "_demo", "node_modules", "templates", "static")


class Workspace(NamedTuple):
    """A project folder. ``files`` are its tables, sorted, as paths below ``root``."""

    root: Path
    config: Config
    files: tuple[Path, ...]
    findings: tuple[Diagnostic, ...] = ()

    @property
    def bounds(self) -> Bounds:
        """What of the folder may be read."""
        return bounds_of(self.root, self.config)

    @property
    def framework_folders(self) -> tuple[Path, ...]:
        """Where the project keeps frameworks of its own."""
        return tuple(self.root / name for name in FRAMEWORK_FOLDERS if (self.root / name).is_dir())

    def name_of(self, file: Path) -> str:
        """The path of a file as the project says it: POSIX, below the root where it can be."""
        return _name(file, self.root)


class TooManyFilesError(Exception):
    """A stranger's project that would keep us busy for long; the message is for the person who was sent it."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"“{root}”里有超过 {MOST_FILES:,} 个 .perf 文件，没有读取。信得过来源的，不加 --safe。"
        )


def open_workspace(path: Path, *, safe: bool = False) -> Workspace:
    """The project around ``path`` (a folder, or a file in one); ``safe``: as one that came from a stranger.

    Raises TooManyFilesError where it is.
    """
    root = find_root(path)
    config, findings = read_config(root)
    if safe:
        config = config.for_untrusted()
    files = tuple(documents(path if path.is_dir() else root, config, root))
    if safe and len(files) > MOST_FILES:
        raise TooManyFilesError(root)
    return Workspace(root, config, files, findings)


def bounds_of(root: Path, config: Config) -> Bounds:
    """What of the project in ``root`` may be read."""
    return Bounds(root, config.follow_links, MOST_BYTES if config.safe else 0, config.largest)


def file_names(workspace: Workspace) -> list[str]:
    """The files of a project as it says them. Most need no question to the file system, which takes longer."""
    start = "" if workspace.root == Path() else f"{workspace.root.as_posix()}/"
    texts = ((file, file.as_posix()) for file in workspace.files)
    return [
        text.removeprefix(start) if text.startswith(start) else workspace.name_of(file)
        for file, text in texts
    ]


def documents(folder: Path, config: Config, root: Path) -> Iterator[Path]:
    """Every table below ``folder``, sorted; frameworks, hidden and excluded folders and other projects left out."""
    for here, folders, names in _walk(folder, root):
        for name in sorted(names + [name for name in folders if name.endswith(SUFFIX)]):
            file = here / name
            if name.endswith(SUFFIX) and not name.startswith(".") and not _excluded(file, root, config):
                yield file


def framework_files(folder: Path, workspace: Workspace) -> Iterator[Path]:
    """The project's own frameworks below ``folder``, sorted. Where it is one of their folders, they are documents."""
    here = folder.resolve()
    for home in workspace.framework_folders:
        if home.resolve() != here and home.resolve().is_relative_to(here):
            yield from sorted(home.glob(f"*{SUFFIX}"))


def nested_projects(folder: Path, root: Path) -> Iterator[Path]:
    """The folders below ``folder`` that are projects of their own (they hold ``perfdsl.toml``), sorted."""
    for here, folders, _ in top_down(str(folder)):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _SKIPPED)
        if Path(here) != folder and (Path(here) / NAME).is_file() and Path(here).resolve() != root.resolve():
            yield Path(here)


def _walk(folder: Path, root: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    top = str(folder) if folder.resolve() == root.resolve() else ""
    for text, folders, names in top_down(str(folder)):
        here = Path(text)
        skipped = (*_SKIPPED, *FRAMEWORK_FOLDERS) if text == top else _SKIPPED
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in skipped and not (here / name / NAME).is_file()
        )
        yield here, folders, names


def _excluded(file: Path, root: Path, config: Config) -> bool:
    if not config.exclude:
        return False
    name = _name(file, root)
    return any(fnmatch(name, pattern) for pattern in config.exclude)


def _name(file: Path, root: Path) -> str:
    """A file of the project that is a link has the name of the link, wherever it leads."""
    for one, folder in (
        (file.parent.resolve() / file.name, root.resolve()),
        (file.resolve(), root.resolve()),
    ):
        if one.is_relative_to(folder):
            return one.relative_to(folder).as_posix()
    return file.as_posix()
