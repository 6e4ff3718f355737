"""Which parts of a table tell how its year went, and so have no place in the next one: from ``next_year.toml``."""

from __future__ import annotations

import tomllib
from typing import Any

from perfdsl.model.header import keys_of
from perfdsl.resources import data
from perfdsl.text.folding import squeeze


class LastResults:
    """Why a note, a line of the header or a section is left out, in Chinese; ``""``: it is not."""

    def __init__(self) -> None:
        known: dict[str, Any] = tomllib.loads(data("starting/next_year.toml").read_text("utf-8"))
        left_out = known["left_out"]
        self._notes = _by_name(left_out["notes"])
        self._sections = _by_name(left_out["sections"])
        self._header = _by_name(left_out["header"])
        for reason, facts in left_out["header_facts"].items():
            self._header.update(dict.fromkeys(keys_of(*facts), reason))
        self._actual = frozenset(map(squeeze, known["actual_notes"]))
        self._columns: dict[str, list[str]] = known["columns"]

    def of_note(self, key: str) -> str:
        return self._notes.get(squeeze(key), "")

    def of_section(self, title: str) -> str:
        return self._sections.get(squeeze(title), "")

    def of_header(self, key: str) -> str:
        return self._header.get(squeeze(key), "")

    def is_actual(self, key: str) -> bool:
        """Whether a note of this key says what was reached."""
        return squeeze(key) in self._actual

    def is_executed(self, column: str) -> bool:
        """Whether a column of money is about what was spent, not about what is planned."""
        planned = any(word in column for word in self._columns["but"])
        return not planned and any(word in column for word in self._columns["words"])


def _by_name(reasons: dict[str, list[str]]) -> dict[str, str]:
    return {squeeze(name): reason for reason, names in reasons.items() for name in names}
