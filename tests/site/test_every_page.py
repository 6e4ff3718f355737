"""A law for all pages: one heading of the first level, with text, and content below it. And no template may lose either."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from perfdsl.site.build import build
from perfdsl.site.errors import BadTemplateError
from perfdsl.site.render.template_blocks import refuse_what_is_never_drawn
from tests.site.samples import TABLE, Project

TEMPLATES = Path(__file__).resolve().parents[2] / "site_templates"
PAGES = sorted(file.name for file in TEMPLATES.glob("*.html"))


def text(html: str) -> str:
    """What a reader sees of a piece of HTML."""
    shown = re.sub(r"<(script|style|template)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def broken(file: Path) -> str:
    """What a page lacks, ``""`` for nothing."""
    html = file.read_text("utf-8")
    headings = re.findall(r"<h1\b[^>]*>(.*?)</h1>", html, re.DOTALL)
    if len(headings) != 1:
        return f"{len(headings)} h1"
    main = re.search(r'<main id="main"[^>]*>(.*)</main>', html, re.DOTALL)
    if main is None or headings[0] not in main[1]:
        return "no h1 in main"
    if not text(headings[0]):
        return "an empty h1"
    if len(text(main[1])) <= len(text(headings[0])):
        return "nothing but the h1"
    return "" if text(re.findall(r"<title>(.*?)</title>", html)[0]) else "an empty title"


def test_every_page_has_one_heading_and_something_below(
    drafts: list[Path], corrected: Path, county: Path
) -> None:
    pages = [file for site in (*drafts, corrected, county) for file in site.rglob("*.html")]
    assert len(pages) > 300
    assert {file.name: said for file in pages if (said := broken(file))} == {}


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith("_") and name != "base.html"])
def test_every_template_of_a_page_has_its_heading_in_the_main_block(name: str) -> None:
    """Of those too whose pages no example has (redirects)."""
    tree = Environment(autoescape=True).parse((TEMPLATES / name).read_text("utf-8"))
    source = (TEMPLATES / name).read_text("utf-8")
    (main,) = [block for block in tree.find_all(nodes.Block) if block.name == "main"]
    shown = "".join(one.data for one in main.find_all(nodes.TemplateData))
    assert (shown.count("<h1>"), source.count("<h1")) == (1, 1)


@pytest.mark.parametrize("name", PAGES)
def test_no_template_that_ships_has_a_part_that_is_never_drawn(name: str) -> None:
    environment = Environment(autoescape=True, extensions=[])
    environment.filters |= {"once": str, "part": str}

    def parsed(one: str) -> nodes.Template:
        return environment.parse((TEMPLATES / one).read_text("utf-8"))

    refuse_what_is_never_drawn(name, parsed)


@pytest.mark.parametrize(
    ("name", "template", "line", "said"),
    [
        ("home.html", '{% extends "base.html" %}\n{% block mian %}<h1>甲</h1>{% endblock %}', 2, "“base.html”里没有“mian”这一块，写在里面的不会出现。是不是“main”？"),
        ("table.html", '{% extends "base.html" %}\n\n{% block content %}<h1>甲</h1>{% endblock %}', 3, "可用的有head、body_class、main"),
        ("home.html", '{% extends "base.html" %}\n{% block main %}<h1>甲</h1>{% endblock %}\n<p>乙</p>', 3, "“<p>乙</p>”写在各块（block）的外面"),
        ("base.html", "<!DOCTYPE html>\n<html><body>{% block man %}{% endblock %}</body></html>", 1, "缺少“{% block main %}{% endblock %}”"),
    ],
)  # fmt: skip
def test_a_template_of_a_project_with_a_part_that_is_never_drawn(
    name: str, template: str, line: int, said: str, project: Project, tmp_path: Path
) -> None:
    root = project({"2024/a.perf": TABLE, f"templates/{name}": template})
    with pytest.raises(BadTemplateError) as error:
        build(root, tmp_path / "out")
    assert f"模板“{name}”第 {line} 行有错误" in str(error.value)
    assert said in str(error.value)
    assert not (tmp_path / "out" / "index.html").exists()


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("home.html", '{% extends "base.html" %}\n{# 说明 #}\n{% set a = 1 %}\n{% block main %}<h1>甲</h1>乙{% endblock %}\n'),
        ("home.html", '{% extends "base.html" %}{% block main %}{% block inner %}<h1>甲</h1>乙{% endblock %}{% endblock %}'),
        ("home.html", "<!DOCTYPE html><html lang=zh><title>甲</title><h1>甲</h1>全是自己的"),
        ("base.html", "<!DOCTYPE html><html lang=zh><title>甲</title><main>{% block main %}{% endblock %}</main>"),
        ("_footer.html", "<footer>甲</footer>"),
    ],
)  # fmt: skip
def test_a_template_of_a_project_without(name: str, template: str, project: Project, tmp_path: Path) -> None:
    root = project({"2024/a.perf": TABLE, f"templates/{name}": template})
    build(root, tmp_path / "out")
    assert (tmp_path / "out" / "index.html").is_file()
