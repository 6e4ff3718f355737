"""Every address on every page leads to the web, a mailbox or the site: whatever a project writes, and wherever."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from perfdsl.site.build import build
from perfdsl.site.options import Options
from perfdsl.site.project import open_project
from perfdsl.site.render.prose import prose
from perfdsl.text.addresses import is_address
from tests.security.conftest import Run, Stranger
from tests.site.samples import TABLE

HOSTILE = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\tjavascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "\ufeffjavascript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "javascript\u003aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "DATA:text/html;base64,x",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://a.example/x",
    "view-source:https://a.example/",
    "ms-msdt:/id",
    "tel:110",
    "ftp://a.example/",
    "//evil.example/",
    "\\\\evil.example\\x",
    "/\\evil.example/",
    "\\/evil.example/",
    "http:evil.example",
    "https:/evil.example",
    "http://",
    'https://a.example/" onclick="alert(1)',
    "https://a.example/'><script>",
    "https://a.example/ x",
    "a:b",
    "1:2",
)
GOOD = (
    "",
    "index.html",
    "../a/b.html#i-1",
    "/jxmb/",
    "#i-1",
    "?a=b:c",
    "a/b:c",
    "https://www.example.gov.cn/jxmb/?a=1&b=2#c",
    "HTTP://www.example.gov.cn",
    "mailto:a@example.gov.cn",
    "https://财政局.example.cn/目录",
)


@pytest.mark.parametrize("address", HOSTILE)
def test_no_page_may_lead_there(address: str) -> None:
    assert not is_address(address)


@pytest.mark.parametrize("address", GOOD)
def test_a_page_may_lead_there(address: str) -> None:
    assert is_address(address)


# ---- In settings


@pytest.mark.parametrize("address", HOSTILE)
@pytest.mark.parametrize("key", ["license_address", "address"])
def test_a_setting_that_is_none_stops_the_build_and_is_named(
    key: str, address: str, stranger: Stranger, run: Run
) -> None:
    toml = "".join(f"\\u{ord(char):04x}" for char in address)
    stranger.write({"perfdsl.toml": f'[site]\nlicense = "条款"\n{key} = "{toml}"\n'})
    result = run("build", stranger.root)
    if address.strip() in ("", *GOOD):
        return
    assert (result.code, key in result.said) == (1, True)
    assert not (stranger.root / "_site").exists()


@pytest.mark.parametrize("address", HOSTILE)
def test_a_redirect_to_such_a_place_stops_the_build(address: str, stranger: Stranger, run: Run) -> None:
    toml = "".join(f"\\u{ord(char):04x}" for char in address)
    stranger.write({"perfdsl.toml": f'[publish.redirects]\n"2020/a/index.html" = "{toml}"\n'})
    assert run("build", stranger.root).code == 1


def test_a_page_whose_name_begins_with_http_is_one_of_the_site(stranger: Stranger, run: Run) -> None:
    stranger.write(
        {
            "2024/http.perf": TABLE.replace("示例单位", "另一个单位").replace("体系:", "编码: http\n体系:"),
            "perfdsl.toml": '[publish.redirects]\n"2020/http/index.html" = "2024/http/index.html"\n',
        }
    )
    assert run("build", stranger.root).code == 0
    page = (stranger.root / "_site/2020/http/index.html").read_text("utf-8")
    assert 'href="../../2024/http/index.html"' in page


# ---- In tables


@pytest.mark.parametrize("address", HOSTILE)
@pytest.mark.parametrize(
    "form", ["[点]({})", "[点](<{}>)", "<{}>", "[点][x]\n\n[x]: {}", "![图]({})", "[点]({} '题')"]
)
def test_markdown_leads_nowhere_else(form: str, address: str) -> None:
    for tag, attributes in tags(str(prose(form.format(address)))):
        for name, value in attributes.items():
            assert name != "src", tag
            assert name != "href" or is_address(value), value


@pytest.mark.parametrize("address", [one for one in GOOD if one])
def test_markdown_links_of_the_usual_kind_stay_links(address: str) -> None:
    assert "<a href=" in str(prose(f"[点]({address})"))


# ---- On all pages


def hostile_project(stranger: Stranger, root: Path) -> Path:
    """Hostile addresses wherever something is written that reaches a page: 101 projects, so that lists have pages; and
    the county, whose tables can be compared.
    """
    for file in sorted((root / "examples/county").glob("*/*.perf")):
        stranger.write({f"{file.parent.name}/{file.name}": file.read_text("utf-8")})
    evil = "javascript:alert(1)"
    prose_ = "\n".join(f"- [点]({one.strip()}) <{one.strip()}>" for one in HOSTILE if "\n" not in one)
    projects = "\n".join(f"{evil.replace(':', '：')}{number} = 1" for number in range(101))
    table = (
        TABLE.replace("部门: 示例单位", f'部门: {evil}"><a href={evil}>')
        .replace(
            "体系:",
            f"发布机构: {evil}\n索引号: {evil}\n公开日期: 2024-02-01\n网址: {evil}\n联系电话: //evil\n体系:",
        )
        .replace("负责技能培训。", prose_)
        .replace("示范项目 = 60", projects)
        .replace("项目支出 = 60", "")
        .replace(
            "培训班次 >= 4期",
            f"培训班次 >= 4期\n> 数据来源: {evil}\n> 更正: 2024-05-06 由“≥3期”改为“≥4期”，{evil}",
        )
        .replace("完成时间: 2024年12月底前", f'"{evil}": {evil}')
    )
    again = table.replace("年度: 2024", "年度: 2023")
    settings = "\n".join(
        f'{key} = "{evil}"'
        for key in (
            "title",
            "intro",
            "owner",
            "operator",
            "contact",
            "column",
            "code",
            "icp",
            "police",
            "license",
        )
    )
    return stranger.write(
        {
            "2024/a.perf": table,
            "2023/a.perf": again,
            "2024/b.perf": table.replace("部门: ", "部门: 乙"),
            "perfdsl.toml": f"""[site]
{settings}
license_address = "https://www.example.gov.cn/terms"
[publish]
units = ["{evil}", "205001 {evil}"]
[publish.redirects]
"2020/a/index.html" = "https://www.example.gov.cn/"
"2020/b/" = "2024/a/"
"2024/b/index.html#i-00000000" = "https://www.example.gov.cn/x"
""",
        }
    )


def test_no_page_of_a_hostile_project_leads_elsewhere(stranger: Stranger, root: Path) -> None:
    project, out = hostile_project(stranger, root), stranger.home / "网站"
    build(project, out, draft=True, jobs=1)
    pages = sorted(out.rglob("*.html"))
    seen = set()
    for page in pages:
        for tag, attributes in tags(page.read_text("utf-8")):
            for name in (
                "href",
                "src",
                "action",
                "formaction",
                "xlink:href",
                "poster",
                "cite",
                "data",
                "srcdoc",
            ):
                if name in attributes:
                    seen.add((tag, name))
                    assert is_address(attributes[name]), (page.name, tag, name, attributes[name])
            if attributes.get("http-equiv", "").lower() == "refresh":
                seen.add((tag, "refresh"))
                assert is_address(attributes["content"].partition("url=")[2])
    assert {
        ("a", "href"),
        ("script", "src"),
        ("link", "href"),
        ("form", "action"),
        ("meta", "refresh"),
    } <= seen
    renderer = open_project(project, Options(draft=True)).renderer
    drawn = {name for _, name in renderer.environment.cache}  # type: ignore[union-attr]
    with_addresses = {
        file.name
        for file in (root / "site_templates").glob("*.html")
        if re.search(r"(?:href|src|action|url)=", file.read_text("utf-8"))
    }
    assert with_addresses <= drawn


def test_nor_do_its_data_files(stranger: Stranger, root: Path) -> None:
    project, out = hostile_project(stranger, root), stranger.home / "网站"
    build(project, out, draft=True, jobs=1)
    for file in [*out.rglob("*.xml"), *out.rglob("*.jsonld"), *out.rglob("datapackage.json")]:
        found = re.findall(
            r'"(?:url|@id|contentUrl|license|path|homepage)": ?"([^"]*)"| href="([^"]*)"',
            file.read_text("utf-8"),
        )
        for address in (one or other for one, other in found):
            assert is_address(address), (file.name, address)


class Tags(HTMLParser):
    """Every tag with its attributes, as a browser decodes them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def tags(html: str) -> list[tuple[str, dict[str, str]]]:
    reader = Tags()
    reader.feed(html)
    return reader.found
