"""名词解释: the terms of the site in plain words. The words are data: ``site_templates/glossary.toml``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from perfdsl.model.addresses import digest
from perfdsl.resources import data
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.navigation import GLOSSARY
from perfdsl.site.page import Page, PageFrame, PageLink
from perfdsl.site.page_groups import TABLES, page_kind


class Term(NamedTuple):
    """A term with its anchor. ``also`` are other names of the same thing."""

    anchor: str
    name: str
    also: str
    text: str


class Chapter(NamedTuple):
    """Terms that belong together."""

    anchor: str
    title: str
    terms: tuple[Term, ...]


class GlossaryPage(NamedTuple):
    frame: PageFrame
    contents: tuple[PageLink, ...]
    chapters: tuple[Chapter, ...]
    template: str = "glossary.html"


def glossary_pages(index: SiteIndex) -> Iterable[Page]:
    found = chapters()
    own = site_frame(index, GLOSSARY.address, GLOSSARY.label, section=GLOSSARY)
    contents = tuple(PageLink(chapter.title, f"#{chapter.anchor}") for chapter in found)
    return (GlossaryPage(own, contents, found),)


@cache
def chapters() -> tuple[Chapter, ...]:
    """The chapters in the order of the file."""
    import tomllib  # for one page

    words = tomllib.loads(data("site_templates/glossary.toml").read_text("utf-8"))
    return tuple(
        Chapter(f"c-{digest(chapter['title'])}", chapter["title"], tuple(map(_term, chapter["term"])))
        for chapter in words["chapter"]
    )


def _term(term: dict[str, str]) -> Term:
    return Term(f"t-{digest(term['name'])}", term["name"], term.get("also", ""), term["text"])


GLOSSARY_PAGE = page_kind("glossary", TABLES, pages=glossary_pages)
