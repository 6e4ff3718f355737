"""Blocks: exchanged in the old page they make the new one, and they are small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdsl.live.blocks import Block, body, changed_blocks, head, prepare, title

GOLDEN = Path(__file__).parent.parent / "site" / "golden"
PAGE = (GOLDEN / "2022/zonggonghui/index.html").read_text("utf-8")
TEXT = re.compile(r">([^<>\n]+)<")
TEXTS = [match.span(1) for match in TEXT.finditer(PAGE) if match.start() > PAGE.index("<body")]
ROW = '<tr id="a"><td>1</td></tr>\n'


def exchanged(old: str, blocks: tuple[Block, ...]) -> str:
    """The page after the browser has put the blocks in; it finds an element by its id and closes it by itself."""
    for block in blocks:
        name = re.match(r"<(\w+)", block.html)
        assert name
        start = re.search(
            rf'<{name[1]}\b[^<>]* id="{re.escape(block.id)}"|<{name[1]} id="{re.escape(block.id)}"', old
        )
        assert start
        depth, at = 0, start.start()
        for tag in re.finditer(rf"<(/?){name[1]}\b[^>]*>", old[at:]):
            depth += -1 if tag[1] else 1
            if depth == 0:
                old = old[:at] + block.html + old[at + tag.end() :]
                break
    return old


@given(
    st.lists(
        st.tuples(st.sampled_from(TEXTS), st.sampled_from(["", "99%", "新的<b>字</b>", "两\n行"])), max_size=4
    )
)
def test_exchanged_they_make_the_new_page(changes: list[tuple[tuple[int, int], str]]) -> None:
    new = PAGE
    for (start, end), text in sorted(dict(changes).items(), reverse=True):
        new = new[:start] + text + new[end:]
    prepare(PAGE)
    blocks = changed_blocks(PAGE, new)
    if blocks is not None:
        assert exchanged(body(PAGE), blocks) == body(new)


@pytest.mark.parametrize("text", ["3", "<b>3</b>", "三\n行"])
def test_one_row_is_one_block(text: str) -> None:
    old = f'<body>\n<main id="m">\n{ROW}<p id="b">x</p>\n</main>\n</body>'
    blocks = changed_blocks(old, old.replace("<td>1", f"<td>{text}"))
    assert blocks == (Block("a", ROW.strip().replace("1", text)),)


def test_rows_that_come_go_or_change_places_are_their_parents_block() -> None:
    other = ROW.replace('"a"', '"b"')
    whole = '<body><p id="x">x</p><table id="t">{}</table></body>'
    old = whole.format(ROW + other)
    for rows in (ROW, other + ROW, ROW + other + ROW.replace('"a"', '"c"')):
        new = whole.format(rows)
        assert changed_blocks(old, new) == (Block("t", f'<table id="t">{rows}</table>'),)


def test_a_change_within_and_around_an_inner_element() -> None:
    old = '<body>\n<div id="out">\none\n<p id="in">\ntwo\n</p>\nthree\n</div>\n</body>'
    for words in (("one",), ("one", "two"), ("two", "three"), ("one", "two", "three")):
        new = old
        for word in words:
            new = new.replace(word, word * 2)
        (block,) = changed_blocks(old, new) or ()
        assert block.id == "out"
        assert block.html == new.removeprefix("<body>\n").removesuffix("\n</body>")


@pytest.mark.parametrize(
    "new",
    [
        "<body>y</body>",  # outside of every element with an id
        '<body>x<p id="a">1</p><p id="a">2</p></body>',  # which of the two?
        '<body>x<p id="a">1</div></body>',  # tags out of order
        '<body>x<p id="a">1</body>',
    ],
)
def test_no_blocks_where_they_would_be_wrong(new: str) -> None:
    assert changed_blocks('<body>x<p id="a">1</p></body>', new) is None


def test_nothing_changed() -> None:
    assert changed_blocks(PAGE, PAGE) == ()


def test_comments_scripts_and_drawings_do_not_confuse() -> None:
    old = '<body><!-- <p id="a"> --><script>"<p>"</script><svg id="s"><path d="M0"/></svg><br><img id="i" alt=">"></body>'
    assert changed_blocks(old, old.replace("M0", "M1")) == (Block("s", '<svg id="s"><path d="M1"/></svg>'),)
    assert changed_blocks(old, old.replace('alt=">"', 'alt=">>"')) == (Block("i", '<img id="i" alt=">>">'),)


def test_title_and_head() -> None:
    page = "<head><title>甲 &amp; 乙</title><meta name=a content=b><link href=x></head><body></body>"
    assert title(page) == "甲 & 乙"
    assert head(page) == head(page.replace("甲", "丙").replace("content=b", "content=c"))
    assert head(page) != head(page.replace("href=x", "href=y"))
