"""The law of pages: no tag, no attribute and no address on a page that a template or Markdown did not make."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

from perfdsl.pipeline import Checked
from perfdsl.resources import data
from perfdsl.site.document_context import document_context
from perfdsl.site.info import SiteInfo
from perfdsl.site.render.renderer import Renderer
from perfdsl.site.views import document_pages
from tests.fuzz.laws import LawBrokenError

_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
_OF_TEMPLATES = frozenset(
    tag
    for file in data("site_templates").glob("*.html")
    for tag in re.findall(r"<([a-z][a-z0-9]*)", file.read_text("utf-8"))
)
_OF_MARKDOWN = frozenset(
    "p br strong em s a code pre blockquote ul ol li h3 h4 h5 h6 hr table thead tbody tr th td".split()
)
_ADDRESS = re.compile(r"(?:https?://|mailto:)|(?!//)[^:]*(?:[/?#]|\Z)", re.IGNORECASE)
_SCRIPT = re.compile(r"(?:\.\./)*static/js/[a-z-]+\.js")


def pages_hold_no_foreign_markup(checked: Checked) -> None:
    """Draws every page of the table and reads it as a browser does."""
    if checked.table is None:
        return
    document = document_context(SiteInfo(), checked.table, checked.findings, draft=True, revision="")
    for page in document_pages(document):
        reader = _Reader()
        reader.feed(_renderer().render(page))
        reader.close()
        if reader.open:
            raise LawBrokenError(f"<{reader.open[-1]}> is not closed")


@cache
def _renderer() -> Renderer:
    return Renderer()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _OF_TEMPLATES | _OF_MARKDOWN:
            self.refuse(f"<{tag}>")
        for name, value in attrs:
            self._look_at(tag, name, value or "")
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.refuse(f"</{tag}>")

    def _look_at(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or name in ("style", "srcdoc"):
            self.refuse(f"<{tag} {name}>")
        if name in ("href", "src", "action") and not _ADDRESS.match(value):
            self.refuse(f"<{tag} {name}={value!r}>")
        if tag == "script" and (
            name not in ("src", "defer") or (name == "src" and not _SCRIPT.fullmatch(value))
        ):
            self.refuse(f"<script {name}={value!r}>")

    def refuse(self, what: str) -> None:
        raise LawBrokenError(what)
