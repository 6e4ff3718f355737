"""DOCX: the paragraphs and tables of the body in their order, as they stand when all tracked changes are accepted."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.importer.office import OfficeDocument, OfficeGrid, OfficeLine, UnreadableError
from perfdsl.importer.readers.archive import Archive
from perfdsl.importer.readers.bounded_xml import XmlNode
from perfdsl.importer.readers.word_table import WordTable
from perfdsl.importer.readers.word_text import DELETED, Paragraph

_LOOK = frozenset(
    "pPr tblPr tblPrEx tblGrid sectPr tcBorders tcMar tcW shd trHeight cnfStyle rFonts b bCs i iCs sz szCs color lang kern "
    "spacing u highlight rStyle proofErr bookmarkStart bookmarkEnd lastRenderedPageBreak Fallback instrText".split()
)
_LEFT_ASIDE = {
    "word/vbaproject.bin": "文档里有宏，没有运行，也没有读取",
    "word/media/": "文档里的图片没有读取",
    "word/comments.xml": "文档里的批注没有读取",
    "word/embeddings/": "文档里嵌着的其他文件没有读取",
}
_APART = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


def read_docx(data: bytes, name: str) -> OfficeDocument:
    """Read a document.

    Raises:
        UnreadableError: it is damaged, too large, or nothing is written in it.
    """
    archive = Archive(data)
    member = next(
        (one.member for one in archive.links("").values() if one.kind == "officeDocument"),
        "word/document.xml",
    )
    body = _Body()
    body.read(archive.tree(member, _LOOK))
    if not body.parts:
        raise UnreadableError("文档里没有文字和表格", "文档里只有图片的，请找到原来的 Word 或 Excel 文件")
    notices = [*body.notices(), *_texts_apart(archive, member)]
    notices += [
        sentence for word, sentence in _LEFT_ASIDE.items() if any(word in one for one in archive.names())
    ]
    return OfficeDocument(name, tuple(body.parts), tuple(notices))


class _Body:
    """Walks what stands in a body or in a cell that holds nothing but a table."""

    def __init__(self) -> None:
        self.parts: list[OfficeGrid | OfficeLine] = []
        self._has_changes = self._has_hidden = False
        self._paragraphs = 0
        self._tables = 0

    def read(self, node: XmlNode) -> None:
        for child in node.children:
            if child.name == "p":
                self._read_paragraph(child)
            elif child.name == "tbl":
                self._tables += 1
                self._read_table(child, f"表{self._tables}")
            elif child.name in DELETED:
                self._has_changes = True
            else:
                self.read(child)

    def notices(self) -> Iterator[str]:
        if self._has_changes:
            yield "文档里有修订：插入的内容读取了，删除的没有"
        if self._has_hidden:
            yield "文档里有隐藏文字，没有读取"

    def _read_paragraph(self, node: XmlNode) -> None:
        paragraph = Paragraph(node)
        self._note(paragraph)
        if paragraph.text.strip():
            self._paragraphs += 1
            place = f"正文第{self._paragraphs}段"
            for line in filter(str.strip, paragraph.text.split("\n")):
                self.parts.append(OfficeLine(line, place, paragraph.doubt))
        for box in paragraph.boxes:
            self.read(box)

    def _read_table(self, node: XmlNode, name: str) -> None:
        table = WordTable(node, name)
        for paragraph in table.paragraphs:
            self._note(paragraph)
        self._has_changes |= table.has_changes
        grid = table.grid()
        if any(cell.text.strip() for cell in grid.cells):
            self.parts.append(grid)
        for place, nested in table.nested:
            self._read_table(nested, f"{place}里的表")

    def _note(self, paragraph: Paragraph) -> None:
        self._has_changes |= paragraph.has_changes
        self._has_hidden |= paragraph.has_hidden


def _texts_apart(archive: Archive, member: str) -> Iterator[str]:
    """What stands on the edge of pages, as sentences: it belongs to no place of the body."""
    for target in sorted(archive.links(member).values()):
        if target.kind in _APART and target.member in archive:
            body = _Body()
            body.read(archive.tree(target.member, _LOOK))
            text = " ".join(part.text for part in body.parts if isinstance(part, OfficeLine))
            if any(char.isalpha() for char in text.replace("第", "").replace("页", "").replace("共", "")):
                yield f"{_APART[target.kind]}里的文字没有读入：“{text}”"
