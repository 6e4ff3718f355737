"""Static files: styles, scripts and pictures that ship with perfdsl, and those of a project's own look."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.resources import data
from perfdsl.workspace.bounds import Bounds


def static_files(theme: Bounds | None) -> Iterator[tuple[str, bytes]]:
    """Address and content of every static file; the project's own come last and so replace the built-in ones."""
    for home in (Bounds(data("site_templates")), *([theme] if theme else ())):
        for file in home.files("static"):
            if not file.refusal:
                yield file.name, file.path.read_bytes()
