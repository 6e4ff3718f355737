"""``manifest.json``: the SHA-256 of every file of a site, so that a copy of it can be proved whole."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from perfdsl.publishing.marker import CLUTTER, MARKER

NAME = "manifest.json"


class Manifest(NamedTuple):
    """``profile`` is how the site was built: ``publish``, ``draft`` or ``""``. ``files`` maps address to digest."""

    profile: str
    files: Mapping[str, str]


def manifest_of(digests: Mapping[str, str], profile: str = "") -> bytes:
    """The content of the file for a site whose files have these digests; itself and the marker are left out."""
    files = {name: digests[name] for name in sorted(digests) if name not in (NAME, MARKER)}
    content = {"generator": "perfdsl", "profile": profile, "algorithm": "sha256", "files": files}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a site, None where there is none that can be read."""
    try:
        content = json.loads((folder / NAME).read_bytes())
        return Manifest(
            str(content.get("profile", "")), {str(k): str(v) for k, v in content["files"].items()}
        )
    except (OSError, ValueError, KeyError, AttributeError, RecursionError):
        return None


def site_files(folder: Path) -> Iterator[str]:
    """The address of every file below ``folder`` that the manifest names, sorted."""
    yield from sorted(name for name in _walk(folder) if name not in (NAME, MARKER))


def digest(file: Path) -> str:
    """The SHA-256 of a file in hexadecimal. Raises OSError."""
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _walk(folder: Path) -> Iterator[str]:
    for here, _, names in os.walk(folder):
        for name in set(names) - CLUTTER:
            yield (Path(here) / name).relative_to(folder).as_posix()
