"""What can stop a publication, each as its own exception with a message in Chinese for the person who publishes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_SHOWN = 30


class PublishError(Exception):
    """A publication that cannot go on. ``str(error)`` is what the user reads."""


class BadPermalinksError(PublishError):
    """``permalinks.lock`` cannot be read."""

    def __init__(self, name: str, line: int, conflict: bool) -> None:
        hint = (
            "合并时两边的改动都要保留，请删去“<<<<<<<”“=======”“>>>>>>>”这几行。"
            if conflict
            else "请用版本管理里上一次提交的内容恢复它。"
        )
        super().__init__(f"{name} 第 {line} 行读不懂。{hint}")


class PermalinksNotWrittenError(PublishError):
    """The new site is there, but ``permalinks.lock`` could not be written or read."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} 不能读写：{reason}。请改正后重新生成，它要与网站一致。")


class BadRedirectError(PublishError):
    """A redirect in ``perfdsl.toml`` that cannot be followed."""

    def __init__(self, old: str, reason: str) -> None:
        super().__init__(f"perfdsl.toml 的 [publish.redirects] 里，“{shown(old)}”{reason}。")


class BrokenPromiseError(PublishError):
    """Published addresses that the new site would not have, published values that changed without a correction.

    ``lost`` holds (address, name of the row or ``""``); ``changes`` is one text each.
    """

    def __init__(self, lost: Sequence[tuple[str, str]], changes: Sequence[str]) -> None:
        self.lost, self.changes = tuple(lost), tuple(changes)
        parts = [_lost(lost)] if lost else []
        parts += (
            [f"有 {len(changes)} 处公开过的内容改了，文件里没有写明更正：\n{_first(changes)}"]
            if changes
            else []
        )
        super().__init__("\n\n".join([*parts, "网站没有更新。"]))


class NotASiteError(PublishError):
    """The folder to publish was not made by ``perfdsl build``, or is not whole."""

    def __init__(self, site: Path, reason: str) -> None:
        super().__init__(f"“{site}”{reason}。请先用 perfdsl build --profile publish 生成网站。")


class NotOursError(PublishError):
    """The folder to publish to holds something else."""

    def __init__(self, place: Path, reason: str) -> None:
        super().__init__(f"“{place}”{reason}，没有动它。请换一个文件夹，或先移走里面的内容。")


class BusyError(PublishError):
    """Another process publishes to the same folder, or builds the site."""

    def __init__(self, place: Path) -> None:
        super().__init__(f"另一个 perfdsl 正在生成或发布“{place}”，请等它结束再试。")


class NothingToRollBackError(PublishError):
    """No older version was kept."""

    def __init__(self, place: Path) -> None:
        super().__init__(f"“{place}”没有更早的版本可以退回（保留几个旧版本由 --keep 决定）。")


class UnwritableError(PublishError):
    """The system refuses."""

    def __init__(self, place: Path, reason: str) -> None:
        super().__init__(f"无法更新“{place}”：{reason}。网站还是原来的样子。")


def shown(text: str, longest: int = 60) -> str:
    """A text within a message: on one line, shortened, control characters made visible."""
    text = "".join(char if char.isprintable() else "�" for char in text)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _first(lines: Sequence[str]) -> str:
    more = [f"  ……共 {len(lines)} 处"] if len(lines) > _SHOWN else []
    return "\n".join([*lines[:_SHOWN], *more])


def _lost(lost: Sequence[tuple[str, str]]) -> str:
    listed = [f"  {address}" + (f"  {shown(name)}" if name else "") for address, name in lost]
    return (
        f"有 {len(lost)} 个公开过的网址不见了：\n{_first(listed)}\n"
        "公开过的网址要一直能打开。请恢复这些内容；确实移走或改名的，在 perfdsl.toml 里写明新网址：\n"
        f'  [publish.redirects]\n  "{lost[0][0]}" = "新网址"'
    )
