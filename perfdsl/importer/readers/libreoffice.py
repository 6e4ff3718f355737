"""Old documents (DOC, WPS, RTF) by way of LibreOffice, where it is installed: it saves them as DOCX in a folder of no lasting.

It runs without a window and with a profile of its own, so that neither macros nor settings of the user have a part in it.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from perfdsl.importer.office import OfficeDocument, UnreadableError
from perfdsl.importer.readers.word_document import read_docx
from perfdsl.log import Log

_log = Log(__name__)
_PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_PATIENCE = 120  # seconds
_SAVE_AS = "请用 WPS 或 Word 打开它，“另存为”选 DOCX，再导入"
_CONVERTED = "这是旧格式的 Word 文档，用 LibreOffice 转换成 DOCX 之后读取，请对照原件"


def read_old_document(data: bytes, name: str) -> OfficeDocument:
    """Read a document of the old formats.

    Raises:
        UnreadableError: there is no LibreOffice, or it cannot read the file either.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableError("这是旧格式的 Word 文档（.doc、.wps、.rtf）", _SAVE_AS)
    document = read_docx(_as_docx(program, data), name)
    return document._replace(notices=(_CONVERTED, *document.notices))


def _as_docx(program: str, data: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="perfdsl-") as folder:
        given, made = Path(folder, "given.doc"), Path(folder, "given.docx")
        given.write_bytes(data)
        command = [
            program, "--headless", "--norestore", "--nologo", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--convert-to", "docx", "--outdir", folder, str(given),
        ]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603 - a name of ours for the file, no shell
                command, check=False, capture_output=True, timeout=_PATIENCE, stdin=subprocess.DEVNULL
            )
            return made.read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            _log.info("LibreOffice 没有转换成 %s", made.name, error=error)
            raise UnreadableError("旧格式的 Word 文档，LibreOffice 也打不开", _SAVE_AS) from error
