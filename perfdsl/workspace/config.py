"""``perfdsl.toml``: found upwards from where one stands, read once, never a traceback."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.syntax.limits import MAX_BYTES
from perfdsl.text.patterns import lazy
from perfdsl.workspace.settings import LEVELS, MEGABYTES
from perfdsl.workspace.settings_check import place_of, wrong_settings

NAME = "perfdsl.toml"
_PLACE = lazy(r"line (\d+), column (\d+)")
_TOML_HINT = '设置写成 名称 = "值"，每行一个，文字加英文引号；一组设置以 [组名] 开头'


class Config(NamedTuple):
    """Settings of one project. ``levels`` maps a rule's code to error, warning, info or off; to ``follow_links`` is to
    read what lies outside of the project where a link leads there. ``safe``: the project came from a stranger. ``largest`` is how many bytes a table may have.
    """

    levels: Mapping[str, str] = MappingProxyType({})
    exclude: tuple[str, ...] = ()
    follow_links: bool = False
    safe: bool = False
    largest: int = MAX_BYTES
    data: Mapping[str, Any] = MappingProxyType({})

    def for_untrusted(self) -> Config:
        """Without what a stranger should not decide."""
        return self._replace(safe=True, follow_links=False)

    def table(self, name: str) -> dict[str, Any]:
        """A table of the file, e.g. ``site``; empty where it is not written."""
        value = self.data.get(name, {})
        return value if isinstance(value, dict) else {}


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds ``perfdsl.toml``; else ``start`` itself (a file's folder)."""
    folder = start if start.is_dir() else start.parent
    for candidate in (folder, *folder.resolve().parents):
        if (candidate / NAME).is_file():
            return candidate
    return folder


def read_config(root: Path) -> tuple[Config, tuple[Diagnostic, ...]]:
    """The settings in ``root``, and what is wrong with them; defaults where there is no file."""
    file = root / NAME
    if not file.is_file():
        return Config(), ()
    import tomllib

    try:
        text = file.read_text("utf-8-sig")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        return Config(), (_finding(f"{NAME} 读不出来（{type(error).__name__}）", "请另存为 UTF-8 编码"),)
    except tomllib.TOMLDecodeError as error:
        return Config(), (_broken(str(error)),)
    return _config(data, text)


def level_place(root: Path, config: Config, code: str) -> Span:
    """Where ``[check.levels]`` names a rule."""
    written = _dict(_dict(config.data.get("check")).get("levels"))
    key = next((key for key in written if key.upper() == code), code)
    return place_of("check.levels", key, (root / NAME).read_text("utf-8-sig", errors="replace"))


def _broken(reason: str) -> Diagnostic:
    """The place of a TOML error; its reason is English, for programmers."""
    match = _PLACE.search(reason)
    line, column = (int(match[1]), int(match[2])) if match else (1, 1)
    where = f"第 {line} 行第 {column} 列" if match else "没有写完"
    message = f"{NAME} 的写法有误（{where}）"
    return Diagnostic("F206", "error", message, Span(line, column - 1, column), _TOML_HINT)


def _config(data: dict[str, Any], text: str) -> tuple[Config, tuple[Diagnostic, ...]]:
    found = tuple(wrong_settings(data, text))
    levels = _dict(_dict(data.get("check")).get("levels"))
    exclude = _dict(data.get("files")).get("exclude", [])
    patterns = tuple(str(pattern) for pattern in exclude) if isinstance(exclude, list) else ()
    known = {code.upper(): level for code, level in levels.items() if level in LEVELS}
    follow = _dict(data.get("site")).get("follow_links") is True
    largest = _dict(data.get("files")).get("largest_mb")
    most = int(largest) * 1_000_000 if largest and MEGABYTES.fits(largest) else MAX_BYTES
    return Config(known, patterns, follow, largest=most, data=data), found


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _finding(message: str, hint: str) -> Diagnostic:
    return Diagnostic("F206", "error", message, Span(1, 0, 0), hint)
