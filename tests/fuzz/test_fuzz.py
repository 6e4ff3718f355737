"""The fuzzer, shortly and always with the same inputs; the long run is ``python -m tests.fuzz``."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import main
from tests.fuzz.corpus import corpus
from tests.fuzz.laws import CHEAP, check_bytes, no_rule_fails
from tests.fuzz.trial import COSTLY, failure, input_of, laws_of, smallest

KNOWN = corpus()


@settings(max_examples=400, derandomize=True)
@given(st.integers(0, 1_000_000), st.booleans())
def test_the_laws_hold_for_damaged_tables(number: int, costly: bool) -> None:
    laws = (*CHEAP, *COSTLY) if costly and number % 4 == 0 else CHEAP
    content = input_of(KNOWN, 1, number)
    failed = failure(content, laws)
    assert failed is None, content.decode("utf-8", "backslashreplace")


@settings(max_examples=300, derandomize=True)
@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_the_laws_hold_for_bytes_of_any_kind(content: bytes) -> None:
    failed = failure(content, CHEAP)
    assert failed is None


def test_an_input_has_a_number_and_is_the_same_each_time() -> None:
    assert [input_of(KNOWN, 7, number) for number in range(50)] == [
        input_of(KNOWN, 7, number) for number in range(50)
    ]
    assert len({input_of(KNOWN, 7, number) for number in range(50)}) > 45
    assert laws_of(0) == (*CHEAP, *COSTLY)
    assert laws_of(1) == CHEAP


def test_what_breaks_a_law_is_found_and_made_small() -> None:
    """A law that the marked line breaks: everything else goes away."""

    def no_secret(checked: object) -> None:
        text = checked.source.text  # type: ignore[attr-defined]
        assert "秘密" not in text

    text = "部门: 甲\n年度: 2024\n\n# 指标\n名称 >= 1人\n有秘密的一行 >= 2人\n".encode()
    failed = failure(text, (no_secret,))
    assert failed is not None
    assert failed.law == "no_secret"
    assert smallest(text, no_secret, failed.reason).decode() == "秘密"


def test_a_crash_is_a_broken_law() -> None:
    def crash(checked: object) -> None:
        raise KeyError(checked)

    failed = failure(b"x", (crash,))
    assert failed is not None
    assert failed.reason.startswith("KeyError in ")


def test_the_long_run_ends_with_0_where_all_holds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "failures"
    monkeypatch.setattr(
        "sys.argv", ["fuzz", "--inputs", "40", "--first", "1", "--jobs", "1", "--out", str(out)]
    )
    assert main() == 0
    assert "40 inputs" in capsys.readouterr().out
    assert not out.exists()


def test_every_input_is_what_check_reads() -> None:
    """The corpus itself keeps all laws but that of mistakes it is made to show."""
    for lines in KNOWN.texts:
        assert check_bytes("\n".join(lines).encode()).document is not None


def test_a_framework_whose_first_line_is_another() -> None:
    """Its sections of rows are then read as those of a table, which has none of that title."""
    no_rule_fails(check_bytes("####### 甲\n体系: 甲\n标题: 甲\n\n# 栏目\n\n年度目标: 必填\n".encode()))
