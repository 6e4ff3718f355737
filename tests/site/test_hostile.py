"""Text that tries to be more than text ends as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from perfdsl.site.build import build
from perfdsl.site.render.prose import prose
from tests.site.samples import Project

LONG = "很长的名称" * 100
SCRIPT = "<script>alert(1)</script>"
HOSTILE = f"""部门: {SCRIPT}"单位' {{{{ 7*7 }}}}
年度: 2024
体系: 部门整体三类
编码: ../../../etc/passwd
自定义: <img src=x onerror=alert(1)>

# 部门职能

{SCRIPT} <b onclick="x">粗</b> [点](javascript:alert(1)) [数据](data:text/html;base64,x) ![图](https://evil.example/x.png)
{{{{ page.frame }}}} {{% raw %}} <https://example.gov.cn/> [好](https://example.gov.cn/a"b)

# {SCRIPT}

x

# 资金（万元）

基本支出 = 40
> {SCRIPT}: {SCRIPT}
"><svg onload=1> = 60

# 项目（万元）

{LONG} = 60
=cmd|'/c calc'!A1 = 1

# 指标

## 产出指标
### 数量指标 <- {LONG}
{LONG} >= 4期
"{SCRIPT}: x" >= 1期
> {SCRIPT}: "><script>alert(2)</script>
{{{{ 7*7 }}}} >= 49个
### "><script>x
指标: {SCRIPT}
"""


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Tags()
    reader.feed(html)
    return reader.found


def test_nothing_of_it_runs_or_leaves_the_folder(project: Project, tmp_path: Path) -> None:
    build(project({"a.perf": HOSTILE}), tmp_path / "deep" / "out", draft=True)
    pages = list((tmp_path / "deep" / "out").rglob("*.html"))
    assert len(pages) >= 5
    for page in pages:
        html = page.read_text("utf-8")
        for tag, attributes in tags(html):
            assert tag not in ("style", "iframe", "object", "embed", "img", "base"), tag
            assert tag != "script" or re.fullmatch(r"[./]*static/js/[a-z-]+\.js", attributes["src"] or "")
            assert not [name for name in attributes if name.startswith("on") or name == "style"]
            href = attributes.get("href") or ""
            assert not re.match(r"\s*(javascript|data|vbscript):", href, re.IGNORECASE)
        assert ">49<" not in html
    assert {entry.name for entry in tmp_path.iterdir()} == {"deep", "项目"}


def test_text_is_shown_to_the_letter(project: Project, tmp_path: Path) -> None:
    build(project({"a.perf": HOSTILE}), tmp_path / "out", draft=True)
    page = next((tmp_path / "out/2024").glob("*/index.html")).read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert LONG in page


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("第一行\n第二行", "<p>第一行<br>\n第二行</p>"),
        ("## 小标题", "<h3>小标题</h3>"),
        ("#### 小标题", "<h5>小标题</h5>"),
        ("标题\n===", "<h3>标题</h3>"),
        ("**重点**与~~旧~~", "<p><strong>重点</strong>与<s>旧</s></p>"),
        ("<div>&amp;", "<p>&lt;div&gt;&amp;</p>"),
        ("[甲](JaVaScript:x)", "<p>[甲](JaVaScript:x)</p>"),
    ],
)
def test_markdown(markdown: str, html: str) -> None:
    assert str(prose(markdown)) == html
