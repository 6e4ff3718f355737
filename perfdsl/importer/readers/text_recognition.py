"""The characters in a picture of one line of text, by rapidocr with the models that its wheel holds."""

from __future__ import annotations

from typing import Any, NamedTuple

from perfdsl.importer.readers.missing_extra import needing
from perfdsl.importer.readers.page_picture import OCR

_SURE = 0.85
_PAPER = 10  # dots of white beside a text: without them "=" is read as 二
_SETTINGS = {"Global.log_level": "critical", "EngineConfig.onnxruntime.intra_op_num_threads": 1}
BY_PICTURE = "由图片识别，请核对"


class RecognisedText(NamedTuple):
    """``score`` from 0 to 1 is how sure the model is."""

    text: str
    score: float

    @property
    def doubt(self) -> str:
        return BY_PICTURE if self.score >= _SURE else f"由图片识别，把握只有 {self.score:.0%}，请核对"


class TextRecogniser:
    """The model, loaded once for a document. Nothing is fetched.

    Raises:
        UnreadableError: the library is missing.
    """

    def __init__(self) -> None:
        with needing("rapidocr", OCR):
            import onnxruntime  # noqa: F401 - told here if it is missing, not in the midst of reading
            from rapidocr import RapidOCR
        self._engine = RapidOCR(params=_SETTINGS)

    def read(self, line: Any) -> RecognisedText:
        """What an array of grey dots says."""
        import cv2

        wide = cv2.copyMakeBorder(line, 0, 0, _PAPER, _PAPER, cv2.BORDER_CONSTANT, value=255)
        found = self._engine(cv2.cvtColor(wide, cv2.COLOR_GRAY2BGR), use_det=False, use_cls=False)
        return (
            RecognisedText(found.txts[0], float(found.scores[0])) if found.txts else RecognisedText("", 0.0)
        )
