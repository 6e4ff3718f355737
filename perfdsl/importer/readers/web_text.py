r"""The text that a browser shows of a part of a page: white space collapsed, ``<br>`` and blocks as ``\n``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from perfdsl.text.patterns import lazy

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN = frozenset(
    "head script style template noscript title meta link object embed iframe audio video svg canvas map area datalist".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr html legend li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = lazy(r"(?i)\bdisplay\s*:\s*none\b|\bvisibility\s*:\s*hidden\b|\bmso-hide\s*:\s*all\b")
# A line that was wrapped in the file between two Chinese characters is none on the screen.
_WRAPPED = lazy(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*+\n[ \t]*+(?=[\u3000-\u9fff\uff00-\uffef])")
_SPACE = lazy(r"[ \t\n\r\f\xa0]+")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_BREAK = "\x00"  # never in a page: its bytes have none


def is_shown(element: HtmlElement) -> bool:
    """Whether a browser would show anything of it."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN or "hidden" in element.attrib:
        return False
    style = element.get("style")
    return not (style and _HIDDEN.search(style))


def text_of(element: HtmlElement) -> str:
    """What it shows, but for tables within it."""
    return "\n".join(lines_of([element]))


def lines_of(parts: Iterable[HtmlElement | str]) -> list[str]:
    """The lines that these show one after the other, without empty ones."""
    pieces: list[str] = []
    for part in parts:
        pieces += [part] if isinstance(part, str) else _pieces(part)
    text = _WRAPPED.sub("", "".join(pieces).replace("\r\n", "\n"))
    return list(filter(None, (_SPACE.sub(" ", line).strip() for line in text.split(_BREAK))))


def _pieces(element: HtmlElement, *, is_top: bool = True) -> Iterator[str]:
    tag = element.tag
    if not is_shown(element) or (tag == "table" and not is_top):
        return
    if tag == "br":
        yield _BREAK
    elif tag in ("input", "textarea", "select"):
        yield _filled_in(element)
    else:
        edge = _BREAK if tag in _BLOCKS else ""
        yield edge
        yield _raised(element.text or "") if tag == "sup" else element.text or ""
        for child in cast("Iterator[HtmlElement]", element):
            yield from _pieces(child, is_top=False)
            yield child.tail or ""
        yield edge


def _raised(text: str) -> str:
    return text.translate(_RAISED)


def _filled_in(element: HtmlElement) -> str:
    """What stands in a field of a form, as a system's page holds it."""
    if element.tag == "textarea":
        return (element.text or "").strip().replace("\n", _BREAK)
    if element.tag == "select":
        chosen = element.xpath(".//option[@selected]") or element.xpath(".//option")[:1]
        return "".join(option.text_content() for option in chosen)
    kind = element.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if "checked" in element.attrib else "□"
    return element.get("value", "") if kind in ("text", "number", "date") else ""
