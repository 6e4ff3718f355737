"""From a view to HTML: Jinja templates, the project's own before those that ship with perfdsl."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.bccache import Bucket

from perfdsl.log import Log
from perfdsl.resources import data
from perfdsl.site.errors import BadTemplateError
from perfdsl.site.escaping import HtmlEnvironment
from perfdsl.site.page import Page
from perfdsl.site.parts import install

_log = Log(__name__)


class Renderer:
    """Draws pages. Templates are compiled once; everything shown is escaped unless it was made as HTML."""

    def __init__(self, folders: Sequence[Path] = (), compiled: Path | None = None) -> None:
        """``folders`` are searched before the built-in templates, in order.

        ``compiled`` is a folder that keeps templates as Python reads them: the next run need not compile them.
        """
        self.folders = (*folders, data("site_templates"))
        self.environment = HtmlEnvironment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in self.folders]),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_Compiled(compiled) if compiled else None,
        )
        install(self.environment)

    def render(self, page: Page) -> str:
        """The HTML of one page. Raises BadTemplateError."""
        try:
            return self.environment.get_template(page.template).render(page=page)
        except Exception as error:  # a project's own template may fail in any way
            raise self._explain(page.template, error) from error

    def _explain(self, template: str, error: Exception) -> BadTemplateError:
        """Name the template and the line, wherever the error came from."""
        if isinstance(error, TemplateError) and getattr(error, "lineno", None):
            name = getattr(error, "name", None) or template
            return BadTemplateError(name, getattr(error, "lineno", None), str(error.message))
        import traceback  # a build that goes well does without

        homes = tuple(str(folder) for folder in self.folders)
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename.startswith(homes):
                return BadTemplateError(Path(frame.filename).name, frame.lineno, str(error))
        return BadTemplateError(template, None, str(error))


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
