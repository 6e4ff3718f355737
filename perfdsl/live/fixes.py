"""Applies the fix of one finding to its file, with the proof that ``perfdsl check --fix`` asks for."""

from __future__ import annotations

import errno
from pathlib import Path

from perfdsl.fixer import Check, apply, edits_of, holds
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.writing import write_atomically


class FixError(Exception):
    """The fix cannot be applied; the message is for the writer."""


def apply_fix(file: Path, bounds: Bounds, line: int, column: int, code: str, check: Check) -> None:
    """Fix what the finding at this place says (1-based); ``check`` checks a content. Raises FixError, OSError."""
    source = bounds.read(file, file.name)
    if source.encoding != "utf-8":
        raise FixError("文件不是 UTF-8 编码，请先用 perfdsl fmt --convert 转换。")
    before = check(source.data)
    wanted = (code, line, column - 1)
    chosen = [one for one in before.findings if one.fix and (one.code, *one.span[:2]) == wanted][:1]
    if not chosen:
        raise FixError("这一行已经改过，或没有可以自动修改的内容。")
    fixed = apply(source.data, edits_of(chosen))
    if not holds(before, check(fixed), chosen):
        raise FixError("自动修改解决不了这个问题，或会带来别的问题，文件没有改动；请手工修改。")
    write_atomically(file, fixed)


def reason(error: OSError) -> str:
    """Why a file cannot be written, for the writer."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "磁盘已满"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "没有写入的权限"
    return error.strerror or str(error)
