"""Which of the hidden things beside a site did this installation leave? Those with a token that only it knows.

The token of a site is drawn by chance and kept in the user's own folder, under a digest of the site's path: so nothing
that came with a project, or from another computer, can have it.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from perfdsl.log import Log
from perfdsl.workspace.stamps import digest
from perfdsl.workspace.trees import make_folders
from perfdsl.workspace.user_folders import user_state_folder
from perfdsl.workspace.writing import write_atomically

_log = Log(__name__)
_TOKEN = re.compile(r"[0-9a-f]{16}")
_FOLDER = "outputs"


def known_token(place: Path) -> str:
    """The token of the site at ``place`` (resolved); ``""`` where there is none, or its record is damaged."""
    file = _record(place)
    if file is None:
        return ""
    try:
        said = json.loads(file.read_bytes())
        token = str(said["token"]) if said["place"] == str(place) else ""
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ""
    return token if _TOKEN.fullmatch(token) else ""


def token_of(place: Path) -> str:
    """The token of the site at ``place`` (resolved), drawn now where there is none. One that cannot be kept serves once."""
    if token := known_token(place):
        return token
    token, file = draw_token(), _record(place)
    if file is not None:
        try:
            make_folders(file.parent)
            write_atomically(file, json.dumps({"place": str(place), "token": token}).encode(), mode=0o600)
        except OSError as error:
            _log.info("这个网站的标记没有记下，下次更新要多花些时间：%s", file, error=error)
    return token


def draw_token() -> str:
    """Sixteen digits that nobody can guess."""
    return os.urandom(8).hex()


def _record(place: Path) -> Path | None:
    folder = user_state_folder()
    return folder / _FOLDER / digest(os.fsencode(place)) if folder else None
