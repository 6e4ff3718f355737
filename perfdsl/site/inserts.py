"""Parts of a page that depend on documents read after it: each put into its slot when all are known.

A slot is a comment of HTML in the template of the page, ``<!-- 其他年度 -->``. One that nothing is put into stays.
"""

from __future__ import annotations

from typing import Protocol

from perfdsl.site.page import Page


class Part(Page, Protocol):
    """The view of a part; the address of its frame is that of the page that it belongs to."""

    @property
    def slot(self) -> str: ...


def insert(html: str, slot: str, part: str) -> str:
    """The page with the part in its slot; as it was, where a project's own template left the slot out."""
    return html.replace(f"<!-- {slot} -->", part, 1)
