"""The units that ought to publish: ``[publish] units`` in ``perfdsl.toml``, each ``"编码 名称"``, a name or a code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from perfdsl.site.errors import BadSettingError


class Expected(NamedTuple):
    """One unit: it has published where a table has its code or its name. Without a name, the code stands for it."""

    code: str
    name: str


def expected_units(settings: Mapping[str, Any]) -> tuple[Expected, ...]:
    """Read the list. Raises BadSettingError."""
    units = settings.get("units", [])
    if not isinstance(units, list) or not all(isinstance(unit, str) for unit in units):
        raise BadSettingError("units", '一组带引号的文字，如 ["205001 教育局"]', "publish")
    return tuple(_unit(unit) for unit in units if unit.strip())


def _unit(text: str) -> Expected:
    first, _, rest = text.strip().partition(" ")
    if not (first.isascii() and any(char.isdigit() for char in first)):
        return Expected("", text.strip())
    return Expected(first, rest.strip() or first)
