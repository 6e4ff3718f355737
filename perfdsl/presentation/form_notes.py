"""Notes (``> 键: 值``) as columns of the official form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfdsl.model.addresses import CODE_KEYS
from perfdsl.model.corrections import CORRECTION
from perfdsl.model.table import NoteField
from perfdsl.text.patterns import lazy

_REMARKS = "备注"
# Of the publication, not of the form.
_UNPRINTED = frozenset((*CODE_KEYS, CORRECTION))
_OF_STAGE = lazy("分值|得分|执行|完成情况|完成率|预计|偏差|原因|可能性|改进")


class NoteColumns(NamedTuple):
    """``keys`` have columns of their own; with ``remarks`` all others share one more, 备注."""

    keys: tuple[str, ...] = ()
    remarks: bool = False

    def __bool__(self) -> bool:
        return bool(self.keys or self.remarks)

    @property
    def headings(self) -> tuple[str, ...]:
        return (*self.keys, _REMARKS) if self.remarks else self.keys

    def texts(self, notes: Iterable[NoteField]) -> list[str]:
        """What stands in each column beside a row with these notes."""
        if not self:
            return []
        printed = [note for note in notes if note.key not in _UNPRINTED]
        texts = ["；".join(note.value for note in printed if note.key == key) for key in self.keys]
        if self.remarks:
            texts.append("；".join(_remark(note) for note in printed if note.key not in self.keys))
        return texts


def note_columns(noted: Sequence[Sequence[NoteField]], rows: int) -> NoteColumns:
    """The columns for ``noted``, the notes of those of ``rows`` rows that have any.

    A column is what most rows carry, or what monitoring and self-evaluation add to a form, be it in one row.
    """
    if not noted:
        return NoteColumns()
    counts = Counter(key for notes in noted for key in {note.key for note in notes})
    order = [
        key for key in dict.fromkeys(note.key for notes in noted for note in notes) if key not in _UNPRINTED
    ]
    keys = tuple(
        key for key in order if key != _REMARKS and (counts[key] * 2 >= rows or _OF_STAGE.search(key))
    )
    return NoteColumns(keys, len(keys) < len(order))


def remarked(text: str, notes: Iterable[NoteField]) -> str:
    """A text with the notes below it, each a line."""
    return "\n".join((text, *(_remark(note) for note in notes if note.key not in _UNPRINTED)))


def _remark(note: NoteField) -> str:
    return note.value if note.key == _REMARKS else f"{note.key}：{note.value}"
