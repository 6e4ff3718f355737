"""The marks of a template: ``{{ 字段 }}``, and nothing else. A field is looked up by its name; nothing is carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from perfdsl.formats.errors import ExportError
from perfdsl.text.folding import squeeze
from perfdsl.text.patterns import lazy

_FIELD = lazy(r"\{\{([^{}]*)\}\}")
_COMMANDS = ("{%", "{#")


def field_names(text: str) -> list[str]:
    """The fields of a text, without spaces. Raises ExportError where it holds commands of another kind of template."""
    for mark in _COMMANDS:
        if mark in text:
            raise ExportError(f"模板里有“{mark}”：这里只认“{{{{ 字段 }}}}”，不执行别的命令，请删去。")
    return [squeeze(match[1]) for match in _FIELD.finditer(text)] if "{{" in text else []


def only_field(text: str) -> str:
    """The field that is all of a text; ``""`` where it holds anything else."""
    match = _FIELD.fullmatch(text.strip())
    return squeeze(match[1]) if match else ""


def filled(text: str, value: Callable[[str], str]) -> str:
    """The text with the values of its fields."""
    return _FIELD.sub(lambda match: value(squeeze(match[1])), text)


def placed_fields(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of each field."""
    return ((match.start(), match.end(), squeeze(match[1])) for match in _FIELD.finditer(text))
