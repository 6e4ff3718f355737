"""Fragments: what a page shows of other documents, which may be read after it; put into its slot when all are known.

A slot is a comment of HTML in the template of the page, ``<!-- 其他年度 -->``. One that nothing is put into stays.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from perfdsl.site.page import Page


class Fragment(Page, Protocol):
    """The view of a fragment; the address of its frame is that of the page that it belongs to."""

    @property
    def slot(self) -> str: ...


class DrawnFragment(NamedTuple):
    """A fragment as HTML, for the page at ``address``."""

    address: str
    slot: str
    html: str

    def put_into(self, page: str) -> str:
        """The page with the fragment in its slot; as it was, where a project's own template left the slot out."""
        return page.replace(f"<!-- {self.slot} -->", self.html, 1)
