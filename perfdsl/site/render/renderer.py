"""From a view to HTML: Jinja templates, the project's own (:mod:`perfdsl.site.render.theme`) before those that ship with perfdsl."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
)
from jinja2.bccache import Bucket

from perfdsl.log import Log
from perfdsl.resources import data
from perfdsl.site.errors import BadTemplateError
from perfdsl.site.page import Page
from perfdsl.site.render.partials import install
from perfdsl.site.render.sandbox import bounded
from perfdsl.site.render.theme import Shipped, Theme, has_templates
from perfdsl.workspace.bounds import Bounds
from perfdsl.workspace.user_folders import user_cache_folder

_log = Log(__name__)
_OPTIONS: dict[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "auto_reload": False,
    "trim_blocks": True,
    "lstrip_blocks": True,
}


class Renderer:
    """Draws pages. Templates are compiled once; everything shown is escaped unless it was made as HTML."""

    def __init__(self, project: Bounds | None = None, compiled: Path | None = None) -> None:
        """``project`` is the one whose templates come before the built-in ones; None: these alone.

        ``compiled`` is a folder that keeps templates as Python reads them: the next run need not compile them.
        """
        self._folders = [data("site_templates")]
        self.environment = shipped(self._folders[0], compiled)
        self.theme: Theme | None = None
        if project is not None and has_templates(project.root):
            self.theme = self.environment.theme = Theme(project, self.environment, **_OPTIONS)
            install(self.theme)
            self._folders.insert(0, self.theme.folder)

    def render(self, page: Page) -> str:
        """The HTML of one page. Raises BadTemplateError."""
        try:
            template = self.environment.get_template(page.template)
            return template.render(page=page) if self.theme is None else self._with_theme(template, page)
        except Exception as error:  # a project's own template may fail in any way
            raise self._explain(page.template, error) from error

    def _with_theme(self, template: Template, page: Page) -> str:
        assert self.theme is not None
        self.theme.begin()
        return bounded(template.generate(page=page))

    def _explain(self, template: str, error: Exception) -> BadTemplateError:
        """Name the template and the line, wherever the error came from: in the project's own rather than in ours."""
        reason = _reason(error)
        if isinstance(error, TemplateError) and getattr(error, "lineno", None):
            name = getattr(error, "name", None) or template
            return BadTemplateError(name, getattr(error, "lineno", None), reason)
        import traceback  # a build that goes well does without

        frames = traceback.extract_tb(error.__traceback__)
        for folder in self._folders:
            for frame in reversed(frames):
                if frame.filename.startswith(f"{folder}{os.sep}"):
                    name = Path(frame.filename).relative_to(folder).as_posix()
                    return BadTemplateError(name, frame.lineno, reason)
        return BadTemplateError(template, None, reason)


def new_renderer(theme: Bounds | None) -> Renderer:
    """Reads the templates anew; what was compiled in earlier runs is not compiled again."""
    return Renderer(theme, user_cache_folder())


@lru_cache(maxsize=1)
def renderer_for(theme: Bounds | None, _fingerprint: str) -> Renderer:
    """One for all pages that are drawn in this process, as long as the templates say the same."""
    return new_renderer(theme)


def shipped(folder: Path, compiled: Path | None = None) -> Shipped:
    """The environment of the built-in templates in ``folder``."""
    made = Shipped(
        loader=FileSystemLoader(folder), bytecode_cache=_Compiled(compiled) if compiled else None, **_OPTIONS
    )
    made.globals = {}  # what our templates know is known to those that they include
    install(made)
    return made


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "模板一直在用它自己，没有尽头"
    if isinstance(error, TemplateNotFound):
        return f"找不到模板“{error}”（只能用 templates 文件夹里的和自带的）"
    if isinstance(error, TemplateError) and error.message:
        return error.message  # without Jinja's own words of the place
    return str(error) or type(error).__name__


class _Compiled(FileSystemBytecodeCache):
    """Jinja's own: what belongs to another text, Jinja or Python is not used. A folder that cannot be used is none."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            _log.info("编译好的模板没有地方存放，每次重新编译：%s", folder, error=error)
        super().__init__(str(folder), "%s.bin")

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception as error:  # noqa: BLE001 - damaged, in whatever way
            _log.info("编译好的模板读不出来，重新编译：%s", bucket.key, error=error)
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        try:
            super().dump_bytecode(bucket)
        except OSError as error:
            _log.info("编译好的模板没有存下，下次重新编译：%s", bucket.key, error=error)
