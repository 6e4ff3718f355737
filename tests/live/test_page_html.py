"""What the preview reads of a drawn page."""

from __future__ import annotations

from perfdsl.live.page_html import body, has_head_of, head, title, version, with_script

PAGE = (
    "<!DOCTYPE html>\n<head><title>甲 &amp; 乙</title><meta name=a content=b><link href=x></head>\n"
    '<body class="c">\n<p>&lt;body&gt;</p>\n</body>\n</html>\n'
)


def test_its_title_and_its_body() -> None:
    assert title(PAGE) == "甲 & 乙"
    assert body(PAGE) == '<body class="c">\n<p>&lt;body&gt;</p>\n</body>'
    assert (title("x"), body("x")) == ("", "x")


def test_its_head_without_the_words() -> None:
    assert head(PAGE) == head(PAGE.replace("甲", "丙").replace("content=b", "content=c"))
    assert head(PAGE) != head(PAGE.replace("href=x", "href=y"))


def test_its_version_tells_whether_it_must_be_loaded_anew() -> None:
    other, redressed = PAGE.replace("<p>", "<p>1"), PAGE.replace("href=x", "href=y")
    assert len({version(PAGE), version(other), version(redressed)}) == 3
    assert has_head_of(version(PAGE), other)
    assert not has_head_of(version(PAGE), redressed)
    assert all(version(one) < 2**53 for one in (PAGE, other, redressed)), "exact in a script"


def test_the_script_is_one_line_more() -> None:
    line = f'<script src="/-/live.js?version={version(PAGE)}" defer></script>\n'
    assert with_script(PAGE) == PAGE.replace("</body>", f"{line}</body>")
    assert with_script("x").startswith("x\n<script ")
