"""The archive that XLSX and DOCX files are: members read within bounds, whatever the archive says of itself."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from perfdsl.importer.office import UnreadableError
from perfdsl.importer.readers import bounded_xml
from perfdsl.importer.readers.bounded_xml import Handlers, XmlNode
from perfdsl.importer.readers.sizes import MB, MOST_INFLATED, MOST_MEMBERS, MOST_OF_A_MEMBER, too_large

_CHUNK = 65_536
_SAVE_AGAIN = "请用 WPS 或 Office 打开它，另存为一个新的文件再导入"


class ArchiveLink(NamedTuple):
    """What a part leads to: the kind of the relationship (its last word), and the member's name."""

    kind: str
    member: str


class Archive:
    """The members of a file by name. Nothing outside of it is ever looked for."""

    def __init__(self, data: bytes) -> None:
        """Read the directory.

        Raises:
            UnreadableError: there is none, or more is in it than is read.
        """
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise damaged() from error
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise too_large("压缩在文件里的部件", f"{len(members)} 个", f"{MOST_MEMBERS} 个")
        # No member yields more than it declares, so what they declare is what there can be at most.
        if (total := sum(member.file_size for member in members)) > MOST_INFLATED:
            raise too_large("文件展开后", f"{total // MB} MB", f"{MOST_INFLATED // MB} MB")
        self._members = {member.filename.replace("\\", "/").lower(): member for member in members}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def names(self) -> Iterator[str]:
        """In lower case: some writers do not keep to one."""
        return iter(self._members)

    def scan(self, name: str, handlers: Handlers) -> None:
        """Read a member that is XML, event by event, without keeping it.

        Raises:
            UnreadableError: it is not there, damaged, or no XML that is read.
        """
        bounded_xml.scan(self._chunks(name), handlers)

    def tree(self, name: str, skip: frozenset[str] = frozenset()) -> XmlNode:
        """The same as a tree; elements named in ``skip`` are left out with all that is in them."""
        return bounded_xml.tree(self._chunks(name), skip)

    def links(self, part: str) -> dict[str, ArchiveLink]:
        """What a part leads to inside of the archive, by id; ``""`` is the archive itself."""
        folder, name = posixpath.split(part)
        member = posixpath.join(folder, "_rels", f"{name}.rels")
        if member not in self:
            return {}
        found = {}
        for node in self.tree(member).children_named("Relationship"):
            if node.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, node.get("Target"))).lstrip("/")
                found[node.get("Id")] = ArchiveLink(node.get("Type").rpartition("/")[2], target)
        return found

    def _chunks(self, name: str) -> Iterator[bytes]:
        member = self._members.get(name.lower())
        if member is None:
            raise damaged()
        if member.file_size > MOST_OF_A_MEMBER:
            raise too_large("文件展开后", f"{member.file_size // MB} MB", f"{MOST_OF_A_MEMBER // MB} MB")
        if member.flag_bits & 1:
            raise UnreadableError("文件加了密码", "请在 WPS 或 Office 里取消密码，另存后再导入")
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
        ) as error:
            raise damaged() from error


def damaged() -> UnreadableError:
    """Of a file that is not what it says it is."""
    return UnreadableError("文件已损坏，读不出内容", _SAVE_AGAIN)
