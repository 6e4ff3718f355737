"""A project's own look: ``templates/`` and ``static/`` of its folder, by the same names as those that ship with perfdsl.

A theme may be a stranger's. Its templates are drawn in a sandbox, perfdsl's own are not; each may use the others.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, Template, TemplateError, TemplateNotFound, nodes
from jinja2.environment import Environment
from jinja2.loaders import split_template_path

from perfdsl.site.render.escaping import HtmlEnvironment
from perfdsl.site.render.sandbox import ThemeEnvironment
from perfdsl.site.render.template_blocks import refuse_what_is_never_drawn, refuse_without_main
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
        self._whole: set[str] = set()

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
        """A template of the project. Raises TemplateSyntaxError for one with parts that are never drawn."""
        template = super()._load_template(name, globals)
        if name not in self._whole:
            self._whole.add(name)
            refuse_what_is_never_drawn(name, self._parsed)
            if shipped := self._shipped_source(name):
                refuse_without_main(name, self._parsed, self.parse(shipped, name))
        return template

    def _parsed(self, name: str) -> nodes.Template | None:
        """The tree of a template of the project, or of ours where it has none."""
        if self.has(name):
            assert self.loader is not None
            return self.parse(self.loader.get_source(self, name)[0], name)
        shipped = self._shipped_source(name)
        return self.parse(shipped, name) if shipped else None

    def _shipped_source(self, name: str) -> str:
        assert self._shipped.loader is not None
        try:
            return self._shipped.loader.get_source(self._shipped, name)[0]
        except TemplateNotFound:
            return ""


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
