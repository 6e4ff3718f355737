"""The text of a paragraph of a DOCX file, run by run."""

from __future__ import annotations

from collections.abc import Iterable

from perfdsl.importer.readers.bounded_xml import XmlNode

DELETED = frozenset(("del", "moveFrom"))
_INSERTED = frozenset(("ins", "moveTo"))
_PLAIN = {"tab": " ", "cr": "\n", "noBreakHyphen": "-"}
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
# Characters that some fonts draw otherwise than their code says.
_SYMBOLS = {
    ("symbol", 0xB3): "≥", ("symbol", 0xA3): "≤", ("symbol", 0xB1): "±", ("symbol", 0xB4): "×", ("symbol", 0xB9): "≠",
    ("symbol", 0xD6): "√", ("wingdings", 0xFC): "√", ("wingdings", 0xFE): "☑", ("wingdings", 0xA8): "□",
    ("wingdings", 0x6F): "□", ("wingdings", 0xFB): "×", ("wingdings 2", 0x50): "√", ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0xA3): "□", ("wingdings 2", 0x2A): "□", ("wingdings 2", 0x4F): "×",
}  # fmt: skip


class Paragraph:
    """``text`` of it; ``boxes`` are the contents of the text boxes that hang on it."""

    def __init__(self, node: XmlNode) -> None:
        self.boxes: list[XmlNode] = []
        self.doubt = ""
        self.has_changes = self.has_hidden = False
        self._pieces: list[str] = []
        self._read(node.children)
        self.text = "".join(self._pieces)

    def _read(self, nodes: Iterable[XmlNode]) -> None:
        for node in nodes:
            if node.name == "r":
                self._read_run(node)
            elif node.name in DELETED:
                self.has_changes = True
            elif node.name == "txbxContent":
                self.boxes.append(node)
            elif node.name not in ("rPr", "sdtPr", "rt"):
                self.has_changes |= node.name in _INSERTED
                self._read_piece(node)

    def _read_run(self, run: XmlNode) -> None:
        look = run.child("rPr")
        if look is not None and (hides := look.child("vanish")) and hides.get("val") not in ("0", "false"):
            self.has_hidden = True
            return
        before = len(self._pieces)
        self._read(run.children)
        if look is not None and (raised := look.child("vertAlign")) and raised.get("val") == "superscript":
            self._pieces[before:] = [piece.translate(_RAISED) for piece in self._pieces[before:]]

    def _read_piece(self, node: XmlNode) -> None:
        name = node.name
        if name == "t":
            self._pieces.append(node.text)
        elif name in _PLAIN:
            self._pieces.append(_PLAIN[name])
        elif name == "br":
            self._pieces.append("" if node.get("type") in ("page", "column") else "\n")
        elif name == "sym":
            self._pieces.append(self._symbol(node))
        else:
            if name == "oMath":
                self.doubt = "这里有用公式编辑器写的内容，请对照原件"
            self._read(node.children)

    def _symbol(self, node: XmlNode) -> str:
        font = node.get("font").lower()
        char = _SYMBOLS.get((font, int(node.get("char") or "0", 16) & 0xFF), "")
        if not char:
            self.doubt = f"这里有一个 {node.get('font')} 字体的符号读不出来，请对照原件"
        return char or "□"
