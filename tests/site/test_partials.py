"""Parts that repeat are drawn once, and again where something that they show is different."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from perfdsl.site.errors import BadTemplateError
from perfdsl.site.render.renderer import Renderer
from perfdsl.workspace.bounds import Bounds


class Inner(NamedTuple):
    """A view within a view."""

    b: int


@pytest.fixture
def renderer(tmp_path: Path) -> Renderer:
    """Draws the templates of the project in ``tmp_path``."""
    (tmp_path / "templates").mkdir()
    return Renderer(Bounds(tmp_path))


def write(folder: Path, **templates: str) -> None:
    for name, text in templates.items():
        (folder / f"templates/{name}.html").write_text(text, "utf-8")


def draw(renderer: Renderer, name: str = "page", **fields: Any) -> str:
    return renderer.environment.get_template(f"{name}.html").render(page=SimpleNamespace(**fields))


def test_a_part_follows_every_field_that_it_shows(renderer: Renderer, tmp_path: Path) -> None:
    write(
        tmp_path,
        page='{{ page|partial_once("foot.html") }}',
        foot="{{ page.a.b }}{% if page.c %}!{% endif %}",
    )
    drawn = [draw(renderer, a=Inner(b), c=c) for b, c in ((1, 0), (2, 0), (1, 1), (1, 0))]
    assert drawn == ["1", "2", "1!", "1"]


def test_a_part_escapes_and_is_not_escaped_again(renderer: Renderer, tmp_path: Path) -> None:
    write(tmp_path, page='{{ page|partial_once("foot.html") }}', foot="<b>{{ page.a }}</b>")
    assert [draw(renderer, a="<&"), draw(renderer, a="<&")] == ["<b>&lt;&amp;</b>"] * 2


@pytest.mark.parametrize(
    "hidden", ['{% include "inner.html" %}', '{{ page["a"] }}', "{% set p = page %}{{ p.a }}"]
)
def test_a_part_that_may_show_anything_is_drawn_each_time(
    hidden: str, renderer: Renderer, tmp_path: Path
) -> None:
    write(tmp_path, page='{{ page|partial_once("foot.html") }}', foot=hidden, inner="{{ page.a }}")
    template = renderer.environment.get_template("page.html")
    assert [template.render(page={"a": a}) for a in "xy"] == ["x", "y"]


def test_equal_views_are_drawn_by_a_macro_once(renderer: Renderer, tmp_path: Path) -> None:
    write(
        tmp_path,
        page='{% from "rows.html" import row %}{% for one in page.rows %}{{ one|once(row, page.end) }}{% endfor %}',
        rows="{% macro row(one, end) %}<i>{{ one[0] }}</i>{{ end }}{% endmacro %}",
    )
    drawn: list[str] = []

    class Row(tuple[str, ...]):
        __slots__ = ()

        def __getitem__(self, index: object) -> str:
            drawn.append(super().__getitem__(index))
            return drawn[-1]

    rows = (Row("a"), Row("<"), Row("a"))
    assert draw(renderer, rows=rows, end=";") == "<i>a</i>;<i>&lt;</i>;<i>a</i>;"
    assert draw(renderer, rows=rows, end=".") == "<i>a</i>.<i>&lt;</i>.<i>a</i>."
    assert drawn == ["a", "<", "a", "<"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("foot", "\n\n{{ page.a.nothing }}"),
        ("foot", "\n\n{{ page.a + 1 }}"),
        ("rows", "{% macro row(one) %}\n\n{{ one.nothing }}{% endmacro %}"),
        ("rows", "{% macro row(one) %}\n\n{{ 1 // 0 }}{% endmacro %}"),
        ("foot", "\n\n{% if %}"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(
    name: str, text: str, renderer: Renderer, tmp_path: Path
) -> None:
    write(
        tmp_path,
        page='{% from "rows.html" import row %}{{ ("x",)|once(row) }}{{ page|partial_once("foot.html") }}',
        foot="",
        rows="{% macro row(one) %}{% endmacro %}",
    )
    write(tmp_path, **{name: text})
    with pytest.raises(BadTemplateError) as error:
        renderer.render(SimpleNamespace(template="page.html", a="x"))  # type: ignore[arg-type]
    assert f"{name}.html" in str(error.value)
    assert "第 3 行" in str(error.value)
