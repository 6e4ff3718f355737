"""Around every page: meta tags, 公开信息, breadcrumb, date and source, footer marks, a portal's own header and footer."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from perfdsl.site.build import build
from tests.site.samples import TABLE, Project


def metas(page: Path) -> dict[str, str]:
    return dict(re.findall(r'<meta name="([A-Z]\w+)" content="([^"]*)">', page.read_text("utf-8")))


def test_the_meta_groups_of_government_sites(county: Path) -> None:
    site = {
        "SiteName": "青山县部门预算绩效目标公开",
        "SiteDomain": "www.example.gov.cn",
        "SiteIDCode": "3200000000",
    }
    column = {"ColumnType": "预算绩效目标公开"}
    assert metas(county / "index.html") == site | column | {"ColumnName": "预算绩效"}
    assert metas(county / "2025/status.html") == site | column | {"ColumnName": "公开状态"}
    assert metas(county / "2025/213001/index.html") == site | column | {
        "ColumnName": "单位目录",
        "ArticleTitle": "青山县水务局 2025年度",
        "PubDate": "2025-02-10",
        "ContentSource": "青山县水务局",
    }


def test_information_heads_a_table(county: Path) -> None:
    html = (county / "2025/213001/index.html").read_text("utf-8")
    block = html.split('<dl class="facts info">')[1].split("</dl>")[0]
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", block) == [
        ("索引号", "QS213001/2025-00001"),
        ("发布机构", "青山县水务局"),
        ("发文日期", "2025-02-10"),
    ]


def test_every_page_has_breadcrumb_year_date_and_source(county: Path) -> None:
    for page in county.rglob("*.html"):
        html = page.read_text("utf-8")
        if page.name == "404.html" or page == county / "index.html":
            continue
        assert 'aria-label="当前位置"' in html, page
        assert re.search(
            r"<span>20\d\d(—20\d\d)?年度</span><span>公开(日期|截至) 20\d\d-\d\d-\d\d</span>", html
        ), page
        assert re.search(r"<span>由(源文件 \S+ 生成，版本 [0-9a-f]{10}| \d+ 张表汇总)</span>", html), page


def test_footer_marks(county: Path) -> None:
    foot = (county / "index.html").read_text("utf-8").split('<footer class="site-foot">')[1]
    for mark in ("主办：青山县财政局", "承办：青山县财政局预算绩效管理股", "网站标识码：3200000000", "苏ICP备00000000号", "苏公网安备 32000000000000号"):  # fmt: skip
        assert mark in foot


def test_no_marks_where_none_are_set(corrected: Path) -> None:
    foot = (corrected / "index.html").read_text("utf-8").split('<footer class="site-foot">')[1]
    assert "网站标识码" not in foot
    assert "beian" not in foot


def test_a_portal_puts_its_own_header_and_footer_around_the_pages(project: Project, tmp_path: Path) -> None:
    own = {"templates/_header.html": "<header>某市门户</header>", "templates/_footer.html": "<footer>某市制作</footer>"}  # fmt: skip
    build(project({"a.perf": TABLE, **own}), tmp_path / "out")
    for page in (tmp_path / "out").rglob("*.html"):
        html = page.read_text("utf-8")
        assert "<header>某市门户</header>" in html, page
        assert "<footer>某市制作</footer>" in html, page
        assert "site-foot" not in html, page


def test_the_revision_is_what_git_calls_the_file(root: Path, county: Path) -> None:
    file = root / "examples/county/2025/shuiwuju.perf"
    known = subprocess.run(["git", "hash-object", str(file)], check=True, capture_output=True, text=True)
    page = (county / "2025/213001/index.html").read_text("utf-8")
    assert f"由源文件 2025/shuiwuju.perf 生成，版本 {known.stdout[:10]}<" in page
