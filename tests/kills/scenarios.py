"""What is interrupted: builds, publications, ``fmt`` and ``check --fix`` of a small project."""

from __future__ import annotations

import os
import shutil
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from perfdsl.publishing.permalinks import NAME as PERMALINKS
from perfdsl.workspace.cache import FOLDER
from tests.publishing.sites import make_site
from tests.site.samples import TABLE

Tree = dict[str, bytes | None]
CORRECTION = "> 更正: 2024-05-06 由“≥4期”改为“≥5期”，录入错误"


def tree(folder: Path) -> Tree | None:
    """All files with their content, all folders and links; None where nothing is there."""
    if not folder.is_dir():
        return None
    found: Tree = {}
    for here, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(here) / name
            found[path.relative_to(folder).as_posix()] = path.read_bytes() if path.is_file() else None
    return found


class Scenario(ABC):
    """A command that leads from one state of a site to another, again and again."""

    name: ClassVar[str]
    without: ClassVar[frozenset[str]] = frozenset()  # what this system does not have

    def __init__(self, home: Path) -> None:
        """``home`` is an empty folder for everything."""
        self.home = home
        self.root, self.place = home / "项目", home / "项目" / "_site"

    def go_back(self) -> list[list[str]]:
        """Where a state cannot be reached from the one after it: write the files of the old one; commands to get there."""
        return []

    @abstractmethod
    def prepare(self) -> tuple[list[str], list[str]]:
        """Edit the project, if need be; the command to interrupt, and the one that comes next."""

    def look(self) -> object:
        """What a reader sees."""
        return tree(self.place)

    def may_be_seen(self, seen: object, old: object, new: object) -> bool:
        """Whether a reader may see that after a kill."""
        return seen in (old, new) or ("exchange" in self.without and seen is None)

    def write(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


class _Build(Scenario):
    options: ClassVar[tuple[str, ...]] = ()

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.write("2024/a.perf", TABLE)
        self.turn = 0

    def build(self) -> list[str]:
        return ["build", str(self.root), "--only", "html", "-q", *self.options]

    def prepare(self) -> tuple[list[str], list[str]]:
        self.edit()
        return self.build(), self.build()

    def edit(self) -> None:
        """The project as the new site shall show it."""


class FirstBuild(_Build):
    name = "first build"

    def go_back(self) -> list[list[str]]:
        for folder in (self.place, self.root / "._site.perfdsl", self.root / FOLDER):
            shutil.rmtree(folder, ignore_errors=True)
        return []


class Update(_Build):
    name = "update of one file"

    def edit(self) -> None:
        self.turn += 1
        self.write("2024/a.perf", TABLE.replace(">= 4期", f">= {4 + self.turn % 2}期"))


class DurableUpdate(Update):
    name = "durable update"
    options = ("--durable",)


class UpdateWithoutExchange(Update):
    name = "update where nothing can be exchanged"
    without = frozenset({"exchange"})


class UpdateWithoutLinks(Update):
    name = "update on a disk without links and exchange"
    without = frozenset({"exchange", "link"})


class Deletion(_Build):
    name = "deletion of a table, and its return"

    def edit(self) -> None:
        self.turn += 1
        self.write("2024/b.perf", TABLE.replace("示例", "另一"))
        if self.turn % 2:
            (self.root / "2024/b.perf").unlink()


class NoCache(_Build):
    """The cache is gone: the new site is made as a whole."""

    name = "whole site over an older one"

    def edit(self) -> None:
        self.turn += 1
        shutil.rmtree(self.root / FOLDER, ignore_errors=True)
        self.write("2024/a.perf", TABLE.replace(">= 4期", f">= {4 + self.turn % 2}期"))


class Correction(_Build):
    name = "corrected table, published"
    options = ("--profile", "publish")

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.published: bytes | None = None

    def published_table(self) -> str:
        return TABLE.replace("年度: 2024\n", "年度: 2024\n公开日期: 2024-02-01\n")

    def go_back(self) -> list[list[str]]:
        self.write("2024/a.perf", self.published_table())
        (self.root / PERMALINKS).unlink(missing_ok=True)
        return [self.build()]

    def edit(self) -> None:
        text = self.published_table()
        self.write("2024/a.perf", text.replace("培训班次 >= 4期\n", f"培训班次 >= 5期\n{CORRECTION}\n"))

    def look(self) -> object:
        lock = self.root / PERMALINKS
        return tree(self.place), lock.read_bytes() if lock.exists() else None

    def may_be_seen(self, seen: object, old: object, new: object) -> bool:
        """The site changes before what is remembered of it."""
        assert isinstance(seen, tuple)
        assert isinstance(old, tuple)
        assert isinstance(new, tuple)
        return seen in (old, new, (new[0], old[1]))


class _Publish(Scenario):
    options: ClassVar[tuple[str, ...]] = ()

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.sites = [make_site(home / f"site{number}", f"{number}") for number in range(2)]
        self.place = home / "www"
        self.turn = 0

    def publish(self, number: int) -> list[str]:
        site = str(self.sites[number])
        return ["publish", str(self.place), "--site", site, "--keep", "1", "-q", *self.options]

    def prepare(self) -> tuple[list[str], list[str]]:
        self.turn += 1
        return self.publish(self.turn % 2), self.publish(self.turn % 2)


class PublishLink(_Publish):
    name = "publication by a link"


class PublishFolder(_Publish):
    name = "publication into a folder"
    options = ("--no-link",)


class PublishWithoutExchange(PublishFolder):
    name = "publication where nothing can be exchanged"
    without = frozenset({"exchange"})


class RollbackLink(_Publish):
    name = "rollback of a link"

    def go_back(self) -> list[list[str]]:
        return [self.publish(1), self.publish(0)]

    def prepare(self) -> tuple[list[str], list[str]]:
        return ["publish", str(self.place), "--rollback", "-q"], self.publish(1)


class RollbackFolder(RollbackLink):
    name = "rollback of a folder"
    options = ("--no-link",)


class RollbackWithoutExchange(RollbackFolder):
    name = "rollback where nothing can be exchanged"
    without = frozenset({"exchange"})


class _OneFile(Scenario):
    before: ClassVar[str]
    command: ClassVar[tuple[str, ...]]

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.place = self.root / "2024"

    def go_back(self) -> list[list[str]]:
        self.write("2024/a.perf", self.before)
        return []

    def look(self) -> object:
        return (self.place / "a.perf").read_bytes()

    def prepare(self) -> tuple[list[str], list[str]]:
        command = [*self.command, str(self.root / "2024/a.perf"), "-q"]
        return command, command


class Format(_OneFile):
    name = "fmt"
    before = TABLE.replace("基本支出 = 40", "基本支出   =  40")
    command = ("fmt",)


class Fix(_OneFile):
    name = "check --fix"
    before = TABLE.replace("培训班次 >= 4期", "培训班次 => 4期")
    command = ("check", "--fix")


SCENARIOS: tuple[type[Scenario], ...] = (
    FirstBuild, Update, DurableUpdate, UpdateWithoutExchange, UpdateWithoutLinks, Deletion, NoCache, Correction,
    PublishLink, PublishFolder, PublishWithoutExchange, RollbackLink, RollbackFolder, RollbackWithoutExchange,
    Format, Fix,
)  # fmt: skip
