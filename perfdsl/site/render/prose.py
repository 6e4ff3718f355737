"""Markdown sections as HTML: no raw HTML, no images of other hosts, no script in a link.

Most sections are plain paragraphs, which need no parser: they are taken as they are, fifty times as fast.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from perfdsl.presentation.markdown import parser

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore


def prose(markdown: str) -> Markup:
    """The HTML of one section. What Markdown does not know stays text; line breaks are kept."""
    html = _paragraphs(markdown) if _is_plain(markdown) else _renderer().render(markdown).strip()
    return Markup(html)  # noqa: S704 - made with HTML off


# What Markdown or HTML may read as more than text, anywhere in a line; and at its beginning.
_marked = re.compile(r"[\\`*_\[\]<>&~|\"\x00-\x09\x0b-\x1f]").search
_STARTS = frozenset("#+-=0123456789")


def _is_plain(markdown: str) -> bool:
    """Whether the text has no mark that Markdown might know; when in doubt, it has."""
    if _marked(markdown):
        return False
    return all(line == line.strip() and line[:1] not in _STARTS for line in markdown.split("\n"))


def _paragraphs(text: str) -> str:
    blocks = (block.strip("\n") for block in text.split("\n\n"))
    return "\n".join(["<p>" + block.replace("\n", "<br>\n") + "</p>" for block in blocks if block])


@cache
def _renderer() -> MarkdownIt:
    markdown = parser()
    markdown.core.ruler.push("lower_headings", _lower_headings)
    return markdown


def _lower_headings(state: StateCore) -> None:
    """Headings of the text come below the page's own: ``##`` is the section, so the highest is h3."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(3, int(token.tag[1]) + 1))}"
