"""The generators that are compared: how each gets its content, is started, and what it leaves behind.

One file a unit for all of them, and one folder of templates (``benchmarks/sites``) for each of the others.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import sources, tools
from benchmarks.content import Content

SITES = Path(__file__).resolve().parent / "sites"


@dataclass(frozen=True)
class Generator:
    """One way to make the site.

    ``again`` is the command for a site that was built before; ``made`` what must go for a cold build, the output
    first; ``file`` and ``page`` have a place for a unit's name; ``source`` is the text of its file;
    ``serve``, where there is one, is the command of its preview. ``templates`` are folders laid one over the other.
    """

    name: str
    version: str
    command: tuple[str, ...]
    again: tuple[str, ...]
    made: tuple[str, ...]
    file: str
    page: str
    source: Callable[[Content], str]
    serve: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()

    def lay_out(self, site: Path, units: Iterable[Content]) -> None:
        """Everything that the generator reads."""
        for folder in self.templates:
            shutil.copytree(SITES / folder, site, dirs_exist_ok=True)
        names = [self.write(site, content) for content in units]
        if "mkdocs" in self.templates:
            (site / "docs" / "index.md").write_text("\n".join(names), encoding="utf-8")

    def write(self, site: Path, content: Content) -> str:
        """One unit; what a list in Markdown says of it."""
        file = site / self.file.format(content["id"])
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self.source(content), encoding="utf-8")
        return f"- [{content['name']}]({content['id']}.md)"

    def clean(self, site: Path) -> None:
        for name in self.made:
            shutil.rmtree(site / name, ignore_errors=True)

    def built(self, site: Path, identifier: str) -> str:
        """The page of a unit."""
        return (site / self.made[0] / self.page.format(identifier)).read_text(encoding="utf-8")

    def pages(self, site: Path) -> int:
        return sum(1 for _ in (site / self.made[0]).rglob("*.html"))


def generators(source: Path = tools.ROOT) -> list[Generator]:
    """All that can run here; Hugo, which the others are compared with, first. ``source`` is perfdsl's."""
    return [*_hugo(), *_perfdsl(source), *_eleventy(), *_mkdocs()]


def _hugo() -> list[Generator]:
    program = str(tools.hugo())
    build = (program, "--quiet")
    sites = {"hugo": ("hugo",), "hugo, pages as perfdsl": ("hugo", "hugo-pages")}
    return [
        Generator(
            name,
            tools.version(program, "version").split("-")[0],
            build,
            build,
            ("public", "resources"),
            "data/units/{}.json",
            "{}/index.html",
            sources.json_data,
            (program, "server", "--bind", "127.0.0.1", "--port", "{port}"),
            templates,
        )
        for name, templates in sites.items()
    ]


def _perfdsl(source: Path) -> list[Generator]:
    program = str(tools.perfdsl(source))
    commands: dict[str, tuple[str, ...]] = {"perfdsl, everything": (program, "build", "--quiet")}
    if "--only" in _help(program, "build"):
        commands = {"perfdsl, HTML only": (program, "build", "--quiet", "--only", "html"), **commands}
    port = ("--port", "{port}") if "--port" in _help(program, "serve") else ()
    serve = (program, "serve", *port) if _help(program, "serve") else ()
    return [
        Generator(
            name,
            tools.version(program, "--version"),
            command,
            command,
            ("_site", "._site.perfdsl", ".perfdsl"),
            "{}.perf",
            "2022/{}/index.html",
            sources.perf,
            serve,
        )
        for name, command in commands.items()
    ]


def _eleventy() -> list[Generator]:
    found = tools.eleventy()
    if found is None:
        return []
    build = (*found, "--quiet")
    serve = (*found, "--serve", "--incremental", "--port", "{port}")
    made, page = ("_site",), "{}/index.html"
    edition = tools.version(*found, "--version")
    return [
        Generator(
            "eleventy", edition, build, build, made, "{}.md", page, sources.eleventy, serve, ("eleventy",)
        )
    ]


def _mkdocs() -> list[Generator]:
    program = str(tools.mkdocs())
    build = (program, "build", "--quiet")
    again, page = (*build, "--dirty"), "{}/index.html"
    edition = tools.version(program, "--version").split(" from")[0]
    return [
        Generator(
            "mkdocs", edition, build, again, ("site",), "docs/{}.md", page, sources.mkdocs, (), ("mkdocs",)
        )
    ]


def _help(program: str, command: str) -> str:
    """What a command says of itself; nothing where there is no such command."""
    told = subprocess.run([program, command, "--help"], check=False, capture_output=True, text=True)
    return told.stdout if told.returncode == 0 else ""
