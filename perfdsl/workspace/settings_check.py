"""Is every key of ``perfdsl.toml`` a setting, and its value of the right kind? What is none has no effect, so it is an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.text.patterns import lazy
from perfdsl.workspace.settings import TABLES, SettingTable

CODE = "F206"
_HEADER = lazy(r"\s*\[\s*+(?P<name>[^\[\]\s]++(?:\s++[^\[\]\s]++)*+)\s*\]")
_KEY = lazy(r"""\s*(?P<key>"[^"]*"|'[^']*'|[^\s="'#\[]+)\s*=""")
_NEAR = 0.5


def wrong_settings(data: Mapping[str, Any], text: str) -> Iterator[Diagnostic]:
    """Unknown tables and keys, and values of another kind than theirs, at their lines of ``text``."""
    yield from _tables("", data, text)


def _tables(name: str, data: Mapping[str, Any], text: str) -> Iterator[Diagnostic]:
    """The keys of the table ``name`` (``""``: of the whole file), and of the tables in it."""
    table = next((one for one in TABLES if one.name == name), SettingTable(name, ""))
    for key, value in data.items():
        inner = f"{name}.{key}" if name else key
        if _is_table(inner) and isinstance(value, Mapping):
            yield from _tables(inner, value, text)
        elif (setting := table.setting(key)) is None:
            yield _unknown(inner, key, table, value, text)
        elif not setting.kind.fits(value):
            message = f"[{name}] 的 {key} 写得不对：{_shown(value)}"
            hint = f"应当写{setting.kind.written}，例如 {_example(key, setting.example)}"
            yield Diagnostic(CODE, "error", message, place_of(name, key, text), hint)


def _is_table(name: str) -> bool:
    return any(table.name == name or table.name.startswith(f"{name}.") for table in TABLES)


def _unknown(name: str, key: str, table: SettingTable, value: object, text: str) -> Diagnostic:
    """A table or key that nothing reads; a known table that is written as a plain value is said to be one."""
    if _is_table(name):
        message, hint = f"{name} 是一组设置", f"单独写一行 [{name}]，它的设置写在下面"
        return Diagnostic(CODE, "error", message, place_of(table.name, key, text), hint)
    inner = {one.name: f"[{one.name}]" for one in TABLES}
    if isinstance(value, Mapping):
        return _offered(f"不认识的设置 [{name}]", name, inner, place_of(name, "", text))
    if not table.name:
        homes = {one.name: f"[{home.name}] 下面的 {one.name}" for home in TABLES for one in home.settings}
        return _offered(f"不认识的设置 {key}", key, homes | inner, place_of("", key, text))
    own = {one.name: one.name for one in table.settings}
    own |= {one.name: f"[{one.name}]" for one in TABLES if one.name.startswith(f"{table.name}.")}
    return _offered(f"[{table.name}] 里没有设置 {key}", key, own, place_of(table.name, key, text))


def _offered(message: str, name: str, known: Mapping[str, str], place: Span) -> Diagnostic:
    from perfdsl.text.nearest import nearest  # few projects have a wrong setting, every command reads them

    near = nearest(name, known, _NEAR)
    hint = f"是不是 {known[near]}？" if near else "可用的有 " + "、".join(known.values())
    return Diagnostic(CODE, "error", f"{message}，不起作用", place, hint)


def _example(key: str, example: str) -> str:
    return f"{key} = {example}"


def _shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"“{text}”" if len(text) <= 40 else f"“{text[:40]}…”"


def place_of(table: str, key: str, text: str) -> Span:
    """Where a key of a table is written (``key`` ``""``: the table's own line); the first line where it is not found."""
    here = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            here = _bare(header["name"])
            if not key and (here == table or here.startswith(f"{table}.")):
                return Span(number, *header.span("name"))
        elif (match := _KEY.match(line)) and key:
            written = _bare(match["key"])
            if f"{here}.{written}".strip(".") == f"{table}.{key}".strip("."):
                return Span(number, *match.span("key"))
    return Span(1, 0, 0)


def _bare(key: str) -> str:
    return key.replace('"', "").replace("'", "").replace(" ", "")
