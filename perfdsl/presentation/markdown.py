"""Markdown sections: the one way to read them, and their text without marks for files that know none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from perfdsl.syntax.comments import unescaped
from perfdsl.text.addresses import is_address

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_CODE = ("fence", "code_block", "code_inline")
_BREAKS = ("softbreak", "hardbreak")


def parser() -> MarkdownIt:
    """Plain Markdown with tables and strikethrough, line breaks kept, no raw HTML. A link to what is no address of a page
    stays text.

    Images would ask another host, so they stay links. The library is imported here: most prose is plain paragraphs.
    """
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "xhtmlOut": False})
    markdown.core.ruler.push("slashes_of_code", _slashes_of_code)
    markdown.validateLink = is_address  # type: ignore[method-assign, assignment] # this is how the library has it replaced
    return markdown.enable(["table", "strikethrough"]).disable(["image", "html_inline", "html_block"])


def _slashes_of_code(state: StateCore) -> None:
    r"""``\//`` is two slashes in code too, where Markdown itself knows no escapes."""
    for token in state.tokens:
        for one in (token, *(token.children or ())):
            if one.type in _CODE:
                one.content = unescaped(one.content)


def plain_text(markdown: str) -> str:
    """The text as a person reads it: a line for each paragraph, heading, item and table row; links by their words."""
    return "\n".join(_lines(_parser().parse(markdown)))


@cache
def _parser() -> MarkdownIt:
    return parser()


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    """One text for each block; ``mark`` waits for the first text of its item, ``cells`` for the end of their row."""
    mark = ""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            mark += f"{token.info}{token.markup} " if token.info else "· "
        elif token.type == "list_item_close":
            mark = ""
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            yield mark + "　".join(cells)
            mark, cells = "", None
        elif token.type in ("inline", "fence", "code_block"):
            if cells is not None:
                cells.append(_text(token))
            else:
                yield mark + _text(token)
                mark = ""


def _text(token: Token) -> str:
    """The words of a block, without the marks around them."""
    if token.children is None:
        return token.content.rstrip("\n")
    return "".join("\n" if child.type in _BREAKS else child.content for child in token.children)
