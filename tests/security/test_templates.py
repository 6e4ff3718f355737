"""Templates of a stranger's project: whatever they try, they see fields of the page, and nothing else is done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfdsl.site.info import SiteInfo
from perfdsl.site.render import sandbox
from perfdsl.site.render.renderer import Renderer
from perfdsl.site.render.sandbox import FILTERS, FUNCTIONS, METHODS
from perfdsl.site.views.redirect import redirect_pages
from tests.security.conftest import Run, Stranger

ATTACKS = {
    "the classes of a text": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "the same by subscript": "{{ ''['__class__']['__mro__'] }}",
    "the same by a filter": "{{ ''|attr('__class__') }}",
    "the same by map": "{{ ['']|map(attribute='__class__')|join }}",
    "the same by sort": "{{ ['', 'x']|sort(attribute='__class__') }}",
    "the same by a spelt name": "{{ ''['__cla' ~ 'ss__'] }}",
    "the same by a view": "{{ page.__class__ }}",
    "a method of a view": "{{ page.frame._replace(title='x') }}",
    "the methods of a view": "{{ page.frame._asdict() }}",
    "the globals of a view": "{{ page.__init__.__globals__ }}",
    "the code of a property": "{{ page.frame.__class__.domain.fget.__globals__ }}",
    "cycler": "{{ cycler.__init__.__globals__.os.popen('touch pwned').read() }}",
    "joiner": "{{ joiner.__init__.__globals__ }}",
    "lipsum": "{{ lipsum.__globals__['os'].popen('touch pwned').read() }}",
    "lipsum without an end": "{{ lipsum(n=10**9) }}",
    "dict": "{{ dict(a=1) }}",
    "a namespace": "{{ namespace.__init__.__globals__ }}",
    "the template itself": "{{ self._TemplateReference__context }}",
    "the globals of a macro": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "the environment of a macro": "{% macro m() %}{% endmacro %}{{ m._environment }}",
    "the functions of a macro": "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "the loop": "{% for x in 'a' %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "the iterator of the loop": "{% for x in 'a' %}{{ loop._iterator }}{% endfor %}",
    "a method of a text": "{{ ''.strip.__self__.__class__ }}",
    "a method by once": "{{ ''|once(''.strip) }}",
    "str.format": "{{ '{0.__class__.__mro__}'.format('') }}",
    "str.format by subscript": "{{ ''['format']('') }}",
    "str.format_map": "{{ '{x.__class__}'.format_map({'x': ''}) }}",
    "the filter format": "{{ '%s'|format(1) }}",
    "the operator of formatting": "{{ '%999999999d' % 1 }}",
    "Markup.format": "{{ ('{0.__class__}'|safe).format('') }}",
    "a built-in macro that is handed a class": "{% from '_chart.html' import draw %}{{ draw.__class__ }}",
    "a file above": "{% include '../../机密.txt' %}",
    "a file above by part": "{{ page|partial_once('../../机密.txt') }}",
    "a file by its whole path": "{% include '/etc/passwd' %}",
    "a file among several": "{% include ['a', '../../机密.txt'] %}",
    "a module": "{% import 'os' as os %}{{ os.system('touch pwned') }}",
    "another module": "{% from 'subprocess' import run %}{{ run('x') }}",
    "changing a list": "{% set x = [] %}{{ x.append(1) }}",
    "changing a dictionary": "{% set x = {} %}{{ x.update(a=1) }}",
    "a billion rounds": "{% for x in range(10**9) %}x{% endfor %}",
    "more rounds than can be counted": "{% for x in range(10**30) %}x{% endfor %}",
    "rounds within rounds": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "rounds of a recursive loop": "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "itself": "{% include '_head.html' %}",
    "itself twice": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "itself by inheritance": "{% extends '_head.html' %}",
    "macros that double": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a long text": "{{ 'x' * 10**10 }}",
    "a long list": "{{ [1] * 10**10 }}",
    "a text that doubles": "{% set n = namespace(x='x') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "a text that is added to itself": "{% set n = namespace(x='x') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "a block that doubles": "{% set n = namespace(x='x') %}{% for i in range(99) %}{% set y %}{{ n.x }}{{ n.x }}{% endset %}{% set n.x = y %}{% endfor %}",
    "a text that is replaced": "{% set n = namespace(x='xx') %}{% for i in range(99) %}{% set n.x = n.x|replace('x', n.x) %}{% endfor %}",
    "a text that is joined": "{% set n = namespace(x='xx') %}{% for i in range(99) %}{% set n.x = n.x|join(n.x) %}{% endfor %}",
    "a page without an end": "{% set x = 'x' * 9999999 %}{% for i in range(9999) %}{{ x }}{% endfor %}",
    "a text in the middle": "{{ 'x'|center(10**10) }}",
    "an indented text": "{{ 'x\\ny'|indent(10**10) }}",
    "a large number": "{{ 9**(9**9) }}",
    "a number that squares itself": "{% set n = namespace(x=9) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "a rounded number": "{{ 1|round(10**9, 'ceil') }}",
    "a pickle of names": "{{ page|pprint }}",
    "chance": "{{ [1, 2]|random }}",
    "a debugger": "{% debug %}",
    "Python": "{% do x %}",
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_ends_with_a_message_that_names_file_and_line(
    attack: str, stranger: Stranger, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(stranger.home)
    monkeypatch.setattr(sandbox, "STEPS", 100_000)  # a tenth: nobody needs to wait for all of them
    stranger.write({"templates/_head.html": f"\n\n{attack}\n"})
    result = run("build", stranger.root, "--jobs", 1)
    assert result.code == 1, result.said
    assert "模板“_head.html”第 3 行" in result.said or "模板“_head.html”" in result.said
    assert "内部出错" not in result.said
    assert "机密" not in stranger.published()
    assert not list(stranger.home.rglob("pwned"))


@pytest.mark.parametrize("name", ["_footer.html", "table.html", "home.html", "_chart.html", "base.html"])
def test_it_does_not_matter_which_template_it_is(name: str, stranger: Stranger, run: Run) -> None:
    stranger.write({f"templates/{name}": "{{ page.__class__.__init__.__globals__ }}{{ ''.__class__ }}"})
    result = run("build", stranger.root)
    assert (result.code, name in result.said) == (1, True)


def test_what_ours_know_is_not_handed_on(stranger: Stranger, run: Run) -> None:
    """A template of the project that ours include sees no more than one that is drawn by itself."""
    shown = (
        "{% if lipsum is defined or cycler is defined or dict is defined or joiner is defined %}X{% endif %}"
    )
    stranger.write({"templates/_indicators.html": f"<h2>{shown}</h2>", "templates/_head.html": shown})
    assert run("build", stranger.root, "--draft").code == 0
    assert "<h2></h2>" in stranger.published()


def test_a_theme_can_do_what_themes_do(stranger: Stranger, run: Run) -> None:
    """Everything that the documentation offers, in one template; and ours, copied to the letter."""
    stranger.write(
        {
            "templates/404.html": """{% extends "base.html" %}
{% from "_parts.html" import box %}
{% import "_parts.html" as parts %}
{% block head %}{{ super() }}<meta name="x" content="{{ page.frame.title|upper|truncate(10) }}">{% endblock %}
{% block main %}
{% set n = namespace(total=0) %}
{% for place in page.places if place.label %}
{% set n.total = n.total + loop.index %}
{{ loop.cycle("奇", "偶") }}{{ box(place.label.strip()|replace("目录", "一览")) }}{{ loop.last }}
{% else %}无{% endfor %}
{% for name, value in {"a": 1}.items() %}{{ name }}{{ value }}{% endfor %}
{% call parts.frame("标题") %}<b>{{ page.frame.site.title ~ "！" }}</b>{% endcall %}
{{ page.places|map(attribute="label")|join("、") }} {{ page.places|length }} {{ page.places[0].label[:2] }}
{{ range(3)|list|join }} {{ "%s"|default("甲") }} {{ (7 // 2) * 3 + 2 ** 3 }} {{ 7 % 3 }}
<h1>找不到</h1>
{% endblock %}
""",
            "templates/_parts.html": """{% macro box(x) %}[{{ x }}]{% endmacro %}
{% macro frame(t) %}<i>{{ t }}{{ caller() }}</i>{% endmacro %}""",
        }
    )
    result = run("build", stranger.root)
    assert result.code == 0, result.said
    page = (stranger.root / "_site/404.html").read_text("utf-8")
    for part in ("奇[单位一览]False", "a1", "<i>标题<b>网站！</b></i>", "012", "17 1", "<h1>找不到</h1>"):
        assert part in page, part


def test_ours_as_a_theme_draw_the_same_bytes(stranger: Stranger, run: Run, root: Path) -> None:
    """All templates that ship with perfdsl, copied into the project, pass the sandbox: what they need is allowed."""
    assert run("build", stranger.root, "-o", stranger.home / "ours").code == 0
    for file in sorted((root / "site_templates").glob("*.html")):
        stranger.write({f"templates/{file.name}": file.read_text("utf-8")})
    result = run("build", stranger.root, "-o", stranger.home / "theirs")
    assert result.code == 0, result.said
    ours, theirs = (
        {
            file.relative_to(home).as_posix(): file.read_bytes()
            for file in sorted(home.rglob("*"))
            if file.is_file()
        }
        for home in (stranger.home / "ours", stranger.home / "theirs")
    )
    assert theirs == ours


def test_ours_are_drawn_without_the_sandbox_and_kept_compiled(tmp_path: Path) -> None:
    renderer = Renderer(None, tmp_path / "compiled")
    (page,) = redirect_pages(SiteInfo(), {"a.html": "b.html"}, draft=False)
    assert renderer.render(page)
    assert not renderer.environment.sandboxed
    assert len(list((tmp_path / "compiled").iterdir())) > 3


def test_nothing_compiled_of_a_stranger_is_kept(stranger: Stranger, tmp_path: Path) -> None:
    """What an earlier perfdsl compiled without the sandbox must not be found again."""
    from perfdsl.workspace.bounds import Bounds

    stranger.write({"templates/_head.html": "甲"})
    renderer = Renderer(Bounds(stranger.root), tmp_path / "compiled")
    (page,) = redirect_pages(SiteInfo(), {"a.html": "b.html"}, draft=False)
    assert "甲" in renderer.render(page)
    assert renderer.theme
    assert renderer.theme.bytecode_cache is None


def test_the_documentation_lists_what_is_allowed(root: Path) -> None:
    text = (root / "docs/site.md").read_text("utf-8")
    section = text.partition("## 主题能做什么")[2].partition("\n## ")[0]
    listed = set(re.findall(r"`([a-z_]+)`", section))
    methods = {name for names in METHODS.values() for name in names}
    assert {*FILTERS, *FUNCTIONS, *methods, "once", "partial_once"} <= listed
