"""Applies the safe fix of one finding to its file, as ``perfdsl check --fix`` applies all of them."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from pathlib import Path

from perfdsl.diagnostics import Diagnostic
from perfdsl.fixer import apply, compatible
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.writing import write_atomically


class FixError(Exception):
    """The fix cannot be applied; the message is for the writer."""


def apply_fix(
    file: Path, bounds: Bounds, line: int, code: str, check: Callable[[bytes], Iterable[Diagnostic]]
) -> None:
    """Fix what the finding says; ``check`` gives the findings of a content. Raises FixError, OSError."""
    source = bounds.read(file, file.name)
    if source.encoding != "utf-8":
        raise FixError("文件不是 UTF-8 编码，请先用 perfdsl fmt --convert 转换。")
    chosen = compatible(one for one in check(source.data) if (one.span.line, one.code) == (line, code))
    if not chosen:
        raise FixError("这一行已经改过，或没有可以自动修改的内容。")
    fixed = apply(source.data, [edit for one in chosen if one.fix for edit in one.fix.edits])
    if {_place(one) for one in chosen} & {_place(one) for one in check(fixed)}:
        raise FixError("自动修改没有解决这个问题，文件没有改动；请手工修改。")
    write_atomically(file, fixed)


def reason(error: OSError) -> str:
    """Why a file cannot be written, for the writer."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "磁盘已满"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "没有写入的权限"
    return error.strerror or str(error)


def _place(found: Diagnostic) -> tuple[str, int, str]:
    return found.code, found.span.line, found.message
