"""``[publish.redirects]``: what may be written there, and where it leads."""

from __future__ import annotations

import pytest

from perfdsl.publishing.errors import BadRedirectError
from perfdsl.publishing.redirects import Redirects, read_redirects

PAGES = ("index.html", "2024/b/index.html", "2024/b/form.html", "2024/c/index.html")
PUBLISHED = (
    "2024/a/index.html",
    "2024/a/form.html",
    "2024/a/project-1.html",
    "2024/a/index.html#i-1",
    *PAGES,
)


def test_pages_folders_and_rows() -> None:
    found = read_redirects(
        {"redirects": {"2024/a/index.html": "index.html", "2023/a/": "2024/b/", "2024/b/index.html#i-1": "2024/b/index.html#i-2"}}
    )  # fmt: skip
    assert found.target("2024/a/index.html") == "index.html"
    assert found.target("2023/a/form.html", PAGES) == "2024/b/form.html"
    assert found.target("2023/a/project-1.html", PAGES) == "2024/b/index.html"
    assert found.target("2023/c/index.html", PAGES) == ""
    new = "2024/b/index.html#i-2"
    assert found.moved_rows() == (("2024/b/index.html", "i-1", "#i-1", new, new),)
    named = found._replace(published={"2024/b/index.html#i-1": "旧名", new: "新名"})
    assert [(row.name, row.label) for row in named.moved_rows()] == [("旧名", "新名")]


def test_the_innermost_folder_decides() -> None:
    found = read_redirects({"redirects": {"a/": "2024/b/", "a/x/": "2024/c/"}})
    assert found.target("a/x/form.html", PAGES) == "2024/c/index.html"
    assert found.target("a/form.html", PAGES) == "2024/b/form.html"


def test_every_published_page_of_a_folder_that_moved_gets_its_own() -> None:
    moved = read_redirects({"redirects": {"2024/a/": "2024/b/"}})._replace(published=PUBLISHED).moved(PAGES)
    assert moved == {
        "2024/a/form.html": "2024/b/form.html",
        "2024/a/index.html": "2024/b/index.html",
        "2024/a/project-1.html": "2024/b/index.html",
    }


def test_another_site_may_have_taken_over() -> None:
    written = {
        "2024/a/": "https://www.example.gov.cn/jx/",
        "2023/a/index.html": "https://example.gov.cn/?id=1&a=财政",
    }
    moved = read_redirects({"redirects": written})._replace(published=PUBLISHED).moved(PAGES)
    assert moved["2024/a/form.html"] == "https://www.example.gov.cn/jx/form.html"
    assert moved["2023/a/index.html"] == "https://example.gov.cn/?id=1&a=财政"


def test_nothing_is_written() -> None:
    assert read_redirects({}) == Redirects({}, {}, {})


@pytest.mark.parametrize(
    "old",
    [
        "", "/", ".", "..", "../x.html", "a/../x.html", "/etc/x.html", "a//x.html", "./x.html", "a\\x.html", "C:/x.html",
        "https://a/x.html", "x.css", "static/site.css", "manifest.json", ".perfdsl-site", ".git/x.html", "A/x.html",
        "x.html?a=1", "x.html#", "x.html#main", "x.html#i-<script>", "x.html#i-1#i-2", "a/#i-1", "<script>.html",
        "{{x}}.html", "x.html\n", "财政/index.html", "a" * 2000 + ".html",
    ],
)  # fmt: skip
def test_an_old_address_has_the_shape_of_one(old: str) -> None:
    with pytest.raises(BadRedirectError, match="旧网址"):
        read_redirects({"redirects": {old: "index.html"}})


@pytest.mark.parametrize(
    "new",
    [
        "", "javascript:alert(1)", "data:text/html,x", "//evil.example/", "../x.html", "/x.html", "x.html#", "x.css",
        'https://a/"><script>', "https://a/ b", "https://a/;url='x'", "vbscript:x", 3, ["x.html"], {"x": "y"}, "a" * 2000,
    ],
)  # fmt: skip
def test_a_new_address_is_a_page_of_this_site_or_another(new: object) -> None:
    with pytest.raises(BadRedirectError, match="新网址写得不对"):
        read_redirects({"redirects": {"x.html": new}})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2024/b/", "2024/c/index.html", "要么都是文件夹"),
        ("2024/x.html", "2024/c/", "要么都是文件夹"),
        ("2024/b/index.html", "2024/c/index.html", "还在"),
        ("2024/a/index.html", "2024/d/index.html", "不是本站现有的网页"),
        ("2024/a/index.html", "2024/a/index.html", "不是本站现有的网页"),
        ("2024/a/", "2024/a/a/", "不是本站现有的网页"),
    ],
)
def test_no_dead_ends_and_no_circles(old: str, new: str, said: str) -> None:
    with pytest.raises(BadRedirectError, match=said):
        read_redirects({"redirects": {old: new}})._replace(published=PUBLISHED).moved(PAGES)


def test_a_table_is_asked_for() -> None:
    with pytest.raises(BadRedirectError, match=r"\[publish\.redirects\]"):
        read_redirects({"redirects": ["a", "b"]})
