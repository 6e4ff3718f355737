"""The key of this installation: what was signed with it was written here, and did not come with somebody's project.

It is drawn by chance when it is first needed, and kept in the user's own folder. It is no secret that protects this
user from himself: whoever can read that folder can do anything in his name.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from perfdsl.log import Log
from perfdsl.workspace.trees import make_folders
from perfdsl.workspace.user_folders import user_state_folder
from perfdsl.workspace.writing import write_atomically

_log = Log(__name__)
_NAME = "key"
_BYTES = 32
_KEY = re.compile(rb"[0-9a-f]{%d}\n" % (2 * _BYTES))


def installation_key(*, draw: bool = True) -> bytes | None:
    """32 bytes, drawn now where there are none; None where they cannot be kept, or without ``draw``."""
    folder = user_state_folder()
    if folder is None:
        return None
    file = folder / _NAME
    return _read(file) or (_drawn(file) if draw else None)


def _read(file: Path) -> bytes | None:
    try:
        text = file.read_bytes()
    except OSError:
        return None
    return bytes.fromhex(text.decode()) if _KEY.fullmatch(text) else None


def _drawn(file: Path) -> bytes | None:
    """Read again: another process may have drawn one at the same moment."""
    try:
        make_folders(file.parent)
        write_atomically(file, os.urandom(_BYTES).hex().encode() + b"\n", mode=0o600)
    except OSError as error:
        _log.info("这台电脑的标记没有记下，这次不用缓存：%s", file, error=error)
        return None
    return _read(file)
