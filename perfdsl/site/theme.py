"""A project's own look: ``templates/`` and ``static/`` of its folder, by the same names as those that ship with perfdsl.

A theme may be a stranger's. Its templates are drawn in a sandbox, perfdsl's own are not; each may use the others.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, Template, TemplateError, TemplateNotFound
from jinja2.environment import Environment
from jinja2.loaders import split_template_path

from perfdsl.site.escaping import HtmlEnvironment
from perfdsl.site.sandbox import ThemeEnvironment
from perfdsl.workspace.bounds import Bounds

FOLDER = "templates"


class Shipped(HtmlEnvironment):
    """The templates that ship with perfdsl; of one that the ``theme`` has too, that of the theme."""

    theme: Theme | None = None

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:  # noqa: A002
        if self.theme is not None and self.theme.has(name):
            return self.theme.load_own(name, globals)
        return self.load_own(name, globals)

    def load_own(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:  # noqa: A002
        """A template that ships with perfdsl."""
        return super()._load_template(name, globals)


class Theme(ThemeEnvironment):
    """The templates of a project; one that it has not, ships with perfdsl."""

    def __init__(self, bounds: Bounds, shipped: Shipped, **options: Any) -> None:
        super().__init__(loader=_Loader(bounds), **options)
        self.folder = bounds.root / FOLDER
        self._shipped = shipped
        self._known: dict[str, bool] = {}

    def has(self, name: str) -> bool:
        """Whether the project has a template of this name."""
        if name not in self._known:
            try:
                path = self.folder.joinpath(*split_template_path(name))
            except TemplateNotFound:
                return False
            self._known[name] = os.path.lexists(path)
        return self._known[name]

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:  # noqa: A002
        self.spend(1)
        return self.load_own(name, globals) if self.has(name) else self._shipped.load_own(name, globals)

    def load_own(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:  # noqa: A002
        """A template of the project."""
        return super()._load_template(name, globals)


class _Loader(FileSystemLoader):
    """Reads a project's templates, and nothing that a link leads to elsewhere."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(bounds.root / FOLDER)
        self._bounds = bounds

    def get_source(self, environment: Environment, template: str) -> Any:
        path = self._bounds.root.joinpath(FOLDER, *split_template_path(template))
        if reason := self._bounds.refusal(path):
            raise TemplateError(f"这个文件{reason}")
        return super().get_source(environment, template)


def has_templates(root: Path) -> bool:
    """Whether a project has templates of its own."""
    return os.path.lexists(root / FOLDER)
