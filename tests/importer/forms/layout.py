"""The layouts as read from ``layouts.toml``: what each office's form has, in which order."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
_FIELD = re.compile(r"\{(\w+)\}")
Block = Mapping[str, Any]


class Column(NamedTuple):
    """A column of a form: its title (``上|下``: two rows of titles), what stands in it, and its width."""

    title: str
    source: str
    span: int = 1

    @property
    def titles(self) -> tuple[str, str]:
        """The title above and the one below it; the same twice where there is one only."""
        upper, mark, lower = self.title.partition("|")
        return (upper, lower) if mark else (upper, upper)


class Layout(NamedTuple):
    """One entry of the file; ``omits`` are notes that the form has no room for, ``many``: all tables in one form."""

    name: str
    titles: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    form: tuple[Block, ...]
    tables: tuple[str, ...]
    omits: frozenset[str] = frozenset()
    many: bool = False

    def sources(self) -> frozenset[str]:
        """What stands in the columns of its indicators."""
        return frozenset(
            column.source
            for block in self.form
            for key in ("indicators", "task_columns")
            for column in columns(block.get(key, ()))
        )

    def named_sections(self) -> frozenset[str]:
        """The sections that have a place of their own."""
        return frozenset(title for block in self.form for title in block.get("titles", ()))

    def named_fields(self) -> frozenset[str]:
        """The header keys that have a place of their own."""
        return frozenset(self._keys())

    def labels(self) -> dict[str, str]:
        """What the form calls each of its header fields, where it has a place of its own."""
        fields = dict(pair(text) for block in self.form for row in block.get("fields", ()) for text in row)
        listed = {
            column.title: column.source.removeprefix("field:")
            for block in self.form
            for column in columns(block.get("indicators", ()))
            if column.source.startswith("field:")
        }
        return fields | listed

    def _keys(self) -> Iterator[str]:
        for block in self.form:
            yield from (pair(text)[1] for row in block.get("fields", ()) for text in row)
            yield block.get("total", "")
        yield from _FIELD.findall("".join((*self.titles, *self.above, *self.below)))
        yield from (source.removeprefix("field:") for source in self.sources() if source.startswith("field:"))


def layouts() -> dict[str, Layout]:
    """All of them by name."""
    return {name: _layout(name, entry) for name, entry in _file().items()}


def columns(texts: tuple[str, ...] | list[str]) -> list[Column]:
    """``标题=来源*跨列``, or the source alone."""
    return [_column(text) for text in texts]


def pair(text: str) -> tuple[str, str]:
    """``标签=键``; the key alone is its own label."""
    label, mark, key = text.partition("=")
    return label, key if mark else label


def _column(text: str) -> Column:
    title, mark, rest = text.partition("=")
    source, _, span = (rest if mark else title).partition("*")
    return Column(title if mark else "", source, int(span or 1))


def _layout(name: str, entry: Mapping[str, Any]) -> Layout:
    return Layout(
        name,
        tuple(entry["title"]),
        tuple(entry.get("above", ())),
        tuple(entry.get("below", ())),
        tuple(entry["form"]),
        tuple(entry["tables"]),
        frozenset(entry.get("omits", ())),
        entry.get("many", False),
    )


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((HERE / "layouts.toml").read_text("utf-8"))
