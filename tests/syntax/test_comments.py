"""``//`` is a comment in every line, prose too; what it holds is never published, and what begins none is text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perfdsl.cli import main
from perfdsl.formatter import format_source
from perfdsl.model.library import Library
from perfdsl.model.section import Section
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.comments import escaped, split_comment, unescaped
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source

HEAD = "部门: 甲\n年度: 2024\n体系: 部门整体三类\n\n"


@pytest.fixture(scope="module")
def shelf() -> Library:
    return library()


@pytest.mark.parametrize(
    ("line", "published", "comment"),
    [
        ("// 整行备注", "", "// 整行备注"),
        ("保障运转。 // 待核", "保障运转。 ", "// 待核"),
        ("保障运转。　／／待核", "保障运转。　", "／／待核"),
        ("\t// 缩进的备注", "\t", "// 缩进的备注"),
        ("见 https://example.cn/a 一文", "见 https://example.cn/a 一文", None),
        ("见 http: //example.cn/a 一文", "见 http: //example.cn/a 一文", None),
        ("见 https： //example.cn/a // 待核", "见 https： //example.cn/a ", "// 待核"),
        ("[链接](//example.cn)", "[链接](//example.cn)", None),
        (r"路径写作 \//a", r"路径写作 \//a", None),
        (r"\// 不是备注 // 是备注", r"\// 不是备注 ", "// 是备注"),
        ("质量“甲//乙”", "质量“甲//乙”", None),
        ("“甲 // 乙”", "“甲 ", "// 乙”"),
        ('"甲 // 乙"', '"甲 ', '// 乙"'),  # quotes mean nothing in prose
        ("`a // b`", "`a ", "// b`"),  # nor do code spans
        ("甲/乙/丙", "甲/乙/丙", None),
        ("///", "", "///"),
        ("甲 ∕∕ 乙", "甲 ", "∕∕ 乙"),
        ("> // 引文里的备注", "> ", "// 引文里的备注"),
    ],
)
def test_a_line_of_prose(line: str, published: str, comment: str | None) -> None:
    content, found = split_comment(line, is_prose=True)
    assert (content, found and found.text) == (published, comment)


def test_a_remark_is_not_published_and_does_not_end_a_paragraph(shelf: Library) -> None:
    section = _goal("第一行 // 一\n// 二\n第二行\n\n// 三\n\n第三行 // 四\n// 五\n", shelf)
    assert section.markdown == "第一行\n第二行\n\n\n第三行"
    assert list(section.numbered())[:2] == [(6, "第一行"), (8, "第二行")]
    places = [section.place_at(section.markdown.index(text)) for text in ("第一行", "二行", "第三行")]
    assert places == [(6, 0), (8, 1), (12, 0)]


def test_findings_below_a_remark_stand_on_their_line(shelf: Library) -> None:
    text = f"{HEAD}# 年度目标\n// 一\n// 二\n完成了了<p>任务</p>\n\n# 指标\n"
    places = {
        (finding.code, finding.span.line) for finding in check_source(Source("x", text), shelf).findings
    }
    assert ("S702", 8) in places


@pytest.mark.parametrize(
    "fence", ["```\n{}\n```", "    {}", "- 一\n- {}", "| 甲 | 乙 |\n|---|---|\n| 1 | {} |"]
)
def test_code_lists_and_tables_are_no_exception(fence: str, shelf: Library) -> None:
    assert "备注" not in _goal(fence.format("甲 // 备注"), shelf).markdown


@pytest.mark.parametrize(
    "text", ["完成了了任务。 // 允许 S701: 原文如此", "// 允许 S701: 原文如此\n完成了了任务。"]
)
def test_a_suppression_in_prose(text: str, shelf: Library) -> None:
    table = f"{HEAD}# 年度目标\n{{}}\n\n# 指标\n"
    codes = [finding.code for finding in check_source(Source("x", table.format(text)), shelf).findings]
    without = [
        finding.code for finding in check_source(Source("x", table.format("完成了了任务。")), shelf).findings
    ]
    assert "S701" in without
    assert "S701" not in codes
    assert not {"P112", "P113", "P114"} & set(codes)


def test_a_suppression_above_the_heading_behind_prose(shelf: Library) -> None:
    text = f"{HEAD}# 年度目标\n保障运转。\n// 允许 S704: 原文如此\n# 指标\n"
    checked = check_source(Source("x", text), shelf)
    assert checked.table is not None
    assert checked.table.sections[0].markdown == "保障运转。"
    assert [finding.span.line for finding in checked.findings if finding.code == "P114"] == [7]


def test_fmt_keeps_the_remarks_of_prose() -> None:
    text = f"{HEAD}# 年度目标\n\n甲  // 一\n// 二\n\\// 三\n乙\n"
    assert format_source(Source("x", text)) == text


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (r"培训内容: 甲 \// 乙", "甲 // 乙"),
        (r"培训内容: \// 乙", "// 乙"),
        (r"培训内容: 甲\//乙", "甲//乙"),
        (r"培训内容: 甲 \//  // 备注", "甲 //"),
        ("培训内容: https://a.cn/b", "https://a.cn/b"),
    ],
)
def test_escaped_slashes_of_a_structured_line(line: str, value: str) -> None:
    text = f"{HEAD}# 指标\n## 产出指标\n### 数量指标\n{line}\n"
    (entry,) = (line.node for line in parse(Source("x", text)).lines if line.number == 8)
    assert [cell.value.text for cell in entry.cells] == [value]  # type: ignore[union-attr]
    again = format_source(Source("x", text))
    (entry,) = (line.node for line in parse(Source("x", again)).lines if line.text.startswith("培训内容"))
    assert [cell.value.text for cell in entry.cells] == [value]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text", ["", "a // b", "// a // b", "a//b", "////", "https: //a", " ／／", "a\u200b//b"]
)
def test_what_is_escaped_begins_no_comment(text: str) -> None:
    assert split_comment(escaped(text)) == (escaped(text), None)
    assert unescaped(escaped(text)) == text


EXPORTS = {
    "json": "1.json",
    "xlsx": "2.xlsx",
    "csv": "3.zip",
    "datapackage": "4.zip",
    "sqlite": "5.sqlite",
    "stratml": "6.xml",
}


def test_no_output_holds_a_remark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the project makes of a table: the pages, their downloads, the search data, every export."""
    remark = "机密备注"
    (tmp_path / "甲.perf").write_text(
        f"""部门: 甲单位 // {remark}
年度: 2024
编码: 1001
体系: 部门整体三类

# 年度目标

保障单位正常运转。 // {remark}
// {remark}
- 完成任务 // {remark}

```
a // {remark}
```

# 资金（万元）
// {remark}
基本支出 = 100 // {remark}

# 指标
## 产出指标 // {remark}
### 数量指标
培训人数 >= 5人 // {remark}
> 数据来源: 登记表 // {remark}
""",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--draft", "-o", "site"]) in (0, 1)
    for form, name in EXPORTS.items():
        assert main(["export", "甲.perf", "--to", form, "-o", f"out/{name}"]) == 0
    made = [file for folder in ("site", "out") for file in Path(folder).rglob("*") if file.is_file()]
    assert len(made) > 20
    guilty = [file for file in made if remark.encode() in _content(file)]
    assert not guilty
    assert any("保障单位正常运转" in _content(file).decode("utf-8", "ignore") for file in made)


def _content(file: Path) -> bytes:
    """The bytes of a file, those of an archive unpacked, those of JSON with its characters as they are."""
    data = file.read_bytes()
    if data[:2] == b"PK":
        from io import BytesIO
        from zipfile import ZipFile

        with ZipFile(BytesIO(data)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if file.suffix == ".json":
        return json.dumps(json.loads(data), ensure_ascii=False).encode()
    return data


def _goal(text: str, shelf: Library) -> Section:
    table = check_source(Source("x", f"{HEAD}# 年度目标\n{text}\n# 指标\n"), shelf).table
    assert table is not None
    return table.sections[0]
