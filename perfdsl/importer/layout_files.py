"""The files that say how forms call things: ``layout.toml``, and what a project adds in ``版式.toml`` beside its frameworks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from perfdsl.resources import data
from perfdsl.text.nearest import nearest

FILE = "版式.toml"
Layout = dict[str, dict[str, list[str]]]


class LayoutError(Exception):
    """A file that adds words is wrong: the message says where, and what may stand there."""


def layout_of(folders: Iterable[Path] = ()) -> Layout:
    """The words of all forms, with those of the folders of frameworks of a project.

    Raises:
        LayoutError: a file of the project is a link or no TOML, or has a name that means nothing.
    """
    layout: Layout = tomllib.loads(data("importer/layout.toml").read_text("utf-8"))
    for folder in folders:
        file = folder / FILE
        if file.is_file():
            _add(layout, _read(file), file)
    return layout


def _read(file: Path) -> dict[str, Any]:
    if file.is_symlink():
        raise LayoutError(f"{file}：是一个链接，不读；请把文件本身放在这里")
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LayoutError(f"{file}：不是 TOML 文件（{error}）") from error


def _add(layout: Layout, own: dict[str, Any], file: Path) -> None:
    for table, entries in own.items():
        known = layout.get(table)
        if known is None or not isinstance(entries, dict):
            raise LayoutError(_unknown(file, f"[{table}]", table, layout))
        for key, words in entries.items():
            if key not in known:
                raise LayoutError(_unknown(file, f"[{table}] 里的“{key}”", key, known))
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise LayoutError(f'{file}：[{table}] 里的“{key}”要写成 ["甲", "乙"]')
            known[key] = [*known[key], *words]


def _unknown(file: Path, what: str, name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    hint = f"是不是“{near}”？" if near else f"可用的有：{'、'.join(known)}"
    return f"{file}：没有{what}。{hint}"
