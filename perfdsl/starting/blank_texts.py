"""What a blank table says about its parts, from ``blank_table.toml``."""

from __future__ import annotations

import tomllib
from typing import Any

from perfdsl.resources import data


class BlankTexts:
    """The remarks, by part of the table. ``remarks`` writes some of them as lines."""

    def __init__(self) -> None:
        self._parts: dict[str, Any] = tomllib.loads(data("starting/blank_table.toml").read_text("utf-8"))

    def remarks(self, part: str) -> list[str]:
        """What is said of a part as a whole."""
        return [remark(text) for text in self._parts[part]["text"]]

    def remark(self, part: str, key: str, **said: object) -> str:
        """One sentence about a part, with what is known of this table."""
        return remark(self._parts[part][key].format(**said))

    def header_keys(self, kind: str) -> list[str]:
        """The keys that most headers of a kind (部门 or 项目) have beside the first three lines."""
        keys: list[str] = self._parts["header"][kind]
        return keys

    def about_section(self, title: str) -> str:
        """What belongs into a prose section."""
        return remark(self._about("sections", title).get("text", self._parts["sections"]["other"]))

    def about_group(self, name: str) -> list[str]:
        """What belongs into a group of indicators; nothing where its name says it."""
        text = self._about("indicators", name).get("text")
        return [remark(text)] if text else []

    def operator(self, group: str) -> str:
        """The usual one of a group's indicators."""
        return self._about("indicators", group).get("operator", ">=")

    def _about(self, part: str, name: str) -> dict[str, str]:
        entries: list[dict[str, str]] = self._parts[part]["about"]
        return next((entry for entry in entries if entry["word"] in name), {})


def remark(text: str) -> str:
    """A line that is published nowhere."""
    return f"// {text}"
