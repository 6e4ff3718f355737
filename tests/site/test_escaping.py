"""Escaping is that of Jinja, whatever is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from perfdsl.site.render.escaping import HtmlEnvironment, text

VALUES = ("", "甲", "a<b", "&amp;", "'\"", Markup("<b>&</b>"), 1, None, True, Decimal("1.50"), ["<"])


@pytest.mark.parametrize("value", VALUES)
def test_text_is_what_escape_makes_of_it(value: object) -> None:
    assert text(value) == escape(value)


def test_a_template_says_the_same_as_with_jinja_alone() -> None:
    source = (
        "{% macro twice(x) %}{{ x }}{{ x|safe }}{% endmacro %}"
        "{% for one in values %}{{ one }}|{{ twice(one) }}|{{ one|string|upper }}|{{ '<' ~ one }};{% endfor %}"
        "{% autoescape false %}{{ values[2] }}{% endautoescape %}"
    )
    said = [
        environment(autoescape=True).from_string(source).render(values=VALUES)
        for environment in (HtmlEnvironment, Environment)
    ]
    assert said[0] == said[1]
    assert "a&lt;b" in said[0]


def test_what_is_not_there_is_still_an_error() -> None:
    environment = HtmlEnvironment(autoescape=True, undefined=StrictUndefined)
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nothing }}").render()
