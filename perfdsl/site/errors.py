"""What can stop a build, each as its own exception with a message in Chinese for the writer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from perfdsl.pipeline import Checked, check_all
from perfdsl.workspace.bounds import hint
from perfdsl.workspace.discovery import Workspace


class BuildError(Exception):
    """A build that cannot go on. ``str(error)`` is what the user reads."""

    def __reduce__(self) -> tuple[Any, ...]:
        """From one process to another, whatever it was made of."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[BuildError], args: tuple[Any, ...], attributes: dict[str, Any]) -> BuildError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(attributes)
    return error


class BadConfigError(BuildError):
    """``perfdsl.toml`` cannot be used."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}。{hint}" if hint else message)


class BadSettingError(BuildError):
    """A value of ``perfdsl.toml`` that the site cannot use."""

    def __init__(self, key: str, wanted: str, table: str = "site") -> None:
        super().__init__(f"perfdsl.toml 中 [{table}] 的 {key} 应当是{wanted}。")


class LinkOutsideError(BuildError):
    """A file of the project that is not read: a link that leads out of it, or no file at all."""

    def __init__(self, name: str, refusal: str) -> None:
        super().__init__(f"“{name}”{refusal}。{hint(refusal)}。")


class NothingToPublishError(BuildError):
    """No table in the project."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"“{root}”里没有找到部门或项目的绩效目标表（.perf 文件）。")


class FindingsError(BuildError):
    """Errors in the documents; ``files`` are those that have some, as the project names them."""

    def __init__(self, workspace: Workspace, files: tuple[str, ...], errors: int) -> None:
        super().__init__(f"有 {errors} 处错误，网站没有生成；改正后再试，或用 --draft 先看草稿。")
        self.workspace = workspace
        self.files = files

    def checked(self) -> Iterator[Checked]:
        """These files once more with all their findings, one after the other."""
        return check_all(self.workspace, [self.workspace.root / file for file in self.files])


class AddressTakenError(BuildError):
    """Two documents that would have the same address."""

    def __init__(self, folder: str, first: str, second: str) -> None:
        super().__init__(
            f"“{first}”和“{second}”的网址相同（{folder}）。请在表头用“编码:”给它们写上不同的编码。"
        )


class BrokenLink(NamedTuple):
    """A link of the page at ``page`` that leads nowhere."""

    page: str
    href: str


class BrokenLinksError(BuildError):
    """Links between pages that lead nowhere."""

    def __init__(self, links: tuple[BrokenLink, ...]) -> None:
        first = links[0]
        super().__init__(
            f"有 {len(links)} 个站内链接打不开，例如页面“{first.page}”里的“{first.href}”。网站没有更新。"
        )
        self.links = links


class BadTemplateError(BuildError):
    """A template that cannot be rendered."""

    def __init__(self, template: str, line: int | None, reason: str) -> None:
        place = f"第 {line} 行" if line else ""
        super().__init__(f"模板“{template}”{place}有错误：{reason}")


class OutputNotOursError(BuildError):
    """The output folder holds files that perfdsl did not make."""

    def __init__(self, out: Path, stranger: str) -> None:
        super().__init__(
            f"输出文件夹“{out}”里有不是 perfdsl 生成的内容（{stranger}），没有动它。请换一个文件夹（-o），或先移走这些内容。"
        )


class WorkerLostError(BuildError):
    """A worker process ended before its work was done: killed, or out of memory."""

    def __init__(self) -> None:
        super().__init__(
            "一个工作进程中途被结束了（可能是内存不够）。网站没有更新；可以再试一次，或用 --jobs 1 只用一个进程。"
        )


class BuildRunningError(BuildError):
    """Another process is building this site."""

    def __init__(self) -> None:
        super().__init__("另一个 perfdsl 正在生成或发布这个网站，请等它结束再试。")


class OutputPublishedError(BuildError):
    """The output folder is a version of a published site."""

    def __init__(self, out: Path) -> None:
        super().__init__(
            f"“{out}”是 perfdsl publish 放网站的位置，没有动它。请生成到别的文件夹（-o），再用 perfdsl publish 放上去。"
        )


class OutputVanishedError(BuildError):
    """Files of the site that was there were removed while the new one was made."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"生成时，输出文件夹“{out}”里的文件被别的程序删除了。请再试一次。")


class OutputUnwritableError(BuildError):
    """The output folder cannot be written."""

    def __init__(self, out: Path, reason: str) -> None:
        super().__init__(f"无法写入输出文件夹“{out}”：{reason}")
