"""A form that calls its columns otherwise needs a file of words, no Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdsl.importer.file_import import import_bytes
from perfdsl.importer.form_words import words_of
from perfdsl.importer.layout_files import FILE, LayoutError, layout_of
from perfdsl.pipeline import library

FORM = "专题名称\t公园改造\n年度\t2025\n类目\t小类\t考核内容\t考核标准\n产出指标\t数量指标\t改造公园\t≥2个\n"
WORDS = """
[name]
"项目" = ["专题名称"]

[indicator]
category = ["类目"]
subcategory = ["小类"]
indicator = ["考核内容"]
value = ["考核标准"]
"""


def imported(folder: Path) -> str:
    shelf = library()
    done = import_bytes(FORM.encode(), "表.tsv", shelf, "", words_of(shelf, layout_of([folder])))
    return "".join(table.text for table in done.tables)


def test_a_project_adds_the_words_of_its_forms(tmp_path: Path) -> None:
    assert imported(tmp_path) == ""
    (tmp_path / FILE).write_text(WORDS, "utf-8")
    text = imported(tmp_path)
    assert text.startswith("项目: 公园改造\n年度: 2025\n")
    assert "## 产出指标\n### 数量指标\n改造公园 >= 2个\n" in text


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "别处").write_text(WORDS, "utf-8")
    (tmp_path / FILE).symlink_to(tmp_path / "别处")
    with pytest.raises(LayoutError, match="链接"):
        layout_of([tmp_path])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[indicators]\n", "是不是“indicator”？"),
        ('[indicator]\nvalues = ["值"]\n', "是不是“value”？"),
        ('[indicator]\nvalue = "值"\n', "要写成"),
        ("[indicator\n", "不是 TOML 文件"),
        ("[indicator]\nvalue = [1]\n", "要写成"),
        ("value = []\n", "没有[value]"),
    ],
)
def test_a_wrong_file_is_told_with_what_may_stand_there(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(LayoutError, match=FILE) as told:
        layout_of([tmp_path])
    assert said in str(told.value)
