"""What repeats from page to page is drawn once: two filters for templates, each a bounded memory of HTML.

``view|once(macro, …)`` draws a view with a macro. ``page|partial_once("_footer.html")`` draws a template of the project or
of perfdsl, once for all pages that agree in what it shows of them; which fields those are its source tells. Views
hold text, so equal ones look alike.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from operator import attrgetter
from sys import getsizeof
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.runtime import Macro
from markupsafe import Markup

from perfdsl.memo import MB, Latest, cached_call
from perfdsl.site.page import Page

_MOST = 10 * MB  # common rows stay, those of one table go; more would hit no oftener


def install(environment: Environment) -> None:
    """Give the environment its filters ``once`` and ``partial_once``."""
    partials: dict[str, Callable[[Page], Markup]] = {}

    def partial_once(page: Page, name: str) -> Markup:
        draw = partials.get(name)
        if draw is None:
            draw = partials[name] = _drawn_once(environment, name)
        return draw(page)

    environment.filters |= {"once": cached_call(_MOST, _weigh)(_draw), "partial_once": partial_once}


def _weigh(_view: object, html: str) -> int:
    """A view is about as long as what is drawn of it."""
    return 2 * getsizeof(html)


def _draw(view: Hashable, macro: Macro, *more: Hashable) -> str:
    if not isinstance(macro, Macro):
        raise TypeError("once 后面应当是一个 macro")
    return macro(view, *more)


def _drawn_once(environment: Environment, name: str) -> Callable[[Page], Markup]:
    """Draw the template of this name, from memory where what it shows is known."""
    template = environment.get_template(name)

    def draw(page: Page) -> Markup:
        return Markup(template.render(page=page))  # noqa: S704 - drawn by an escaping template

    fields = _fields(template)
    if fields is None:
        return draw

    known: Latest[Any, Markup] = Latest(MB)

    def remember(page: Page) -> Markup:
        try:
            shown = fields(page)
            html = known.get(shown)
        except (AttributeError, TypeError):  # the template says what is wrong
            return draw(page)
        if html is None:
            html = known.keep(shown, draw(page))
        return html

    return remember


def _fields(template: Template) -> Callable[[Page], Any] | None:
    """What a template shows of ``page`` (``frame.root``, …), as one function; None where it may be anything."""
    home = template.environment
    assert home.loader
    assert template.name
    tree = home.parse(home.loader.get_source(home, template.name)[0])
    try:
        paths = sorted(set(_paths(tree)))
    except _WholePageError:
        return None
    return attrgetter(*paths) if paths else lambda _: ()


def _paths(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Include | nodes.Extends):
        raise _WholePageError
    path: list[str] = []
    inner = node
    while isinstance(inner, nodes.Getattr):
        path.insert(0, inner.attr)
        inner = inner.node
    if isinstance(inner, nodes.Name) and inner.name == "page":
        if not path:
            raise _WholePageError
        yield ".".join(path)
    else:
        for child in node.iter_child_nodes():
            yield from _paths(child)


class _WholePageError(Exception):
    """The template does more with the page than to show its fields: it hands it on."""
