"""What the import page asks for over HTTP: a file to be read, and a source to be saved."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from http import HTTPStatus

from perfdsl.importer.layout_files import LayoutError
from perfdsl.importer.readers.sizes import MB, MOST_BYTES
from perfdsl.live.app import App
from perfdsl.live.bodies import BYTES, Bodies
from perfdsl.live.fixes import reason
from perfdsl.live.import_payload import UnknownFrameworkError
from perfdsl.live.import_saving import NotSavedError
from perfdsl.syntax.limits import MAX_BYTES

_LONGEST_SOURCE = 2 * MAX_BYTES  # as JSON
_TOO_LARGE = f"文件大于 {MOST_BYTES // MB} MB。把要导入的表另存成一个文件。"


class ImportReplies(Bodies):
    """Files come as bytes and stay in memory until they are answered: one at a time, so that it is bounded."""

    @property
    @abstractmethod
    def app(self) -> App:
        """The preview."""

    def reply_import(self, query: Mapping[str, str]) -> None:
        """Read a file; ``name`` and ``framework`` are said by the address."""
        with self.app.importing:
            data = self.read_body(BYTES, MOST_BYTES, _TOO_LARGE)
            if data is None:
                return
            try:
                content = self.app.import_file(
                    data, query.get("name", "") or "文件", query.get("framework", "")
                )
            except (LayoutError, UnknownFrameworkError) as error:
                self.refuse(HTTPStatus.BAD_REQUEST, str(error))
                return
        self.send_json(HTTPStatus.OK, content)

    def reply_save(self) -> None:
        """Write a source: ``file``, its ``text``, and ``seen``, which names what may be replaced."""
        asked = self.read_json(_LONGEST_SOURCE)
        if asked is None:
            return
        name, text, seen = (asked.get(key, "") for key in ("file", "text", "seen"))
        if not (isinstance(name, str) and isinstance(text, str) and isinstance(seen, str)):
            self.refuse_unclear()
            return
        try:
            saved = self.app.save_source(name, text, seen)
        except NotSavedError as error:
            content = {"message": str(error), "difference": list(error.lines), "seen": error.seen}
            self.send_json(HTTPStatus.CONFLICT, content)
        except OSError as error:
            self.refuse(HTTPStatus.INSUFFICIENT_STORAGE, f"“{name}”写不进去：{reason(error)}。")
        else:
            self.send_json(HTTPStatus.OK, saved)
