"""Small sites as ``build`` leaves them, made without a build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from perfdsl.publishing.manifest import NAME, digest, manifest_of, site_files
from perfdsl.publishing.marker import MARKER, marker_text


def make_site(folder: Path, text: str, profile: str = "publish") -> Path:
    """A site of three files; its home page says ``text``."""
    (folder / "static").mkdir(parents=True)
    (folder / "index.html").write_text(text, "utf-8")
    (folder / "404.html").write_text(text, "utf-8")
    (folder / "static" / "样式.css").write_text("body{}", "utf-8")
    digests = {name: digest(folder / name) for name in site_files(folder)}
    (folder / NAME).write_bytes(manifest_of(digests, profile))
    (folder / MARKER).write_text(marker_text(entry.name for entry in folder.iterdir()), "utf-8")
    return folder


def version_of(folder: Path) -> str:
    """What its home page says."""
    return (folder / "index.html").read_text("utf-8")


def make_project(root: Path, files: Mapping[str, str]) -> Path:
    """Write the files (name to text) of a project; its folder."""
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root
