"""Parts of a page that depend on documents read after it: put in its slot when all are known.

A page without such a part keeps the slot, a comment of HTML.
"""

from __future__ import annotations

SLOT = "<!-- 其他年度 -->\n"


def insert(html: str, part: str) -> str:
    """The page with the part in its slot; as it was, where a project's own template left the slot out."""
    return html.replace(SLOT, part, 1)
