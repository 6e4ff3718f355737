"""From bytes to lines: encodings, line ends, files that cannot be read. Never raises."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from perfdsl.diagnostics import Diagnostic, Span
from perfdsl.syntax.limits import MAX_BYTES, MAX_LINES, too_many_bytes, too_many_lines
from perfdsl.text.patterns import lazy

_START = Span(1, 0, 0)
_CONTROL = lazy(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Source(NamedTuple):
    """The text of one file, LF line ends, no BOM.

    ``encoding`` is what it was read as (``""``: not readable); ``data`` are the bytes themselves, for writing fixes back.
    """

    path: str
    text: str
    diagnostics: tuple[Diagnostic, ...] = ()
    encoding: str = "utf-8"
    data: bytes = b""


def read_source(file: Path, path: str | None = None, most: int = MAX_BYTES) -> Source:
    """Read ``file``, if it has ``most`` bytes at most; ``path`` is the name to report (default: as given)."""
    name = path if path is not None else file.as_posix()
    try:
        if file.is_dir():
            return _unreadable(name, "这是一个文件夹，不是文件", "文件夹的名字不要以 .perf 结尾")
        if (size := file.stat().st_size) > most:
            return Source(name, "", (too_many_bytes(size, most),), "")
        data = file.read_bytes()
    except FileNotFoundError:
        return _unreadable(name, "找不到这个文件", "请检查文件名和所在文件夹")
    except OSError as error:
        return _unreadable(
            name, f"文件打不开（{error.strerror or type(error).__name__}）", "请检查文件权限或是否被占用"
        )
    return decode(data, name)._replace(data=data)


def decode(data: bytes, path: str) -> Source:
    """Text of ``data``: UTF-8 with or without BOM, else GB18030 or the nearest reading, said in one finding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_utf16(data, path)
    try:
        return _source(path, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _decode_foreign(data, path, error)


def _decode_utf16(data: bytes, path: str) -> Source:
    text = data.decode("utf-16", errors="replace")
    hint = "用 perfdsl fmt --convert 转换为 UTF-8，或在编辑器中另存为 UTF-8"
    return _source(path, text, (_finding("F201", "文件是 UTF-16 编码，应为 UTF-8", hint),), "utf-16")


def _decode_foreign(data: bytes, path: str, error: UnicodeDecodeError) -> Source:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return _decode_broken(data, path, error)
    hint = "用 perfdsl fmt --convert 转换为 UTF-8，或在记事本中“另存为”时选择编码 UTF-8"
    return _source(path, text, (_finding("F201", "文件是 GBK（GB18030）编码，应为 UTF-8", hint),), "gb18030")


def _decode_broken(data: bytes, path: str, error: UnicodeDecodeError) -> Source:
    line = data.count(b"\n", 0, error.start) + 1
    finding = Diagnostic(
        "F202",
        "error",
        f"文件不是有效的 UTF-8：第 {error.start + 1} 个字节读不懂",
        Span(line, 0, 0),
        "文件可能已损坏，或混有两种编码；请在编辑器中另存为 UTF-8",
    )
    return _source(path, data.decode("utf-8-sig", errors="replace"), (finding,), "")


def _source(path: str, text: str, found: tuple[Diagnostic, ...] = (), encoding: str = "utf-8") -> Source:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (count := text.count("\n")) > MAX_LINES:
        return Source(path, "", (too_many_lines(count),), "")
    return Source(path, text, found + tuple(_control_marks(text)), encoding)


def _control_marks(text: str) -> list[Diagnostic]:
    """The first control character, if any: pasted from elsewhere, invisible, and in the way."""
    match = _CONTROL.search(text)
    if match is None:
        return []
    at = match.start()
    line, start = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1)
    message = f"有看不见的控制字符（U+{ord(text[at]):04X}）"
    return [Diagnostic("F204", "warning", message, Span(line, start, start + 1), "删除这个字符")]


def _unreadable(path: str, message: str, hint: str) -> Source:
    return Source(path, "", (_finding("F203", message, hint),), "")


def _finding(code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, "error", message, _START, hint)
