"""The page for an address that does not exist (``404.html``, as web servers expect it)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from perfdsl.site.info import SiteInfo
from perfdsl.site.page import Frame, Page, frame
from perfdsl.site.summary import Summary


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """A server shows it under any address, so it stands alone: it asks for no other file."""

    template: ClassVar[str] = "404.html"
    frame: Frame


def not_found_pages(site: SiteInfo, summaries: Sequence[Summary], draft: bool) -> Iterable[Page]:  # noqa: FBT001
    return (NotFoundPage(frame(site, "404.html", "没有找到这个页面", draft=draft)),)
