"""The link checker: what leads somewhere, what does not, and what is not its business."""

from __future__ import annotations

import pytest

from perfdsl.site.errors import BrokenLink
from perfdsl.site.output_folder import page_links as checker
from perfdsl.site.output_folder.page_links import Links

PAGES = {
    "index.html": '<h1 id="top">x</h1><a href="2024/a/index.html#row-1">a</a>',
    "2024/a/index.html": '<tr id="row-1"></tr><a href="form.html">f</a><a href="../../index.html#top">h</a>',
    "2024/a/form.html": '<a href="index.html">i</a>',
}


def broken(pages: dict[str, str], files: dict[str, str] | None = None) -> tuple[BrokenLink, ...]:
    """Judge pages that arrive one document at a time."""
    links = Links()
    for address, html in pages.items():
        links.add({address: html})
    everything = {**pages, **(files or {})}
    return checker.broken([links.open], everything.get, everything.__contains__)


def test_a_whole_site_has_none() -> None:
    assert broken(PAGES) == ()


@pytest.mark.parametrize(
    "href",
    ["nothing.html", "#nothing", "../../index.html#nothing", "../../../above.html", "../b/", "static/x.css"],
)
def test_what_leads_nowhere(href: str) -> None:
    pages = PAGES | {"2024/a/form.html": f'<a href="{href}">x</a>'}
    assert broken(pages) == (BrokenLink("2024/a/form.html", href),)


@pytest.mark.parametrize(
    "href",
    [
        "https://example.gov.cn/",
        "//example.gov.cn",
        "mailto:a@b.cn",
        "/portal/",
        "#",
        "?a=1",
        "index.html?x#row-1",
        "./",
        ".",
    ],
)
def test_what_is_fine(href: str) -> None:
    pages = PAGES | {"2024/a/form.html": f'<a href="{href}">x</a>'}
    assert broken(pages) == ()


def test_encoded_names_and_sources_count() -> None:
    page = {
        "a.html": '<img src="static/%E5%9B%BE.svg"><a href="b.html#a&amp;b">x</a>',
        "b.html": '<p id="a&amp;b">',
    }
    assert broken(page, {"static/图.svg": ""}) == ()
    assert broken(page) == (BrokenLink("a.html", "static/%E5%9B%BE.svg"),)
