"""``permalinks.lock``: written in order, read back as it was, merged by git, never believed blindly."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdsl.publishing.addresses import PUBLISHED
from perfdsl.publishing.errors import BadPermalinksError
from perfdsl.publishing.permalinks import NAME, Permalink, read_permalinks, short, write_permalinks

ENTRIES = [
    Permalink("2024/b/index.html"),
    Permalink("2024/a/index.html#i-2", "满意度", {"全年指标值": "≥95%"}, 1),
    Permalink("2024/a/index.html"),
]


def test_in_the_order_of_addresses_one_a_line(tmp_path: Path) -> None:
    assert write_permalinks(tmp_path, ENTRIES)
    assert not write_permalinks(tmp_path, reversed(ENTRIES))
    head, *lines = (tmp_path / NAME).read_text("utf-8").splitlines()
    assert NAME in json.loads(head)
    assert lines == [
        '{"page": "2024/a/index.html"}',
        '{"row": "2024/a/index.html#i-2", "name": "满意度", "values": {"全年指标值": "≥95%"}, "corrections": 1}',
        '{"page": "2024/b/index.html"}',
    ]
    assert sorted(read_permalinks(tmp_path).values()) == sorted(ENTRIES)


def test_no_file_is_nothing_published(tmp_path: Path) -> None:
    assert read_permalinks(tmp_path) == {}


@given(st.dictionaries(st.from_regex(PUBLISHED, fullmatch=True), st.dictionaries(st.text(), st.text())))
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[str, dict[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("lock")
    entries = {address: Permalink(address, address, values) for address, values in texts.items()}
    write_permalinks(folder, entries.values())
    assert read_permalinks(folder) == entries


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<<<<<<< HEAD", "合并"),
        ("=======", "合并"),
        ("垃圾", "上一次提交"),
        ("[]", "上一次提交"),
        ('{"row": 1}', "上一次提交"),
        ('{"row": "x.html", "values": []}', "上一次提交"),
        ('{"page": "../../etc/x.html"}', "上一次提交"),
        ('{"page": "2024/a/../../x.html"}', "上一次提交"),
        ('{"page": "/etc/x.html"}', "上一次提交"),
        ('{"page": "a\\nb.html"}', "上一次提交"),
        ('{"row": "x.html#<script>", "values": {}}', "上一次提交"),
        ("{" * 100_000, "上一次提交"),
        ("[" * 100_000, "上一次提交"),
    ],
)
def test_a_line_that_is_none_is_named(line: str, said: str, tmp_path: Path) -> None:
    write_permalinks(tmp_path, ENTRIES)
    with (tmp_path / NAME).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(BadPermalinksError, match=f"第 5 行.*{said}"):
        read_permalinks(tmp_path)


def test_a_long_value_is_kept_as_its_beginning_and_a_digest() -> None:
    assert short("健全") == "健全"
    one, other = short("长" * 500), short("长" * 501)
    assert one != other
    assert len(one) <= 80


def test_git_merges_what_two_people_published(tmp_path: Path) -> None:
    """Each publishes a department of their own; no line is lost and the result is in order."""

    def git(*arguments: str) -> None:
        person = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", *person, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def publish(*names: str) -> None:
        known = read_permalinks(tmp_path)
        write_permalinks(
            tmp_path, [*known.values(), *(Permalink(f"2024/{name}/index.html") for name in names)]
        )
        git("add", NAME)
        git("commit", "-m", "x")

    git("init", "-b", "main")
    publish("caizheng", "jiaoyu", "minzheng", "weijian")
    git("branch", "other")
    publish("anjian")
    git("checkout", "other")
    publish("nongye")
    git("merge", "main", "-m", "x")
    merged = read_permalinks(tmp_path)
    assert [address.split("/")[1] for address in merged] == sorted(
        ["caizheng", "jiaoyu", "minzheng", "weijian", "anjian", "nongye"]
    )
