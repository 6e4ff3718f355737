"""The archive that a template is: its parts within bounds, and a filled copy with the same bytes on any day."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from perfdsl.formats.errors import ExportError

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day of a zip
_MB = 1_000_000
_LARGEST, _MOST = 200 * _MB, 5_000
_STAMP = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_XML = (".xml", ".rels")
_DOCTYPES = tuple("<!DOCTYPE".encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be"))
_CORE = "docProps/core.xml"


def parts(template: bytes) -> dict[str, bytes]:
    """Every part by its name. Raises ExportError where it is no such file, or more than a form can be."""
    try:
        with zipfile.ZipFile(BytesIO(template)) as archive:
            members = archive.infolist()
            if len(members) > _MOST or sum(member.file_size for member in members) > _LARGEST:
                raise ExportError("模板太大：展开后超过 200 MB。请只留下要填的表。")
            content = {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise ExportError(
            "模板打不开：已损坏、加了密码，或者不是 .xlsx、.docx。请用 WPS 或 Office 另存一份。"
        ) from error
    if any(mark in part for name, part in content.items() if name.endswith(_XML) for mark in _DOCTYPES):
        raise ExportError("模板里的 XML 带有 DOCTYPE 声明，可能有害，没有使用。")
    return content


def packed(content: Mapping[str, bytes]) -> bytes:
    """The archive of these parts, in their order."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return stream.getvalue()


def undated(content: Mapping[str, bytes]) -> dict[str, bytes]:
    """Without the moment at which a library wrote it."""
    return {
        name: _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", part) if name == _CORE else part
        for name, part in content.items()
    }
