"""Plain paragraphs are made without the parser, and look as if the parser had made them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdsl.site.render import prose as module
from perfdsl.site.render.prose import prose

_LINES = st.lists(st.text("甲乙（1）：；,.!?: 　#>+-=*_`~|[]()<>&\"'\\\t\u00a0\x850aA\u2028"), max_size=6)


def parsed(markdown: str) -> str:
    return str(module._renderer().render(markdown)).strip()


@given(_LINES, st.sampled_from(["\n", "\n\n", "\n\n\n"]))
def test_every_text_looks_as_parsed(lines: list[str], between: str) -> None:
    text = between.join(lines)
    assert prose(text) == parsed(text)


@pytest.mark.parametrize(
    "text", ["（1）制定计划，\n明确责任。\n\n（2）总结经验。\n", "\n甲\n", "", "\n\n", "甲'乙 丙！"]
)
def test_plain_text_needs_no_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = parsed(text)
    monkeypatch.delattr(module, "_renderer")
    assert prose(text) == expected


def test_a_mark_is_never_plain() -> None:
    for text in ("**甲**", "甲\n---", "甲 <b>", "1. 甲", "- 甲", "    甲", "甲  \n乙", "&amp;", "|甲|\n|-|"):
        assert prose(text) == parsed(text), text
