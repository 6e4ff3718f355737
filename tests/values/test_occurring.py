"""Names that occur in a text: few or many of them, the answer is the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdsl.text import occurring as module
from perfdsl.text.occurring import occurring

_TEXTS = st.text("甲乙丙 1", max_size=40)


@given(names=st.sets(st.text("甲乙丙 1", max_size=4)), text=_TEXTS)
def test_one_after_the_other_or_all_at_once(names: set[str], text: str) -> None:
    wanted = {name for name in names if name in text}
    assert occurring(names, text) == wanted
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_WORTH_IT", 0)
        assert occurring(names, text) == wanted


def test_many_names() -> None:
    names = [f"项目{number:04}" for number in range(2_000)]
    assert occurring(names, "甲项目0007乙项目1999丙项目2") == {"项目0007", "项目1999"}
