"""Small sites as ``build`` leaves them, made without a build."""

from __future__ import annotations

from pathlib import Path

from perfdsl.publishing.manifest import NAME, manifest
from perfdsl.publishing.marker import MARKER, marker_text


def make_site(folder: Path, text: str, profile: str = "publish") -> Path:
    """A site of three files; its home page says ``text``."""
    (folder / "static").mkdir(parents=True)
    (folder / "index.html").write_text(text, "utf-8")
    (folder / "404.html").write_text(text, "utf-8")
    (folder / "static" / "样式.css").write_text("body{}", "utf-8")
    (folder / NAME).write_bytes(manifest(folder, profile))
    (folder / MARKER).write_text(marker_text(entry.name for entry in folder.iterdir()), "utf-8")
    return folder


def version_of(folder: Path) -> str:
    """What its home page says."""
    return (folder / "index.html").read_text("utf-8")
