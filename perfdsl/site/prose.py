"""Markdown sections as HTML: no raw HTML, no images of other hosts, no script in a link."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markupsafe import Markup

from perfdsl.presentation.markdown import parser


def prose(markdown: str) -> Markup:
    """The HTML of one section. What Markdown does not know stays text; line breaks are kept."""
    return Markup(_renderer().render(markdown).strip())  # noqa: S704 - made with HTML off


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
